"""Stock out: one call for many levels, and a bad one never stops the others."""

import pytest

from odoo.addons.omni_base.core.documents import Outcome, StockLevel
from odoo.addons.omni_base.core.errors import AuthError, RetryableError

from tests.pure.wire import Reply

from .shop import answer, fault, shop

GROUP = {"id": "gid://shopify/InventoryAdjustmentGroup/1"}


def level(key="a", quantity=5, expected=3, **changes):
    values = {"key": key, "stock_id": f"{ord(key)}", "location_id": "91", **changes}
    return StockLevel(quantity=quantity, expected=expected, **values)


def accepted(group=GROUP):
    return answer({"inventorySetQuantities": {"inventoryAdjustmentGroup": group, "userErrors": []}})


def refused(*errors):
    """``errors``: (code, index or None) each."""
    found = [
        {
            "code": code,
            "field": ["input", "quantities", str(n), "quantity"] if n is not None else ["input"],
            "message": "no good",
        }
        for code, n in errors
    ]
    return answer(
        {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": found}}
    )


def there(*quantities):
    """What is available of the items asked, in their order; None is not stocked there."""
    levels = [
        {"quantities": [{"quantity": one}]} if one is not None else None for one in quantities
    ]
    return answer({"nodes": [{"id": "x", "at0": one} for one in levels]})


def pushed(*script, levels, memory=None):
    with shop(*script, memory=memory) as (adapter, wire):
        return adapter.push_stock(list(levels)), [asked.json for asked in wire.asked]


def sent(asked):
    return [
        (one["inventoryItemId"].split("/")[-1], one["quantity"], one["changeFromQuantity"])
        for one in asked["variables"]["input"]["quantities"]
    ]


def test_many_levels_go_in_one_call():
    levels = [level("a"), level("b", 7, None)]
    outcomes, asked = pushed(accepted(), levels=levels)
    assert outcomes == [Outcome(key="a", value=5), Outcome(key="b", value=7)]
    assert [sent(one) for one in asked] == [[("97", 5, 3), ("98", 7, None)]]


def test_a_level_that_is_not_known_there_is_set_without_comparing():
    _outcomes, asked = pushed(accepted(), levels=[level(expected=None)])
    assert sent(asked[0]) == [("97", 5, None)]


def test_a_level_says_what_it_sets_and_why():
    _outcomes, asked = pushed(accepted(), levels=[level()])
    found = asked[0]["variables"]["input"]
    assert (found["name"], found["reason"]) == ("available", "correction")
    assert found["referenceDocumentUri"].startswith("gid://omni-for-odoo/StockLevels/")


def test_a_refused_level_does_not_stop_the_good_ones():
    script = (refused(("ITEM_NOT_STOCKED_AT_LOCATION", 1)), accepted())
    outcomes, asked = pushed(*script, levels=[level("a"), level("b"), level("c")])
    assert [one.state for one in outcomes] == ["done", "rejected", "done"]
    assert [one[0] for one in sent(asked[1])] == ["97", "99"]


def test_a_level_that_is_not_stocked_there_says_what_to_do():
    outcomes, _asked = pushed(refused(("ITEM_NOT_STOCKED_AT_LOCATION", 0)), levels=[level()])
    assert "tick the location under Inventory" in outcomes[0].reason


def test_a_refusal_without_a_known_code_is_told_in_the_shops_words():
    outcomes, _asked = pushed(refused(("SOMETHING_NEW", 0)), levels=[level()])
    assert "no good" in outcomes[0].reason


def test_a_stale_level_is_read_and_sent_once_more_with_what_is_there():
    script = (refused(("CHANGE_FROM_QUANTITY_STALE", 0)), there(9), accepted())
    outcomes, asked = pushed(*script, levels=[level("a", 5, 3)])
    assert outcomes == [Outcome(key="a", value=5)]
    assert sent(asked[2]) == [("97", 5, 9)]


def test_stale_levels_are_read_in_one_call_and_sent_with_the_good_ones():
    script = (
        refused(("CHANGE_FROM_QUANTITY_STALE", 0), ("CHANGE_FROM_QUANTITY_STALE", 2)),
        there(8, 9),
        accepted(),
    )
    outcomes, asked = pushed(*script, levels=[level("a"), level("b"), level("c")])
    assert {one.state for one in outcomes} == {"done"}
    assert sorted(sent(asked[2])) == [("97", 5, 8), ("98", 5, 3), ("99", 5, 9)]


def test_a_stale_level_that_is_already_right_is_done_without_another_call():
    script = (refused(("CHANGE_FROM_QUANTITY_STALE", 0)), there(5))
    outcomes, asked = pushed(*script, levels=[level("a", 5, 3)])
    assert outcomes == [Outcome(key="a", value=5)]
    assert len(asked) == 2


def test_pieces_that_were_sold_meanwhile_are_not_given_back():
    script = (refused(("CHANGE_FROM_QUANTITY_STALE", 0)), there(7), accepted())
    _outcomes, asked = pushed(*script, levels=[level("a", 12, 10)])
    assert sent(asked[2]) == [("97", 9, 7)]


def test_a_number_lowered_for_unknown_sales_is_looked_at_again():
    script = (refused(("CHANGE_FROM_QUANTITY_STALE", 0)), there(7), accepted())
    outcomes, _asked = pushed(*script, levels=[level("a", 12, 10)])
    assert (outcomes[0].state, outcomes[0].value) == ("retry", 9)


def test_unknown_sales_that_explain_the_number_there_need_no_second_call():
    script = (refused(("CHANGE_FROM_QUANTITY_STALE", 0)), there(7))
    outcomes, asked = pushed(*script, levels=[level("a", 10, 10)])
    assert (outcomes[0].state, outcomes[0].value, len(asked)) == ("retry", 7, 2)


def test_more_unknown_sales_than_there_is_stock_end_at_zero():
    script = (refused(("CHANGE_FROM_QUANTITY_STALE", 0)), there(1), accepted())
    _outcomes, asked = pushed(*script, levels=[level("a", 3, 10)])
    assert sent(asked[2]) == [("97", 0, 1)]


def test_a_level_that_is_stale_twice_is_left_for_later():
    stale = refused(("CHANGE_FROM_QUANTITY_STALE", 0))
    outcomes, _asked = pushed(stale, there(9), stale, levels=[level()])
    assert outcomes[0].state == "retry"


def test_a_repeated_call_without_an_answer_has_the_same_key():
    memory = {}
    with shop(Reply("no", 500), memory=memory) as (adapter, wire):
        with pytest.raises(RetryableError):
            adapter.push_stock([level()])
        first = wire.asked[0].variables["key"]
    _outcomes, asked = pushed(accepted(), levels=[level()], memory=memory)
    assert asked[0]["variables"]["key"] == first


def test_the_same_level_after_an_answer_has_another_key():
    memory = {}
    keys = [
        pushed(accepted(), levels=[level()], memory=memory)[1][0]["variables"]["key"]
        for _time in range(2)
    ]
    assert keys[0] != keys[1]


def test_another_level_has_another_key():
    memory = {}
    with shop(Reply("no", 500), Reply("no", 500), memory=memory) as (adapter, wire):
        for quantity in (5, 6):
            with pytest.raises(RetryableError):
                adapter.push_stock([level(quantity=quantity)])
        assert len({asked.variables["key"] for asked in wire.asked}) == 2


@pytest.mark.parametrize(
    "code", ["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]
)
def test_a_used_up_key_is_replaced(code):
    outcomes, asked = pushed(refused((code, None)), accepted(), levels=[level()])
    assert outcomes[0].state == "done"
    assert asked[0]["variables"]["key"] != asked[1]["variables"]["key"]


def test_a_call_that_is_still_at_work_is_waited_for():
    with pytest.raises(RetryableError):
        pushed(refused(("IDEMPOTENCY_CONCURRENT_REQUEST", None)), levels=[level()])


def test_an_error_about_the_whole_call_is_told_for_each_level():
    outcomes, _asked = pushed(refused(("INVALID_REASON", None)), levels=[level("a"), level("b")])
    assert [one.state for one in outcomes] == ["rejected", "rejected"]


def test_a_success_that_changed_nothing_is_not_believed():
    outcomes, _asked = pushed(accepted(group=None), there(3), levels=[level("a", 5, 3)])
    assert outcomes[0].state == "retry"


def test_a_success_without_a_change_is_right_where_nothing_was_to_change():
    outcomes, _asked = pushed(accepted(group=None), there(5), levels=[level("a", 5, 5)])
    assert outcomes[0].state == "done"


def test_a_shop_that_refuses_forever_is_not_asked_forever():
    outcomes, asked = pushed(
        lambda _asked: refused(("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", None)), levels=[level()]
    )
    assert outcomes[0].state == "retry"
    assert len(asked) <= 5


def test_a_refused_log_in_is_raised_for_the_whole_connection():
    with pytest.raises(AuthError):
        pushed(fault("UNAUTHORIZED"), levels=[level()])


def test_one_call_holds_as_many_levels_as_the_shop_takes():
    with shop(accepted()) as (adapter, wire):
        assert adapter.stock_batch == 250
        adapter.push_stock([level(stock_id=str(n), key=chr(97 + n)) for n in range(250)])
        assert len(wire.asked) == 1


def test_no_levels_are_no_call():
    assert pushed(levels=[]) == ([], [])
