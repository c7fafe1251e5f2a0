"""Orders in, over every channel's own wire: nothing is lost, whatever the remote does."""

import msgspec
import pytest

from odoo.addons.omni_base.core.errors import (
    AuthError,
    MappingError,
    RejectedError,
    RemoteError,
    RetryableError,
)

from .cases import ids, listed, needs, versions
from .wire import PASSING, with_value

MANY = 75
FEWEST_A_CALL = 10
MOST_BESIDE = 5


def test_orders_are_paged_through_to_the_end(wire):
    needs(wire, "pull_orders")
    placed = wire.place(MANY)
    pages, error = listed(wire.connect())
    assert error is None
    assert set(ids(pages)) == set(placed)
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False]


def test_a_listing_takes_few_calls(wire):
    needs(wire, "pull_orders")
    wire.place(MANY)
    wire.forget_calls()
    listed(wire.connect())
    assert len(wire.calls()) <= MANY / FEWEST_A_CALL + MOST_BESIDE


def test_every_page_s_cursor_goes_on_in_another_process(wire):
    needs(wire, "pull_orders")
    placed = wire.place(MANY)
    pages, _error = listed(wire.connect())
    seen = []
    for number, page in enumerate(pages[:-1]):
        seen += page.items
        rest, _error = listed(wire.connect(), page.cursor)
        found = {item.external_id for item in seen} | set(ids(rest))
        assert found == set(placed), f"lost after page {number + 1}"


def test_a_shop_without_orders_ends_without_any(wire):
    needs(wire, "pull_orders")
    pages, error = listed(wire.connect())
    assert error is None and ids(pages) == []
    assert not pages or not pages[-1].more


def test_where_nothing_changed_the_cursor_stays_and_still_works(wire):
    needs(wire, "pull_orders")
    wire.place(2)
    cursor = listed(wire.connect())[0][-1].cursor
    again, _error = listed(wire.connect(), cursor)
    assert not again or again[-1].cursor == cursor
    placed = wire.place(3)
    assert set(ids(listed(wire.connect(), cursor)[0])) >= set(placed)


def test_an_unchanged_order_comes_byte_for_byte_the_same(wire):
    """So that it is known again, and not stored or read twice."""
    needs(wire, "pull_orders")
    wire.place(3)
    first, again = (
        {item.external_id: item.body for page in listed(wire.connect())[0] for item in page.items}
        for _listing in range(2)
    )
    assert first == again


def test_an_order_asked_for_twice_comes_once(wire):
    needs(wire, "pull_orders_by_id")
    (placed,) = wire.place(1)
    assert len(wire.connect().pull_orders_by_id([placed, placed])) == 1


def test_an_order_that_nobody_knows_is_left_out_and_the_others_come(wire):
    needs(wire, "pull_orders_by_id")
    placed = wire.place(2)
    found = wire.connect().pull_orders_by_id([placed[0], wire.unknown_order, placed[1]])
    assert {item.external_id for item in found} == set(placed)


def test_an_order_read_again_by_id_is_the_one_of_the_list(wire):
    needs(wire, "pull_orders", "pull_orders_by_id", "read_order")
    wire.place(1)
    adapter = wire.connect()
    (of_list,) = [item for page in listed(adapter)[0] for item in page.items]
    (by_id,) = adapter.pull_orders_by_id([of_list.external_id])
    assert adapter.read_order(by_id.body) == adapter.read_order(of_list.body)


def test_orders_that_change_while_they_are_paged_are_seen_as_they_are_now(wire):
    """Whatever the order of their changes: the first of all, and the last."""
    needs(wire, "pull_orders", "pull_orders_by_id")
    placed = wire.place(MANY)
    adapter = wire.connect()
    pages = []
    for page in adapter.pull_orders({}):
        if not pages:
            wire.change(placed[0])
            wire.change(placed[-1])
        pages.append(page)
    pages += listed(wire.connect(), pages[-1].cursor)[0]
    now = {item.external_id: item.version for item in adapter.pull_orders_by_id(placed)}
    seen = versions(pages)
    assert set(seen) == set(placed)
    assert {one: seen[one] for one in (placed[0], placed[-1])} == {
        one: now[one] for one in (placed[0], placed[-1])
    }


def test_a_later_state_never_has_a_smaller_version(wire):
    needs(wire, "pull_orders_by_id", "read_order")
    (placed,) = wire.place(1)
    adapter = wire.connect()
    before = adapter.read_order(adapter.pull_orders_by_id([placed])[0].body).version
    wire.change(placed)
    assert adapter.read_order(adapter.pull_orders_by_id([placed])[0].body).version >= before


def test_an_order_with_more_lines_than_a_page_holds_comes_whole(wire):
    needs(wire, "pull_orders", "read_order")
    wire.place(1, lines=300)
    adapter = wire.connect()
    (item,) = [item for page in listed(adapter)[0] for item in page.items]
    goods = [one for one in adapter.read_order(item.body).lines if one.kind != "shipping"]
    assert len(goods) == 300


@pytest.mark.parametrize("value", ["many", None, [], {"pieces": 1}], ids=repr)
def test_a_quantity_that_is_no_number_is_never_guessed(wire, value):
    needs(wire, "pull_orders_by_id", "read_order")
    (placed,) = wire.place(1)
    adapter = wire.connect()
    body = adapter.pull_orders_by_id([placed])[0].body
    with pytest.raises(MappingError):
        adapter.read_order(with_value(body, wire.quantity, value))


@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b"[]", b'{"id": 1', b"\xff\xfe"])
def test_a_payload_that_is_no_order_is_said_and_no_traceback(wire, body):
    needs(wire, "read_order")
    with pytest.raises(MappingError):
        wire.connect().read_order(body)


def test_a_wrong_key_suspends_and_is_not_told(wire):
    for ask in (lambda found: found.check(), lambda found: listed(found)[1]):
        with pytest.raises(AuthError) as caught:
            raise ask(wire.connect(wire.wrong)) or AssertionError("it was let in")
        told = f"{caught.value.reason} {caught.value.detail}"
        assert not any(value in told for value in _secrets(wire))


def _secrets(wire):
    named = [one.name for one in wire.adapter.credentials if one.secret]
    return [wire.wrong[name] for name in named if wire.wrong.get(name)]


def test_a_key_that_only_reads_still_reads(wire):
    needs(wire, "pull_orders", case="reading")
    placed = wire.place(2)
    adapter = wire.connect(wire.reading)
    assert adapter.check().may_write is False
    assert set(ids(listed(adapter)[0])) == set(placed)


@pytest.mark.parametrize("after", [None, 7])
def test_a_limit_is_obeyed_after_one_call(wire, after):
    needs(wire, "pull_orders")
    wire.place(2)
    adapter = wire.connect()
    listed(adapter)
    wire.forget_calls()
    wire.spoil("throttled", after=after)
    pages, error = listed(adapter)
    assert isinstance(error, RetryableError)
    assert error.after == after if after else error.after is None or error.after > 0
    assert ids(pages) == [] and len(wire.calls()) == 1


@pytest.mark.parametrize("trouble", PASSING)
def test_trouble_while_paging_loses_nothing(wire, trouble):
    """The pages before it count; the listing goes on from their cursor."""
    needs(wire, "pull_orders", case="pages")
    placed = wire.place(MANY)
    wire.spoil(trouble, skip=1, times=2)
    pages, error = listed(wire.connect())
    assert isinstance(error, RetryableError)
    assert pages and pages[-1].more
    wire.reset_troubles()
    rest, error = listed(wire.connect(), pages[-1].cursor)
    assert error is None
    assert set(ids(pages)) | set(ids(rest)) == set(placed)


@pytest.mark.parametrize("trouble", ["html", "cut", "fault"])
def test_what_is_no_data_is_tried_again_and_brings_nothing(wire, trouble):
    needs(wire, "pull_orders")
    wire.place(2)
    wire.spoil(trouble, times=9)
    pages, error = listed(wire.connect())
    assert isinstance(error, RetryableError) and pages == []


def test_another_address_is_not_followed(wire):
    """Whoever answers there would be shown the log-in."""
    needs(wire, "pull_orders")
    wire.place(2)
    wire.spoil("redirect", times=9)
    pages, error = listed(wire.connect())
    assert isinstance(error, (RejectedError, RetryableError)) and pages == []
    assert "elsewhere.example" not in str(error.reason)


def test_every_error_has_a_sentence_for_a_person(wire):
    needs(wire, "pull_orders")
    for trouble in ("throttled", "html", "cut", "redirect", "fault"):
        wire.reset_troubles()
        wire.spoil(trouble, times=9)
        error = listed(wire.connect())[1]
        assert isinstance(error, RemoteError) and str(error.reason).endswith((".", ")", "”")), (
            trouble
        )


def test_all_that_was_placed_in_a_period_is_counted(wire):
    needs(wire, "pull_placed")
    from .wire import moment

    placed = wire.place(MANY)
    found = dict(wire.connect().pull_placed(moment(0), moment(MANY)))
    assert set(found) == set(placed)
    assert all(when.tzinfo and moment(0) <= when < moment(MANY) for when in found.values())


def test_documents_are_the_house_s_own(wire):
    needs(wire, "pull_orders", "read_order")
    wire.place(1)
    adapter = wire.connect()
    (item,) = [item for page in listed(adapter)[0] for item in page.items]
    order = adapter.read_order(item.body)
    assert msgspec.convert(msgspec.to_builtins(order), type(order)) == order
    assert order.external_id == item.external_id
