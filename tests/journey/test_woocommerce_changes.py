"""What happens in a WooCommerce shop after an order was imported."""

import pytest

from tests.journey.back_office import wait
from tests.journey.woo_shop import Shop


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    found = Shop(odoo, sandbox.url)
    found.office.subscribe(found.connection)
    return found


def transfers(sale):
    return [one["state"] for one in sale.transfers("state")]


def activities(shop, sale):
    domain = [("res_model", "=", "sale.order"), ("res_id", "=", sale.id)]
    return shop.odoo.search_read("mail.activity", domain, ["note"])


def test_cancelled_before_shipping_the_order_is_cancelled(shop):
    order, sale = shop.import_()
    shop.change(order, "status", status="cancelled")
    assert (sale["state"], transfers(sale)) == ("cancel", ["cancel"])


@pytest.mark.parametrize("restock", [True, False])
def test_a_full_refund_before_shipping_is_not_packed(shop, restock):
    order, sale = shop.import_()
    shop.change(order, "refund", amount=order["total"], restock=restock)
    assert (sale["omni_payment"], transfers(sale)) == ("refunded", ["cancel"])


def test_the_status_refunded_is_not_packed(shop):
    order, sale = shop.import_()
    shop.change(order, "status", status="refunded")
    assert transfers(sale) == ["cancel"]


def test_a_full_refund_after_shipping_is_for_a_person(shop):
    order, sale = shop.import_()
    shop.ship(sale)
    shop.change(order, "refund", amount=order["total"])
    assert sale["state"] == "sale"
    assert any("make the return" in one["note"] for one in activities(shop, sale))


def test_a_failed_payment_is_not_packed(shop):
    order, sale = shop.import_()
    shop.change(order, "status", status="failed")
    assert transfers(sale) == ["cancel"]


def test_an_order_paid_after_all_is_packed(shop):
    order, sale = shop.import_()
    shop.change(order, "status", status="failed")
    shop.change(order, "status", status="processing")
    assert (sale["state"], sorted(transfers(sale))) == ("sale", ["assigned", "cancel"])


def test_a_part_refund_is_for_a_person(shop):
    order, sale = shop.import_(("TAS-SABLE", 2))
    shop.change(order, "refund", lines={"TAS-SABLE": 1})
    assert (sale["omni_payment"], sale["omni_refunded"]) == ("partially_refunded", 24.0)
    assert len(activities(shop, sale)) == 1


def test_an_edited_order_is_flagged_with_both_totals(shop):
    order, sale = shop.import_(("TAS-SABLE", 3))
    shop.change(order, "edit", lines={"TAS-SABLE": 1})
    assert "78.90" in sale["omni_review"] and "30.90" in sale["omni_review"]


def test_an_order_in_the_bin_is_cancelled(shop):
    order, sale = shop.import_()
    shop.change(order, "trash")
    assert sale["state"] == "cancel"


def test_cash_on_delivery_is_packed_and_not_paid(shop):
    _order, sale = shop.import_(payment_method="cod")
    assert (sale["omni_payment"], transfers(sale)) == ("on_delivery", ["assigned"])


def test_an_order_cancelled_from_odoo_is_cancelled_on_both_sides(shop):
    order, sale = shop.import_(("TAS-SABLE", 1))
    shop.odoo.press("sale.order", "action_omni_cancel_there", sale.id)
    wait(lambda: shop.order(order["number"])["status"] == "cancelled", "the shop's status")
    wait(lambda: sale["state"] == "cancel", "the order's")
    assert transfers(sale) == ["cancel"]


def test_a_product_in_the_bin_is_no_listing_any_more(shop):
    shop.outside.post("/_control/woocommerce/products", {"sku": "PLA-NOYER", "trash": True})
    there = [("sku", "=", "PLA-NOYER"), ("active", "=", True)]
    wait(lambda: not shop.odoo.search_count("omni.listing", there), "it is archived")


def test_a_business_buyer_s_vat_number_is_on_the_contact(shop):
    vat = {"_billing_vat_number": "FR40303265045"}
    billing = {"first_name": "Zoé", "last_name": "Martin", "company": "Martin SARL"}
    place = {"address_1": "1 rue des Arts", "city": "Nantes", "postcode": "44000", "country": "FR"}
    _order, sale = shop.import_(meta=vat, billing_address={**billing, **place})
    assert sale.partner("partner_id", "vat")["vat"] == "FR40303265045"


def test_what_was_asked_fits_the_vendor_s_description(shop):
    assert shop.outside.violations() == []
