"""What becomes of an order, over every channel's own wire: money given back, a status from here."""

import pytest

from odoo.addons.omni_base.core.documents import StatusChange
from odoo.addons.omni_base.core.errors import ReadOnlyError, RetryableError

from .cases import ids, listed, needs, pushed, states
from .wire import PASSING


def order_of(adapter, external_id):
    (item,) = adapter.pull_orders_by_id([external_id])
    return adapter.read_order(item.body)


def refundable(wire):
    """(adapter, order's id) where money can be given back."""
    needs(wire, "pull_orders", "pull_orders_by_id", "read_order", case="refunds")
    (placed,) = wire.place(1)
    return wire.connect(), placed


def test_an_order_of_which_nothing_was_given_back_tells_of_none(wire):
    adapter, placed = refundable(wire)
    found = order_of(adapter, placed)
    assert (found.refunds, found.refunded_total) == ((), 0)


def test_money_given_back_is_told_once_with_its_amount(wire):
    adapter, placed = refundable(wire)
    amounts = [wire.give_back(placed), wire.give_back(placed)]
    first, again = order_of(adapter, placed), order_of(wire.connect(), placed)
    assert [one.amount for one in first.refunds] == amounts
    assert first.refunded_total == sum(amounts)
    assert len({one.external_id for one in first.refunds}) == 2
    assert first.refunds == again.refunds


def test_a_refund_of_before_stays_what_it_was(wire):
    adapter, placed = refundable(wire)
    wire.give_back(placed)
    (before,) = order_of(adapter, placed).refunds
    wire.give_back(placed)
    assert before in order_of(adapter, placed).refunds


def test_an_order_of_which_money_was_given_back_comes_again(wire):
    adapter, placed = refundable(wire)
    cursor = listed(adapter)[0][-1].cursor
    amount = wire.give_back(placed)
    pages, error = listed(wire.connect(), cursor)
    assert error is None and placed in ids(pages)
    bodies = [one.body for page in pages for one in page.items if one.external_id == placed]
    assert adapter.read_order(bodies[-1]).refunded_total == amount


@pytest.mark.parametrize("trouble", PASSING)
def test_where_refunds_cannot_be_read_the_order_waits(wire, trouble):
    """An order without what was given back would be one of which nothing was."""
    adapter, placed = refundable(wire)
    wire.give_back(placed)
    wire.spoil(trouble, reads=wire.reads_refunds, times=9)
    pages, error = listed(adapter)
    assert isinstance(error, RetryableError) and placed not in ids(pages)
    with pytest.raises(RetryableError):
        wire.connect().pull_orders_by_id([placed])


def cancels(placed, key="1"):
    return StatusChange(key=key, order_id=placed, cancels=True)


def test_an_order_is_called_off_once_however_often(wire):
    needs(wire, "push_statuses")
    (placed,) = wire.place(1)
    for _time in range(2):
        assert states(wire.connect().push_statuses([cancels(placed)])) == ["done"]
    assert wire.status_of(placed) == "cancelled"


def test_an_order_goes_on_to_the_status_that_was_chosen(wire):
    needs(wire, "push_statuses")
    placed = wire.place(3)
    told = [
        StatusChange(key=str(n), order_id=one, status=wire.further) for n, one in enumerate(placed)
    ]
    wire.forget_calls()
    assert states(wire.connect().push_statuses(told)) == ["done"] * 3
    assert [wire.status_of(one) for one in placed] == [wire.further] * 3
    assert len(wire.calls()) <= 5


def test_an_order_that_was_called_off_meanwhile_is_not_put_back(wire):
    needs(wire, "push_statuses")
    (placed,) = wire.place(1)
    wire.change(placed)
    before = wire.status_of(placed)
    told = StatusChange(key="1", order_id=placed, status=wire.further)
    assert states(wire.connect().push_statuses([told])) == ["done"]
    assert wire.status_of(placed) == before


def test_an_order_that_nobody_knows_is_refused_alone(wire):
    needs(wire, "push_statuses")
    (placed,) = wire.place(1)
    found = wire.connect().push_statuses([cancels(wire.unknown_order), cancels(placed, "2")])
    assert [(one.key, one.state) for one in found] == [("1", "rejected"), ("2", "done")]
    assert found[0].reason and wire.status_of(placed) == "cancelled"


@pytest.mark.parametrize("trouble", PASSING)
def test_a_status_whose_answer_was_lost_is_open_and_ends_well(wire, trouble):
    needs(wire, "push_statuses")
    (placed,) = wire.place(1)
    wire.spoil(trouble, writes=True)
    assert pushed(wire.connect().push_statuses, [cancels(placed)]).is_open()
    wire.reset_troubles()
    assert states(wire.connect().push_statuses([cancels(placed)])) == ["done"]
    assert wire.status_of(placed) == "cancelled"


def test_a_status_that_the_shop_leaves_as_it_was_is_not_done(wire):
    needs(wire, "push_statuses", case="deaf")
    (placed,) = wire.place(1)
    wire.spoil("deaf", writes=True)
    (found,) = wire.connect().push_statuses([cancels(placed)])
    assert found.state == "retry" and found.reason
    assert wire.status_of(placed) != "cancelled"


def test_with_a_key_that_only_reads_no_order_is_called_off(wire):
    needs(wire, "push_statuses", case="reading")
    (placed,) = wire.place(1)
    before = wire.status_of(placed)
    with pytest.raises(ReadOnlyError):
        wire.connect(wire.reading).push_statuses([cancels(placed)])
    assert wire.status_of(placed) == before
