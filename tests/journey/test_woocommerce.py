"""The main job with a WooCommerce shop: the same house, another folder."""

import pytest

from tests.journey.back_office import wait
from tests.journey.woo_shop import Shop


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    return Shop(odoo, sandbox.url)


@pytest.fixture(scope="module")
def sold(shop):
    """An order that came by webhook."""
    shop.office.subscribe(shop.connection)
    shop.placed = shop.place()
    shop.sale = shop.office.wait_for_order(f"#{shop.placed['number']}")
    shop.office.wait_until_quiet()
    return shop


def test_the_shop_shows_odoo_s_stock_after_going_live(shop):
    assert (shop.state()["stock"]["TAS-SABLE"], shop.state()["stock"]["THE-PORC"]) == (40, 8)


def test_the_feed_alone_brings_an_order(shop):
    placed = shop.place()
    shop.office.run_feed(shop.connection, "order")
    order = shop.office.wait_for_order(f"#{placed['number']}")
    assert (order["state"], f"{order['amount_total']:.2f}") == ("sale", placed["total"])


def test_a_webhook_brings_an_order_with_the_shop_s_total_and_taxes(sold):
    order = sold.sale.read("state", "amount_total", "amount_tax", "note")
    assert f"{order['amount_total']:.2f}" == sold.placed["total"]
    assert f"{order['amount_tax']:.2f}" == sold.placed["total_tax"]
    assert order["state"] == "sale" and "Sonner deux fois" in order["note"]


def test_the_feed_beside_the_webhook_does_not_double_it(sold):
    sold.office.run_feed(sold.connection, "order")
    sold.office.wait_until_quiet()
    assert len(sold.office.orders(f"#{sold.placed['number']}")) == 1


def test_it_is_billed_to_one_address_and_sent_to_another(sold):
    bill = sold.sale.partner("partner_invoice_id", "name", "zip", "phone")
    parcel = sold.sale.partner("partner_shipping_id", "name", "zip", "company_name")
    assert (bill["name"], bill["zip"], bill["phone"]) == (
        "Camille Durand",
        "69003",
        "+33 6 12 34 56 78",
    )
    assert (parcel["name"], parcel["zip"], parcel["company_name"]) == (
        "Paul Durand",
        "44000",
        "Atelier Durand",
    )


def test_the_shop_s_stock_equals_what_odoo_can_promise(sold):
    sellable = sold.odoo.search_read(
        "product.product", [("default_code", "=", "TAS-SABLE")], ["free_qty"]
    )
    assert sold.state()["stock"]["TAS-SABLE"] == sellable[0]["free_qty"]


def test_a_validated_transfer_completes_the_order_with_its_tracking(sold):
    transfer = sold.sale.transfers("id")[0]["id"]
    offers = sold.office.compare_rates(transfer)
    sold.office.choose(next(row for row in offers if row["service_code"] == "colissimo:home/fr"))
    left = sold.office.validate(transfer)
    number = left["carrier_tracking_ref"]
    wait(lambda: sold.order(sold.placed["number"])["status"] == "completed", "a completed order")
    assert number in str(sold.order(sold.placed["number"])["meta_data"])
    wait(lambda: number in str(sold.state()["notes"]), "a note to the buyer")


def test_the_invoice_is_paid_with_the_shop_s_total(sold):
    invoice = sold.office.invoice(sold.sale)
    assert invoice["payment_state"] in ("paid", "in_payment")
    assert f"{invoice['amount_total']:.2f}" == sold.placed["total"]


def test_what_was_asked_fits_the_vendor_s_description(sold):
    assert sold.outside.violations() == []
