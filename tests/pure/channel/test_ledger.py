"""What a channel may still sell, step by step."""

from odoo.addons.omni_channel.core.ledger import Part, decide, free


def part(**values):
    return Part(**values)


def test_a_channel_holds_the_larger_of_what_it_shows_and_what_is_on_its_way():
    assert (part(acknowledged=5, sent=3).held, part(acknowledged=3, sent=5).held) == (5, 5)


def test_what_other_demand_may_take_is_held_by_nobody():
    assert free(10, [part(acknowledged=4), part(acknowledged=1, sent=3)]) == 3


def test_a_lower_number_is_always_sent():
    assert decide({"a": part(target=2, acknowledged=9), "b": part(acknowledged=9)})["a"] == 2


def test_a_quantity_moves_only_after_its_decrease_was_acknowledged():
    parts = {"a": part(target=5, acknowledged=8), "b": part(target=5, acknowledged=2)}
    assert decide(parts) == {"a": 5, "b": 2}
    parts["a"].send(5)
    assert decide(parts) == {"a": 5, "b": 2}
    parts["a"].answer(5, 5, 0)
    assert decide(parts) == {"a": 5, "b": 5}


def test_what_nobody_holds_goes_to_those_who_lack_it_in_proportion():
    parts = {"a": part(target=6), "b": part(target=3), "c": part(target=3, acknowledged=6)}
    assert decide(parts) == {"a": 4, "b": 2, "c": 3}


def test_a_push_without_an_answer_stays_counted_when_a_lower_one_is_sent():
    one = part(acknowledged=3)
    one.send(8)
    one.send(2)
    assert one.held == 8


def test_it_stays_counted_when_the_lower_one_is_answered():
    one = part(acknowledged=3)
    one.send(8)
    one.send(2)
    one.answer(2, 2, 0)
    assert one.held == 8


def test_it_stays_counted_until_a_push_is_answered_that_was_sent_after_its_end():
    one = part(acknowledged=3)
    one.send(8)
    one.send(2)
    one.settle()
    one.answer(2, 2, 0)
    assert one.held == 8
    one.send(2)
    one.answer(2, 2, 0)
    assert one.held == 2


def test_an_imported_order_leaves_with_the_part_it_was_sold_from():
    one = part(acknowledged=5)
    one.sell(2)
    assert one.held == 3


def test_pieces_found_gone_are_held_until_they_are_imported():
    one = part(acknowledged=5, target=5)
    one.send(5)
    one.answer(5, 3, 2)
    assert (one.held, one.wanted) == (5, 3)
    one.sell(2)
    assert one.held == 3


def test_more_found_gone_than_the_number_had_is_held_as_well():
    one = part(acknowledged=5)
    one.send(2)
    one.answer(2, 0, 4)
    assert one.held == 4


def test_an_order_imported_while_its_push_was_under_way_is_not_missing():
    one = part(acknowledged=5)
    one.send(5)
    one.sell(2)
    one.answer(5, 3, 2)
    assert (one.acknowledged, one.missing) == (3, 0)


def test_an_order_of_after_the_push_and_imported_before_its_answer_lowers_what_is_shown():
    one = part(acknowledged=5)
    one.send(6)
    one.sell(2)
    one.answer(6, 6, 0)
    assert one.held == 4


def test_a_cancelled_order_may_be_shown_again():
    one = part(acknowledged=3)
    one.take_back(2)
    assert one.held == 5


def test_what_was_not_sold_after_all_is_forgotten_when_all_orders_are_here():
    one = part(acknowledged=3, missing=2)
    one.find()
    assert one.held == 3


def test_more_held_than_there_is_gives_nobody_more():
    parts = {"a": part(target=1, acknowledged=4), "b": part(target=1)}
    assert decide(parts) == {"a": 1, "b": 0}


def test_what_is_not_allotted_to_channels_moves_to_none_of_them():
    parts = {"a": part(target=4, acknowledged=8), "b": part(target=4)}
    assert (free(10, parts.values()), decide(parts)["b"]) == (2, 0)
