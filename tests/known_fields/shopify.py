"""Shopify answers what was asked: its fields are those of the queries, its schema says the rest."""

import json

from graphql import GraphQLNonNull, TypeInfo, TypeInfoVisitor, Visitor, parse, visit

from odoo.addons.omni_channel.channels.shopify.product_queries import PRODUCTS
from odoo.addons.omni_channel.channels.shopify.queries import LISTINGS, ORDERS

from tests.pure.shopify.schema import VERSIONS, schema

BODIES = {
    "order": {("orders", "nodes"): ()},
    "listing": {("productVariants", "nodes"): ()},
    "product": {
        ("products", "nodes"): ("product",),
        ("products", "nodes", "variants", "nodes"): ("more",),
        ("shop",): ("shop",),
    },
}
MARKS = True
QUERIES = {"order": ORDERS, "listing": LISTINGS, "product": PRODUCTS}


def learn(trees, folder):
    for resource, places in BODIES.items():
        tree = trees[resource]
        for path in sorted(folder.glob(f"samples/{resource}-*.json")):
            tree.learn(json.loads(path.read_text(encoding="utf-8")))
        for field, never_null in asked(QUERIES[resource].text).items():
            for place, ours in places.items():
                if field[: len(place)] == place and field != place:
                    node = tree.at((*ours, *field[len(place) :]))
                    node.mark = "#" if never_null else ""


def asked(text):
    """Return {path of a field that a query asks for: whether it is never null}, in all versions."""
    found = [_asked(text, schema(version)) for version in VERSIONS]
    return {path: all(one[path] for one in found) for path in found[0]}


def _asked(text, known):
    document = parse(text)
    types = types_of(document, known)
    fragments = {
        node.name.value: node for node in document.definitions if hasattr(node, "type_condition")
    }
    found = {}

    def walk(node, path):
        for one in node.selection_set.selections if node.selection_set else ():
            if one.kind == "fragment_spread":
                walk(fragments[one.name.value], path)
            elif one.kind == "inline_fragment":
                walk(one, path)
            else:
                place = (*path, (one.alias or one.name).value)
                found[place] = isinstance(types[one], GraphQLNonNull)
                walk(one, place)

    walk(document.definitions[-1], ())
    return found


def types_of(document, known):
    """Return {field of the query: its type}."""
    info, types = TypeInfo(known), {}

    class Types(Visitor):
        def enter_field(self, field, *_more):
            types[field] = info.get_type()

    visit(document, TypeInfoVisitor(info, Types()))
    return types
