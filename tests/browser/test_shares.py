"""A merchant parts his stock among two shops, and sees who has how much of each product.

Each step leaves a picture in .run/screenshots/odoo.
"""

from types import SimpleNamespace

import pytest

from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """Two live shops that sell the same stock."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    shops = [office.connect_shopify(), office.connect_woocommerce()]
    office.wait_until_quiet()
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, odoo=odoo, office=office, shops=shops)


def test_1_without_shares_it_says_what_that_means(day):
    merchant = day.merchant
    merchant.open_app("Integrations")
    merchant.open_menu("Stock", "Shares")
    merchant.sees("All channels show the whole stock")
    merchant.picture("80 no shares")


def test_2_a_stock_is_parted(day):
    merchant = day.merchant
    merchant.press("New")
    merchant.page.get_by_label("Name", exact=True).fill("Stock in Nantes")
    merchant.page.locator("[name=warehouse_ids] input").click()
    merchant.page.get_by_role("option").first.click()
    merchant.page.get_by_label("Each has its part").check()
    merchant.sees("Each channel shows its part only")
    merchant.page.get_by_role("button", name="Add a line").click()
    merchant.page.locator(".o_field_widget[name=connection_id] input").last.click()
    merchant.page.get_by_role("option", name="Boutique Shopify").click()
    merchant.picture("81 a stock is parted")
    merchant.press("Save manually")
    merchant.sees("By its sales")
    merchant.picture("82 parted")


def test_3_each_product_shows_who_has_how_much(day):
    merchant = day.merchant
    wait(lambda: day.odoo.search_count("omni.allotment", []) > 3, "the parts")
    day.office.wait_until_quiet()
    merchant.open_menu("Stock", "Parts of each product")
    merchant.sees_row("TAS-SABLE", "40")
    merchant.picture("83 parts of each product")
    merchant.open_row("TAS-SABLE")
    merchant.sees("Boutique Shopify")
    merchant.picture("84 parts of a product")
