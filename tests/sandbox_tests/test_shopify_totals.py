"""What an order comes to: each tax on each line by itself, and what goes back with a parcel."""

from decimal import Decimal

import pytest

from tests.sandbox_tests.shopify_client import Shop

CANADA = [{"title": "GST", "rate": "0.05"}, {"title": "QST", "rate": "0.09975"}]
SUMS = """query($id: ID!) { order(id: $id) {
  currentTotalPriceSet { shopMoney { amount } } currentTotalTaxSet { shopMoney { amount } }
  shippingLine { currentDiscountedPriceSet { shopMoney { amount } } }
  lineItems(first: 9) { nodes { taxLines { title priceSet { shopMoney { amount } } } } }
  refunds(first: 2) { totalRefundedSet { shopMoney { amount } }
    refundShippingLines(first: 2) { nodes { taxAmountSet { shopMoney { amount } } } } }
} }"""


def bought(shop, **wish):
    goods = {"title": "Bowl", "price": "0.33", "quantity": 3, "sku": "BOWL", "tax_rates": CANADA}
    return shop.order(**{"lines": [goods], "shipping": None, "taxes_included": False, **wish})


def order(shop, made):
    return shop.data(SUMS, id=made["gid"])["order"]


def amount(bag):
    return Decimal(bag["shopMoney"]["amount"])


def taxes(shop, made):
    (line,) = order(shop, made)["lineItems"]["nodes"]
    return [amount(tax["priceSet"]) for tax in line["taxLines"]]


def test_each_tax_of_a_line_is_rounded_by_itself(shop: Shop):
    assert taxes(shop, bought(shop)) == [Decimal("0.05"), Decimal("0.1")]


def test_taxes_in_a_price_are_on_what_is_left_of_it_without_them_all(shop: Shop):
    made = bought(shop, taxes_included=True)
    assert taxes(shop, made) == [Decimal("0.04"), Decimal("0.09")]
    assert amount(order(shop, made)["currentTotalPriceSet"]) == Decimal("0.99")


@pytest.mark.parametrize(
    ("currency", "tax"), [("JPY", "3"), ("KWD", "3.333"), ("EUR", "3.33")], ids=str
)
def test_a_tax_has_the_coins_of_its_currency(shop: Shop, currency, tax):
    shop.control("shopify/settings", {"currency": currency})
    goods = {"title": "Bowl", "price": "33.333", "tax_rate": "0.1"}
    assert taxes(shop, bought(shop, lines=[goods])) == [Decimal(tax)]


def test_with_the_price_of_a_parcel_its_tax_goes_back(shop: Shop):
    made = bought(shop, shipping={"title": "Parcel", "price": "10.00", "tax_rate": "0.2"})
    before = order(shop, made)
    shop.control(f"shopify/orders/{made['id']}/refund", {"lines": {}, "shipping": "5.00"})
    now = order(shop, made)
    (refund,) = now["refunds"]
    assert amount(refund["totalRefundedSet"]) == Decimal("6")
    assert amount(refund["refundShippingLines"]["nodes"][0]["taxAmountSet"]) == Decimal("1")
    assert amount(now["shippingLine"]["currentDiscountedPriceSet"]) == Decimal("5")
    for name, less in (("currentTotalPriceSet", 6), ("currentTotalTaxSet", 1)):
        assert amount(before[name]) - amount(now[name]) == less
