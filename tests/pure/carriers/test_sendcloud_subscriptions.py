"""Where Sendcloud rings, and that nobody else's address is taken away."""

from pathlib import Path

import pytest

from odoo.addons.omni_base.core.errors import RejectedError

from .sendcloud_wire import MERGED, description_of

URL = "https://odoo.example/omni/token"
MOVED = "https://old.example/omni/token"
OTHERS = "https://shop.example/sendcloud"
ELSEWHERE = {
    "nowhere": (None, False),
    "here, but switched off": (URL, False),
    "at our former address": (MOVED, True),
    "at another's, switched off": (OTHERS, False),
}


def say(wire, url, active):
    wire.say({"data": {"user_id": 1, "integration_id": 7001}})
    wire.say({"data": {"id": 7001, "webhook_url": url, "webhook_active": active}})


def told(wire):
    return [(one["path"], one["body"]) for one in wire.requests if one["method"] == "PATCH"]


@pytest.mark.parametrize("where", ELSEWHERE)
def test_it_is_made_to_ring_here(wire, sendcloud, where):
    say(wire, *ELSEWHERE[where])
    wire.say(b"", 204)
    sendcloud.subscribe(URL)
    assert told(wire) == [("/integrations/7001", {"webhook_active": True, "webhook_url": URL})]


def test_what_rings_here_is_left_as_it_is(wire, sendcloud):
    say(wire, URL, True)
    assert ("already" in sendcloud.subscribe(URL), told(wire)) == (True, [])


def test_the_address_of_another_program_is_not_taken_away(wire, sendcloud):
    say(wire, OTHERS, True)
    with pytest.raises(RejectedError, match=r"rings at shop\.example"):
        sendcloud.subscribe(URL)
    assert told(wire) == []


def test_it_is_made_to_ring_no_more(wire, sendcloud):
    say(wire, URL, True)
    wire.say(b"", 204)
    assert sendcloud.unsubscribe(URL) == 1
    assert told(wire) == [("/integrations/7001", {"webhook_active": False})]


def test_another_program_s_bell_is_left_alone(wire, sendcloud):
    say(wire, OTHERS, True)
    assert (sendcloud.unsubscribe(URL), told(wire)) == (0, [])


def test_a_bell_that_is_switched_off_already_is_left_as_it_is(wire, sendcloud):
    say(wire, URL, False)
    assert (sendcloud.unsubscribe(URL), told(wire)) == (0, [])


@pytest.mark.parametrize("where", ELSEWHERE)
def test_what_does_not_ring_here_is_missing(wire, sendcloud, where):
    say(wire, *ELSEWHERE[where])
    assert sendcloud.pull_missing_webhooks(URL) == ["parcel_status_changed"]


def test_what_rings_here_is_not_missing(wire, sendcloud):
    say(wire, URL, True)
    assert sendcloud.pull_missing_webhooks(URL) == []


@pytest.mark.parametrize(
    "body", [{"webhook_active": True, "webhook_url": URL}, {"webhook_active": False}]
)
def test_what_is_told_fits_the_vendor_s_description(vendor_specs, body):
    if not vendor_specs:
        pytest.skip("needs the vendors' descriptions (VENDOR_SPECS)")
    described = description_of(Path(vendor_specs), MERGED)
    assert described.request_problems("/integrations/{id}", body, "patch") == []
