"""A merchant changes what is on hand; the pages of his shops show it within seconds.

Each step leaves a picture in .run/screenshots.
"""

from types import SimpleNamespace

import pytest

from tests.browser.storefront import Storefront
from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait

CUP, SKU = "Tasse en grès « Sable »", "TAS-SABLE"
SHOPS = ("shopify", "woocommerce")
SECONDS = 20
"""It is one or two; a browser on a busy machine takes its time too."""


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """One stock of 40 cups, and two live shops that sell it."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    cup = office.make_products()[SKU]
    connections = [office.connect_shopify(), office.connect_woocommerce()]
    listed = [("product_id", "=", cup), ("connection_id", "in", connections)]
    wait(lambda: odoo.search_count("omni.listing", listed) == len(SHOPS), "the cup in both shops")
    office.wait_until_quiet()
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    shops = {name: Storefront(browser, sandbox.url, name) for name in SHOPS}
    return SimpleNamespace(merchant=merchant, shops=shops, cup=cup)


def change_on_hand(merchant, product_id, pieces):
    """Opens the product, types how many there are, and saves."""
    merchant.page.goto(f"{merchant.url}/odoo/m-product.product/{product_id}")
    merchant.type_on_form("qty_available", str(pieces))
    merchant.press("Save manually")
    merchant.sees_saved()


@pytest.mark.parametrize("name", SHOPS)
def test_1_the_shop_has_the_cup(day, name):
    shop = day.shops[name]
    shop.open()
    assert shop.stock_words(SKU) == "En stock"
    shop.picture(f"{name} 10 before")


def test_2_the_merchant_counts_three_cups(day):
    change_on_hand(day.merchant, day.cup, 3)
    day.merchant.picture("60 on hand changed")


@pytest.mark.parametrize("name", SHOPS)
def test_3_the_page_of_the_shop_shows_three(day, name):
    shop = day.shops[name]
    shop.waits_for_stock_words(SKU, "Plus que 3", SECONDS)
    shop.picture(f"{name} 11 three are left")


def test_4_the_last_one_is_gone(day):
    change_on_hand(day.merchant, day.cup, 0)


@pytest.mark.parametrize("name", SHOPS)
def test_5_nobody_can_order_it_any_more(day, name):
    shop = day.shops[name]
    shop.waits_for_stock_words(SKU, "Épuisé", SECONDS)
    assert shop.page.get_by_label(f"Quantité de {CUP}").is_disabled()
    shop.picture(f"{name} 12 sold out")


def test_6_new_ones_came(day):
    change_on_hand(day.merchant, day.cup, 24)


@pytest.mark.parametrize("name", SHOPS)
def test_7_they_are_on_sale_again_and_counted(day, name):
    shop = day.shops[name]
    shop.waits_for_stock_words(SKU, "En stock", SECONDS)
    shop.picture(f"{name} 13 on sale again")
    shop.sees_stock(SKU, 24)
    shop.picture(f"{name} 14 its own count")
