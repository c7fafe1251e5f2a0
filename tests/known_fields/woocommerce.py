"""WooCommerce: its published examples and tables, our samples, and what our structs read."""

import json
import re
from pathlib import Path

from msgspec import inspect

from odoo.addons.omni_channel.channels.woocommerce.payload import (
    CustomerPayload,
    ListingPayload,
    OrderPayload,
    ProductPayload,
)

from tests.pure.shopify.schema import folder as specs

READ = {
    "customer": CustomerPayload,
    "order": OrderPayload,
    "listing": ListingPayload,
    "product": ProductPayload,
}
EXAMPLES = {
    "customers__": [("customer", ())],
    "orders__": [("order", ())],
    "products__": [("listing", ("product",)), ("product", ("product",))],
    "product-variations__": [("listing", ("variation",)), ("product", ("variations",))],
}
TABLES = {
    "customers": "Customer properties",
    "orders": "Order properties",
    "products": "Product properties",
}
TABLES["product-variations"] = "Product variation properties"
MARKS = True
WHOLE = re.compile(r"__(retrieve|list_all|create)_(?!customer_downloads)")


def learn(trees, folder):
    for resource, kind in READ.items():
        for path in sorted(folder.glob(f"samples/{resource}-*.json")):
            trees[resource].learn(json.loads(path.read_text(encoding="utf-8")))
        learn_examples(trees, resource)
        mark(trees[resource], inspect.type_info(kind))
    learn_tables(trees)


def learn_examples(trees, resource):
    for path in sorted((folder_of_specs() / "examples").glob("*.json")):
        for prefix, places in EXAMPLES.items():
            if path.name.startswith(prefix) and WHOLE.search(path.name):
                for known, place in places:
                    if known == resource:
                        trees[resource].at(place).learn(json.loads(path.read_text()))


def learn_tables(trees):
    tables = json.loads((folder_of_specs() / "properties.json").read_text())
    for group, title in TABLES.items():
        for row in tables[group][title]:
            for resource, place in EXAMPLES[f"{group}__"]:
                trees[resource].at((*place, row["attribute"].strip("`")))


def folder_of_specs():
    return Path(specs()) / "woocommerce"


def mark(tree, kind):
    """Mark what a struct reads and every body has; a field inside of what is free is not read."""
    for one in structs_in(kind):
        for field in one.fields:
            child = tree[field.encode_name]
            if tree.is_always_there(field.encode_name):
                child.mark = "!"
            mark(child, field.type)


def structs_in(kind):
    if isinstance(kind, inspect.StructType):
        return [kind]
    if isinstance(kind, inspect.UnionType):
        return [one for inner in kind.types for one in structs_in(inner)]
    if isinstance(kind, inspect.ListType):
        return structs_in(kind.item_type)
    return []
