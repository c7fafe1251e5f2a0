"""The files of the vendor's description, with the faults mended that its own examples show."""

import json

import yaml

WEBHOOKS = "vendor_split/sendcloud-v3-webhooks-openapi.yml"
FILES = (
    "vendor_split/sendcloud-shipments-openapi.yml",
    "vendor_split/sendcloud-v3-parcel-documents-openapi.yml",
    "vendor_split/sendcloud-v3-parcel-tracking-openapi.yml",
    "vendor_split/sendcloud-v3-service-points-openapi.yml",
    "vendor_split/sendcloud-v3-integrations-openapi.yml",
    WEBHOOKS,
    "sendcloud-v3-merged.json",
)


def read_documents(folder):
    """{file name: OpenAPI document}; in the order in which an operation is looked up."""
    return {name: _read(folder / name) for name in FILES}


def _read(path):
    if path.suffix == ".json":
        document = json.loads(path.read_text())
        _allow_nulls(document)
        return document
    document = yaml.load(path.read_text(), Loader=_Loader)
    _name_errors(document["components"]["schemas"])
    return document


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML without dates: they stay text, as in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in _Loader.yaml_implicit_resolvers.items()
}


def _allow_nulls(document):
    """The merged file lost 3.1's null types; the vendor's own examples have those nulls."""
    schemas = document["components"]["schemas"]
    for schema in schemas["carrier-shipping-functionalities"]["properties"].values():
        if isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
        if "enum" in schema and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]


def _name_errors(schemas):
    """One file describes refusals as a bare list; its own examples have {"errors": list}."""
    if schemas.get("errors", {}).get("type") == "array":
        listed = schemas["errors"]
        schemas["errors"] = {
            "type": "object",
            "properties": {"errors": listed},
            "required": ["errors"],
        }
