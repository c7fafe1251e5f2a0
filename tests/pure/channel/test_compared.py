"""A shop that cannot compare is read right before its stock is set."""

from types import SimpleNamespace

from odoo.addons.omni_base.core.documents import Outcome, StockLevel
from odoo.addons.omni_channel.core.compared import push_compared


def shop(there, compares=False, reads=True):
    """A shop that shows ``there``; what was told is in ``told``."""
    told = []

    def push_stock(levels):
        told.extend((level.key, level.quantity) for level in levels)
        return [Outcome(key=level.key, value=level.quantity) for level in levels]

    return SimpleNamespace(
        told=told,
        heeds_expected=compares,
        can=lambda _method: reads,
        pull_stock=lambda levels: there,
        push_stock=push_stock,
    )


def level(quantity, expected, key="a", sent=None):
    place = {"key": key, "stock_id": key, "location_id": "main"}
    return StockLevel(**place, quantity=quantity, expected=expected, sent=sent)


def test_pieces_that_were_sold_unseen_are_not_given_back():
    one = shop({"a": 3})
    outcome = push_compared(one, [level(8, expected=5)])[0]
    assert one.told == [("a", 6)]
    assert (outcome.state, outcome.value, outcome.gone) == ("retry", 6, 2)


def test_it_never_shows_less_than_none_and_tells_all_that_is_gone():
    outcome = push_compared(shop({"a": 1}), [level(2, expected=5)])[0]
    assert (outcome.value, outcome.gone) == (0, 4)


def test_more_than_expected_is_set_to_our_number():
    one = shop({"a": 9})
    assert push_compared(one, [level(5, expected=5)])[0].state == "done"
    assert one.told == [("a", 5)]


def test_what_the_shop_does_not_count_is_told_as_it_is():
    assert push_compared(shop({}), [level(5, expected=5)])[0].gone == 0


def test_a_shop_that_compares_is_not_read():
    one = shop({"a": 3}, compares=True)
    push_compared(one, [level(8, expected=5)])
    assert one.told == [("a", 8)]


def test_a_shop_that_cannot_be_read_is_simply_told():
    one = shop({"a": 3}, reads=False)
    push_compared(one, [level(8, expected=5)])
    assert one.told == [("a", 8)]


def test_our_own_number_that_arrived_without_an_answer_is_no_sale():
    one = shop({"a": 30})
    outcome = push_compared(one, [level(30, expected=35, sent=30)])[0]
    assert (one.told, outcome.state, outcome.gone) == ([("a", 30)], "done", 0)


def test_what_is_less_than_both_is_sold():
    one = shop({"a": 28})
    assert push_compared(one, [level(30, expected=35, sent=30)])[0].gone == 7


def test_a_higher_number_that_arrived_without_an_answer_may_be_sold_from():
    one = shop({"a": 38})
    assert push_compared(one, [level(40, expected=35, sent=40)])[0].gone == 2
