"""The vendor's own description of its API, and what of a request or an answer does not fit it."""

import functools
import re
from dataclasses import dataclass

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.sandbox.sendcloud.description_files import WEBHOOKS, read_documents
from tests.sandbox.sendcloud.errors import error
from tests.sandbox.sendcloud.schema_errors import as_vendor_errors

METHODS = ("get", "post", "put", "patch", "delete")
NUMBERS = {"integer": int, "number": float}
BOOLEANS = {"true": True, "false": False}
# The merged file is of January 2026; the vendor's page names these since.
NEWER = {"/shipping-options": {"from_address", "to_address"}}


@functools.lru_cache(maxsize=2)
def load_description(folder):
    """The description in this folder (it is read once; it takes about a second)."""
    return Description(read_documents(folder))


@dataclass(frozen=True)
class Operation:
    """One described operation; `pointer` is its place in the document."""

    file: str
    template: str
    form: re.Pattern
    data: dict
    parameters: tuple
    pointer: str


class Description:
    def __init__(self, documents):
        self.documents = documents
        resources = [
            (_uri(name), Resource(contents=document, specification=DRAFT202012))
            for name, document in documents.items()
        ]
        self.registry = Registry().with_resources(resources)
        self.operations = {}
        for name, document in documents.items():
            self._index(name, document)

    def _index(self, name, document):
        for template, item in document.get("paths", {}).items():
            for method in METHODS:
                if method not in item or (method, template) in self.operations:
                    continue
                raw = [*item.get("parameters", []), *item[method].get("parameters", [])]
                parameters = tuple(self._resolve(name, parameter) for parameter in raw)
                form = re.compile(re.sub(r"\{[^}]+\}", "([^/]+)", template))
                place = template.replace("~", "~0").replace("/", "~1")
                pointer = f"/paths/{place}/{method}"
                self.operations[method, template] = Operation(
                    name, template, form, item[method], parameters, pointer
                )

    def _resolve(self, name, value):
        while "$ref" in value:
            found = self.documents[name]
            for part in value["$ref"].removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            value = found
        return value

    def find(self, method, path):
        """The operation of this request, literal paths before those with parameters; or None."""
        path = path.rstrip("/") or "/"
        found = [
            operation
            for (name, _template), operation in self.operations.items()
            if name == method.lower() and operation.form.fullmatch(path)
        ]
        return min(found, key=lambda operation: operation.template.count("{"), default=None)

    def request_problems(self, method, path, query, body):
        """The vendor's error objects for all that does not fit; `query` is a MultiDict."""
        operation = self.find(method, path)
        if operation is None:
            return [error(404, "not_found", f"{method} {path} is not described.")]
        found = [*self._path_problems(operation, path), *self._query_problems(operation, query)]
        content = operation.data.get("requestBody", {}).get("content", {})
        if "application/json" in content and body is not None:
            found += self._body_problems(operation, body)
        return found

    def response_problems(self, method, path, status, data):
        """Texts about what of an answer's JSON does not fit; empty when all does."""
        operation = self.find(method, path)
        answers = operation.data["responses"]
        if str(status) not in answers:
            return [f"{status} is not described for {method} {path}"]
        if "application/json" not in answers[str(status)].get("content", {}):
            return []
        pointer = f"{operation.pointer}/responses/{status}/content/application~1json/schema"
        errors = self.validator(operation.file, pointer).iter_errors(data)
        return [f"{found.json_path}: {found.message}" for found in errors]

    def webhook_problems(self, schema, data):
        """The same for a webhook's body, by the name of its schema."""
        errors = self.validator(WEBHOOKS, f"/components/schemas/{schema}").iter_errors(data)
        return [f"{found.json_path}: {found.message}" for found in errors]

    def validator(self, name, pointer):
        schema = {"$ref": f"{_uri(name)}#{pointer}"}
        return Draft202012Validator(
            schema, registry=self.registry, format_checker=FormatChecker(("date", "email"))
        )

    def _path_problems(self, operation, path):
        names = re.findall(r"\{([^}]+)\}", operation.template)
        values = dict(
            zip(names, operation.form.fullmatch(path.rstrip("/") or "/").groups(), strict=True)
        )
        return self._parameter_problems(operation, "path", values)

    def _query_problems(self, operation, query):
        known = {row["name"]: row for row in operation.parameters if row["in"] == "query"}
        found = [
            {
                **error(400, "unknown_field", f"Unknown query parameter {name}."),
                "source": {"parameter": name},
            }
            for name in query
            if name not in known and name.removesuffix("[]") not in known
        ]
        found += [
            {**error(400, "required", "This field is required."), "source": {"parameter": name}}
            for name, row in known.items()
            if row.get("required") and name not in query
        ]
        values = {
            name: _query_value(row["schema"], query.getlist(name))
            for name, row in known.items()
            if name in query
        }
        return found + self._parameter_problems(operation, "query", values)

    def _parameter_problems(self, operation, place, values):
        found = []
        for row in operation.parameters:
            if row["in"] != place or row["name"] not in values:
                continue
            value = values[row["name"]]
            if place == "path":
                value = _query_value(row["schema"], [value])
            problems = Draft202012Validator(row["schema"]).iter_errors(value)
            found += [
                {
                    **error(400, "validation_error", problem.message),
                    "source": {"parameter": row["name"]},
                }
                for problem in problems
            ]
        return found

    def _body_problems(self, operation, body):
        pointer = f"{operation.pointer}/requestBody/content/application~1json/schema"
        problems = self.validator(operation.file, pointer).iter_errors(body)
        found = [row for problem in problems for row in as_vendor_errors(problem)]
        schema = operation.data["requestBody"]["content"]["application/json"]["schema"]
        known = NEWER.get(operation.template, set())
        kept = {name: v for name, v in body.items() if name not in known} if known else body
        found += [
            error(400, "unknown_field", "Unknown field.", where)
            for where in self._unknown(operation.file, [schema], kept, "")
        ]
        return found

    def _unknown(self, name, schemas, value, where):
        """Pointers to members that no schema of their object names."""
        if isinstance(value, list):
            items = [s["items"] for s in self._parts(name, schemas) if "items" in s]
            for place, item in enumerate(value):
                yield from self._unknown(name, items, item, f"{where}/{place}")
        if not isinstance(value, dict):
            return
        known, is_open = self._members(name, schemas)
        for member, item in value.items():
            if member in known:
                yield from self._unknown(name, known[member], item, f"{where}/{member}")
            elif not is_open:
                yield f"{where}/{member}"

    def _members(self, name, schemas):
        """(schemas of each named member, whether others are welcome)."""
        known, is_open = {}, False
        for schema in self._parts(name, schemas):
            is_open = is_open or bool(schema.get("additionalProperties"))
            for member, part in schema.get("properties", {}).items():
                known.setdefault(member, []).append(part)
        return known, is_open or not known

    def _parts(self, name, schemas):
        for schema in schemas:
            schema = self._resolve(name, schema)
            yield schema
            for word in ("allOf", "anyOf", "oneOf"):
                yield from self._parts(name, schema.get(word, []))


def _uri(name):
    return f"urn:sendcloud:{name}"


def _query_value(schema, texts):
    """The texts of a query parameter as the value which the schema speaks of."""
    if schema.get("type") == "array":
        parts = [part for text in texts for part in text.split(",")]
        return [_query_value(schema.get("items", {}), [part]) for part in parts]
    kind, text = schema.get("type"), texts[-1]
    if kind == "boolean":
        return BOOLEANS.get(text.lower(), text)
    try:
        return NUMBERS[kind](text) if kind in NUMBERS else text
    except ValueError:
        return text
