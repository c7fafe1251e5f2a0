"""Stock and shipments out, over every channel's own wire: each item has its own outcome."""

import pytest
from msgspec.structs import replace

from odoo.addons.omni_base.core.errors import (
    AuthError,
    ReadOnlyError,
    RejectedError,
    RetryableError,
)

from .cases import levels, needs, pushed, shipment, shown, states
from .wire import PASSING


def ready(wire):
    """An adapter that has been at work for a while: it knows its way in."""
    adapter = wire.connect()
    adapter.check()
    adapter.push_stock(levels(wire, 1))
    wire.forget_calls()
    return adapter


def test_stock_is_told_in_one_call_and_shown(wire):
    needs(wire, "push_stock")
    adapter, wanted = ready(wire), levels(wire, 11, 0, 13)
    found = adapter.push_stock(wanted)
    assert states(found) == ["done"] * 3
    assert [one.value for one in found] == shown(wire, wanted) == [11, 0, 13]
    assert len(wire.calls()) <= 2


def test_outcomes_are_told_by_our_own_keys(wire):
    needs(wire, "push_stock")
    wanted = levels(wire, 11, 12)
    wanted = [wanted[1], wanted[0]]
    assert [one.key for one in ready(wire).push_stock(wanted)] == ["1", "0"]


def test_the_same_stock_told_again_is_done(wire):
    needs(wire, "push_stock")
    adapter, wanted = ready(wire), levels(wire, 11, 12)
    adapter.push_stock(wanted)
    assert states(adapter.push_stock(wanted)) == ["done", "done"]
    assert shown(wire, wanted) == [11, 12]


def test_what_is_asked_of_the_stock_is_what_is_shown(wire):
    needs(wire, "push_stock", "pull_stock")
    adapter, wanted = ready(wire), levels(wire, 11, 12)
    adapter.push_stock(wanted)
    assert adapter.pull_stock(wanted) == {"0": 11, "1": 12}


def test_goods_that_nobody_knows_are_refused_alone(wire):
    needs(wire, "push_stock")
    wanted = levels(wire, 11, 12, 13)
    wanted[1] = replace(wanted[1], stock_id=wire.unknown_goods)
    found = ready(wire).push_stock(wanted)
    assert states(found) == ["done", "rejected", "done"]
    assert found[1].reason


def test_goods_that_nobody_knows_have_no_stock(wire):
    needs(wire, "push_stock", "pull_stock")
    adapter, wanted = ready(wire), levels(wire, 11, 12)
    adapter.push_stock(wanted)
    asked = [wanted[0], replace(wanted[1], stock_id=wire.unknown_goods)]
    assert adapter.pull_stock(asked) == {"0": 11}


def test_a_number_that_the_remote_does_not_take_is_refused_alone(wire):
    needs(wire, "push_stock", case="too_many")
    wanted = levels(wire, 11, wire.too_many, 13)
    found = ready(wire).push_stock(wanted)
    assert states(found) == ["done", "rejected", "done"]
    assert shown(wire, [wanted[0], wanted[2]]) == [11, 13]


def test_one_refused_inside_a_success_does_not_take_the_others_along(wire):
    needs(wire, "push_stock", case="item")
    adapter, wanted = ready(wire), levels(wire, 11, 12, 13)
    wire.spoil("item", writes=True)
    found = adapter.push_stock(wanted)
    assert sorted(states(found)) == ["done", "done", "rejected"]
    told = [level for level, one in zip(wanted, found, strict=True) if one.state == "done"]
    assert shown(wire, told) == [level.quantity for level in told]
    assert all(one.reason for one in found if one.state == "rejected")


def test_with_a_wrong_key_nothing_is_told(wire):
    needs(wire, "push_stock")
    wanted = levels(wire, 11)
    before = shown(wire, wanted)
    with pytest.raises(AuthError):
        wire.connect(wire.wrong).push_stock(wanted)
    assert shown(wire, wanted) == before


def test_a_key_that_only_reads_holds_what_is_to_be_told(wire):
    needs(wire, "push_stock", case="reading")
    wanted = levels(wire, 11, 12)
    before = shown(wire, wanted)
    with pytest.raises(ReadOnlyError):
        wire.connect(wire.reading).push_stock(wanted)
    assert shown(wire, wanted) == before


@pytest.mark.parametrize("after", [None, 7])
def test_a_limit_is_obeyed_and_nothing_is_booked(wire, after):
    needs(wire, "push_stock")
    adapter, wanted = ready(wire), levels(wire, 11, 12)
    wire.spoil("throttled", writes=True, after=after)
    found = pushed(adapter.push_stock, wanted)
    assert isinstance(found.error, RetryableError)
    assert found.error.after == after if after else True
    wire.reset_troubles()
    assert states(wire.connect().push_stock(wanted)) == ["done", "done"]


@pytest.mark.parametrize("trouble", ["html", "cut", "fault"])
def test_without_a_whole_answer_nothing_is_booked_and_telling_again_ends_well(wire, trouble):
    needs(wire, "push_stock")
    adapter, wanted = ready(wire), levels(wire, 11, 12, 13)
    wire.spoil(trouble, writes=True)
    assert pushed(adapter.push_stock, wanted).is_open()
    wire.reset_troubles()
    assert states(adapter.push_stock(wanted)) == ["done"] * 3
    assert shown(wire, wanted) == [11, 12, 13]


def test_nothing_is_written_at_another_address(wire):
    needs(wire, "push_stock")
    adapter, wanted = ready(wire), levels(wire, 11)
    before = shown(wire, wanted)
    wire.spoil("redirect", writes=True, times=9)
    found = pushed(adapter.push_stock, wanted)
    assert found.is_open() or isinstance(found.error, RejectedError) or found.outcomes[0].reason
    assert shown(wire, wanted) == before


def test_pieces_sold_there_meanwhile_are_not_given_back(wire):
    needs(wire, "push_stock")
    if not wire.adapter.heeds_expected:
        pytest.skip("this channel does not say that it compares")
    adapter = ready(wire)
    adapter.push_stock(levels(wire, 10))
    wanted = levels(wire, 9, expected=12)
    (found,) = adapter.push_stock(wanted)
    assert (found.gone, shown(wire, wanted)) == (2, [7])
    assert (found.state, found.value) == ("retry", 7)


def test_a_shipment_is_told_once_however_often(wire):
    needs(wire, "push_shipments", "pull_orders_by_id")
    (placed,) = wire.place(1)
    adapter = wire.connect()
    told = shipment(adapter, placed)
    for _time in range(2):
        assert states(adapter.push_shipments([told])) == ["done"]
    assert wire.sent(placed) == 1


@pytest.mark.parametrize("trouble", PASSING)
def test_a_shipment_whose_answer_was_lost_is_told_once(wire, trouble):
    needs(wire, "push_shipments", "pull_orders_by_id")
    (placed,) = wire.place(1)
    adapter = wire.connect()
    told = shipment(adapter, placed)
    wire.spoil(trouble, writes=True)
    assert pushed(adapter.push_shipments, [told]).is_open()
    wire.reset_troubles()
    assert states(wire.connect().push_shipments([told])) == ["done"]
    assert wire.sent(placed) == 1


def test_a_shipment_of_an_order_that_nobody_knows_is_refused_alone(wire):
    needs(wire, "push_shipments", "pull_orders_by_id")
    (placed,) = wire.place(1)
    adapter = wire.connect()
    known = shipment(adapter, placed)
    strange = replace(known, key="2", reference="WH/OUT/00002", order_id=wire.unknown_order)
    found = {one.key: one for one in adapter.push_shipments([known, strange])}
    assert (found["1"].state, found["2"].state) == ("done", "rejected")
    assert found["2"].reason


def test_with_a_key_that_only_reads_shipments_are_held(wire):
    needs(wire, "push_shipments", "pull_orders_by_id", case="reading")
    (placed,) = wire.place(1)
    told = shipment(wire.connect(), placed)
    with pytest.raises(ReadOnlyError):
        wire.connect(wire.reading).push_shipments([told])
    assert wire.sent(placed) == 0
