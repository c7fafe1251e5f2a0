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


def count(office):
    """Press “Check again” and return what it counted."""
    known = [row["checked_at"] for row in rows(office)]
    office.odoo.call("omni.completeness", "action_check_now", [])
    return wait(
        lambda: [row for row in rows(office) if row["checked_at"] not in known], "a new count"
    )


def rows(office):
    fields = ["placed_count", "imported_count", "missing_count", "share", "checked_at"]
    found = office.odoo.search_read("omni.completeness", [], fields)
    return [row for row in found if row["placed_count"] or not row["checked_at"]]


def test_an_order_whose_webhook_was_lost_is_seen_fetched_and_accounted_for(office):
    office.outside.order(**usual_order())
    wait(lambda: office.orders("#1001"), "the first order")
    office.outside.break_("webhook", mode="lost", times=9)
    lost = office.outside.order(**usual_order())
    assert count(office)[0]["missing_count"] == 1
    office.wait_for_order(lost["name"])
    assert count(office)[0]["share"] == 1
