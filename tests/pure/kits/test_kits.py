"""A kit is as many as its scarcest component allows, and never more."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from odoo.addons.omni_channel.core.published import Available, Rule, held_back, total
from odoo.addons.omni_mrp.core.kits import kits_from, put_together, scarcest

NEEDED = some.decimals("0.01", 50, places=2)
PIECES = some.decimals(-100, 1000, places=2)


@some.composite
def kits(draw):
    """Return (needs, stock) of a kit of up to six components."""
    needs = draw(some.dictionaries(some.integers(1, 6), NEEDED, min_size=1))
    return needs, {one: stock(draw(PIECES), draw(PIECES)) for one in needs}


def stock(on_hand, demand=0):
    on_hand, demand = Decimal(on_hand), max(Decimal(demand), Decimal(0))
    return Available(on_hand=on_hand, reserved=min(demand, on_hand), promised=on_hand - demand)


def kit(needs, there):
    return put_together(needs, there, {1: "Cup", 2: "Teapot"}.get)


@given(kits())
def test_as_many_kits_as_are_promised_can_be_taken_from_every_component(given_kit):
    needs, there = given_kit
    promised = kit(needs, there).promised
    assert all(promised * needs[one] <= there[one].promised for one in needs)


@given(kits())
def test_one_more_kit_would_take_more_than_there_is_of_one(given_kit):
    needs, there = given_kit
    more = kit(needs, there).promised + 1
    assert any(more * needs[one] > there[one].promised for one in needs)


@given(kits())
def test_the_terms_of_a_kit_are_what_is_promised_of_it(given_kit):
    needs, there = given_kit
    available = kit(needs, there)
    assert total(held_back(available, Rule())) == max(available.promised, 0)


def test_what_only_binary_fractions_miss_is_a_whole_kit():
    assert kits_from(Decimal("0.9"), Decimal("0.3")) == 3
    assert kits_from(Decimal(1), Decimal("0.333333")) == 3


def test_of_equally_scarce_components_the_same_one_is_named_each_time():
    there = {1: stock(4), 2: stock(2)}
    assert scarcest({1: Decimal(2), 2: Decimal(1)}, there) == 1
    assert scarcest({2: Decimal(1), 1: Decimal(2)}, there) == 1


def test_the_component_that_limits_is_named_with_its_pieces():
    needs = {1: Decimal(2), 2: Decimal(1)}
    words = kit(needs, {1: stock("9.500000"), 2: stock(20)}).word
    assert words == "as many as 9.5 × Cup allow"


def test_a_round_number_is_written_out():
    assert "100 × Cup" in kit({1: Decimal(1)}, {1: stock("100.000000")}).word


def test_a_kit_of_which_nothing_is_counted_has_none():
    available = kit({}, {})
    assert (available.promised, available.word) == (0, "no component is counted")
