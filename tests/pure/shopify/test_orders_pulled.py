"""Orders in: many a call, resumed where it broke off, long ones read to their end."""

import json

import pytest

from odoo.addons.omni_base.core.errors import RejectedError, RetryableError
from odoo.addons.omni_base.core.pace import BACKFILL, Pace
from odoo.addons.omni_channel.channels.shopify.graph import MOST_PAGED
from odoo.addons.omni_channel.channels.shopify.orders import CAREFUL, MAX_POINTS

from tests.pure.wire import Reply

from .schema import points
from .shop import answer, connection, delivery, fault, line, order, orders_answer, shop

EMPTY = {"maximumAvailable": 2000.0, "currentlyAvailable": 5.0, "restoreRate": 50.0}
ENTERPRISE = {"maximumAvailable": 40000.0, "currentlyAvailable": 30000.0, "restoreRate": 2000.0}


def pages(adapter, cursor=None):
    return list(adapter.pull_orders(cursor or {}))


def ids(page):
    return [item.external_id for item in page.items]


def test_a_listing_asks_for_changes_from_before_the_newest_seen():
    with shop(orders_answer([])) as (adapter, wire):
        pages(adapter, {"since": "2026-07-01T10:00:00Z"})
    assert wire.asked[0].variables["query"] == "updated_at:>='2026-07-01T09:55:00Z'"


def test_a_page_holds_the_orders_with_their_version():
    with shop(orders_answer([order(1), order(2)])) as (adapter, _wire):
        (page,) = pages(adapter)
    assert ids(page) == ["1", "2"]
    assert {item.version for item in page.items} == {"2026-07-01T10:05:00Z"}


def test_an_order_is_kept_exactly_as_it_was_written():
    written = json.dumps(order(1)).replace('"test": false', '"test":false, "odd": 1.50').encode()
    reply = orders_answer([order(1)])
    reply.body = reply.body.replace(json.dumps(order(1)).encode(), written)
    with shop(reply) as (adapter, _wire):
        (page,) = pages(adapter)
    assert page.items[0].body == written


def test_a_finished_listing_goes_on_from_the_newest_change_it_saw():
    nodes = [order(1, updatedAt="2026-07-03T00:00:00Z"), order(2, updatedAt="2026-07-02T00:00:00Z")]
    with shop(orders_answer(nodes)) as (adapter, _wire):
        (page,) = pages(adapter)
    assert (page.cursor, page.more) == ({"since": "2026-07-03T00:00:00Z"}, False)


def test_a_listing_without_orders_stays_where_it_was():
    cursor = {"since": "2026-07-01T10:00:00Z"}
    with shop(orders_answer([])) as (adapter, _wire):
        (page,) = pages(adapter, cursor)
    assert page.cursor == cursor


def test_a_second_page_is_asked_with_the_same_query():
    with shop(orders_answer([order(1)], end="c1"), orders_answer([order(2)])) as (adapter, wire):
        found = pages(adapter)
    first, second = (asked.variables for asked in wire.asked)
    assert [page.more for page in found] == [True, False]
    assert (first["after"], second["after"]) == (None, "c1")
    assert first["query"] == second["query"]


def test_a_listing_that_broke_off_goes_on_exactly_after_its_last_page():
    script = (orders_answer([order(1)], end="c1"), orders_answer([order(2)]))
    with shop(*script) as (adapter, wire):
        first = next(adapter.pull_orders({"since": "2026-07-01T10:00:00Z"}))
        again = pages(adapter, json.loads(json.dumps(first.cursor)))
    assert [ids(page) for page in again] == [["2"]]
    assert wire.asked[1].variables["after"] == "c1"
    assert wire.asked[1].variables["query"] == wire.asked[0].variables["query"]


def test_a_resumed_listing_remembers_the_newest_change_of_the_pages_before():
    script = (
        orders_answer([order(1, updatedAt="2026-07-09T00:00:00Z")], end="c1"),
        orders_answer([order(2, updatedAt="2026-07-02T00:00:00Z")]),
    )
    with shop(*script) as (adapter, _wire):
        found = pages(adapter)
    assert found[-1].cursor == {"since": "2026-07-09T00:00:00Z"}


def test_a_listing_longer_than_may_be_paged_starts_again_from_its_newest_change():
    script = (
        orders_answer([order(1, updatedAt="2026-07-05T00:00:00Z")], end="c9"),
        orders_answer([order(2, updatedAt="2026-07-06T00:00:00Z")]),
    )
    with shop(*script) as (adapter, wire):
        pages(adapter, {"from": "2026-07-01T00:00:00Z", "after": "c8", "paged": MOST_PAGED})
    assert wire.asked[1].variables["after"] is None
    assert wire.asked[1].variables["query"] == "updated_at:>='2026-07-05T00:00:00Z'"


def test_a_long_listing_of_one_moment_is_paged_on():
    same = {"updatedAt": "2026-07-05T00:00:00Z"}
    script = (orders_answer([order(1, **same)], end="c9"), orders_answer([]))
    with shop(*script) as (adapter, wire):
        pages(adapter, {"from": same["updatedAt"], "after": "c8", "paged": MOST_PAGED})
    assert wire.asked[1].variables["after"] == "c9"


def test_a_page_already_read_is_given_before_the_next_one_fails():
    script = (orders_answer([order(1)], end="c1"), Reply("no", 500))
    with shop(*script) as (adapter, _wire):
        listing = adapter.pull_orders({})
        assert ids(next(listing)) == ["1"]
        with pytest.raises(RetryableError):
            next(listing)


def test_a_page_that_the_points_do_not_allow_yet_says_when():
    with shop(orders_answer([order(1)], end="c1", cost=500, bucket=EMPTY)) as (adapter, wire):
        listing = adapter.pull_orders({})
        next(listing)
        with pytest.raises(RetryableError) as caught:
            next(listing)
        assert len(wire.asked) == 1
    assert caught.value.after > 1


def test_the_first_page_is_allowed_by_the_strictest_reading_of_the_rules():
    with shop(orders_answer([])) as (adapter, wire):
        pages(adapter)
    asked = wire.asked[0].json
    assert asked["variables"]["first"] == CAREFUL.orders
    assert points(asked["query"], asked["variables"]) <= MAX_POINTS


def test_pages_grow_with_what_the_first_one_was_charged():
    script = (orders_answer([order(1)], end="c1", cost=100), orders_answer([]))
    with shop(*script) as (adapter, wire):
        pages(adapter)
    second = wire.asked[1].variables
    assert second["first"] == 50
    assert second["lines"] > CAREFUL.lines


def test_pages_stay_small_where_they_are_dear():
    script = (orders_answer([order(1)], end="c1", cost=990), orders_answer([]))
    with shop(*script) as (adapter, wire):
        pages(adapter)
    assert wire.asked[1].variables["first"] <= CAREFUL.orders


def test_a_page_that_is_refused_as_too_large_is_asked_smaller():
    script = (fault("MAX_COST_EXCEEDED", cost=2400), orders_answer([order(1)]))
    with shop(*script) as (adapter, wire):
        (page,) = pages(adapter)
    assert ids(page) == ["1"]
    assert wire.asked[1].variables["first"] < wire.asked[0].variables["first"]


def test_a_single_order_that_is_refused_as_too_large_ends_the_run():
    with shop(lambda asked: fault("MAX_COST_EXCEEDED", cost=5000)) as (adapter, wire):
        with pytest.raises(RejectedError, match="too large"):
            pages(adapter)
        assert wire.asked[-1].variables["first"] == 1


# long orders


def long_order(number, end="l1"):
    return order(number) | {"lineItems": connection([line(1)], end)}


def rest(**parts):
    return answer(parts)


def test_an_order_with_more_lines_is_read_to_its_end_before_it_is_given():
    script = (
        orders_answer([long_order(1)]),
        rest(part0={"lineItems": connection([line(2)], "l2")}),
        rest(part0={"lineItems": connection([line(3)])}),
    )
    with shop(*script) as (adapter, wire):
        (page,) = pages(adapter)
        found = adapter.read_order(page.items[0].body)
    assert [one.external_id for one in found.lines] == ["1", "2", "3", "7"]
    assert [asked.variables.get("after0") for asked in wire.asked[1:]] == ["l1", "l2"]


def test_several_long_orders_are_read_on_in_one_call():
    script = (
        orders_answer([long_order(1), order(2), long_order(3)]),
        rest(
            part0={"lineItems": connection([line(2)])},
            part1={"lineItems": connection([line(4)])},
        ),
    )
    with shop(*script) as (adapter, wire):
        (page,) = pages(adapter)
        last = [adapter.read_order(item.body).lines[-2].external_id for item in page.items]
    assert last == ["2", "1", "4"]
    assert len(wire.asked) == 2


def test_an_order_with_more_deliveries_is_read_to_its_end():
    node = order(1) | {"shippingLines": connection([delivery()], "s1")}
    more = {"shippingLines": connection([delivery("1.00", id="gid://shopify/ShippingLine/8")])}
    with shop(orders_answer([node]), rest(part0=more)) as (adapter, _wire):
        (page,) = pages(adapter)
        found = adapter.read_order(page.items[0].body)
    assert [one.external_id for one in found.lines] == ["1", "7", "8"]


def test_an_order_that_vanished_meanwhile_is_given_as_it_was():
    with shop(orders_answer([long_order(1)]), rest(part0=None)) as (adapter, _wire):
        (page,) = pages(adapter)
    assert ids(page) == ["1"]


# by id


def test_orders_are_read_again_many_a_call():
    with shop(answer({"nodes": [order(1), order(2)]})) as (adapter, wire):
        found = adapter.pull_orders_by_id(["1", "gid://shopify/Order/2", "1"])
    assert [item.external_id for item in found] == ["1", "2"]
    assert wire.asked[0].variables["ids"] == ["gid://shopify/Order/1", "gid://shopify/Order/2"]


def test_orders_that_are_gone_are_left_out():
    with shop(answer({"nodes": [None, order(2), {}]})) as (adapter, _wire):
        found = adapter.pull_orders_by_id(["1", "2", "3"])
    assert [item.external_id for item in found] == ["2"]


def test_no_ids_ask_for_nothing():
    with shop() as (adapter, wire):
        assert adapter.pull_orders_by_id([]) == []
    assert wire.asked == []


def test_many_ids_take_several_calls_of_a_size_that_is_allowed():
    def nodes(asked):
        found = [order(gid.split("/")[-1]) for gid in asked.variables["ids"]]
        return answer({"nodes": found}, 990, bucket=ENTERPRISE)

    with shop(nodes) as (adapter, wire):
        found = adapter.pull_orders_by_id([str(number) for number in range(1, 26)])
    assert [item.external_id for item in found] == [str(number) for number in range(1, 26)]
    assert all(points(asked.json["query"], asked.variables) <= MAX_POINTS for asked in wire.asked)


def test_a_page_of_bulk_work_leaves_points_of_a_small_shop_to_people():
    small = {"graph": {"capacity": 1000.0}}
    with shop(orders_answer([]), memory=small, pace=Pace(lane=BACKFILL)) as (adapter, wire):
        pages(adapter)
    (asked,) = wire.asked
    assert 300 < points(asked.json["query"], asked.variables) <= 650
