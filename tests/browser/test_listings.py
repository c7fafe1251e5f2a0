"""A merchant asks why a number stands in his shop, and decides what is shown there.

Each step leaves a picture in .run/screenshots/odoo.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

PLACE = "Nantes"


def shown(outside, sku):
    """Return what the shop shows of a SKU at the place that Odoo fills."""
    places = outside.state()["stock"][sku]
    return next(row["available"] for name, row in places.items() if PLACE in name)


def ask_why(merchant, sku):
    """Presses the question mark behind the number of the row."""
    merchant.row(sku).locator("button[name=action_open_why]").click()


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """A live shop that has sold three cups."""
    office, outside = BackOffice(odoo, sandbox.url), Outside(sandbox.url)
    office.prepare_company()
    office.make_products()
    shop = office.connect_shopify()
    office.subscribe(shop)
    matched = [("connection_id", "=", shop), ("product_id", "!=", False)]
    wait(lambda: odoo.search_count("omni.listing", matched) > 3, "the shop's products")
    order = outside.order(lines=[{"sku": "TAS-SABLE", "quantity": 3}])
    office.wait_for_order(order["name"])
    wait(lambda: shown(outside, "TAS-SABLE") == 37, "the shop's stock")
    office.wait_until_quiet()
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, outside=outside, office=office, odoo=odoo, shop=shop)


def test_1_the_list_shows_what_is_told(day):
    merchant = day.merchant
    merchant.page.goto(f"{merchant.url}/odoo/listings")
    merchant.sees_row("TAS-SABLE", "37", "Told")
    merchant.picture("50 listings")


def test_2_a_number_says_why(day):
    merchant = day.merchant
    ask_why(merchant, "TAS-SABLE")
    merchant.sees("on hand 40 − reserved 3 = 37, sent", "WH/OUT/", "No other channel has sold it")
    merchant.picture("51 why this number")
    merchant.press("Close")
    merchant.sees_no_dialog()


def test_3_a_decision_on_the_listing_changes_the_shop(day):
    merchant = day.merchant
    merchant.row("TAS-SABLE").get_by_role("cell", name="TAS-SABLE", exact=True).click()
    merchant.page.locator("[name=buffer] input").fill("2")
    merchant.press("Save manually")
    merchant.sees("2 held back (this listing)")
    wait(lambda: shown(day.outside, "TAS-SABLE") == 35, "the shop's stock")
    day.office.wait_until_quiet()
    merchant.page.reload()
    merchant.sees("2 held back (this listing)")
    merchant.picture_of_all("52 a listing")


def test_4_several_listings_are_decided_at_once(day):
    merchant = day.merchant
    merchant.page.goto(f"{merchant.url}/odoo/listings")
    for sku in ("CAF-SID-250", "CAF-SID-500"):
        merchant.row(sku).get_by_role("checkbox").first.check()
    merchant.row("CAF-SID-250").locator("[name=shown_most]").click()
    merchant.page.locator(".o_field_widget[name=shown_most] input").fill("10")
    merchant.page.keyboard.press("Enter")
    merchant.picture("53 several at once")
    merchant.confirm("Update")
    wait(lambda: shown(day.outside, "CAF-SID-500") == 10, "the limit in the shop")
    assert shown(day.outside, "CAF-SID-250") == 10


def test_5_the_connection_says_what_the_shop_shows(day):
    merchant = day.merchant
    merchant.page.goto(f"{merchant.url}/odoo/connections/{day.shop}")
    merchant.open_tab("Orders and stock")
    merchant.sees("Who keeps the stock", "A category of products, or a listing, may say otherwise.")
    merchant.picture_of_all("54 what the shop shows")


def test_6_a_feed_that_is_off_is_warned_of(day):
    merchant, odoo = day.merchant, day.odoo
    domain = [("connection_id", "=", day.shop), ("resource", "=", "stock")]
    feed = odoo.search_read("omni.feed", domain, ["id"])[0]["id"]
    odoo.write("omni.feed", feed, {"active": False})
    merchant.page.reload()
    merchant.sees("this channel may sell what is gone")
    merchant.picture("55 stock is off")
    merchant.page.goto(f"{merchant.url}/odoo/listings")
    ask_why(merchant, "TAS-SABLE")
    merchant.sees("Nothing is sent.")
    merchant.picture("56 why nothing is sent")
    odoo.write("omni.feed", feed, {"active": True})


def test_7_a_category_decides_for_its_products(day):
    merchant, odoo = day.merchant, day.odoo
    category = odoo.create("product.category", {"name": "Vaisselle", "omni_buffer": 10})
    odoo.write("product.category", category, {"omni_buffer_unit": "percent"})
    merchant.page.goto(f"{merchant.url}/odoo/product.category/{category}")
    merchant.sees("What shops show of the stock")
    merchant.picture("57 a category")
    expect(merchant.page.locator("[name=omni_buffer] input")).to_have_value("10")
