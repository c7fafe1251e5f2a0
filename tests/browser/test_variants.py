"""A merchant adds the variants that only his shop has, and looks at the pictures that it gave.

Each step leaves a picture in .run/screenshots/odoo.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_app import speak_french
from tests.browser.web_client import WebClient
from tests.journey.back_office import wait
from tests.journey.test_variants import LARGE, MEDIUM, SMALL, CoffeeShop

BUTTON = "button[name=action_omni_add_variants]"


class Day(CoffeeShop):
    """``screen``: the merchant's; his shop has a picture of the coffee, and one that is gone."""

    def __init__(self, odoo, sandbox_url, screen):
        super().__init__(odoo, sandbox_url)
        self.screen = screen
        self.office.make_products((("THE-PORC", "Théière en porcelaine", 8, 1.2),))
        self.hang(SMALL, pictures=["sachet.png"])
        gone = {"id": 1, "src": f"{sandbox_url}/woocommerce/no"}
        self.hang("THE-PORC", images=[gone])
        self.read("product")

    def hang(self, sku, **pictures):
        self.outside.post("/_control/woocommerce/products", {"sku": sku, **pictures})

    def read(self, resource):
        """Press “Run now” on a feed, and wait for its end."""
        ended = [("feed_id.resource", "=", resource), ("state", "=", "done")]
        known = self.odoo.search_count("omni.run", ended)
        self.office.run_feed(self.shop, resource)
        wait(lambda: self.odoo.search_count("omni.run", ended) > known, resource, 90)
        self.office.wait_until_quiet()

    def open_product(self, tab="Shops"):
        self.screen.page.goto(f"{self.screen.url}/odoo/product.template/{self.coffee}")
        self.screen.open_tab(tab)

    def press_in_window(self, button):
        dialog = self.screen.page.get_by_role("dialog")
        dialog.get_by_role("button", name=button, exact=True).last.click()


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    screen = WebClient(browser, odoo_server.url)
    screen.log_in()
    return Day(odoo, sandbox.url, screen)


def test_1_the_product_says_what_it_lacks(day):
    day.open_product()
    day.screen.sees("Variants that a shop has of it and that are not here: 2")
    day.screen.picture("110 a product that lacks variants")
    day.screen.page.locator(BUTTON).click()
    day.screen.sees_row(LARGE, "Café Sidamo en grains")
    day.screen.picture("111 add missing variants")


def test_2_only_what_is_ticked_is_added(day):
    day.screen.row(MEDIUM).get_by_role("checkbox").click()
    day.screen.picture("112 one is left out")
    day.press_in_window("Add")
    day.screen.sees_notice("Products that were matched or created: 1.")
    assert sorted(day.variants()) == [LARGE, SMALL]
    day.screen.sees_no_dialog()


def test_3_the_rest_is_added_from_its_listing(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/listings")
    day.screen.row(MEDIUM).get_by_role("checkbox").first.check()
    day.screen.press("Create products")
    day.screen.sees_row(MEDIUM, "Café Sidamo en grains")
    day.press_in_window("Add")
    day.screen.sees_notice("Products that were matched or created: 1.")
    day.screen.sees_row(MEDIUM, f"[{MEDIUM}] Café Sidamo")
    day.screen.picture("113 all sizes are here")


def test_4_the_product_lacks_nothing_and_the_shop_gets_their_stock(day):
    for number, sku in enumerate((MEDIUM, LARGE)):
        day.office.set_stock(day.variants()[sku], 31 + number)
    wait(lambda: day.there() == {MEDIUM: 31, LARGE: 32}, "their stock at the shop", 90)
    day.open_product()
    expect(day.screen.page.locator(BUTTON)).to_be_hidden()


def test_5_listings_that_have_a_product_already_are_said(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/listings")
    day.screen.row(SMALL).get_by_role("checkbox").first.check()
    day.screen.press("Create products")
    day.screen.sees_notice("nothing is left to create")


def test_6_the_product_shows_the_shop_s_picture(day):
    day.read("picture")
    day.open_product()
    picture = day.screen.page.locator(".o_field_widget[name=image_1920] img")
    expect(picture).to_have_attribute("src", re.compile("/web/image/product.template/"))
    day.screen.picture("114 a product with the shop's picture")


def test_7_one_that_the_shop_does_not_give_says_why(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/shop-pictures")
    day.screen.sees_row("Théière", "Failed", "has no picture at this address any more")
    day.screen.sees_row("Café Sidamo", "Taken over")
    day.screen.picture("115 pictures")
    day.screen.row("Théière").get_by_role("checkbox").first.check()
    day.screen.press("Try again")
    day.screen.sees_notice("Pictures that are fetched again: 1.")


def test_8_all_of_it_is_french(day):
    speak_french(day.odoo)
    day.screen.page.goto(f"{day.screen.url}/odoo/shop-pictures")
    day.screen.sees_in_french()
    day.screen.sees("Théière")
    day.screen.picture("116 images")
    day.open_product("Boutiques")
    day.screen.picture("117 produit")
