"""What an order's status says: of its payment, of its goods, and whether it still counts."""

from datetime import datetime, timezone

import pytest

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_channel.channels.woocommerce import mapping
from odoo.addons.omni_channel.channels.woocommerce.adapter import WooCommerce

from .shop import answer, body, line, shop


def read(**changes):
    return mapping.read_order(body(**changes))


@pytest.mark.parametrize(
    ("status", "payment"),
    [
        ("pending", "pending"),
        ("on-hold", "pending"),
        ("processing", "paid"),
        ("completed", "paid"),
        ("cancelled", "voided"),
        ("refunded", "refunded"),
        ("failed", "voided"),
        ("trash", "voided"),
        ("shipped", "paid"),
    ],
)
def test_a_status_says_what_became_of_the_payment(status, payment):
    assert read(status=status).payment == payment


def test_cash_on_delivery_is_to_be_sent_and_not_paid():
    assert read(payment_method="cod", date_paid_gmt=None).payment == "on_delivery"


def test_an_order_of_nothing_is_paid_without_a_time():
    free = {"total": "0.00", "total_tax": "0.00", "line_items": [line(total="0", tax="0")]}
    assert read(date_paid_gmt=None, **free).payment == "paid"


def test_a_status_that_means_processing_may_be_to_collect():
    found = mapping.read_order(body(status="packing", date_paid_gmt=None), {"packing": "paid"})
    assert found.payment == "on_delivery"


@pytest.mark.parametrize("status", ["cancelled", "trash"])
def test_a_cancelled_order_says_when(status):
    assert read(status=status).cancelled_at == datetime(2026, 7, 1, 10, 5, tzinfo=timezone.utc)


def test_an_order_that_is_not_cancelled_says_nothing():
    assert read().cancelled_at is None


@pytest.mark.parametrize(("status", "left"), [("completed", True), ("processing", False)])
def test_a_completed_order_has_left(status, left):
    assert read(status=status).fulfilled is left


@pytest.mark.parametrize(
    ("status", "held"), [("on-hold", True), ("processing", True), ("pending", False)]
)
def test_goods_are_off_the_shops_number_from_on_hold_on(status, held):
    assert read(status=status).holds_stock is held


def test_a_status_of_the_shops_own_is_paid_when_the_shop_noted_when():
    assert read(status="packing").payment == "paid"


def test_a_status_of_the_shops_own_is_not_paid_without_a_time():
    assert read(status="pre-order", date_paid_gmt=None).payment == "pending"


def test_a_status_of_the_shops_own_is_kept_as_a_tag():
    assert read(status="packing").tags == ("packing",)


def test_a_status_of_the_shops_own_means_what_the_merchant_says():
    with shop() as (woo, _wire):
        woo.meanings = {"lost": "cancelled"}
        assert woo.read_order(body(status="lost")).cancelled_at


def test_what_the_merchant_says_counts_before_what_is_known():
    found = mapping.read_order(body(status="on-hold"), {"on-hold": "paid"})
    assert (found.status, found.payment) == ("on-hold", "paid")


@pytest.mark.parametrize(("status", "unknown"), [("packing", True), ("processing", False)])
def test_a_status_that_nobody_explained_is_said(status, unknown):
    assert read(status=status).is_status_unknown is unknown


def test_a_status_that_was_explained_is_known():
    found = mapping.read_order(body(status="packing"), {"packing": "fulfilled"})
    assert (found.is_status_unknown, found.fulfilled) == (False, True)


def test_orders_of_a_status_can_be_left_out():
    assert mapping.read_order(body(status="quote"), {"quote": "ignored"}).is_ignored


def test_the_shop_s_statuses_are_listed_with_what_is_known_of_them():
    rows = [
        {"slug": "processing", "name": "En cours", "total": 3},
        {"slug": "packing", "name": "En pr&eacute;paration", "total": 0},
        {"slug": "checkout-draft", "name": "Brouillon", "total": 0},
    ]
    with shop(answer(rows)) as (woo, _wire):
        found = {one.code: (one.name, one.meaning) for one in woo.pull_statuses()}
    assert found == {"processing": ("En cours", "paid"), "packing": ("En préparation", "")}


def test_each_of_woocommerce_s_own_statuses_has_a_meaning():
    assert all(one.meaning for one in WooCommerce.order_statuses)


def test_an_order_without_a_status_is_not_guessed():
    with pytest.raises(MappingError):
        read(status="")
