"""A remote's limit is never passed, whoever asks in whatever order; the urgent come first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.pace import (
    BACKFILL,
    CALLS,
    KEPT_FREE,
    LIVE,
    PERSON,
    Charge,
    Level,
    Limit,
    Pace,
    Told,
)

LANES = sorted(KEPT_FREE)
STEPS = st.lists(
    st.tuples(
        st.floats(0, 30),
        st.sampled_from(LANES),
        st.floats(0.5, 60),
        st.floats(0, 1),
        st.integers(0, 5),
    ),
    max_size=60,
)


class Remote:
    """The remote's own bucket: what it charges when a call starts and gives back at its end."""

    def __init__(self, capacity, per_second):
        self.capacity, self.per_second = capacity, per_second
        self.left, self.at = capacity, 0.0

    def flow(self, now):
        self.left = min(self.capacity, self.left + self.per_second * (now - self.at))
        self.at = now

    def ask(self, amount, now):
        self.flow(now)
        self.left -= amount
        return self.left >= -1e-6

    def answer(self, refund, now):
        self.flow(now)
        self.left = min(self.capacity, self.left + refund)
        return Told(self.capacity, self.left, self.per_second)


@given(STEPS, st.floats(60, 500), st.floats(0.1, 20))
def test_the_remote_never_has_to_refuse(steps, capacity, per_second):
    """Calls of many workers overlap: each answer comes after up to five more calls."""
    remote, now, open_calls = Remote(capacity, per_second), 0.0, []
    level = Level(capacity=capacity, per_second=per_second)
    for passed, lane, amount, share, later in steps:
        now += passed
        if not level.take(amount, lane, now):
            assert remote.ask(amount, now)
            open_calls.append([later, amount, amount * share])
        for call in open_calls:
            call[0] -= 1
        for call in [call for call in open_calls if call[0] < 0]:
            open_calls.remove(call)
            refund = call[1] - call[2]
            level.settle(refund, now, remote.answer(refund, now))


@given(STEPS, st.floats(60, 500), st.floats(0.1, 20))
def test_no_window_of_time_holds_more_than_the_limit(steps, capacity, per_second):
    level, now, taken = Level(capacity=capacity, per_second=per_second), 0.0, []
    for passed, lane, amount, _share, _later in steps:
        now += passed
        if not level.take(amount, lane, now):
            taken.append((now, amount))
    for first, (start, _amount) in enumerate(taken):
        total = 0.0
        for end, amount in taken[first:]:
            total += amount
            assert total <= capacity + per_second * (end - start) + 1e-6


@given(STEPS, st.floats(0.5, 60), st.sampled_from(LANES))
def test_whoever_waits_as_long_as_told_gets_through(steps, amount, lane):
    level, now = Level(capacity=50, per_second=2), 0.0
    for passed, other, other_amount, share, _later in steps:
        now += passed
        level.take(other_amount, other, now)
        level.settle(other_amount * share, now)
    wait = level.wait(amount, lane, now)
    assert wait < 60
    assert level.wait(amount, lane, now + wait + 1e-6) == 0


def test_a_backfill_leaves_room_for_what_is_live_and_that_for_people():
    level = Level(capacity=100, per_second=1)
    taken = {}
    for lane in (BACKFILL, LIVE, PERSON):
        taken[lane] = 0
        while not level.take(1, lane, 0.0):
            taken[lane] += 1
    assert taken == {BACKFILL: 65, LIVE: 20, PERSON: 10}


def test_a_call_larger_than_its_share_goes_when_the_bucket_is_nearly_empty():
    level = Level(capacity=100, per_second=1, used=15)
    assert level.take(90, BACKFILL, 0.0) == 5
    assert level.take(90, BACKFILL, 5.0) == 0


def test_a_call_larger_than_the_bucket_is_left_to_the_remote_to_refuse():
    assert Level(capacity=100, per_second=1).take(300, BACKFILL, 0.0) == 0


def test_without_a_known_limit_nobody_waits():
    assert all(Level().take(1000, BACKFILL, 0.0) == 0 for _call in range(50))


def test_what_the_answer_tells_is_learnt():
    level = Level()
    level.take(40, PERSON, 0.0)
    level.settle(30, 0.0, Told(200, 20, 10))
    assert (level.capacity, level.per_second, level.used) == (200, 10, 180)


def test_an_answer_does_not_give_back_what_others_have_taken_meanwhile():
    level = Level(capacity=100, per_second=1)
    level.take(30, PERSON, 0.0)
    level.take(40, PERSON, 0.0)
    level.settle(20, 0.0, Told(100, 90, 1))
    assert level.used == 50


def test_a_larger_limit_makes_room_at_once():
    level = Level(capacity=100, per_second=1, used=90)
    level.settle(0, 0.0, Told(1000, 910, 10))
    assert level.wait(500, BACKFILL, 0.0) == 0


def test_a_window_gives_nothing_back_before_its_end_and_everything_then():
    level = Level()
    level.settle(0, 0.0, Told(10, 0, 10 / 60, 30))
    assert level.wait(1, PERSON, 29.0) == 1
    assert level.wait(1, BACKFILL, 30.0) == 0


def test_after_a_window_that_is_never_told_again_the_count_still_flows_back():
    level = Level()
    level.settle(0, 0.0, Told(10, 0, 1, 30))
    while not level.take(1, PERSON, 40.0):
        pass
    assert 0 < level.wait(1, PERSON, 40.0) < 2


def test_a_remote_that_asks_to_wait_is_left_alone_by_everybody():
    level = Level(capacity=100, per_second=1)
    level.settle(0, 0.0, closed_for=7)
    assert [level.wait(1, lane, 2.0) for lane in LANES] == [5, 5, 5]
    assert level.wait(1, BACKFILL, 7.0) == 0


def test_a_shorter_request_to_wait_does_not_end_a_longer_one():
    level = Level()
    level.settle(0, 0.0, closed_for=60)
    level.settle(0, 1.0, closed_for=1)
    assert level.wait(1, PERSON, 10.0) == 50


def test_a_clock_that_was_set_back_does_not_keep_the_bucket_full():
    level = Level(capacity=100, per_second=1, used=95, at=1000.0)
    assert level.wait(10, PERSON, 400.0) == 0


def test_a_pace_counts_each_limit_on_its_own():
    limits = (
        Limit(code="reads", label="Reads", capacity=2, per_second=1),
        Limit(code="writes", label="Writes", capacity=20, per_second=1),
    )
    pace = Pace(limits, clock=lambda: 0.0)
    assert [pace.take(Charge("reads")) > 0 for _call in range(3)] == [False, True, True]
    assert pace.take(Charge("writes")) == 0
    assert pace.take(Charge()) == 0


def test_a_call_that_was_refused_unread_costs_nothing():
    pace = Pace((Limit(code=CALLS, label="Calls", capacity=20, per_second=1),), clock=lambda: 0.0)
    for _call in range(50):
        assert pace.take(Charge(amount=10)) == 0
        pace.settle(Charge(amount=10), actual=0)


@pytest.mark.parametrize("lane", LANES)
def test_a_bucket_of_one_lets_one_through(lane):
    level = Level(capacity=1, per_second=0.5)
    assert level.take(1, lane, 0.0) == 0
    assert level.take(1, lane, 0.0) == 2
