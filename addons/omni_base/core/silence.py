"""Whether it has become too quiet: what usually comes at these hours of the week did not come.

The silent time is counted in whole hours, backwards from the last full one. For each of the last
six weeks the same hours of the same weekdays are added up. What is usual is their median, lowered
where the week before the silence was weaker than those weeks were. If things come independently of
each other, none comes by chance with a probability of exp(-usual): below 1 in 10,000 it is told.

Hence quiet nights, closed Sundays and shops with an order a day raise no alarm: their usual number
is too small, until the silence is long enough.
"""

import math
from datetime import timedelta
from statistics import median

from msgspec import Struct

WEEKS = 6
LEAST_WEEKS = 3
LEAST_HOURS = 2
MOST_HOURS = 14 * 24
CHANCE = 1e-4
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


class Silence(Struct, frozen=True):
    """``hours`` without any, in which ``usual`` would have come."""

    hours: int
    usual: float


def silence(counts, now, zone):
    """Return the Silence, or None while all is as usual or too little is known.

    ``counts``: {aware UTC full hour: how many}, those without any may be left out. ``now``: aware
    UTC. ``zone``: where the week is lived, as a tzinfo.
    """
    counts = {hour: count for hour, count in counts.items() if count}
    if not counts:
        return None
    hours = silent_hours(max(counts), now)
    weeks = weeks_known(min(counts), hours)
    if not LEAST_HOURS <= len(hours) <= MOST_HOURS or weeks < LEAST_WEEKS:
        return None
    sums = [usual_sum(counts, hours, back, zone) for back in range(1, weeks + 1)]
    usual = median(sums) * trend(counts, max(counts), weeks)
    if sums.count(0) > 1 or math.exp(-usual) >= CHANCE:
        return None
    return Silence(hours=len(hours), usual=usual)


def silent_hours(newest, now):
    """Return the full hours between the newest that had any and the hour that runs."""
    running = now.replace(minute=0, second=0, microsecond=0)
    count = int((running - newest) / HOUR) - 1
    return [running - HOUR * back for back in range(1, count + 1)]


def weeks_known(oldest, hours):
    """Return how many of the last weeks are covered by what is known."""
    if not hours:
        return 0
    return min(WEEKS, int((hours[-1] - oldest) / WEEK))


def usual_sum(counts, hours, back, zone):
    """Return what came in the same hours by the clock on the wall, so many weeks ago."""
    then = ((hour.astimezone(zone) - WEEK * back).astimezone(hour.tzinfo) for hour in hours)
    return sum(counts.get(hour, 0) for hour in then)


def trend(counts, newest, weeks):
    """Return how the week that ended with the newest compares with the usual one, 1 at most."""
    ago = [0] * (weeks + 1)
    for hour, count in counts.items():
        back = int((newest - hour) / WEEK)
        if back <= weeks:
            ago[back] += count
    usual = median(ago[1:])
    return min(1.0, ago[0] / usual) if usual else 1.0
