"""A merchant creates a product in his shop, from the product itself.

Each step leaves a picture in .run/screenshots/odoo.
"""

import pytest

from tests.browser.web_client import WebClient
from tests.journey.back_office import wait
from tests.journey.test_products_out import Merchant


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """A live WooCommerce shop, and a bowl that only Odoo has."""
    day = Merchant(odoo, sandbox.url)
    day.bowl = odoo.create(
        "product.template",
        {"name": "Bol de grès", "default_code": "BOL", "list_price": 15, "is_storable": True},
    )
    day.screen = WebClient(browser, odoo_server.url)
    day.screen.log_in()
    return day


def test_1_it_is_asked_where(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/product.template/{day.bowl}")
    day.screen.open_tab("Shops")
    day.screen.picture("80 a product's shops")
    day.screen.press("Create in a shop…")
    day.screen.sees("They are made as drafts")
    day.screen.picture("81 create in a shop")


def test_2_it_is_made_there(day):
    day.screen.confirm("Create as drafts")
    wait(lambda: day.offer(day.bowl)["state"] == "made", "the product in the shop", 90)
    assert day.made_there("Bol de grès") == 1
    day.office.wait_until_quiet()


def test_3_the_connection_says_what_is_told(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/connections/{day.shop}")
    day.screen.open_tab("Feeds")
    day.screen.sees("Descriptions")
    day.screen.picture("82 feeds")
