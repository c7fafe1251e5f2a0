"""Two sides, one field: who wins, and what is kept of the loser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.ownership import Agreed, Decision, decide, mark

OWNERS = ("remote", "odoo", "nobody")
OLD = Agreed(here="old", there="old")
owners = st.sampled_from(OWNERS)
words = st.sampled_from(["", "old", "new", "other"])
agreements = st.none() | st.builds(Agreed, words, words, st.booleans())


def test_a_remote_that_decides_is_taken():
    assert decide("remote", "old", "new", OLD) == Decision(takes=True)


def test_a_persons_value_that_the_remote_overwrites_is_kept():
    assert decide("remote", "mine", "new", OLD) == Decision(takes=True, loser="here")


def test_a_value_here_before_the_first_exchange_is_kept_when_overwritten():
    assert decide("remote", "mine", "new") == Decision(takes=True, loser="here")


def test_ones_own_value_is_kept_when_the_remote_is_made_to_decide():
    agreed = Agreed(here="mine", there="theirs")
    assert decide("remote", "mine", "theirs", agreed) == Decision(takes=True, loser="here")


@pytest.mark.parametrize("owner", ["odoo", "nobody"])
def test_where_odoo_decides_the_value_there_loses_and_is_kept(owner):
    assert decide(owner, "old", "new", OLD) == Decision(loser="there")


@pytest.mark.parametrize("owner", ["odoo", "nobody"])
def test_a_value_there_that_did_not_move_is_no_news(owner):
    assert decide(owner, "mine", "old", OLD) == Decision()


@pytest.mark.parametrize("owner", ["remote", "nobody"])
def test_what_is_empty_here_is_filled(owner):
    assert decide(owner, "", "new") == Decision(takes=True)


def test_odoo_may_decide_that_a_field_stays_empty():
    assert decide("odoo", "", "new") == Decision(loser="there")


def test_what_a_person_put_back_stands_while_the_remote_says_the_same():
    agreed = Agreed(here="mine", there="new", kept=True)
    assert decide("remote", "mine", "new", agreed) == Decision(stands=True)


def test_what_a_person_put_back_loses_to_a_newer_value_and_is_kept_again():
    agreed = Agreed(here="mine", there="new", kept=True)
    assert decide("remote", "mine", "newest", agreed) == Decision(takes=True, loser="here")


@given(owners, words, agreements)
def test_nothing_there_never_erases(owner, here, agreed):
    assert decide(owner, here, "", agreed) == Decision()


@given(owners, words, words, agreements)
def test_only_what_is_here_and_overwritten_can_be_lost(owner, here, there, agreed):
    decision = decide(owner, here, there, agreed)
    assert not (decision.loser == "here" and not (decision.takes and here))


@given(words, words, agreements)
def test_odoo_is_never_overwritten_where_it_decides(here, there, agreed):
    assert not decide("odoo", here, there, agreed).takes


@pytest.mark.parametrize("value", [None, False, "", 0, 0.0])
def test_nothing_has_no_mark(value):
    assert mark(value) == ""


def test_a_short_value_is_its_own_mark():
    assert mark("Tasse") == "Tasse"


def test_a_long_value_has_a_short_mark():
    assert len(mark("x" * 10_000)) <= 80


def test_long_values_have_marks_of_their_own():
    assert mark("x" * 10_000) != mark("x" * 10_000 + "y")
