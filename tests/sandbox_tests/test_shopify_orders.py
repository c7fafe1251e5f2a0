"""The orders feed: search, sorting, paging, and everything that an order carries."""

from decimal import Decimal

from tests.sandbox_tests.shopify_client import ADDRESS, Shop

FEED = """query($after: String, $q: String, $first: Int = 2) {
  orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $q) {
    nodes { id name updatedAt } pageInfo { hasNextPage endCursor }
  }
}"""


def amount(bag):
    return Decimal(bag["shopMoney"]["amount"])


def names(shop, **variables):
    return [node["name"] for node in shop.data(FEED, first=50, **variables)["orders"]["nodes"]]


def test_every_order_comes_once_over_all_pages(shop: Shop):
    shop.control("shopify/bulk", {"orders": 5})
    seen, after = [], None
    while True:
        page = shop.data(FEED, after=after)["orders"]
        seen += [node["name"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == ["#1001", "#1002", "#1003", "#1004", "#1005"]


def test_an_order_changed_between_pages_is_met_at_the_end(shop: Shop):
    for day in ("01", "02", "03"):
        shop.order(updated_at=f"2026-01-{day}T00:00:00Z")
    first = shop.data(FEED)["orders"]
    shop.control("shopify/orders/1001/pay", {"amount": "1"})
    second = shop.data(FEED, after=first["pageInfo"]["endCursor"])["orders"]
    assert [node["name"] for node in second["nodes"]] == ["#1003", "#1001"]


def test_orders_are_found_by_time_of_change(shop: Shop):
    shop.order(updated_at="2026-01-01T00:00:00Z")
    shop.order(updated_at="2026-03-01T00:00:00Z")
    assert names(shop, q="updated_at:>='2026-02-01T00:00:00Z' status:any") == ["#1002"]


def test_orders_are_found_by_several_ids(shop: Shop):
    orders = [shop.order() for _number in range(3)]
    wanted = " OR ".join(f"id:{order['id']}" for order in orders[1:])
    assert names(shop, q=wanted) == ["#1002", "#1003"]


def test_an_unknown_search_field_is_ignored_with_a_warning(shop: Shop):
    shop.order()
    body = shop.ask(FEED, q="colour:red").json()
    assert len(body["data"]["orders"]["nodes"]) == 1
    assert body["extensions"]["search"][0]["warnings"][0]["field"] == "colour"


def test_a_page_over_250_is_refused(shop: Shop):
    (error,) = shop.errors("{ orders(first: 251) { nodes { id } } }")
    assert "250" in error["message"]


def test_a_connection_without_size_is_refused(shop: Shop):
    (error,) = shop.errors("{ orders { nodes { id } } }")
    assert error["message"] == "you must provide one of first or last"


def test_nodes_keeps_the_place_of_what_is_missing(shop: Shop):
    order = shop.order()
    ids = [order["gid"], "gid://shopify/Order/1"]
    found = shop.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    assert found["nodes"] == [{"id": order["gid"]}, None]


MONEY = """query($id: ID!) { order(id: $id) {
  totalPriceSet { shopMoney { amount } presentmentMoney { amount currencyCode } }
  subtotalPriceSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } }
  totalDiscountsSet { shopMoney { amount } } totalTipReceivedSet { shopMoney { amount } }
  currentTotalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } }
  originalTotalDutiesSet { shopMoney { amount } } displayFinancialStatus
  taxLines { rate priceSet { shopMoney { amount } } } taxesIncluded
  shippingLines(first: 5) { nodes { discountedPriceSet { shopMoney { amount } } } }
  lineItems(first: 50) { nodes { title sku quantity currentQuantity variant { id }
    originalTotalSet { shopMoney { amount } } taxLines { priceSet { shopMoney { amount } } }
    discountAllocations { allocatedAmountSet { shopMoney { amount } } } } }
} }"""
RICH = {
    "lines": [
        {"sku": "CAF-SID-250", "quantity": 3, "discount": {"percent": "5"}},
        {"sku": "TAS-SABLE", "quantity": 1, "duty": "1.50"},
        {"title": "Gravure", "price": "7.77"},
        {"sku": "FIL-PAPIER-4", "price": "0.00"},
    ],
    "discount_code": "BIENVENUE10",
    "shipping": {"title": "Colissimo", "price": "6.90"},
    "tip": "2.00",
    "fees": [{"name": "Emballage cadeau", "price": "3.00"}],
}


def whole(shop, **wish):
    return shop.data(MONEY, id=shop.order(**wish)["gid"])["order"]


def test_the_parts_add_up_to_the_total(shop: Shop):
    order = whole(shop, **RICH)
    lines = sum(
        amount(line["originalTotalSet"])
        - sum(amount(part["allocatedAmountSet"]) for part in line["discountAllocations"])
        for line in order["lineItems"]["nodes"]
    )
    shipping = sum(amount(x["discountedPriceSet"]) for x in order["shippingLines"]["nodes"])
    duties_and_fees = Decimal("1.50") + Decimal("3.00")
    assert lines + shipping + duties_and_fees == amount(order["totalPriceSet"])


def test_taxes_on_top_are_part_of_the_total(shop: Shop):
    order = whole(shop, taxes_included=False, lines=[{"sku": "TAS-SABLE"}])
    assert amount(order["totalPriceSet"]) == Decimal("28.80")
    assert amount(order["totalTaxSet"]) == Decimal("4.80")


def test_tax_lines_add_up_to_the_tax(shop: Shop):
    order = whole(shop, **RICH)
    assert sum(amount(x["priceSet"]) for x in order["taxLines"]) == amount(order["totalTaxSet"])
    assert {line["rate"] for line in order["taxLines"]} == {0.055, 0.2}


def test_a_discount_is_spread_to_the_last_cent(shop: Shop):
    lines = [{"sku": "FIL-PAPIER-4"}, {"sku": "CAF-SID-250"}, {"sku": "CAF-HUE-250"}]
    order = whole(shop, lines=lines, discount={"amount": "10.00", "code": "DIX"})
    parts = [
        amount(part["allocatedAmountSet"])
        for line in order["lineItems"]["nodes"]
        for part in line["discountAllocations"]
    ]
    assert sum(parts) == Decimal("10.00")
    assert amount(order["totalDiscountsSet"]) == Decimal("10.00")


def test_a_tip_is_a_line_without_product(shop: Shop):
    order = whole(shop, **RICH)
    tip = order["lineItems"]["nodes"][-1]
    assert (tip["title"], tip["variant"]) == ("Tip", None)
    assert amount(order["totalTipReceivedSet"]) == Decimal("2.0")


def test_the_buyers_currency_is_told_beside_the_shops(shop: Shop):
    order = whole(
        shop, presentment={"currency": "USD", "rate": "1.1"}, lines=[{"sku": "TAS-SABLE"}]
    )
    assert order["totalPriceSet"] == {
        "shopMoney": {"amount": "24.0"},
        "presentmentMoney": {"amount": "26.4", "currencyCode": "USD"},
    }


def test_a_pending_order_is_outstanding(shop: Shop):
    order = whole(shop, financial_status="pending")
    assert order["displayFinancialStatus"] == "PENDING"
    assert amount(order["totalOutstandingSet"]) == Decimal("9.9")


def test_a_guest_without_address_has_neither_customer_nor_address(shop: Shop):
    made = shop.order(customer=None, shipping_address=None, email=None)
    found = shop.data(
        "query($id: ID!) { order(id: $id) { customer { id } shippingAddress { city } "
        "billingAddress { city } } }",
        id=made["gid"],
    )
    assert found["order"] == {"customer": None, "shippingAddress": None, "billingAddress": None}


CUSTOMER = "query($id: ID!) { order(id: $id) { customer { id } shippingAddress { city } } }"


def test_an_order_can_have_an_address_but_no_customer(shop: Shop):
    made = shop.order(customer=None)
    found = shop.data(CUSTOMER, id=made["gid"])["order"]
    assert found == {"customer": None, "shippingAddress": {"city": "Paris"}}


def test_nobody_known_is_no_customer(shop: Shop):
    made = shop.order(shipping_address=None, email=None)
    assert shop.data(CUSTOMER, id=made["gid"])["order"]["customer"] is None


def test_a_second_order_of_the_same_buyer_has_the_same_customer(shop: Shop):
    first, second = shop.order(), shop.order(shipping_address={**ADDRESS, "city": "Lyon"})
    assert first["customer"]["id"] == second["customer"]["id"]


def test_a_refund_lowers_the_current_total_only(shop: Shop):
    made = shop.order(lines=[{"sku": "TAS-SABLE", "quantity": 2}])
    shop.control(f"shopify/orders/{made['id']}/refund", {"lines": {"TAS-SABLE": 1}})
    order = shop.data(MONEY, id=made["gid"])["order"]
    assert amount(order["totalPriceSet"]) == Decimal("48")
    assert amount(order["currentTotalPriceSet"]) == Decimal("24")
    assert order["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    assert order["lineItems"]["nodes"][0]["currentQuantity"] == 1


def test_an_edit_adds_a_line_that_is_still_to_be_paid(shop: Shop):
    made = shop.order()
    shop.control(f"shopify/orders/{made['id']}/edit", {"add": [{"sku": "TAS-SABLE"}]})
    order = shop.data(MONEY, id=made["gid"])["order"]
    assert amount(order["totalOutstandingSet"]) == Decimal("24")


def test_cancelling_gives_stock_and_money_back(shop: Shop):
    made = shop.order()
    shop.control(f"shopify/orders/{made['id']}/cancel", {})
    order = shop.data(
        "query($id: ID!) { order(id: $id) { cancelledAt cancelReason displayFinancialStatus "
        "fulfillmentOrders(first: 2) { nodes { status supportedActions { action } } } } }",
        id=made["gid"],
    )["order"]
    assert (order["cancelReason"], order["displayFinancialStatus"]) == ("CUSTOMER", "REFUNDED")
    assert order["fulfillmentOrders"]["nodes"] == [{"status": "CANCELLED", "supportedActions": []}]
    assert shop.stock("CAF-SID-250")["available"] == 60
