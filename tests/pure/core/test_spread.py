"""What is read from a spread is never better than it was, and at most a quarter worse."""

import math

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.spread import added, duration_class, longest, percentile

DURATIONS = st.lists(st.integers(0, 30 * 86400), min_size=1, max_size=200)
SHARES = st.sampled_from([0.5, 0.95, 1.0])


def spread_of(durations):
    return added({duration_class(seconds): 1} for seconds in durations)


def exact(durations, share):
    return sorted(durations)[max(math.ceil(share * len(durations) - 1e-9) - 1, 0)]


@given(DURATIONS, SHARES)
def test_a_percentile_is_never_better_than_it_was(durations, share):
    assert percentile(spread_of(durations), share) >= exact(durations, share)


@given(DURATIONS, SHARES)
def test_a_percentile_is_at_most_a_quarter_too_high(durations, share):
    assert percentile(spread_of(durations), share) <= max(exact(durations, share), 1) * 1.25 + 1


@given(DURATIONS, DURATIONS)
def test_hours_can_be_added_up(first, second):
    together = added([spread_of(first), spread_of(second)])
    assert together == spread_of(first + second)


@given(st.integers(0, 10**7))
def test_a_duration_fits_into_its_class(seconds):
    assert longest(duration_class(seconds)) >= seconds


def test_a_second_is_told_as_a_second():
    assert percentile(spread_of([1]), 0.5) == 1


def test_keys_that_json_made_texts_of_are_read():
    assert added([{"3": 2}, {3: 1}]) == {3: 3}


def test_nothing_has_no_percentile():
    assert percentile({}, 0.95) is None
