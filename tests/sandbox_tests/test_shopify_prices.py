"""What variants cost, set from outside."""

from tests.sandbox_tests.shopify_client import Shop

SET_PRICE = """mutation P(
  $product: ID!, $variants: [ProductVariantsBulkInput!]!, $partial: Boolean
) {
  productVariantsBulkUpdate(
    productId: $product, variants: $variants, allowPartialUpdates: $partial
  ) { productVariants { id price compareAtPrice } userErrors { code field message } }
}"""
FIND = (
    "query($q: String) { productVariants(first: 1, query: $q) "
    "{ nodes { id price compareAtPrice product { id } } } }"
)


def variant(shop, sku):
    return shop.data(FIND, q=f"sku:{sku}")["productVariants"]["nodes"][0]


def told(shop, product, *rows, partial=False):
    asked = {"product": product, "variants": list(rows), "partial": partial}
    return shop.data(SET_PRICE, **asked)["productVariantsBulkUpdate"]


def test_a_price_is_set_and_shown(shop: Shop):
    cup = variant(shop, "TAS-SABLE")
    told(shop, cup["product"]["id"], {"id": cup["id"], "price": "19.9", "compareAtPrice": "24"})
    now = variant(shop, "TAS-SABLE")
    assert (now["price"], now["compareAtPrice"]) == ("19.90", "24.00")


def test_one_bad_variant_stops_all_unless_parts_are_allowed(shop: Shop):
    cup = variant(shop, "TAS-SABLE")
    good = {"id": cup["id"], "price": "19.90"}
    bad = {"id": "gid://shopify/ProductVariant/1", "price": "1"}
    (error,) = told(shop, cup["product"]["id"], good, bad)["userErrors"]
    assert error["code"] == "PRODUCT_VARIANT_DOES_NOT_EXIST"
    assert error["field"] == ["variants", "1", "id"]
    assert variant(shop, "TAS-SABLE")["price"] == "24.00"
    told(shop, cup["product"]["id"], good, bad, partial=True)
    assert variant(shop, "TAS-SABLE")["price"] == "19.90"


def test_a_negative_price_is_refused(shop: Shop):
    cup = variant(shop, "TAS-SABLE")
    (error,) = told(shop, cup["product"]["id"], {"id": cup["id"], "price": "-1"})["userErrors"]
    assert error["code"] == "GREATER_THAN_OR_EQUAL_TO"


def test_an_unknown_product_is_refused(shop: Shop):
    (error,) = told(shop, "gid://shopify/Product/1", {"id": "x", "price": "1"})["userErrors"]
    assert error["code"] == "PRODUCT_DOES_NOT_EXIST"


def test_a_price_that_something_puts_back_is_answered_as_it_was(shop: Shop):
    cup = variant(shop, "TAS-SABLE")
    shop.fault("item_error", match="productVariantsBulkUpdate", keeps=True)
    answer = told(shop, cup["product"]["id"], {"id": cup["id"], "price": "19.90"}, partial=True)
    assert answer["userErrors"] == []
    assert [one["price"] for one in answer["productVariants"]] == ["24.00"]
