"""Sendcloud: the answers of its published description (OpenAPI)."""

import json
from pathlib import Path

from tests.pure.shopify.schema import folder as specs

ANSWERS = {
    "rate": ("/shipping-options", "post", ("data",)),
    "label": ("/shipments/announce", "post", ("data",)),
    "tracking": ("/parcels/tracking/{tracking_number}", "get", ()),
}
SAMPLES = {"rate": "shipping_options.json", "label": "shipment.json"}
DEEPEST = 8


def learn(trees, folder):
    for resource, name in SAMPLES.items():
        sample = json.loads((folder / "samples" / name).read_text(encoding="utf-8"))
        trees[resource].learn(sample["data"])
    for path in sorted(folder.glob("samples/tracking-*.json")):
        trees["tracking"].learn(json.loads(path.read_text(encoding="utf-8")))
    text = (Path(specs()) / "sendcloud" / "sendcloud-v3-merged.json").read_text(encoding="utf-8")
    description = json.loads(text)
    for resource, (path, method, place) in ANSWERS.items():
        answers = description["paths"][path][method]["responses"]
        schema = answers.get("201", answers.get("200"))["content"]["application/json"]["schema"]
        for name in place:
            schema = fields_of(schema, description)[name]
        describe(trees[resource], schema, description)


def describe(tree, schema, description, depth=0):
    for name, inner in fields_of(schema, description).items():
        tree[name]
        if depth < DEEPEST:
            describe(tree[name], inner, description, depth + 1)


def fields_of(schema, description):
    """Return {field: schema} of an object, or of what a list holds, whichever form it may have."""
    schema = resolved(schema, description)
    found = dict(schema.get("properties") or {})
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key) or ()]
    if "items" in schema:
        parts.append(schema["items"])
    for part in parts:
        found |= fields_of(part, description)
    return found


def resolved(schema, description):
    while "$ref" in schema:
        at = description
        for step in schema["$ref"].removeprefix("#/").split("/"):
            at = at[step]
        schema = at
    return schema
