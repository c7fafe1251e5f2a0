"""A merchant gives the shop's products the products that they are.

Each step leaves a picture in .run/screenshots/odoo.
"""

from types import SimpleNamespace

import pytest

from tests.browser.test_app import speak_french
from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait

GOODS = (
    ("TAS-SABLE", "Tasse sable", 40, 0.35),
    ("caf sid 250", "Café Sidamo 250 g", 60, 0.27),
    ("CAF-SID-5OO", "Café Sidamo 500 g", 30, 0.52),
    ("THE-PORC", "Théière en porcelaine", 8, 1.2),
    ("BOL-BLEU", "Bol bleu", 12, 0.3),
)


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """A shop whose products have been read; two of Odoo's SKUs were typed in another way."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products(GOODS)
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, office=office, odoo=odoo)


def product_of(day, sku):
    found = day.odoo.search_read("omni.listing", [("sku", "=", sku)], ["product_id"])
    return found[0]["product_id"] and found[0]["product_id"][1]


def without_product(day, *skus):
    """Take the product off listings, as if nobody had ever found it."""
    domain = [("sku", "in", list(skus))]
    for row in day.odoo.search_read("omni.listing", domain, ["id"]):
        day.odoo.write("omni.listing", row["id"], {"product_id": False})


def test_1_before_a_shop_is_connected_it_says_what_to_do(day):
    merchant = day.merchant
    merchant.page.goto(f"{merchant.url}/odoo/match-listings")
    merchant.sees("Nothing is left to match")
    merchant.picture("70 nothing to match")


def test_2_the_connection_leads_to_what_has_no_product(day):
    merchant = day.merchant
    shop = day.shop = day.office.connect_shopify(live=False)
    wait(
        lambda: day.odoo.search_count("omni.listing", [("product_id", "!=", False)]) > 1, "products"
    )
    day.office.wait_for_products(shop)
    without_product(day, "TAS-SABLE", "THE-PORC")
    merchant.page.goto(f"{merchant.url}/odoo/action-omni_base.action_connection/{shop}")
    merchant.open_tab("Orders and stock")
    merchant.sees("listings have no product yet")
    merchant.picture_of_all("71 the way to the page")
    merchant.press("Match listings…")
    merchant.sees("Same SKU", "Almost the same", "Only in the shop", "Only in Odoo")
    merchant.picture_of_all("72 match listings")


def test_3_all_sure_ones_are_taken_at_once(day):
    merchant = day.merchant
    merchant.press("Match all sure ones")
    merchant.sees_notice("Listings matched: 2.")
    assert product_of(day, "TAS-SABLE") == "[TAS-SABLE] Tasse sable"
    merchant.sees("Same SKU (0)")
    merchant.picture_of_all("73 the sure ones are matched")


def test_4_a_near_miss_says_how_it_differs_and_is_taken_alone(day):
    merchant = day.merchant
    merchant.sees_row("CAF-SID-250", "capital letters, spaces, hyphens or underscores")
    merchant.row("CAF-SID-500").get_by_role("checkbox").first.check()
    merchant.page.locator(".o_control_panel button[name=action_match]").click()
    merchant.sees("Take away what does not belong together")
    merchant.picture("74 take these proposals")
    merchant.page.get_by_role("dialog").get_by_role("button", name="Match", exact=True).click()
    merchant.sees_notice("Listings matched: 1.")
    assert product_of(day, "CAF-SID-500") == "[CAF-SID-5OO] Café Sidamo 500 g"
    merchant.row("CAF-SID-250").locator("button[name=action_match_one]").click()
    merchant.sees_notice("Listings matched: 1.")
    found = "[caf sid 250] Café Sidamo 250 g"
    wait(lambda: product_of(day, "CAF-SID-250") == found, "the product of the listing", 30)


def test_5_another_product_is_chosen_in_the_row(day):
    merchant = day.merchant
    bare = day.odoo.search_read("omni.listing", [("product_id", "=", False)], ["sku", "name"])
    day.bare = [row["sku"] for row in bare if row["sku"]]
    row = merchant.row(day.bare[0])
    row.locator("[name=product_id]").click()
    merchant.page.locator(".o_field_widget[name=product_id] input").fill("Bol")
    merchant.page.get_by_role("option", name="Bol bleu").first.click()
    merchant.picture_of_all("75 chosen in the row")
    merchant.press("Save")
    wait(lambda: product_of(day, day.bare[0]) == "[BOL-BLEU] Bol bleu", "the choice")


def test_6_the_rest_is_ignored_with_a_reason(day):
    merchant = day.merchant
    merchant.page.reload()
    merchant.page.locator("thead").get_by_role("checkbox").first.check()
    merchant.page.locator(".o_control_panel button[name=action_ignore]").click()
    merchant.page.get_by_label("Why").fill("Not sold from this stock")
    merchant.picture("76 ignore with a reason")
    merchant.press("Ignore")
    merchant.sees("Nothing is left to match")
    merchant.picture("77 all is done")


def test_7_it_stands_in_french_too(day):
    merchant = day.merchant
    speak_french(day.odoo)
    without_product(day, "TAS-SABLE", "CAF-SID-500", "THE-PORC")
    merchant.page.goto(f"{merchant.url}/odoo/action-omni_base.action_connection/{day.shop}")
    merchant.open_tab("Commandes et stock")
    merchant.page.locator("button[name=action_match_listings]").filter(visible=True).first.click()
    merchant.sees("TAS-SABLE")
    merchant.picture_of_all("78 en français")
