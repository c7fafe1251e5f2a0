"""A merchant lets Odoo decide his prices, goes live, and asks why a product costs what it costs.

Each step leaves a picture in .run/screenshots/odoo.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.web_client import WebClient
from tests.journey.back_office import wait
from tests.journey.test_prices import Merchant

TAB = "Orders and stock"


class Day(Merchant):
    """The merchant with his screen."""

    def sees_price(self, *parts):
        """Fails when no row of prices has all the parts."""
        row = self.screen.page.locator("[name=price_ids] tr").filter(has_text=parts[0]).first
        for part in parts:
            expect(row).to_contain_text(part)


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """The shop is connected, its products are read; Odoo decides the price, nothing is live."""
    day = Day(odoo, sandbox.url, "shopify")
    day.cost("TAS-SABLE", 25)
    day.screen = WebClient(browser, odoo_server.url)
    day.screen.log_in()
    return day


def open_shop(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/connections/{day.shop}")


def test_1_the_connection_says_what_the_shop_asks(day):
    open_shop(day)
    day.screen.open_tab(TAB)
    day.screen.sees("Prices are told where “Who decides” says Odoo")
    day.screen.picture_of_all("70 what the shop asks")


def test_2_going_live_lists_the_prices_that_would_change(day):
    day.screen.press("Go live")
    day.screen.sees("Prices that would change there, the largest change first")
    day.sees_price("TAS-SABLE", "24.00", "30.00", "25%")
    day.screen.picture_of_all("71 go live: prices")
    day.screen.confirm("Go live")
    wait(lambda: day.asked() == 30, "the price in the shop")
    day.office.wait_until_quiet()


def test_3_a_price_says_why(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/listings")
    day.screen.row("TAS-SABLE").get_by_role("cell", name="TAS-SABLE", exact=True).click()
    day.screen.sees_button("Why this price?")
    day.screen.picture_of_all("72 a listing and its price")
    day.screen.press("Why this price?")
    day.screen.sees("sales price 25.00 + taxes 5.00 = 30.00, sent", "the shop asked 24.00")
    day.screen.picture("73 why this price")
    day.screen.press("Close")
    day.screen.sees_no_dialog()


def test_4_what_was_set_in_the_shop_is_kept(day):
    day.edit("TAS-SABLE", 31)
    day.cost("TAS-SABLE", 26)
    wait(lambda: day.asked() == 31.2, "Odoo's price")
    day.office.wait_until_quiet()
    day.screen.open_menu("Activity", "Conflicts")
    day.screen.sees_row("Tasse en grès", "Price", "31")
    day.screen.picture("74 a price that lost")


def test_5_the_way_back_lists_the_prices_of_before(day):
    open_shop(day)
    day.screen.press("Back to test mode")
    day.screen.sees("Prices that the shop can be given back")
    day.sees_price("TAS-SABLE", "31.20", "24.00")
    day.screen.picture_of_all("75 prices can be given back")
