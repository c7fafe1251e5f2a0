"""The cause of a difference follows from what was told, what was acknowledged and what is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_channel.core.drift import WAITS, Shown, cause

CASES = [
    ("the shop shows what it should", {"there": 5}, ""),
    ("the number is still on its way", {"there": 7, "on_its_way": True}, WAITS),
    ("the shop counts it no more", {"there": None}, "not_counted"),
    ("its push was never made", {"there": 9, "acknowledged": 9}, "lost_push"),
    ("an older push was never made either", {"there": 9, "acknowledged": 7, "previous": 9},
     "lost_push"),
    ("the shop said yes and kept its number", {"there": 8, "previous": 8}, "not_applied"),
    ("somebody changed it there", {"there": 6, "previous": 8}, "edited"),
    ("somebody lowered it there", {"there": 2, "previous": 8}, "edited"),
    ("pieces of an order that waits are missing", {"there": 3, "not_imported": 2}, "late_order"),
    ("more is missing than orders that wait explain", {"there": 2, "not_imported": 2}, "edited"),
    ("orders that wait never explain too many", {"there": 6, "not_imported": 2}, "edited"),
    ("it was told for another product", {"there": 9, "acknowledged": 9, "is_other": True},
     "mapping"),
    ("it was never told at all", {"there": 9, "is_told": False}, "never_told"),
    ("what waits explains what was never told, too",
     {"there": 3, "not_imported": 2, "is_told": False}, "late_order"),
    ("it was never told, and is not counted there", {"there": None, "is_told": False}, ""),
    ("another listing writes over it", {"there": 9, "is_twin": True}, "mapping"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "facts", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_cause(words, facts, expected):
    assert cause(Shown(**{"wanted": 5, "acknowledged": 5, **facts})) == expected


NUMBERS = st.integers(0, 5)
FACTS = st.builds(
    Shown,
    there=st.none() | NUMBERS,
    wanted=NUMBERS,
    acknowledged=st.none() | NUMBERS,
    previous=st.none() | NUMBERS,
    on_its_way=st.booleans(),
    not_imported=NUMBERS,
    is_other=st.booleans(),
    is_twin=st.booleans(),
    is_told=st.booleans(),
)


@given(FACTS)
def test_every_difference_has_a_cause_and_nothing_else_has_one(shown):
    differs = shown.there != shown.wanted
    assert bool(cause(shown)) == (differs and (shown.is_told or shown.there is not None))
