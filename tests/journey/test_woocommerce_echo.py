"""WooCommerce rings at every change of a product's stock: our own changes cost no call."""

import pytest

from tests.journey.back_office import wait
from tests.journey.woo_shop import Shop


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    found = Shop(odoo, sandbox.url)
    found.office.subscribe(found.connection)
    found.office.run_feed(found.connection, "product")
    found.office.wait_until_quiet()
    wait(lambda: odoo.search_count("omni.listing", [("seen_mark", "!=", False)]), "the marks")
    found.office.wait_until_quiet()
    return found


def product_readings(shop):
    """The calls that read products for a delivery: those that name some and read them whole."""
    calls = shop.outside.calls(vendor="woocommerce")
    return [one for one in calls if "short_description" in str(one) and "include=" in str(one)]


def ignored(shop):
    messages = shop.odoo.search_read(
        "omni.message", [("state", "=", "ignored"), ("origin", "=", "webhook")], ["reason"]
    )
    return [one["reason"] for one in messages if "stock" in (one["reason"] or "")]


def count(shop, sku, pieces):
    product = shop.odoo.search_read("product.product", [("default_code", "=", sku)], ["id"])
    shop.office.set_stock(product[0]["id"], pieces)
    wait(lambda: shop.state()["stock"][sku] == pieces, "the shop's stock")


def test_a_push_that_rings_back_reads_nothing(shop):
    known, before = len(ignored(shop)), len(product_readings(shop))
    for pieces in (31, 32, 33):
        count(shop, "TAS-SABLE", pieces)
    wait(lambda: len(ignored(shop)) >= known + 3, "the deliveries")
    shop.office.wait_until_quiet()
    assert any("Our own change" in reason for reason in ignored(shop))
    assert len(product_readings(shop)) == before


def test_a_push_of_a_variation_reads_nothing_either(shop):
    known, before = len(ignored(shop)), len(product_readings(shop))
    count(shop, "CAF-SID-250", 55)
    wait(lambda: len(ignored(shop)) >= known + 2, "its delivery, and that of its product")
    shop.office.wait_until_quiet()
    assert len(product_readings(shop)) == before


def test_a_real_edit_within_it_is_read(shop):
    product = shop.odoo.search_read("product.product", [("default_code", "=", "TAS-SABLE")], ["id"])
    before = len(product_readings(shop))
    shop.outside.post("/_control/woocommerce/products", {"sku": "TAS-SABLE", "weight": "0.5"})
    shop.office.set_stock(product[0]["id"], 30)
    wait(lambda: len(product_readings(shop)) > before, "it is read")
    shop.office.wait_until_quiet()


def test_an_order_s_change_of_stock_reads_no_product(shop):
    before = len(product_readings(shop))
    shop.import_(("TAS-SABLE", 1))
    shop.office.wait_until_quiet()
    assert len(product_readings(shop)) == before
