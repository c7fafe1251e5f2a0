"""The played part is part of Shopify's own schema, and every field of it answers."""

import pytest
from graphql import (
    get_named_type,
    is_input_object_type,
    is_leaf_type,
    is_required_argument,
    is_union_type,
)

from tests.sandbox.shopify.schema import played_schema, vendor_schema
from tests.sandbox_tests.shopify_client import Shop

ROOTS = (
    "orders", "products", "productVariants", "inventoryItems", "locations", "customers",
    "fulfillmentOrders", "webhookSubscriptions", "shop", "currentAppInstallation",
)  # fmt: skip
REPEATED = {"MoneyBag", "MoneyV2", "TaxLine"}
GONE_IN_2026_10 = {
    "InventorySetQuantitiesUserErrorCode.ITEM_NOT_STOCKED_AT_LOCATION",
    "InventoryAdjustQuantitiesUserErrorCode.ITEM_NOT_STOCKED_AT_LOCATION",
}
ARGUMENTS = {
    "names": '["available"]',
    "locationId": '"gid://shopify/Location/91440101"',
    "key": '"x"',
}


@pytest.fixture(params=["2026-07", "2026-10"])
def shopifys(request, vendor_specs):
    if not vendor_specs:
        pytest.skip("needs the published descriptions: set VENDOR_SPECS")
    return vendor_schema(str(vendor_specs), request.param)


def test_the_played_schema_says_nothing_that_shopify_does_not(shopifys):
    strange = []
    for name, kind in played_schema().type_map.items():
        if name.startswith("__"):
            continue
        theirs = shopifys.type_map.get(name)
        if theirs is None:
            strange.append(name)
            continue
        strange += _strange_values(name, kind, theirs) + _strange_fields(name, kind, theirs)
    assert set(strange) <= GONE_IN_2026_10


def _strange_values(name, kind, theirs):
    known = getattr(theirs, "values", {})
    return [f"{name}.{value}" for value in getattr(kind, "values", {}) if value not in known]


def _strange_fields(name, kind, theirs):
    strange = []
    for field_name, field in getattr(kind, "fields", {}).items():
        other = theirs.fields.get(field_name)
        if other is None or str(other.type) != str(field.type):
            strange.append(f"{name}.{field_name}")
        elif not is_input_object_type(kind):
            strange += _strange_arguments(f"{name}.{field_name}", field, other)
    return strange


def _strange_arguments(place, field, other):
    wrong = [
        f"{place}({argument})"
        for argument, given in field.args.items()
        if argument not in other.args or str(other.args[argument].type) != str(given.type)
    ]
    missing = [
        f"{place}({argument}) is required"
        for argument, given in other.args.items()
        if is_required_argument(given) and argument not in field.args
    ]
    return wrong + missing


def everything(kind, depth, seen=()):
    """A selection of every field down to a depth, without going round in circles."""
    kind = get_named_type(kind)
    if is_union_type(kind):
        members = (f"... on {m.name} {everything(m, depth, seen)}" for m in kind.types)
        return "{ __typename " + " ".join(members) + " }"
    parts = ["__typename"]
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            parts.append(name + _arguments(field))
            continue
        if depth == 0 or (inner.name in seen and inner.name not in REPEATED):
            continue
        step = 0 if inner.name.endswith(("Connection", "Edge")) else 1
        parts.append(
            name + _arguments(field) + everything(inner, depth - step, (*seen, inner.name))
        )
    return "{ " + " ".join(parts) + " }"


def _arguments(field):
    given = [
        f"{name}: 5" if name == "first" else f"{name}: {ARGUMENTS[name]}"
        for name, argument in field.args.items()
        if name == "first" or is_required_argument(argument)
    ]
    return f"({', '.join(given)})" if given else ""


@pytest.mark.parametrize("root", ROOTS)
def test_every_played_field_answers(shop: Shop, root):
    shop.control("shopify/settings", {"bucket": {"maximum": 10**9, "query_limit": 10**9}})
    busy_shop(shop)
    field = played_schema().query_type.fields[root]
    size = "(first: 20)" if "first" in field.args else ""
    shop.data("{ " + root + size + everything(field.type, 3, (root,)) + " }")


def busy_shop(shop):
    """An order of every kind, one of them sent, refunded and edited."""
    order = shop.order(
        lines=[
            {"sku": "CAF-SID-250", "quantity": 2, "discount": {"percent": "5"}, "duty": "1"},
            {"sku": "TAS-SABLE", "quantity": 3},
            {"title": "Gravure", "price": "5.00"},
            {"sku": "CARTE-30"},
        ],
        discount_code="BIENVENUE10",
        shipping={"title": "Colissimo", "price": "6.90"},
        tip="2.00",
        fees=[{"name": "Emballage", "price": "1.00"}],
        presentment={"currency": "USD", "rate": "1.1"},
    )
    path = f"shopify/orders/{order['id']}"
    shop.control(f"{path}/refund", {"lines": {"TAS-SABLE": 1}, "shipping": "2.00"})
    shop.control(f"{path}/edit", {"add": [{"sku": "THE-PORC"}]})
    shop.order(customer=None, shipping_address=None, email=None, financial_status="pending")
    shop.subscribe("ORDERS_CREATE", "http://127.0.0.1:9/omni")


def test_what_shopify_would_not_understand_is_recorded(shop: Shop, shopifys):
    shop.ask("query Names { shop { nom } }")
    (violation,) = shop.control("violations", method="GET")
    assert violation["operation"] == "query Names shop"
    assert "Cannot query field 'nom'" in violation["messages"][0]


def test_what_only_the_sandbox_does_not_know_is_no_violation(shop: Shop, shopifys):
    (error,) = shop.errors("{ shop { features { harmonizedSystemCode } } }")
    assert error["extensions"]["code"] == "NOT_PLAYED"
    assert shop.control("violations", method="GET") == []
