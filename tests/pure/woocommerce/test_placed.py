"""Which orders a shop has, to see that none is missing: every one of a period, each once."""

from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as some

from .shop import answer, params, path, refusal, shop

SINCE = datetime(2026, 7, 1, tzinfo=timezone.utc)
UNTIL = SINCE + timedelta(days=1)


def placed(number, second=0, status="processing"):
    moment = SINCE + timedelta(seconds=second)
    return {
        "id": number,
        "status": status,
        "date_created_gmt": moment.strftime("%Y-%m-%dT%H:%M:%S"),
    }


class Orders:
    """Lists orders as WordPress does: strictly after and strictly before, the bin apart."""

    def __init__(self, *found, says_total=True, goes=(), hidden=()):
        self.found = {one["id"]: one for one in found}
        self.hidden = hidden
        self.says_total, self.goes = says_total, list(goes)

    def __call__(self, asked):
        if path(asked) == "reports/orders/totals":
            return answer([{"slug": slug} for slug in ("processing", *self.hidden)])
        query = params(asked)
        found = [one for one in self.found.values() if self.fits(one, query)]
        found.sort(key=lambda one: (one["date_created_gmt"], one["id"]))
        first = int(query.get("offset", 0))
        page = found[first : first + int(query["per_page"])]
        if self.goes:
            self.found.pop(self.goes.pop(0), None)
        return answer(page, len(found) if self.says_total else None)

    def fits(self, one, query):
        inside = query["after"] < one["date_created_gmt"] < query["before"]
        if query["status"] == "any":
            return inside and one["status"] not in ("trash", *self.hidden)
        return inside and one["status"] in query["status"].split(",")


def numbers(orders, since=SINCE, until=UNTIL):
    with shop(orders) as (woo, _wire):
        return [number for number, _moment in woo.pull_placed(since, until)]


def test_the_first_second_of_the_period_counts():
    assert numbers(Orders(placed(1, 0))) == ["1"]


def test_the_first_second_after_the_period_does_not():
    assert numbers(Orders(placed(1, 86_399), placed(2, 86_400))) == ["1"]


def test_the_second_before_the_period_does_not():
    assert numbers(Orders(placed(1, -1), placed(2, 5))) == ["2"]


def test_the_time_is_told_in_utc():
    with shop(Orders(placed(1, 61))) as (woo, _wire):
        assert list(woo.pull_placed(SINCE, UNTIL)) == [("1", SINCE + timedelta(seconds=61))]


def test_only_what_is_needed_is_asked_for_a_hundred_a_call():
    with shop(Orders()) as (woo, wire):
        list(woo.pull_placed(SINCE, UNTIL))
    asked = params(wire.asked[1])
    assert (asked["_fields"], asked["per_page"]) == ("id,status,date_created_gmt", "100")
    assert (asked["dates_are_gmt"], asked["status"]) == ("true", "any")


def test_an_order_in_the_bin_was_placed_all_the_same():
    assert numbers(Orders(placed(1), placed(2, 5, status="trash"))) == ["1", "2"]


def test_an_order_in_a_status_that_its_plugin_hides_was_placed_all_the_same():
    orders = Orders(placed(1), placed(2, 5, status="packing"), hidden=["packing"])
    assert numbers(orders) == ["1", "2"]


def test_a_key_that_may_not_see_the_statuses_lists_the_others():
    no_right = refusal(403, "woocommerce_rest_cannot_view")
    script = (no_right, answer([placed(1)], 1), answer([], 0))
    with shop(*script) as (woo, _wire):
        assert [number for number, _moment in woo.pull_placed(SINCE, UNTIL)] == ["1"]


def test_a_basket_in_the_course_of_the_checkout_is_no_order():
    assert numbers(Orders(placed(1), placed(2, 5, status="checkout-draft"))) == ["1"]


def test_an_order_without_a_time_is_left_out():
    bare = {"id": 3, "status": "processing", "date_created_gmt": None}
    with shop(answer([]), answer([bare], 1), answer([], 0)) as (woo, _wire):
        assert list(woo.pull_placed(SINCE, UNTIL)) == []


def test_an_order_that_goes_while_we_page_shifts_no_other():
    orders = Orders(*(placed(number, number) for number in range(1, 251)), goes=[1])
    assert len(numbers(orders)) == 250


def test_more_orders_in_one_second_than_a_page_holds_are_all_told():
    assert len(numbers(Orders(*(placed(number, 7) for number in range(1, 321))))) == 320


@settings(max_examples=25, deadline=None)
@given(some.lists(some.integers(0, 400), max_size=260), some.booleans())
def test_each_order_is_told_once(seconds, says_total):
    orders = [placed(number, second) for number, second in enumerate(seconds, 1)]
    found = numbers(Orders(*orders, says_total=says_total))
    assert sorted(map(int, found)) == list(range(1, len(seconds) + 1))
