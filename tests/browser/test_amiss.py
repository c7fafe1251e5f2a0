"""A day on which things went amiss: sold what is not there, changed in the shop, given back.

Each step leaves a picture in .run/screenshots/odoo.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.test_app import speak_french
from tests.browser.web_client import WebClient
from tests.journey.back_office import wait
from tests.journey.woo_shop import Shop

POT = "THE-PORC"


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """A live shop, and a second warehouse that has the pot too."""
    shop = Shop(odoo, sandbox.url)
    shop.office.subscribe(shop.connection)
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, shop=shop, odoo=odoo)


def in_lyon(odoo, product, pieces):
    """Count pieces of a product in a warehouse of their own."""
    lyon = odoo.create("stock.warehouse", {"name": "Lyon", "code": "LYO"})
    place = odoo.call("stock.warehouse", "read", [lyon], ["lot_stock_id"])[0]["lot_stock_id"][0]
    values = {"product_id": product, "location_id": place, "inventory_quantity": pieces}
    quant = odoo.create("stock.quant", values, context={"inventory_mode": True})
    odoo.press("stock.quant", "action_apply_inventory", quant)


def tell_stock(day, is_on):
    domain = [("resource", "=", "stock"), ("active", "in", (True, False))]
    feeds = day.odoo.search_read("omni.feed", domain, ["id"])
    day.odoo.write("omni.feed", [feed["id"] for feed in feeds], {"active": is_on})


def test_1_where_nothing_is_amiss_it_is_said_and_what_to_do(day):
    merchant = day.merchant
    merchant.open_app("Integrations")
    merchant.open_menu("Activity", "Oversold")
    merchant.sees("Nothing was sold that is not there")
    merchant.open_menu("Activity", "Refunds")
    merchant.sees("No money was given back")
    merchant.open_menu("Activity", "Differences")
    merchant.sees("Nothing differs")
    merchant.picture("100 nothing differs")
    merchant.press("Comparisons")
    merchant.sees("No shop has been compared yet")


def test_2_what_is_oversold_is_sent_from_another_warehouse(day):
    merchant, product = day.merchant, day.shop.office.make_products()[POT]
    tell_stock(day, False)
    in_lyon(day.odoo, product, 12)
    day.shop.office.set_stock(product, 2)
    day.shop.import_((POT, 6))
    merchant.open_menu("Activity", "Oversold")
    merchant.sees_row(POT, "4.00", "Lyon")
    merchant.picture("101 oversold")
    merchant.open_row(POT)
    merchant.sees("takes 6 ×", "and 4 are missing")
    merchant.picture("102 an oversold line")
    merchant.go_back_to("Oversold")
    merchant.press_in_row(POT, "Send it from there")
    merchant.sees("Nothing was sold that is not there")
    decided = [("state", "=", "decided")]
    assert day.odoo.search_read("omni.oversold", decided, ["note"])[0]["note"] == "Sent from Lyon"


def test_3_what_was_changed_in_the_shop_is_found_and_repaired(day):
    merchant, shop = day.merchant, day.shop
    tell_stock(day, True)
    shop.office.wait_until_quiet()
    day.odoo.write("omni.connection", shop.connection, {"repairs_drift": False})
    right = shop.state()["stock"]["TAS-SABLE"]
    shop.outside.post("/_control/woocommerce/stock", {"sku": "TAS-SABLE", "delta": -7})
    merchant.open_menu("Activity", "Comparisons")
    merchant.press("Compare now")
    merchant.sees_notice("The comparison starts now.")
    wait(lambda: day.odoo.search_count("omni.audit", [("state", "=", "done")]), "the comparison")
    merchant.open_menu("Activity", "Differences")
    merchant.sees_row("TAS-SABLE", str(right), str(right - 7), "Changed in the shop")
    merchant.picture("103 differences")
    merchant.press_in_row("TAS-SABLE", "Repair")
    wait(lambda: shop.state()["stock"]["TAS-SABLE"] == right, "Odoo's number")


def test_4_what_was_given_back_is_credited_and_taken_back(day):
    merchant, shop = day.merchant, day.shop
    order, sale = shop.import_(("TAS-SABLE", 2))
    shop.ship(sale)
    shop.office.invoice(sale)
    shop.change(order, "refund", lines={"TAS-SABLE": 1}, shipping=True, reason="Fêlée")
    merchant.open_menu("Activity", "Refunds")
    merchant.sees_row("Fêlée", "30.90", "1.00", "To do")
    merchant.picture("104 refunds")
    merchant.open_row("Fêlée")
    merchant.picture("105 a refund")
    merchant.press("Make the credit note")
    merchant.sees("Customer Credit Note")
    merchant.picture("106 its credit note")


PAGES = ("action_oversold", "action_refund", "action_drift", "action_audit")


def test_5_all_of_it_is_french_for_a_french_person(day):
    merchant = day.merchant
    speak_french(day.odoo)
    for number, page in enumerate(PAGES, start=107):
        merchant.page.goto(f"{merchant.url}/odoo/action-omni_channel.{page}")
        expect(merchant.page.locator(".o_list_renderer")).to_be_visible()
        merchant.picture(f"{number} en français")
