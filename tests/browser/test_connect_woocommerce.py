"""From a database with nothing in it to the first order of a WooCommerce shop, on the screens.

The shop hands its keys over on its own page. Each step leaves a picture in .run/screenshots/odoo.
"""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.effort import Effort
from tests.browser.web_client import WebClient
from tests.journey.outside import Outside
from tests.journey.woo_shop import WISH
from tests.support.safe_shop import *  # noqa: F403

MOST_CLICKS = 12
MOST_FIELDS = 6
MOST_SECONDS = 5 * 60
"""The promise is a quarter of an hour; most of it is the merchant's own, to find his log-in."""


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """A new Odoo that others reach by https, and a shop that has sold something."""
    Outside(sandbox.url).post("/_control/woocommerce/orders", WISH)
    merchant = WebClient(browser, odoo_server.url)
    return SimpleNamespace(
        merchant=merchant,
        odoo=odoo,
        shop=f"{sandbox.url}/woocommerce",
        effort=Effort(merchant.page),
    )


def seen(day, name):
    day.effort.sees_a_page()
    day.merchant.picture(name)


def waits_for_news(merchant):
    """What is read in the background shows when the page is opened again."""
    for _try in range(20):
        if merchant.page.get_by_text("First order here after").count():
            return
        merchant.page.wait_for_timeout(1_000)
        merchant.page.reload()
        merchant.sees("Atelier Kaolin")


def test_1_the_merchant_finds_where_to_begin(day):
    day.merchant.log_in()
    day.merchant.open_app("Integrations")
    day.merchant.sees("Connect your first shop or carrier")
    seen(day, "60 nothing yet")


def test_2_he_chooses_his_shop(day):
    day.merchant.press("Choose a connector")
    seen(day, "61 connectors")
    day.merchant.press_on_card("WooCommerce", "Connect")
    day.merchant.sees("Any address of the shop")
    seen(day, "62 new connection")


def test_3_he_is_led_to_his_shop(day):
    merchant = day.merchant
    merchant.type_in_row("Shop address", day.shop)
    merchant.page.keyboard.press("Tab")
    merchant.picture("63 address typed")
    merchant.press("Get the keys from the shop")
    expect(merchant.page.get_by_role("button", name="Connexion")).to_be_visible()
    seen(day, "64 log-in in the shop")
    merchant.page.get_by_label("Identifiant").fill("marchand")
    merchant.page.get_by_label("Mot de passe").fill("secret")
    merchant.page.get_by_role("button", name="Connexion").click()
    expect(merchant.page.get_by_role("link", name="Approuver")).to_be_visible()
    seen(day, "65 approval in the shop")


def test_4_he_approves_and_is_back_connected(day):
    merchant = day.merchant
    merchant.page.get_by_role("link", name="Approuver").click()
    expect(merchant.page).to_have_url(re.compile(r"/odoo/connections/\d+$"))
    merchant.sees("Atelier Kaolin")
    waits_for_news(merchant)
    seen(day, "66 connected")


def test_5_he_reads_what_is_next_and_how_long_it_took(day):
    merchant = day.merchant
    expect(merchant.page.get_by_text(re.compile("First order here after"))).to_be_visible()
    merchant.sees("listings have no product here", "Connected")


def test_6_his_first_order_is_here(day):
    merchant = day.merchant
    merchant.press_beside("Orders")
    merchant.sees("Camille Durand")
    seen(day, "67 first order")


def test_7_it_took_far_less_than_a_quarter_of_an_hour(day):
    print(f"\nWooCommerce, from nothing to the first order: {day.effort.told()}")
    counted = day.effort.counted
    assert counted["click"] <= MOST_CLICKS
    assert counted["field"] <= MOST_FIELDS
    assert day.effort.seconds <= MOST_SECONDS
