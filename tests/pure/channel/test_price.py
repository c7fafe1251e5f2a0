"""What a listing should cost beside what a channel shows: told, lost, and why it differs."""

from datetime import datetime, timezone
from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import ShownPrice
from odoo.addons.omni_channel.core.price import Fact, cause, edited, ends_sale, is_shown

MAY = datetime(2026, 5, 1, tzinfo=timezone.utc)


def cost(regular, sale=None, **dates):
    sale = None if sale is None else Decimal(sale)
    return ShownPrice(regular=Decimal(regular), sale=sale, **dates)


def test_the_same_price_is_shown():
    assert is_shown(cost(10), cost("10.00"))


def test_a_sale_of_the_channel_s_own_is_no_difference():
    assert is_shown(cost(10), cost(10, 8))


def test_our_sale_is_shown_with_its_dates_only():
    assert not is_shown(cost(10, 8, sale_to=MAY), cost(10, 8))


def test_a_sale_that_is_over_must_be_gone():
    assert not is_shown(cost(10), cost(10, 8), is_over=True)


def test_only_the_sale_that_was_told_is_ended():
    known = cost(10, 8)
    assert ends_sale(cost(10), known, cost(10, 8))
    assert not ends_sale(cost(10), known, cost(10, 7))


def test_what_somebody_set_is_lost_when_another_price_is_told():
    assert edited(cost(12), cost(10), cost(11)) == 12


@pytest.mark.parametrize("there", [cost(10), cost(11), cost(9)], ids=["ours", "the new", "older"])
def test_what_we_told_ourselves_is_nobody_s_edit(there):
    assert edited(there, cost(10), cost(11), ours=[Decimal(9)]) is None


def test_before_anything_was_told_nothing_is_lost():
    assert edited(cost(12), None, cost(11)) is None


def test_a_sale_of_the_channel_that_ours_replaces_is_lost():
    assert edited(cost(10, 7), cost(10), cost(10, 8)) == 7


def fact(there, wanted=10, **values):
    there = None if there is None else cost(there)
    return Fact(there=there, wanted=cost(wanted), **values)


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (fact(10), ""),
        (fact(None), "not_priced"),
        (fact(9, on_its_way=True), "waits"),
        (fact(9, is_other=True), "mapping"),
        (fact(8, acknowledged=cost(10), other_terms=Decimal(8)), "terms"),
        (fact(9, acknowledged=cost(9)), "lost_push"),
        (fact(9, acknowledged=cost(10), previous=Decimal(9)), "not_applied"),
        (fact(8, acknowledged=cost(9), previous=Decimal(8)), "lost_push"),
        (fact(7, acknowledged=cost(10), previous=Decimal(9)), "edited"),
        (fact(7), "edited"),
    ],
)
def test_a_difference_has_its_cause(shown, code):
    assert cause(shown) == code
