"""POST /admin/api/<version>/graphql.json: checked, priced, executed."""

import json
import uuid

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    execute,
)
from graphql.execution.values import get_variable_values

from tests.sandbox.shopify import refusals, schema
from tests.sandbox.shopify.cost import Cost
from tests.sandbox.shopify.resolvers import playing_schema
from tests.sandbox.vendor import json_response

INPUT_LIMIT = 250


class AdminApi:
    """One shop's Admin API over a bucket; `handle` is called with the shop's lock held."""

    def __init__(self, world, bucket):
        self.world, self.bucket = world, bucket

    def handle(self, store, request, version):
        """The HTTP answer; always 200 once the caller is known, as Shopify does."""
        asked = _asked(request)
        if asked is None:
            return json_response({"errors": {"query": "Required parameter missing"}}, status=400)
        text, variables, operation_name = asked
        refused = self._refused_document(request, version, text)
        if refused:
            return _answer({"errors": refused}, version)
        document = schema.parsed(text)
        operation = _operation(document, operation_name)
        if operation is None:
            return _answer({"errors": [{"message": "No operation found"}]}, version)
        return _answer(self._run(store, document, operation, variables), version)

    def _refused_document(self, request, version, text):
        document = schema.parsed(text)
        if isinstance(document, GraphQLSyntaxError):
            self._record(request, document, [document.message])
            return [{"message": document.message, "extensions": {"code": "PARSE_ERROR"}}]
        problems = schema.violations(text, str(self.world.specs or "") or None, version)
        if problems:
            self._record(request, document, [problem.message for problem in problems])
            return [refusals.document_error(problem) for problem in problems]
        unplayed = schema.unplayed(text)
        if unplayed and self.world.specs:
            return [refusals.not_played(problem) for problem in unplayed]
        return [refusals.document_error(problem) for problem in unplayed]

    def _record(self, request, document, messages):
        words = schema.operation_words(document)
        self.world.violations.record("shopify", request.path, words, messages)

    def _run(self, store, document, operation, variables):
        playing = playing_schema()
        known = get_variable_values(playing, operation.variable_definitions or (), variables)
        if isinstance(known, list):
            return {"errors": [_variable_error(problem) for problem in known]}
        oversized = _oversized(operation, variables)
        if oversized:
            return {"errors": [oversized]}
        cost = Cost(playing, document, known, self.bucket.linear)
        try:
            price = cost.of(operation)
        except refusals.TopLevelError as problem:
            return {"errors": [refusals.runtime_error(problem)]}
        if price > self.bucket.query_limit:
            return {
                "errors": [refusals.max_cost(price, self.bucket.query_limit)],
                "extensions": self._cost(price, None),
            }
        if not self.bucket.take(price):
            return {"errors": [refusals.throttled()], "extensions": self._cost(price, None)}
        return self._executed(store, document, operation, variables, cost, price)

    def _executed(self, store, document, operation, variables, cost, price):
        store.search_warnings = []
        result = execute(
            playing_schema(),
            document,
            context_value=store,
            variable_values=variables,
            operation_name=operation.name.value if operation.name else None,
        )
        assert isinstance(result, ExecutionResult)
        actual = min(price, cost.of(operation, _sizes(result.data)))
        self.bucket.give_back(price - actual)
        body = {"data": result.data}
        if result.errors:
            body["errors"] = [refusals.runtime_error(problem) for problem in result.errors]
        body["extensions"] = self._cost(price, actual)
        if store.search_warnings:
            body["extensions"]["search"] = [_warned(*row) for row in store.search_warnings]
        return body

    def _cost(self, requested, actual):
        return {
            "cost": {
                "requestedQueryCost": requested,
                "actualQueryCost": actual,
                "throttleStatus": self.bucket.status(),
            }
        }

    def throttled(self):
        """What a caller with an empty bucket is told."""
        self.bucket.level = min(self.bucket.level, 0)
        return {"errors": [refusals.throttled()], "extensions": self._cost(100, None)}


def _asked(request):
    """(query, variables, operation name), or None when the body does not say."""
    try:
        body = json.loads(request.get_data() or b"null")
    except ValueError:
        return None
    if not isinstance(body, dict) or not isinstance(body.get("query"), str):
        return None
    return body["query"], body.get("variables") or {}, body.get("operationName")


def _operation(document, name):
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if name is None:
        return operations[0] if len(operations) == 1 else None
    return next((o for o in operations if o.name and o.name.value == name), None)


def _variable_error(problem: GraphQLError):
    shown = refusals.runtime_error(problem)
    shown["extensions"] = {"code": "INVALID_VARIABLE"}
    return shown


def _oversized(operation, variables):
    """The error for an input list with more than 250 entries, or None."""
    root = operation.selection_set.selections[0]
    for name, value in variables.items():
        found = _long_list(value, [name])
        if found:
            path, size = found
            field = getattr(root, "name", None)
            return {
                "message": (
                    f"The input array size of {size} is greater than the maximum allowed of "
                    f"{INPUT_LIMIT}."
                ),
                "path": [field.value if field else "query", *path],
                "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"},
            }
    return None


def _long_list(value, path):
    if isinstance(value, dict):
        found = (_long_list(item, [*path, name]) for name, item in value.items())
        return next((hit for hit in found if hit), None)
    if not isinstance(value, list):
        return None
    if len(value) > INPUT_LIMIT:
        return path, len(value)
    found = (_long_list(item, [*path, str(i)]) for i, item in enumerate(value))
    return next((hit for hit in found if hit), None)


def _sizes(data):
    """How many nodes each top-level connection really gave."""
    sizes = {}
    for key, value in (data or {}).items():
        if isinstance(value, dict):
            nodes = value.get("nodes", value.get("edges"))
            if isinstance(nodes, list):
                sizes[key] = len(nodes)
    return sizes


def _warned(path, query, fields):
    return {
        "path": path,
        "query": query,
        "warnings": [
            {
                "field": name,
                "message": "Invalid search field for this query.",
                "code": "invalid_field",
            }
            for name in fields
        ],
    }


def _answer(body, version):
    headers = {"X-Shopify-API-Version": version, "X-Request-Id": str(uuid.uuid4())}
    return json_response(body, headers=headers)
