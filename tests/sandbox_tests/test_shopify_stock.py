"""Stock: what orders do to it, and what the app may set."""

from tests.sandbox_tests.shopify_client import NANTES, SET, Shop

SIDAMO, TASSE = "CAF-SID-250", "TAS-SABLE"


def test_an_order_commits_stock(shop: Shop):
    shop.order(lines=[{"sku": SIDAMO, "quantity": 4}])
    assert shop.stock(SIDAMO) == {"available": 56, "committed": 4, "on_hand": 60}


def test_setting_available_moves_on_hand_by_as_much(shop: Shop):
    shop.order(lines=[{"sku": SIDAMO, "quantity": 4}])
    assert shop.push([(shop.item(SIDAMO), 56, 50)])["userErrors"] == []
    assert shop.stock(SIDAMO) == {"available": 50, "committed": 4, "on_hand": 54}


def test_a_stale_expectation_changes_nothing_and_is_named_by_its_place(shop: Shop):
    rows = [(shop.item(TASSE), None, 1), (shop.item(SIDAMO), 59, 5)]
    (error,) = shop.push(rows)["userErrors"]
    assert error["code"] == "CHANGE_FROM_QUANTITY_STALE"
    assert error["field"] == ["input", "quantities", "1", "changeFromQuantity"]
    assert shop.stock(TASSE)["available"] == 35


def test_an_unknown_item_is_named(shop: Shop):
    (error,) = shop.push([("gid://shopify/InventoryItem/1", None, 5)])["userErrors"]
    assert error["code"] == "INVALID_INVENTORY_ITEM"


RENNES = "gid://shopify/Location/91440102"


def elsewhere(shop, version):
    """Set one bulk product, which lies in Nantes only, in Rennes."""
    shop.control("shopify/products", {"count": 1})
    row = {"inventoryItemId": shop.item("BULK-000001"), "locationId": RENNES}
    row.update(quantity=3, changeFromQuantity=None)
    given = {"name": "available", "reason": "correction", "quantities": [row]}
    body = shop.ask(SET, version=version, input=given, key="k").json()
    return body["data"]["inventorySetQuantities"]["userErrors"]


def test_an_item_that_is_not_kept_at_a_place_is_refused_there(shop: Shop):
    (error,) = elsewhere(shop, "2026-07")
    assert error["code"] == "ITEM_NOT_STOCKED_AT_LOCATION"


def test_from_2026_10_on_setting_stocks_the_item_there(shop: Shop):
    assert elsewhere(shop, "2026-10") == []


def test_the_same_item_twice_is_refused(shop: Shop):
    item = shop.item(SIDAMO)
    (error,) = shop.push([(item, None, 5), (item, None, 6)])["userErrors"]
    assert error["code"] == "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"


def test_the_same_key_does_it_once(shop: Shop):
    item = shop.item(SIDAMO)
    first = shop.push([(item, None, 5)], key="same")
    shop.control("shopify/stock", {"sku": SIDAMO, "available": 60})
    assert shop.push([(item, None, 5)], key="same") == first
    assert shop.stock(SIDAMO)["available"] == 60


def test_the_same_key_for_something_else_is_refused(shop: Shop):
    item = shop.item(SIDAMO)
    shop.push([(item, None, 5)], key="same")
    (error,) = shop.push([(item, None, 6)], key="same")["userErrors"]
    assert error["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


def test_without_a_key_nothing_is_done(shop: Shop):
    given = {"name": "available", "reason": "correction", "quantities": []}
    without = SET.replace(" @idempotent(key: $key)", "").replace(", $key: String!", "")
    (error,) = shop.errors(without, input=given)
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "@idempotent directive is required" in error["message"]


def test_change_from_quantity_must_be_said(shop: Shop):
    row = {"inventoryItemId": shop.item(SIDAMO), "locationId": NANTES, "quantity": 3}
    given = {"name": "available", "reason": "correction", "quantities": [row]}
    (error,) = shop.errors(SET, input=given, key="k")
    assert error["extensions"]["code"] == "INVALID_FIELD_ARGUMENTS"


def test_more_than_250_rows_are_refused(shop: Shop):
    item = shop.item(SIDAMO)
    row = {"inventoryItemId": item, "locationId": NANTES, "quantity": 3, "changeFromQuantity": 1}
    given = {"name": "available", "reason": "correction", "quantities": [row] * 251}
    (error,) = shop.errors(SET, input=given, key="k")
    assert error["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"


def test_one_unlucky_item_is_refused_alone_by_name(shop: Shop):
    shop.fault("item_error", match="inventorySetQuantities", index=0)
    rows = [(shop.item(SIDAMO), None, 5), (shop.item(TASSE), None, 5)]
    (error,) = shop.push(rows)["userErrors"]
    assert error["field"][:3] == ["input", "quantities", "0"]


def test_levels_are_read_by_item_and_location(shop: Shop):
    found = shop.data(
        "query($id: ID!, $at: ID!) { inventoryItem(id: $id) { sku inventoryLevel(locationId: $at)"
        ' { location { name } quantities(names: ["available", "on_hand"]) { name quantity } } } }',
        id=shop.item(SIDAMO),
        at=NANTES,
    )
    assert found["inventoryItem"]["inventoryLevel"] == {
        "location": {"name": "Atelier de Nantes"},
        "quantities": [
            {"name": "available", "quantity": 60},
            {"name": "on_hand", "quantity": 60},
        ],
    }


def test_variants_are_found_by_barcode(shop: Shop):
    found = shop.data(
        'query { productVariants(first: 5, query: "barcode:3760123450053") { nodes { sku } } }'
    )
    assert found["productVariants"]["nodes"] == [{"sku": TASSE}]


def test_many_products_are_made_for_measuring(shop: Shop):
    shop.control("shopify/products", {"count": 300})
    assert shop.data("{ productVariantsCount { count } }")["productVariantsCount"]["count"] == 309
