"""A WooCommerce shop gives money back: what is not to be sent, credited, taken back."""

import pytest

from tests.journey.back_office import wait
from tests.journey.woo_shop import Shop


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    found = Shop(odoo, sandbox.url)
    found.office.subscribe(found.connection)
    return found


def refund_of(shop, sale):
    domain = [("sale_id", "=", sale.id)]
    fields = ["amount", "amount_off", "amount_left", "pieces_left", "state", "reason"]
    (found,) = shop.odoo.search_read("omni.refund", domain, fields)
    return found


def waiting(shop, sale):
    domain = [("picking_id.sale_id", "=", sale.id), ("state", "not in", ["done", "cancel"])]
    return sum(
        one["product_uom_qty"]
        for one in shop.odoo.search_read("stock.move", domain, ["product_uom_qty"])
    )


def test_a_piece_refunded_before_it_left_is_not_packed(shop):
    order, sale = shop.import_(("TAS-SABLE", 3))
    shop.change(order, "refund", lines={"TAS-SABLE": 1}, reason="Fêlée")
    refund = refund_of(shop, sale)
    assert waiting(shop, sale) == 2
    assert (refund["amount"], refund["reason"], refund["state"]) == (24.0, "Fêlée", "done")


def test_the_shop_shows_what_odoo_can_promise_then(shop):
    order, _sale = shop.import_(("TAS-SABLE", 2))
    shop.change(order, "refund", lines={"TAS-SABLE": 1}, restock=False)
    free = shop.odoo.search_read(
        "product.product", [("default_code", "=", "TAS-SABLE")], ["free_qty"]
    )[0]["free_qty"]
    wait(lambda: shop.state()["stock"]["TAS-SABLE"] == free, "the shop's stock")


def test_shipping_and_goods_that_had_left_are_credited_and_taken_back(shop):
    order, sale = shop.import_(("TAS-SABLE", 2))
    shop.ship(sale)
    shop.change(order, "refund", lines={"TAS-SABLE": 1}, shipping=True)
    refund = refund_of(shop, sale)
    assert (refund["amount"], refund["pieces_left"], refund["state"]) == (30.90, 1, "open")


def test_an_older_shop_is_asked_order_by_order(shop):
    shop.outside.post("/_control/woocommerce/settings", {"version": "8.9.3"})
    order, sale = shop.import_(("CAF-SID-250", 2))
    shop.change(order, "refund", lines={"CAF-SID-250": 1})
    assert waiting(shop, sale) == 1


def test_what_was_asked_fits_the_vendor_s_description(shop):
    assert shop.outside.violations() == []
