"""Each piece of a stock has an owner, or is the rest."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_channel.core.sharing import Share, largest_remainder, share_out

RULES = st.tuples(
    st.sampled_from(["fixed", "percent", "sales"]), st.integers(0, 60), st.integers(0, 9)
)


def shares(*rows):
    return [Share(number, *row) for number, row in enumerate(rows)]


@given(st.integers(-5, 50), st.lists(RULES, max_size=5))
def test_the_parts_and_the_rest_are_the_stock(stock, rows):
    found = share_out(stock, shares(*rows))
    assert sum(found.pieces.values()) + found.rest == max(stock, 0)
    assert min([found.rest, *found.pieces.values()]) >= 0


@given(st.integers(0, 50), st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_by_sales_nobody_is_a_piece_away_from_the_exact_part(stock, sold):
    found = share_out(stock, shares(*(("sales", 0, pieces) for pieces in sold))).pieces
    if sum(sold):
        for number, pieces in enumerate(sold):
            assert abs(found[number] - stock * pieces / sum(sold)) < 1


def test_fixed_pieces_come_first_then_percents_of_the_whole_then_sales():
    rows = ("sales", 0, 1), ("percent", 50), ("fixed", 4)
    assert share_out(20, shares(*rows)).pieces == {0: 6, 1: 10, 2: 4}


def test_percents_leave_a_rest():
    assert share_out(10, shares(("percent", 30), ("percent", 30))).rest == 4


def test_who_sold_more_gets_more():
    rows = ("sales", 0, 3), ("sales", 0, 1)
    assert share_out(8, shares(*rows)).pieces == {0: 6, 1: 2}


def test_without_any_sales_the_parts_are_equal():
    assert share_out(6, shares(("sales", 0, 0), ("sales", 0, 0))).pieces == {0: 3, 1: 3}


def test_fixed_pieces_beyond_the_stock_are_scaled_down():
    assert share_out(6, shares(("fixed", 8), ("fixed", 4))).pieces == {0: 4, 1: 2}


def test_the_piece_that_a_division_leaves_is_named():
    rows = ("sales", 0, 1), ("sales", 0, 1), ("sales", 0, 1)
    found = share_out(10, shares(*rows))
    assert (found.pieces, found.rounded) == ({0: 4, 1: 3, 2: 3}, {0: 1})


def test_without_stock_nobody_has_any():
    assert share_out(-3, shares(("percent", 50), ("fixed", 2))).pieces == {0: 0, 1: 0}


def test_the_largest_remainder_gets_the_piece():
    assert largest_remainder(10, {"a": 1, "b": 2}) == ({"a": 3, "b": 7}, {"b": 1})
