"""Silence is told when something usual does not come, and never for a quiet night."""

import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.silence import CHANCE, HOUR, silence

UTC = timezone.utc
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
"""A Thursday afternoon."""
FULL = NOW.replace(minute=0)


def shop(usual, weeks=6, until=NOW, zone=UTC):
    """Return the counts of a shop: ``usual(hour on the wall)`` orders in each hour until then."""
    hour, counts = (NOW - timedelta(weeks=weeks)).replace(minute=0), {}
    while hour <= until.replace(minute=0):
        counts[hour] = usual(hour.astimezone(zone))
        hour += HOUR
    return counts


def busy_by_day(hour):
    return 12 if 8 <= hour.hour < 20 else 0


def test_twelve_an_hour_and_none_for_two_hours_is_told():
    found = silence(shop(busy_by_day, until=NOW - 3 * HOUR), NOW, UTC)
    assert (found.hours, found.usual) == (2, 24)


def test_an_hour_without_orders_is_not_told_yet():
    assert silence(shop(busy_by_day, until=NOW - 2 * HOUR), NOW, UTC) is None


def test_one_order_in_the_running_hour_ends_the_silence():
    counts = shop(busy_by_day, until=NOW - 5 * HOUR) | {FULL: 1}
    assert silence(counts, NOW, UTC) is None


def test_a_quiet_night_is_usual():
    night = NOW.replace(hour=5)
    assert silence(shop(busy_by_day, until=night - 9 * HOUR), night, UTC) is None


def test_a_closed_sunday_is_usual():
    sunday = NOW + timedelta(days=3)
    counts = shop(lambda hour: busy_by_day(hour) if hour.weekday() < 6 else 0, until=sunday)
    assert silence(counts, sunday, UTC) is None


def test_a_shop_with_one_order_a_day_may_miss_three_days():
    counts = shop(lambda hour: int(hour.hour == 11), until=NOW - timedelta(days=4))
    assert silence(counts, NOW, UTC) is None


def test_a_shop_with_one_order_a_day_that_misses_ten_days_is_told():
    last = NOW - timedelta(days=10, hours=5)
    assert silence(shop(lambda hour: int(hour.hour == 11), 8, until=last), NOW, UTC).hours > 200


def test_two_weeks_of_experience_are_too_few():
    assert silence(shop(busy_by_day, 2, until=NOW - 4 * HOUR), NOW, UTC) is None


def test_a_shop_that_never_sold_is_not_silent():
    assert silence({}, NOW, UTC) is None


def test_one_closed_week_before_does_not_hide_the_silence():
    counts = shop(busy_by_day, until=NOW - 4 * HOUR)
    closed = {hour: 0 for hour in counts if 6 < (NOW - hour).days < 14}
    assert silence(counts | closed, NOW, UTC)


def test_a_shop_that_sells_much_less_than_before_is_given_more_time():
    counts = shop(lambda hour: 5 if 8 <= hour.hour < 20 else 0, until=NOW - 4 * HOUR)
    weak = {hour: 1 if count else 0 for hour, count in counts.items() if (NOW - hour).days < 8}
    assert silence(counts, NOW, UTC) and silence(counts | weak, NOW, UTC) is None


def test_the_clock_on_the_wall_counts_after_the_end_of_summer_time():
    monday = datetime(2026, 10, 26, 7, 30, tzinfo=UTC)
    hour, counts = monday.replace(minute=0) - timedelta(weeks=6), {}
    while hour < datetime(2026, 10, 24, 18, tzinfo=UTC):
        wall = hour.astimezone(PARIS)
        counts[hour] = 12 if 9 <= wall.hour < 20 and wall.weekday() < 6 else 0
        hour += HOUR
    assert silence(counts, monday, PARIS) is None


@given(st.integers(0, 400), st.integers(0, 60))
def test_what_came_in_the_running_hour_or_before_it_is_never_silence(age, minute):
    now = NOW.replace(minute=min(minute, 59))
    counts = shop(lambda hour: (hour.hour * 7 + age) % 13, until=now - HOUR)
    counts[FULL - HOUR] = 1
    assert silence(counts, now, UTC) is None


@given(st.integers(3, 60))
def test_the_longer_the_silence_the_longer_it_is_told(hours):
    found = silence(shop(lambda hour: 4, 8, until=NOW - (hours + 1) * HOUR), NOW, UTC)
    assert found is None or found.hours == hours


@given(st.integers(1, 6), st.integers(3, 12))
def test_more_orders_never_make_a_told_silence_unheard(factor, hours):
    few = shop(lambda hour: 3, until=NOW - (hours + 1) * HOUR)
    many = {hour: count * factor for hour, count in few.items()}
    assert silence(many, NOW, UTC) or not silence(few, NOW, UTC)


@pytest.mark.parametrize("an_hour", [0.05, 0.5, 2, 8])
def test_chance_alone_hardly_ever_raises_an_alarm(an_hour):
    """Ten weeks of hours of a shop whose orders come at random: at most one alarm in 1,000."""
    dice = random.Random(7)
    start = NOW - timedelta(weeks=16)
    counts, alarms = {}, 0
    for number in range(16 * 168):
        hour = start.replace(minute=0) + number * HOUR
        if number > 6 * 168 and silence(counts, hour + timedelta(minutes=1), UTC):
            alarms += 1
        counts[hour] = poisson(dice, an_hour)
    assert alarms <= 10 * 168 * 10 * CHANCE


def poisson(dice, mean):
    count, left = 0, dice.expovariate(mean)
    while left < 1:
        count, left = count + 1, left + dice.expovariate(mean)
    return count
