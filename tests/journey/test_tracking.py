"""A parcel on its way: Odoo learns where it is, by the carrier's webhook and without it."""

import pytest

from tests.journey.back_office import wait
from tests.journey.warehouse import Warehouse

NEWS = ["omni_tracking_state", "omni_tracking_news", "omni_expected_on", "activity_ids"]


@pytest.fixture(scope="module")
def warehouse(database, sandbox):
    warehouse = Warehouse(database, sandbox)
    address = warehouse.odoo.call(
        "omni.connection", "read", [warehouse.connection], ["webhook_token"]
    )
    door = f"{warehouse.server.url}/omni/{address[0]['webhook_token']}"
    warehouse.outside.post("/_control/sendcloud/webhook", {"url": door})
    yield warehouse
    warehouse.server.stop()


@pytest.fixture
def sent(warehouse):
    """A transfer that has left with a label."""
    warehouse.outside.mend()
    transfer = warehouse.make_transfer()
    warehouse.validate(transfer)
    return transfer


def move(warehouse, transfer, status):
    """The carrier has news of the transfer's parcel."""
    number = warehouse.tracking(transfer)
    warehouse.outside.post(f"/_control/sendcloud/parcels/{number}/status", {"status": status})


def news(warehouse, transfer):
    return warehouse.odoo.call("stock.picking", "read", [transfer], NEWS)[0]


def wait_for(warehouse, transfer, state):
    wait(lambda: news(warehouse, transfer)["omni_tracking_state"] == state, f"parcel {state}")
    return news(warehouse, transfer)


def ask(warehouse):
    feed = warehouse.odoo.search_read(
        "omni.feed",
        [("connection_id", "=", warehouse.connection), ("resource", "=", "tracking")],
        ["id"],
    )
    warehouse.odoo.press("omni.feed", "action_run_now", feed[0]["id"])


def test_the_carriers_webhook_tells_where_a_parcel_is(warehouse, sent):
    move(warehouse, sent, "DRIVER_EN_ROUTE")
    found = wait_for(warehouse, sent, "out_for_delivery")
    assert found["omni_tracking_news"] == "Driver en route"
    assert found["omni_expected_on"]


def test_without_the_webhook_the_feed_finds_out(warehouse, sent):
    warehouse.outside.break_("webhook", mode="lost", times=1, vendor="sendcloud")
    move(warehouse, sent, "DELIVERED")
    ask(warehouse)
    wait_for(warehouse, sent, "delivered")


def test_a_parcel_that_comes_back_is_an_activity_for_a_person(warehouse, sent):
    move(warehouse, sent, "DELIVERY_ATTEMPT_FAILED")
    assert wait_for(warehouse, sent, "exception")["activity_ids"]


def test_what_was_asked_fits_the_vendors_description(warehouse):
    assert warehouse.outside.calls("sendcloud", "read_tracking")
    assert not warehouse.outside.violations()
