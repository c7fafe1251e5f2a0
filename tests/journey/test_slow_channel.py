"""The shop takes its time: it is shown less within one look at its health, and all of it later.

Time is made short: what would have waited for minutes is made older, as a person would see it.
"""

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop

STOCK = "inventorySetQuantities"
PLACE, HELD = "Nantes", 4


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    shop = OpenShop(odoo, sandbox, database, subscribed=False)
    odoo.write("omni.connection", shop.connection, {"lag_buffer": HELD, "lag_minutes": 1})
    return shop


def shown(shop):
    """Return what the shop shows of the cup at the place that Odoo fills."""
    places = shop.outside.state()["stock"]["TAS-SABLE"]
    return next(row["available"] for name, row in places.items() if PLACE in name)


def look(shop):
    """The scheduled look at everybody's health, which also “Count again” starts."""
    shop.odoo.press("omni.connection", "action_measure_now", shop.connection)


def is_slow(shop):
    domain = [("id", "=", shop.connection), ("is_lagging", "=", True)]
    return shop.odoo.search_count("omni.connection", domain)


def is_slow_when_older(shop):
    """As if what waits for the shop's answer (there is none within 20 seconds) waited for long."""
    shop.sql("UPDATE omni_intent SET created_at = created_at - interval '5 minutes'")
    look(shop)
    return is_slow(shop)


def is_fast_when_forgotten(shop):
    """As if an hour had passed."""
    shop.sql("UPDATE omni_acknowledgement SET acknowledged_at = now() - interval '1 hour'")
    look(shop)
    return not is_slow(shop)


def warnings(shop, state):
    domain = [("connection_id", "=", shop.connection), ("kind", "=", "lag"), ("state", "=", state)]
    return shop.odoo.search_read("omni.notice", domain, ["text"])


def listing(shop):
    domain = [("connection_id", "=", shop.connection), ("sku", "=", "TAS-SABLE")]
    return shop.odoo.search_read("omni.listing", domain, ["why_text", "wanted_quantity"])[0]


def test_1_a_shop_that_answers_is_shown_all_of_it(shop):
    assert shown(shop) == 40


def test_2_while_it_is_slow_it_is_shown_less_and_somebody_is_told(shop):
    shop.outside.break_("latency", STOCK, times=1, seconds=30)
    shop.office.set_stock(shop.products["TAS-SABLE"], 41)
    wait(lambda: is_slow_when_older(shop), "the shop to be found slow")
    wait(lambda: shown(shop) == 41 - HELD, "the lower number at the shop", 180)
    assert "reach the channel late" in warnings(shop, "open")[0]["text"]


def test_3_the_number_says_why(shop):
    assert f"− buffer while the channel is slow {HELD} = 37" in listing(shop)["why_text"]


def test_4_afterwards_it_is_shown_all_of_it_again(shop):
    shop.office.wait_until_quiet(240)
    wait(lambda: is_fast_when_forgotten(shop), "the shop to be found fast")
    wait(lambda: shown(shop) == 41, "the whole number at the shop")
    assert warnings(shop, "over")
