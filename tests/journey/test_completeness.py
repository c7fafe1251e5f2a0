"""Webhooks get lost. The hourly count sees it, says so, and fetches what is missing."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside, usual_order


@pytest.fixture(scope="module")
def office(odoo, sandbox):
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    office.outside = Outside(sandbox.url)
    office.shop = office.connect_shopify()
    office.subscribe(office.shop)
    office.wait_until_quiet()
    return office


def count(office, **counted):
    """Press “Check again” until the row of the day says what is expected of it."""
    office.odoo.call("omni.completeness", "action_check_now", [])
    return wait(
        lambda: [row for row in rows(office) if counted.items() <= row.items()],
        f"a new count that says {counted}",
    )


def rows(office):
    fields = ["placed_count", "imported_count", "missing_count", "share"]
    return office.odoo.search_read("omni.completeness", [], fields)


def test_an_order_whose_webhook_was_lost_is_seen_fetched_and_accounted_for(office):
    office.outside.order(**usual_order())
    wait(lambda: office.orders("#1001"), "the first order")
    office.outside.break_("webhook", mode="lost", times=9)
    lost = office.outside.order(**usual_order())
    count(office, placed_count=2, missing_count=1)
    office.wait_for_order(lost["name"])
    assert count(office, placed_count=2, missing_count=0)[0]["share"] == 1
