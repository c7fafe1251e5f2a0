"""A unit price and a discount in percent that give the shop's line total to the cent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_channel.core.pricing import exact_price, solve

cents = st.integers(0, 1_000_000).map(lambda number: Decimal(number) / 100)


@given(st.integers(1, 500), cents, cents)
def test_the_total_is_met_to_the_cent(quantity, price, total):
    unit, percent = solve(Decimal(quantity), price, total, "EUR")
    assert rounded(quantity * unit * (100 - percent) / 100, "EUR") == total


@given(st.integers(1, 500), cents)
def test_a_line_without_discount_keeps_its_price(quantity, price):
    assert solve(Decimal(quantity), price, quantity * price, "EUR") == (price, 0)


@given(st.integers(1, 500), cents, cents)
def test_a_discount_is_a_percentage_that_odoo_can_store(quantity, price, total):
    _unit, percent = solve(Decimal(quantity), price, total, "EUR")
    assert percent == percent.quantize(Decimal("0.01"))
    assert 0 <= percent <= 100


def test_ten_percent_off_keeps_the_list_price():
    assert solve(Decimal(2), Decimal("9.90"), Decimal("17.82"), "EUR") == (Decimal("9.90"), 10)


def test_ten_euros_off_three_pieces_is_carried_by_the_price():
    unit, percent = solve(Decimal(3), Decimal(10), Decimal(20), "EUR")
    assert rounded(3 * unit * (100 - percent) / 100, "EUR") == 20


def test_seventeen_euros_off_ten_dear_pieces_is_met():
    unit, percent = solve(Decimal(10), Decimal(999), Decimal(9973), "EUR")
    assert rounded(10 * unit * (100 - percent) / 100, "EUR") == 9973


def test_a_price_above_the_list_is_carried_by_the_price():
    assert solve(Decimal(1), Decimal(10), Decimal(12), "EUR") == (12, 0)


def test_a_line_of_nothing_keeps_its_price():
    assert solve(Decimal(0), Decimal(10), Decimal(0), "EUR") == (10, 0)


@given(st.integers(1, 500), st.integers(0, 9999), cents)
def test_an_exact_price_makes_the_total_before_any_rounding(quantity, hundredths, total):
    percent = Decimal(hundredths) / 100
    price = exact_price(Decimal(quantity), percent, total)
    assert abs(quantity * price * (100 - percent) / 100 - total) < Decimal("1e-9")


def test_no_price_makes_the_total_of_a_gift():
    assert exact_price(Decimal(1), Decimal(100), Decimal(0)) is None
