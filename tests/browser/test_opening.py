"""A merchant takes his shop's stock over before going live, and sees that it was done.

Each step leaves a picture in .run/screenshots/odoo.
"""

from types import SimpleNamespace

import pytest

from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """The shop is connected and its products are read; nothing is live."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    shop = office.connect_shopify(live=False)
    matched = [("connection_id", "=", shop), ("product_id", "!=", False)]
    wait(lambda: odoo.search_count("omni.listing", matched) > 3, "the shop's products")
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, shop=shop)


def test_1_the_numbers_are_compared(day):
    merchant = day.merchant
    merchant.page.goto(f"{merchant.url}/odoo/action-omni_base.action_connection/{day.shop}")
    merchant.open_tab("Orders and stock")
    merchant.picture_of_all("60 before the stock is taken over")
    merchant.press("Take over stock…")
    merchant.sees("What would be counted, the largest difference first", "It has no product")
    merchant.sees_row("TAS-SABLE", "40.00", "35", "-5.00")
    merchant.picture_of_all("61 take over stock")


def test_2_it_is_taken_over(day):
    merchant = day.merchant
    merchant.press("Take over")
    merchant.sees_notice("Products whose stock was taken over: 4.")
    merchant.sees_no_dialog()
    merchant.open_tab("Orders and stock")
    merchant.sees("Stock taken over on", "Taken over by")
    merchant.picture_of_all("62 the stock is taken over")


def test_3_a_second_time_is_allowed_by_a_person_only(day):
    merchant = day.merchant
    merchant.press("Allow once more…")
    merchant.sees("writes over what was counted and moved here since")
    merchant.picture("63 allow it once more")
    merchant.confirm("Allow once more")
    merchant.sees_button("Take over stock…")
