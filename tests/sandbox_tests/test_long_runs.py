"""What a long run needs: faults by share, a clock that goes wrong, many orders, short books."""

from datetime import datetime, timezone
from decimal import Decimal
from email.utils import parsedate_to_datetime

from tests.sandbox_tests.shopify_client import Shop, bodies, listener

SHOP_NAME = "{ shop { name } }"


def statuses(shop, count):
    return [shop.ask(SHOP_NAME).status_code for _time in range(count)]


def test_a_share_of_the_requests_is_hit(shop: Shop):
    shop.fault("status", status=500, share=0.3, times=1000)
    assert 5 < statuses(shop, 60).count(500) < 35


def test_what_hit_is_counted_by_kind(shop: Shop):
    shop.fault("status", status=500, times=2)
    shop.fault("html")
    statuses(shop, 4)
    assert shop.control("tally", method="GET") == {"status": 2, "html": 1}


def test_the_clock_goes_wrong_everywhere(shop: Shop):
    shop.control("clock", {"seconds": 600})
    order = shop.order()
    answer = shop.ask(SHOP_NAME)
    moments = (
        datetime.fromisoformat(order["created_at"]),
        parsedate_to_datetime(answer.headers["Date"]),
    )
    ahead = [(moment - datetime.now(timezone.utc)).total_seconds() for moment in moments]
    assert all(595 < seconds < 605 for seconds in ahead), ahead


def test_the_clock_is_right_after_a_reset(shop: Shop):
    shop.control("clock", {"seconds": 600})
    shop.control("reset")
    assert shop.control("clock", method="GET") == {"seconds": 0}


def test_many_orders_ring_when_asked_to(shop: Shop):
    with listener() as (url, heard):
        shop.subscribe("ORDERS_CREATE", url)
        placed = shop.control("shopify/bulk", {"orders": 3, "ring": True})["placed"]
        shop.control("shopify/bulk", {"orders": 2})
        shop.settle()
    assert sorted(str(order["id"]) for order in bodies(heard)) == sorted(placed)


def test_each_next_lot_has_its_own_buyers_and_baskets(shop: Shop):
    for first in (0, 2):
        shop.control("shopify/bulk", {"orders": 2, "lines": 1, "first": first})
    orders = shop.control("state/shopify", method="GET")["orders"]
    assert len({order["email"] for order in orders}) == 4
    assert len({order["line_items"][0]["sku"] for order in orders}) == 4


def test_a_distorted_order_is_paid_and_its_total_stands_on_no_line(shop: Shop):
    (placed,) = shop.control("shopify/bulk", {"orders": 1, "distort": "25.00"})["placed"]
    order = shop.control("state/shopify", method="GET")["orders"][0]
    shipping = order["total_shipping_price_set"]["shop_money"]["amount"]
    lines = Decimal(order["subtotal_price"]) + Decimal(shipping)
    assert Decimal(order["total_price"]) == lines + 25
    assert shop.control("shopify/books")["orders"][placed]["paid"] is True


def test_the_books_tell_orders_and_stock_in_few_words(shop: Shop):
    (placed,) = shop.control("shopify/bulk", {"orders": 1, "lines": 1})["placed"]
    books = shop.control("shopify/books")
    assert books["orders"][placed] == {
        "name": "#1001",
        "cancelled": False,
        "paid": True,
        "sent": 0,
    }
    assert sorted(books["stock"]["CAF-SID-250"].values()) == [12, 59]
