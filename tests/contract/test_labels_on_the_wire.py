"""Rates, labels and tracking, over every carrier's own wire: a label is bought once, or not."""

import pytest

from odoo.addons.omni_base.core.errors import (
    AuthError,
    RejectedError,
    RemoteError,
    RetryableError,
    UnknownOutcome,
)

from .cases import needs
from .wire import PASSING

REFERENCE = "WH/OUT/00012-1"


def bought(wire, adapter=None):
    return (adapter or wire.connect()).push_label(wire.request(REFERENCE))


def failure(ask):
    """The RemoteError that a call ends with."""
    with pytest.raises(RemoteError) as caught:
        ask()
    assert caught.value.reason
    return caught.value


def test_the_right_keys_say_whose_they_are(carrier_wire):
    assert carrier_wire.connect().check().name


def test_wrong_keys_suspend_and_buy_nothing(carrier_wire):
    adapter = carrier_wire.connect(carrier_wire.wrong)
    request = carrier_wire.request(REFERENCE)
    for ask in (adapter.check, lambda: adapter.push_label(request)):
        assert isinstance(failure(ask), AuthError)
    assert carrier_wire.sold() == 0


def test_rates_are_of_the_service_that_was_asked_for(carrier_wire):
    needs(carrier_wire, "pull_rates")
    request = carrier_wire.request(REFERENCE)
    found = carrier_wire.connect().pull_rates(request)
    assert {rate.service_code for rate in found} == {request.service_code}


@pytest.mark.parametrize("after", [None, 7])
def test_a_limit_is_obeyed_after_one_call(carrier_wire, after):
    needs(carrier_wire, "pull_rates")
    carrier_wire.spoil("throttled", after=after)
    adapter, request = carrier_wire.connect(), carrier_wire.request(REFERENCE)
    error = failure(lambda: adapter.pull_rates(request))
    assert isinstance(error, RetryableError) and error.after == after
    assert len(carrier_wire.calls()) == 1


@pytest.mark.parametrize("trouble", ["html", "cut", "fault"])
def test_rates_that_are_no_data_are_asked_for_again(carrier_wire, trouble):
    needs(carrier_wire, "pull_rates")
    carrier_wire.spoil(trouble)
    adapter, request = carrier_wire.connect(), carrier_wire.request(REFERENCE)
    assert isinstance(failure(lambda: adapter.pull_rates(request)), RetryableError)


def test_another_address_is_not_followed(carrier_wire):
    carrier_wire.spoil("redirect", writes=True, times=9)
    error = failure(lambda: bought(carrier_wire))
    assert isinstance(error, RejectedError) and "elsewhere.example" not in str(error.reason)
    assert carrier_wire.sold() == 0


def test_a_label_is_bought_with_number_and_document(carrier_wire):
    (parcel,) = bought(carrier_wire).parcels
    assert parcel.tracking_number and parcel.document.startswith(b"%PDF")
    assert carrier_wire.sold() == 1


def test_a_label_is_found_again_by_our_reference(carrier_wire):
    label = bought(carrier_wire)
    found = carrier_wire.connect().pull_label(REFERENCE)
    assert found.external_id == label.external_id
    assert [one.tracking_number for one in found.parcels] == [
        one.tracking_number for one in label.parcels
    ]


def test_a_reference_that_nobody_knows_has_no_label(carrier_wire):
    bought(carrier_wire)
    assert carrier_wire.connect().pull_label("WH/OUT/99999-1") is None


@pytest.mark.parametrize("after", [None, 7])
def test_where_the_limit_is_reached_nothing_is_bought(carrier_wire, after):
    carrier_wire.spoil("throttled", writes=True, after=after)
    assert isinstance(failure(lambda: bought(carrier_wire)), RetryableError)
    assert carrier_wire.sold() == 0


@pytest.mark.parametrize(("trouble", "sold"), [("cut", 1), ("html", 0), ("fault", 0)])
def test_without_a_whole_answer_nobody_knows_and_asking_tells(carrier_wire, trouble, sold):
    carrier_wire.spoil(trouble, writes=True)
    assert isinstance(failure(lambda: bought(carrier_wire)), UnknownOutcome)
    carrier_wire.reset_troubles()
    found = carrier_wire.connect().pull_label(REFERENCE)
    assert (carrier_wire.sold(), bool(found)) == (sold, bool(sold))


def test_a_refusal_inside_a_success_is_told_and_is_no_label(carrier_wire):
    needs(carrier_wire, "push_label", case="item")
    carrier_wire.spoil("item", writes=True)
    assert isinstance(failure(lambda: bought(carrier_wire)), RejectedError)
    assert carrier_wire.connect().pull_label(REFERENCE) is None


def test_a_cancelled_label_is_no_label_any_more(carrier_wire):
    needs(carrier_wire, "push_cancel")
    adapter = carrier_wire.connect()
    label = bought(carrier_wire, adapter)
    for _time in range(2):
        assert adapter.push_cancel(label.external_id).state == "done"
    assert adapter.pull_label(REFERENCE) is None


def test_a_label_that_nobody_knows_cannot_be_cancelled(carrier_wire):
    needs(carrier_wire, "push_cancel")
    found = carrier_wire.connect().push_cancel(carrier_wire.unknown_label)
    assert found.state == "rejected" and found.reason


def test_tracking_is_read_of_those_that_the_carrier_knows(carrier_wire):
    needs(carrier_wire, "pull_tracking_by_id")
    adapter = carrier_wire.connect()
    number = bought(carrier_wire, adapter).parcels[0].tracking_number
    found = adapter.pull_tracking_by_id([number, "NOBODY-KNOWS"])
    assert [item.external_id for item in found] == [number]
    assert adapter.read_tracking(found[0].body).tracking_number == number


def test_only_what_moved_is_read_again(carrier_wire):
    needs(carrier_wire, "pull_tracking")
    adapter = carrier_wire.connect()
    parcel = bought(carrier_wire, adapter).parcels[0]
    parcels = {parcel.tracking_number: parcel.external_id}
    first = list(adapter.pull_tracking({}, parcels))
    still = list(adapter.pull_tracking(first[-1].cursor, parcels))
    carrier_wire.move(parcel.tracking_number)
    moved = list(carrier_wire.connect().pull_tracking(first[-1].cursor, parcels))
    assert [len(page.items) for page in still] == [0]
    assert [item.external_id for page in moved for item in page.items] == [parcel.tracking_number]


@pytest.mark.parametrize("trouble", PASSING)
def test_tracking_that_is_no_data_is_asked_for_again(carrier_wire, trouble):
    needs(carrier_wire, "pull_tracking")
    adapter = carrier_wire.connect()
    parcel = bought(carrier_wire, adapter).parcels[0]
    carrier_wire.spoil(trouble)
    pages = adapter.pull_tracking({}, {parcel.tracking_number: parcel.external_id})
    assert isinstance(failure(lambda: list(pages)), RetryableError)
