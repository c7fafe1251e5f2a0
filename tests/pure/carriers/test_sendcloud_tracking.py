"""Where a parcel is: what is asked of Sendcloud, and what its words mean."""

import hashlib
import hmac
import json
from datetime import date, datetime, timezone

import pytest

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_carrier.carriers.sendcloud.tables import TRACKING_STATES
from odoo.addons.omni_carrier.carriers.sendcloud.tracking import read_tracking

from tests.pure.delivered import delivered

from .sendcloud_wire import EVENTS, RETURNS, TRACKING, description_of

NUMBERS = {f"6A{number}": str(number) for number in range(150)}


def parcel(*events, number="6A1", **details):
    return {
        "details": details,
        "events": list(events),
        "tracking_numbers": [{"tracking_number": number}],
    }


def event(code, day=3, **more):
    return {"event_at": f"2026-07-0{day}T08:00:00Z", "status_code": code, **more}


def listed(wire, *parcels, status="DELIVERED"):
    """Let the wire answer a list of shipments with these parcels (tracking numbers)."""
    shown = [{"id": int(NUMBERS[number]), "status": {"code": status}} for number in parcels]
    wire.say({"data": [{"id": "9f2c", "parcels": shown}]})


def published(vendor_specs):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    return description_of(vendor_specs, TRACKING).schema_example("parcel-tracking-response")


def test_the_published_answer_is_read(vendor_specs):
    news = read_tracking(published(vendor_specs))
    assert (news.tracking_number, news.state, news.word) == ("123456789", "in_transit", "accepted")
    assert news.text == "Parcel has been accepted by the carrier."
    assert news.at == datetime(2024, 1, 2, tzinfo=timezone.utc)
    assert news.expected_on == date(2024, 1, 3)


@pytest.mark.parametrize("name", ["parcel-event-phase", "parcel-event-exception"])
def test_every_published_word_of_an_event_is_known(vendor_specs, name):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    words = description_of(vendor_specs, EVENTS).words(name)
    assert [word for word in words if word.replace("_", "-") not in TRACKING_STATES] == []


def test_every_published_status_of_a_parcel_is_known(vendor_specs):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    words = description_of(vendor_specs, RETURNS).query_words("/returns", "parent_parcel_status")
    assert [word for word in words if word not in TRACKING_STATES] == []


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("ready_to_send", "announced"),
        ("in_transit", "in_transit"),
        ("in_delivery", "out_for_delivery"),
        ("pup", "at_pickup_point"),
        ("delivered", "delivered"),
        ("attempted", "exception"),
        ("returned_sender", "returned"),
        ("cancelled", "cancelled"),
    ],
)
def test_words_of_the_way_are_understood(word, state):
    assert read_tracking(parcel(event(word))).state == state


def test_the_newest_event_is_the_state_of_a_parcel():
    assert (
        read_tracking(parcel(event("delivered", 3), event("in_delivery", 2))).state == "delivered"
    )


def test_of_two_events_at_one_moment_the_later_told_counts():
    assert read_tracking(parcel(event("sorted"), event("delivered"))).state == "delivered"


def test_a_claim_says_nothing_of_where_the_parcel_is():
    claim = event("claimable", 5, event_type="claim")
    assert read_tracking(parcel(event("delivered"), claim)).state == "delivered"


def test_a_word_that_is_not_known_is_kept_and_not_guessed():
    news = read_tracking(parcel(event("beamed_up", status_description="Energise!")))
    assert (news.state, news.word, news.text) == ("unknown", "beamed_up", "Energise!")


def test_a_parcel_without_events_is_announced():
    assert read_tracking(parcel()).state == "announced"


def test_a_parcel_without_an_estimate_has_none():
    assert read_tracking(parcel(event("sorted"))).expected_on is None


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"events": [1]}', b'{"events": [{}], "details": 1}']
)
def test_an_answer_in_another_form_is_a_problem_of_that_parcel(sendcloud, body):
    with pytest.raises(MappingError):
        sendcloud.read_tracking(body)


def test_an_estimate_that_is_no_day_is_a_problem_of_that_parcel(sendcloud):
    body = json.dumps(parcel(expected_delivery_date="soon")).encode()
    with pytest.raises(MappingError):
        sendcloud.read_tracking(body)


def test_a_hundred_parcels_are_listed_by_one_call(wire, sendcloud):
    listed(wire)
    listed(wire)
    pages = list(sendcloud.pull_tracking({}, NUMBERS))
    assert [page.more for page in pages] == [True, False]
    assert [len(call["query"]["ids"].split(",")) for call in wire.requests] == [100, 50]


def test_only_what_moved_is_asked_about_by_itself(wire, sendcloud):
    listed(wire, "6A1", "6A2")
    wire.say(parcel(event("delivered"), number="6A2"))
    (page,) = sendcloud.pull_tracking({"seen": {"6A1": "DELIVERED"}}, {"6A1": "1", "6A2": "2"})
    assert [item.external_id for item in page.items] == ["6A2"]
    assert page.items[0].version == "2026-07-03T08:00:00Z"
    assert page.cursor == {"seen": {"6A1": "DELIVERED", "6A2": "DELIVERED"}}


def test_the_same_status_with_a_later_change_is_news(wire, sendcloud):
    shown = {"id": 1, "status": {"code": "ATTEMPTED"}, "updated_at": "2026-07-02T08:00:00Z"}
    wire.say({"data": [{"id": "9f2c", "parcels": [shown]}]})
    wire.say(parcel(event("attempted")))
    seen = {"seen": {"6A1": "ATTEMPTED 2026-07-01T08:00:00Z"}}
    (page,) = sendcloud.pull_tracking(seen, {"6A1": "1"})
    assert len(page.items) == 1


def test_a_parcel_that_is_not_awaited_any_more_is_forgotten(wire, sendcloud):
    listed(wire)
    (page,) = sendcloud.pull_tracking({"seen": {"6A7": "SORTED"}}, {"6A1": "1"})
    assert page.cursor == {"seen": {}}


def test_nothing_awaited_is_no_call(wire, sendcloud):
    assert list(sendcloud.pull_tracking({}, {})) == []
    assert wire.requests == []


def test_a_parcel_that_sendcloud_does_not_know_is_left_out(wire, sendcloud):
    wire.say({"detail": "Parcel does not exist"}, status=404)
    assert sendcloud.pull_tracking_by_id(["6A/1"]) == []
    assert wire.requests[0]["path"] == "/parcels/tracking/6A%2F1"


def ring(sendcloud, told):
    body = json.dumps(told).encode()
    signature = hmac.new(b"hush-hush", body, hashlib.sha256).hexdigest()
    return delivered(sendcloud, {"sendcloud-signature": signature}, body)


def test_a_delivery_names_the_parcel_to_read_again(sendcloud):
    bell = ring(
        sendcloud,
        {"action": "parcel_status_changed", "parcel": {"id": 1, "tracking_number": "3SYZXG1"}},
    )
    assert (bell.resource, bell.external_ids) == ("tracking", ("3SYZXG1",))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"action": "integration_deleted"}, "“integration_deleted” is not followed."),
        ({"key": "value"}, "It names no action."),
        (["parcel_status_changed"], "It names no action."),
        ({"action": "parcel_status_changed", "parcel": {"id": 1}}, "no tracking number"),
    ],
)
def test_any_other_delivery_is_ignored_with_a_reason(sendcloud, told, said):
    bell = ring(sendcloud, told)
    assert not bell.external_ids and said in bell.note
