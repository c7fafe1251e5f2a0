"""A published number is the sum of the words that explain it, in every mode."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from odoo.addons.omni_channel.core.published import (
    ALWAYS,
    IN_OUT,
    NUMBER,
    Available,
    Rule,
    Term,
    exact,
    formula,
    held_back,
    shown,
    total,
)

PIECES = some.decimals(-1000, 1000, places=3)
DEMAND = some.decimals(0, 1000, places=3)
COUNTS = some.integers(0, 500)
RULES = some.builds(
    Rule,
    buffer=COUNTS,
    is_percent=some.booleans(),
    most=COUNTS,
    shows=some.sampled_from([NUMBER, IN_OUT, ALWAYS]),
    figure=COUNTS,
)


@some.composite
def available(draw):
    on_hand, demand = draw(PIECES), draw(DEMAND)
    reserved = min(draw(DEMAND), demand)
    return Available(on_hand=on_hand, reserved=reserved, promised=on_hand - demand)


def published(stock, rule=None, lag_buffer=0, share=None):
    rule = rule or Rule()
    terms = held_back(stock, rule, lag_buffer)
    return shown((*terms, share) if share else terms, rule)


def stock(on_hand, reserved=0, ordered=0):
    left = Decimal(on_hand) - Decimal(reserved) - Decimal(ordered)
    return Available(on_hand=Decimal(on_hand), reserved=Decimal(reserved), promised=left)


def added_up(text):
    """Return (the sum of the signed numbers before the equals sign, the number behind it)."""
    parts, result = text.rsplit(" = ", 1)
    numbers = re.findall(r"(?:^|([−+]) )[^−+]*? (\d+(?:\.\d+)?)(?= [−+]|$)", parts)
    signed = (Decimal(number) * (-1 if sign == "−" else 1) for sign, number in numbers)
    return sum(signed), Decimal(result)


@given(available(), RULES, COUNTS, some.integers(-500, 0))
def test_the_text_adds_up_to_the_number_that_is_told(there, rule, lag_buffer, share):
    told = published(there, rule, lag_buffer, Term("share", share, "part of another channel"))
    text = formula(told.terms, number=lambda value: f"{Decimal(value):f}")
    assert added_up(text) == (told.quantity, told.quantity)


@given(available(), RULES, COUNTS)
def test_the_number_is_whole_and_never_below_none(there, rule, lag_buffer):
    terms = published(there, rule, lag_buffer).terms
    assert total(terms) >= 0 and total(terms) == int(total(terms))


@given(available(), RULES, COUNTS)
def test_a_number_is_never_more_than_can_be_promised(there, rule, lag_buffer):
    told = published(there, rule, lag_buffer).quantity
    assert rule.shows != NUMBER or told <= max(there.promised, 0)


@given(available(), RULES)
def test_a_slow_channel_never_shows_more(there, rule):
    assert published(there, rule, 3).quantity <= published(there, rule).quantity


@given(available(), RULES)
def test_nothing_that_can_be_promised_is_shown_as_sold_out(there, rule):
    told = published(there, rule).quantity
    assert rule.shows == ALWAYS or there.promised >= 1 or told == 0


def test_the_sentence_reads_as_a_person_would_write_it():
    told = published(stock(12, reserved=3), Rule(buffer=2))
    assert formula(told.terms) == "on hand 12 − reserved 3 − buffer 2 = 7"


@pytest.mark.parametrize(
    ("rule", "lag_buffer", "pieces"),
    [
        (Rule(), 0, 10),
        (Rule(buffer=3), 0, 7),
        (Rule(buffer=30), 0, 0),
        (Rule(buffer=15, is_percent=True), 0, 8),
        (Rule(buffer=100, is_percent=True), 0, 0),
        (Rule(), 4, 6),
        (Rule(buffer=3), 4, 3),
        (Rule(most=5), 0, 5),
        (Rule(most=50), 0, 10),
        (Rule(shows=IN_OUT), 0, 1),
        (Rule(shows=IN_OUT, figure=99), 0, 99),
        (Rule(shows=IN_OUT, buffer=10), 0, 0),
        (Rule(shows=IN_OUT, most=3, figure=9), 0, 9),
        (Rule(shows=ALWAYS, figure=50, buffer=9), 9, 50),
    ],
)
def test_a_rule_gives_its_number(rule, lag_buffer, pieces):
    assert published(stock(15, reserved=3, ordered=2), rule, lag_buffer).quantity == pieces


def test_a_part_of_a_piece_is_not_shown():
    assert published(stock("2.75")).quantity == 2


def test_a_sum_of_floats_is_the_number_that_was_meant():
    assert published(Available(on_hand=exact(0.1 * 3 + 0.7), promised=exact(0.1 * 3 + 0.7))) == (
        published(stock(1))
    )


def test_demand_beyond_the_stock_is_explained_and_shown_as_none():
    told = published(stock(2, ordered=5))
    assert formula(told.terms) == ("on hand 2 − ordered, not reserved 5 + not below 0 3 = 0")


def test_what_another_channel_owns_is_a_term_of_its_own():
    told = published(stock(9), share=Term("share", -4, "part of other channels"))
    assert formula(told.terms) == "on hand 9 − part of other channels 4 = 5"
