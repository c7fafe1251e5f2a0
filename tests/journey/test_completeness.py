"""Webhooks get lost. The hourly count sees it, says so, and fetches what is missing."""

from types import SimpleNamespace

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import BUYER, Outside
from tests.journey.woo_shop import WISH
from tests.support.odoo_client import OdooError

PLACED = 20
LOST = 1
ONE_CUP = [{"sku": "TAS-SABLE", "quantity": 1}]


@pytest.fixture(scope="module", params=["shopify", "woocommerce"])
def shop(request, odoo, sandbox):
    """A live shop that rings; only its webhooks bring orders, the feed is switched off."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    shop = SimpleNamespace(
        office=office, odoo=odoo, outside=Outside(sandbox.url), vendor=request.param
    )
    shop.connection = connect(shop)
    office.subscribe(shop.connection)
    office.wait_until_quiet()
    switch_orders(shop, on=False)
    return shop


def connect(shop):
    if shop.vendor == "shopify":
        return shop.office.connect_shopify()
    connection = shop.office.connect(
        "woocommerce",
        "Boutique Woo",
        url=f"{shop.office.sandbox_url}/woocommerce",
        key="ck_sandbox",
        secret="cs_sandbox",
    )
    shop.office.go_live(connection)
    return connection


def switch_orders(shop, on):
    domain = [("connection_id", "=", shop.connection), ("resource", "=", "order")]
    feeds = shop.odoo.search_read("omni.feed", [*domain, ("active", "in", (True, False))], ["id"])
    wait(lambda: is_switched(shop, feeds[0]["id"], on), "the feed's switch")


def is_switched(shop, feed, on):
    """Odoo lets nobody change a feed's schedule in the moment in which it runs."""
    try:
        return shop.odoo.write("omni.feed", feed, {"active": on})
    except OdooError:
        return False


def place(shop):
    """A buyer orders one cup; returns how Odoo will call the order."""
    if shop.vendor == "shopify":
        return shop.outside.order(**BUYER, lines=ONE_CUP)["name"]
    wish = {**WISH, "lines": ONE_CUP}
    return f"#{shop.outside.post('/_control/woocommerce/orders', wish)['number']}"


def place_and_lose(shop):
    shop.outside.break_("webhook", mode="lost", times=99, vendor=shop.vendor)
    names = [place(shop) for _order in range(LOST)]
    shop.outside.mend()
    return names


def count(shop, **counted):
    """Press “Check again” until the row of the day says what is expected of it."""
    shop.odoo.call("omni.completeness", "action_check_now", [])
    return wait(
        lambda: [row for row in days(shop) if counted.items() <= row.items()],
        f"a new count that says {counted}, not {days(shop)}",
    )[0]


def days(shop):
    fields = ["placed_count", "imported_count", "missing_count", "share", "state"]
    domain = [("connection_id", "=", shop.connection)]
    return shop.odoo.search_read("omni.completeness", domain, fields)


def test_1_a_day_from_which_one_webhook_in_twenty_was_lost_is_red(shop):
    kept = [place(shop) for _order in range(PLACED - LOST)]
    shop.lost = place_and_lose(shop)
    for name in kept:
        shop.office.wait_for_order(name)
    red = count(shop, placed_count=PLACED, imported_count=PLACED - LOST, missing_count=LOST)
    assert (red["state"], red["share"]) == ("missing", (PLACED - LOST) / PLACED)
    shop.day = red["id"]


def test_2_with_the_orders_switched_off_it_stays_red_until_somebody_fetches(shop):
    shop.office.wait_until_quiet()
    assert not any(shop.office.orders(name) for name in shop.lost)


def test_3_the_button_fetches_what_is_missing_and_the_day_is_green(shop):
    shop.odoo.press("omni.completeness", "action_fetch_missing", shop.day)
    for name in shop.lost:
        shop.office.wait_for_order(name)
    green = count(shop, placed_count=PLACED, imported_count=PLACED, missing_count=0)
    assert (green["state"], green["share"]) == ("complete", 1)


def test_4_with_the_orders_switched_on_the_count_fetches_by_itself(shop):
    switch_orders(shop, on=True)
    shop.office.wait_until_quiet()
    name = place_and_lose(shop)[0]
    shop.odoo.call("omni.completeness", "action_check_now", [])
    shop.office.wait_for_order(name)
    assert count(shop, placed_count=PLACED + LOST, missing_count=0)["state"] == "complete"
