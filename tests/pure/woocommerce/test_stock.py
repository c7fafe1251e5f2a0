"""Stock out: batches whose success hides errors, and numbers that are silently ignored."""

import pytest

from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_base.core.errors import AuthError, ReadOnlyError, RetryableError

from tests.pure.wire import Reply

from .shop import PAGE, answer, order, path, read_only, refusal, shop, unsigned


def level(stock_id, quantity=5, expected=None):
    return StockLevel(
        key=f"k{stock_id}",
        stock_id=stock_id,
        location_id="shop",
        quantity=quantity,
        expected=expected,
    )


def set_to(number, quantity=5, managed=True, **more):
    return {"id": number, "manage_stock": managed, "stock_quantity": quantity, **more}


def failed(number, code="woocommerce_rest_product_invalid_id", message="Invalid ID."):
    return {"id": number, "error": {"code": code, "message": message, "data": {"status": 400}}}


def push(levels, *replies):
    with shop(*replies) as (woo, wire):
        return woo.push_stock(levels), wire


def states(outcomes):
    return [outcome.state for outcome in outcomes]


def batch(*items):
    return answer({"update": list(items)})


def test_a_hundred_products_are_one_call():
    levels = [level(str(number)) for number in range(1, 101)]
    _outcomes, wire = push(levels, batch(*(set_to(number) for number in range(1, 101))))
    assert len(wire.asked) == 1


def test_a_level_is_set_as_it_is():
    _outcomes, wire = push([level("12", 7)], batch(set_to(12, 7)))
    assert wire.asked[0].json == {"update": [{"id": 12, "stock_quantity": 7}]}


def test_what_the_shop_shows_is_acknowledged():
    outcomes, _wire = push([level("12", 7)], batch(set_to(12, 7)))
    assert (outcomes[0].state, outcomes[0].value) == ("done", 7)


def shows(*items):
    return answer(list(items))


def test_what_was_sold_meanwhile_is_taken_off():
    _outcomes, wire = push([level("12", 7, 10)], shows(set_to(12, 8)), batch(set_to(12, 5)))
    assert wire.asked[1].json == {"update": [{"id": 12, "stock_quantity": 5}]}


def test_then_the_number_is_looked_at_again():
    outcomes, _wire = push([level("12", 7, 10)], shows(set_to(12, 8)), batch(set_to(12, 5)))
    assert (outcomes[0].state, outcomes[0].value) == ("retry", 5)


def test_never_less_than_nothing_is_set():
    _outcomes, wire = push([level("12", 1, 10)], shows(set_to(12, 2)), batch(set_to(12, 0)))
    assert wire.asked[1].json == {"update": [{"id": 12, "stock_quantity": 0}]}


@pytest.mark.parametrize("there", [10, 12])
def test_where_nothing_was_sold_the_number_is_set(there):
    outcomes, _wire = push([level("12", 7, 10)], shows(set_to(12, there)), batch(set_to(12, 7)))
    assert (outcomes[0].state, outcomes[0].value) == ("done", 7)


def test_what_is_there_of_a_hundred_products_is_one_call_more():
    levels = [level(str(number), 5, 6) for number in range(1, 101)]
    there = [set_to(number, 6) for number in range(1, 101)]
    told = [set_to(number) for number in range(1, 101)]
    _outcomes, wire = push(levels, shows(*there), batch(*told))
    assert [one.method for one in wire.asked] == ["GET", "POST"]


def test_a_key_that_may_not_look_still_tells():
    refused = refusal(400, "rest_invalid_param")
    outcomes, _wire = push([level("12", 7, 10)], refused, batch(set_to(12, 7)))
    assert outcomes[0].state == "done"


def test_variations_are_set_under_their_product():
    _outcomes, wire = push([level("22/23")], batch(set_to(23)))
    assert path(wire.asked[0]) == "products/22/variations/batch"


def test_the_variations_of_one_product_are_one_call():
    _outcomes, wire = push([level("22/23"), level("22/24")], batch(set_to(23), set_to(24)))
    assert len(wire.asked) == 1


def test_an_error_of_one_item_is_only_its_own():
    outcomes, _wire = push([level("1"), level("2")], batch(failed(1), set_to(2)))
    assert states(outcomes) == ["rejected", "done"]


def test_an_error_that_is_not_known_is_said_in_the_shops_words():
    outcomes, _wire = push([level("1")], batch(failed(1, "odd", "<b>No</b> way")))
    assert "No way" in outcomes[0].reason


def test_answers_in_another_order_are_told_apart():
    outcomes, _wire = push([level("1"), level("2")], batch(set_to(2), failed(1)))
    assert states(outcomes) == ["rejected", "done"]


def test_a_product_that_is_not_counted_ignored_the_number():
    outcomes, _wire = push([level("1")], batch(set_to(1, None, False)))
    assert (outcomes[0].state, "does not count" in outcomes[0].reason) == ("rejected", True)


def test_a_variation_that_its_product_counts_ignored_the_number():
    outcomes, _wire = push([level("22/23")], batch(set_to(23, 50, "parent")))
    assert "on the product" in outcomes[0].reason


@pytest.mark.parametrize("shown", [4, None, "", 5.5])
def test_another_number_than_ours_is_sent_again(shown):
    outcomes, _wire = push([level("1")], batch(set_to(1, shown)))
    assert outcomes[0].state == "retry"


@pytest.mark.parametrize("shown", ["5", 5.0])
def test_a_number_may_be_text_or_decimal(shown):
    outcomes, _wire = push([level("1")], batch(set_to(1, shown)))
    assert outcomes[0].state == "done"


def test_a_level_without_an_answer_is_sent_again():
    outcomes, _wire = push([level("1")], batch())
    assert outcomes[0].state == "retry"


@pytest.mark.parametrize("stock_id", ["", "x", "1/2/3", "-1"])
def test_a_listing_without_a_number_is_refused(stock_id):
    outcomes, wire = push([level(stock_id)])
    assert (states(outcomes), wire.asked) == (["rejected"], [])


def test_a_key_that_only_reads_is_said_once():
    with pytest.raises(ReadOnlyError):
        push([level("1"), level("2")], read_only(), answer([order()]))


@pytest.mark.parametrize("status", [400, 413])
def test_what_is_refused_together_is_told_in_halves(status):
    too_much = refusal(status, "woocommerce_rest_request_entity_too_large")
    replies = [too_much, batch(set_to(1)), batch(set_to(2))]
    outcomes, _wire = push([level("1"), level("2")], *replies)
    assert states(outcomes) == ["done", "done"]


def test_what_is_refused_alone_is_a_problem():
    refused = refusal(400, "rest_invalid_param")
    outcomes, _wire = push([level("1"), level("2")], refused, batch(set_to(1)), refused)
    assert states(outcomes) == ["done", "rejected"]


def test_a_half_that_was_told_stays_told():
    too_much = refusal(413, "woocommerce_rest_request_entity_too_large")
    replies = [too_much, batch(set_to(1)), Reply("", status=500)]
    outcomes, _wire = push([level("1"), level("2")], *replies)
    assert states(outcomes) == ["done", "retry"]


def test_a_shop_that_takes_too_long_is_told_fewer():
    memory = {}
    with shop(Reply("", status=504), memory=memory) as (woo, _wire), pytest.raises(RetryableError):
        woo.push_stock([level("1")])
    assert memory["rest"]["sizes"] == {"stock": 50}


def test_a_wrong_key_stops_all():
    with pytest.raises(AuthError):
        push([level("1")], unsigned(), unsigned(), unsigned())


@pytest.mark.parametrize(
    "trouble",
    [
        Reply("", status=500),
        Reply("{}", status=429, headers={"Retry-After": "3"}),
        Reply(b'{"update": [', cut=True),
        PAGE,
    ],
    ids=["500", "429", "cut", "page"],
)
def test_a_call_that_failed_is_tried_again(trouble):
    with pytest.raises(RetryableError):
        push([level("1")], trouble)


def test_after_a_call_that_was_told_the_others_wait():
    levels = [level("1"), level("22/23"), level("32/33")]
    outcomes, wire = push(levels, batch(set_to(1)), Reply("", status=500))
    assert (states(outcomes), len(wire.asked)) == (["done", "retry", "retry"], 2)
