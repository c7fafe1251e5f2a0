"""Orders by time of change: none is missed, whatever changes while they are paged."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from odoo.addons.omni_base.core.errors import RejectedError, RetryableError
from odoo.addons.omni_base.core.times import instant

from tests.pure.wire import Reply

from .shop import PAGE, answer, order, params, path, refusal, shop

START = datetime(2026, 7, 1, 10, tzinfo=timezone.utc)
HIDDEN = ("trash", "secret")
NO_REPORTS = refusal(403, "woocommerce_rest_cannot_view")
CURSOR = {"since": "2026-07-01T10:00:00Z"}


class Orders:
    """The orders of a shop, listed as WooCommerce does: after a second, by change and number."""

    def __init__(self, found, *, says_total=True, statuses=()):
        self.statuses = statuses
        self.found = {one["id"]: one for one in found}
        self.says_total = says_total
        self.changes = []
        self.hidden = {}

    def __call__(self, asked):
        query = params(asked)
        if path(asked) == "reports/orders/totals":
            core = ["pending", "processing", "checkout-draft"]
            return answer([{"slug": slug, "name": slug} for slug in [*core, *self.statuses]])
        if path(asked) != "orders":
            hidden = self.hidden.get(path(asked))
            return (
                answer(hidden) if hidden else refusal(404, "woocommerce_rest_shop_order_invalid_id")
            )
        found = [one for one in self.found.values() if self.fits(one, query)]
        found.sort(key=lambda one: (one["date_modified_gmt"], one["id"]))
        first = int(query.get("offset", 0))
        page = found[first : first + int(query.get("per_page", 10))]
        reply = answer(page, len(found) if self.says_total else None)
        if self.changes:
            number, second = self.changes.pop(0)
            self.touch(number, second)
        return reply

    def fits(self, one, query):
        shown = query["status"].split(",")
        if one["status"] not in shown and (shown != ["any"] or one["status"] in HIDDEN):
            return False
        if "include" in query and str(one["id"]) not in query["include"].split(","):
            return False
        return one["date_modified_gmt"] > query.get("modified_after", "")

    def touch(self, number, second):
        if number in self.found:
            self.found[number] = {**self.found[number], "date_modified_gmt": at(second)}


def at(second):
    return (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S")


def changed(number, second=1, **changes):
    return order(number, date_modified_gmt=at(second), **changes)


def pull(woo, cursor=CURSOR):
    return list(woo.pull_orders(dict(cursor)))


def numbers(pages):
    return [item.external_id for page in pages for item in page.items]


def small(size):
    return {"rest": {"sizes": {"orders": size}}}


def test_changes_are_asked_for_in_utc():
    with shop(Orders([])) as (woo, wire):
        pull(woo)
    asked = params(wire.asked[0])
    assert (asked["modified_after"], asked["dates_are_gmt"]) == ("2026-07-01T09:55:00", "true")


def test_amounts_are_asked_for_with_more_decimals_than_a_coin():
    with shop(Orders([])) as (woo, wire):
        pull(woo)
    assert params(wire.asked[0])["dp"] == "8"


def test_an_order_comes_word_for_word():
    raw = b'[{"id":1,"status":"processing","date_modified_gmt":"2026-07-01T10:00:01","x":1.50}]'
    replies = iter([Reply(raw, headers={"X-WP-Total": "1"}), NO_REPORTS, answer([], 0)])
    with shop(lambda _asked: next(replies)) as (woo, _wire):
        assert pull(woo)[0].items[0].body == raw[1:-1]


def test_where_nothing_changed_two_calls_are_made():
    with shop(Orders([])) as (woo, wire):
        pull(woo)
        wire.asked.clear()
        pull(woo)
    assert len(wire.asked) == 2


@pytest.mark.parametrize("plugins", [["secret"], ["open", "secret"]])
def test_orders_in_a_status_that_no_list_shows_are_read(plugins):
    played = Orders([changed(1), changed(2, status="secret")], statuses=plugins)
    with shop(played) as (woo, _wire):
        assert numbers(pull(woo)) == ["1", "2"]


def test_the_shops_statuses_are_asked_for_once():
    with shop(Orders([], statuses=["secret"])) as (woo, wire):
        pull(woo)
        pull(woo)
    assert [path(one) for one in wire.asked].count("reports/orders/totals") == 1


def test_a_listing_goes_on_in_the_shops_own_statuses():
    found = [changed(number, number, status="secret") for number in range(1, 8)]
    with shop(Orders(found, statuses=["secret"]), memory=small(3)) as (woo, _wire):
        first, second, *_more = woo.pull_orders(dict(CURSOR))
        rest = pull(woo, second.cursor)
    assert set(numbers([first, second, *rest])) == {str(number) for number in range(1, 8)}


def test_a_change_in_the_future_does_not_hide_those_before_it():
    far = {**changed(1), "date_modified_gmt": "2999-01-01T00:00:00"}
    with shop(Orders([far])) as (woo, _wire):
        assert instant(pull(woo)[-1].cursor["since"]) <= datetime.now(timezone.utc)


@pytest.mark.parametrize(
    ("since", "asked"),
    [
        ("2026-03-29T02:15:00Z", "2026-03-29T01:10:00"),
        ("2026-03-29T05:15:00Z", "2026-03-29T05:10:00"),
        ("2026-03-31T02:15:00Z", "2026-03-31T02:10:00"),
    ],
)
def test_in_the_nights_of_the_change_of_clocks_an_hour_more_is_asked_for(since, asked):
    with shop(Orders([])) as (woo, wire):
        pull(woo, {"since": since})
    assert params(wire.asked[0])["modified_after"] == asked


def test_the_cursor_goes_to_the_newest_change():
    with shop(Orders([changed(1, 3), changed(2, 9)])) as (woo, _wire):
        assert pull(woo)[-1].cursor == {"since": "2026-07-01T10:00:09Z"}


def test_without_changes_the_cursor_stays():
    with shop(Orders([])) as (woo, _wire):
        assert pull(woo)[-1].cursor == CURSOR


def test_orders_in_the_bin_come_too():
    with shop(Orders([changed(1), changed(2, status="trash")])) as (woo, _wire):
        assert numbers(pull(woo)) == ["1", "2"]


def test_a_basket_in_the_checkout_is_left_out():
    with shop(Orders([changed(1, status="checkout-draft")])) as (woo, _wire):
        assert numbers(pull(woo)) == []


def test_pages_go_on_until_the_end():
    found = [changed(number, number) for number in range(1, 8)]
    with shop(Orders(found), memory=small(3)) as (woo, _wire):
        assert set(numbers(pull(woo))) == {str(number) for number in range(1, 8)}


def test_a_listing_goes_on_from_any_page():
    found = [changed(number, number) for number in range(1, 8)]
    with shop(Orders(found), memory=small(3)) as (woo, _wire):
        first = next(iter(woo.pull_orders(dict(CURSOR))))
        rest = pull(woo, first.cursor)
    assert set(numbers([first, *rest])) == {str(number) for number in range(1, 8)}


@pytest.mark.parametrize("says_total", [True, False])
def test_many_orders_of_one_second_are_all_read(says_total):
    shop_orders = Orders([changed(number) for number in range(1, 41)], says_total=says_total)
    with shop(shop_orders, memory=small(10)) as (woo, _wire):
        assert len(set(numbers(pull(woo)))) == 40


@settings(max_examples=20)
@given(
    some.lists(some.integers(1, 6), min_size=1, max_size=25),
    some.lists(some.tuples(some.integers(1, 25), some.integers(7, 12)), max_size=6),
    some.integers(6, 12),
)
def test_no_change_is_missed_while_orders_change(seconds, changes, size):
    played = Orders([changed(n, second) for n, second in enumerate(seconds, start=1)])
    played.changes = sorted(changes, key=lambda change: change[1])
    with shop(played, memory=small(size)) as (woo, _wire):
        pages = pull(woo)
        played.changes = []
        pages += pull(woo, pages[-1].cursor)
    seen = {(item.external_id, item.version) for page in pages for item in page.items}
    now = {(str(n), one["date_modified_gmt"]) for n, one in played.found.items()}
    assert now <= seen


def test_a_backfill_costs_two_calls_for_a_hundred_orders():
    found = [changed(number, number) for number in range(1, 101)]
    with shop(Orders(found)) as (woo, wire):
        pull(woo)
    assert len(wire.asked) <= 5


def test_a_shop_that_breaks_down_is_asked_for_fewer_orders():
    memory = {}
    broken = Reply("{}", status=500)
    with shop(broken, memory=memory) as (woo, _wire), pytest.raises(RetryableError):
        pull(woo)
    assert memory["rest"]["sizes"] == {"orders": 25}


def test_a_shop_that_manages_again_is_asked_for_more():
    memory = small(25)
    with shop(Orders([]), memory=memory) as (woo, _wire):
        for _time in range(10):
            pull(woo)
    assert memory["rest"]["sizes"] == {"orders": 50}


def test_a_shop_that_asks_to_wait_is_not_asked_for_fewer():
    memory = {}
    wait = Reply("{}", status=429, headers={"Retry-After": "7"})
    with shop(wait, memory=memory) as (woo, _wire), pytest.raises(RetryableError) as caught:
        pull(woo)
    assert (caught.value.after, memory["rest"]["sizes"]) == (7, {})


def test_a_page_for_people_stores_nothing():
    with shop(PAGE, PAGE) as (woo, _wire), pytest.raises(RetryableError):
        pull(woo)


def test_a_shop_too_old_is_said():
    refused = refusal(400, "rest_invalid_param", "Invalid parameter(s): orderby")
    with shop(refused) as (woo, _wire), pytest.raises(RejectedError, match=r"5\.8"):
        pull(woo)


def test_orders_are_read_again_a_hundred_a_call():
    found = [changed(number) for number in range(1, 151)]
    with shop(Orders(found)) as (woo, wire):
        items = woo.pull_orders_by_id([str(number) for number in range(1, 151)])
    assert (len(items), len(wire.asked)) == (150, 2)


def test_an_order_in_the_bin_is_read_again():
    with shop(Orders([changed(1, status="trash")])) as (woo, _wire):
        assert [item.external_id for item in woo.pull_orders_by_id(["1"])] == ["1"]


def test_an_order_whose_status_no_list_shows_is_read_again():
    played = Orders([])
    played.hidden["orders/1"] = changed(1, status="secret")
    with shop(played) as (woo, _wire):
        assert [item.external_id for item in woo.pull_orders_by_id(["1"])] == ["1"]


def test_an_order_that_is_gone_is_left_out():
    with shop(Orders([])) as (woo, _wire):
        assert woo.pull_orders_by_id(["1"]) == []


def test_an_order_asked_for_twice_is_read_once():
    with shop(Orders([changed(1)])) as (woo, _wire):
        assert len(woo.pull_orders_by_id(["1", "1"])) == 1
