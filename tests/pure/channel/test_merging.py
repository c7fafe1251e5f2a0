"""What is written here when something is told anew."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_channel.core.merging import merge

VALUES = st.none() | st.integers(1, 3) | st.sampled_from(["a", "b"])
STATES = st.dictionaries(st.sampled_from("xyz"), VALUES)


def test_what_nobody_changed_follows_what_is_told():
    assert merge({"note": "a"}, {"note": "a"}, {"note": "b"}) == ({"note": "b"}, [])


def test_what_people_changed_stays_when_nothing_new_is_told():
    assert merge({"note": "a"}, {"note": "mine"}, {"note": "a"}) == ({}, [])


def test_what_both_changed_is_kept_and_named():
    assert merge({"note": "a"}, {"note": "mine"}, {"note": "b"}) == ({}, ["note"])


def test_what_both_changed_alike_is_in_order():
    assert merge({"note": "a"}, {"note": "b"}, {"note": "b"}) == ({}, [])


def test_a_number_that_the_database_gave_back_is_the_same_number():
    assert merge({"price": 0.1 + 0.2}, {"price": 0.3}, {"price": 0.3}) == ({}, [])


def test_the_order_of_a_list_does_not_count():
    assert merge({"taxes": [2, 1]}, {"taxes": [1, 2]}, {"taxes": [2, 1]}) == ({}, [])


def test_nothing_and_empty_are_the_same():
    assert merge({"note": None}, {"note": False}, {"note": ""}) == ({}, [])


@given(STATES, STATES, STATES)
def test_what_people_changed_is_never_written_over(imported, here, told):
    changes, _kept = merge(imported, here, told)
    assert all(here.get(name) == imported.get(name) for name in changes)


@given(STATES, STATES)
def test_after_it_was_written_there_is_nothing_left_to_write(here, told):
    changes, kept = merge(here, here, told)
    assert (merge(told, {**here, **changes}, told), kept) == (({}, []), [])
