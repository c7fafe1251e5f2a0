"""How long things took, kept as counts by class of duration: narrow, and it can be added up.

Each class ends a quarter above the one before, so that a percentile read from it is at most a
quarter too high, and never too low.
"""

import math

GROWTH = 1.25
ROUNDING = 1e-9


def duration_class(seconds):
    """Return the number of the class that a duration belongs to; 0 is up to a second."""
    return 0 if seconds <= 1 else math.ceil(math.log(seconds) / math.log(GROWTH) - ROUNDING)


def longest(number):
    """Return the longest duration of a class, in whole seconds."""
    return math.floor(GROWTH**number + ROUNDING)


def added(spreads):
    """Return one spread, {class: count}, of several; JSON has made texts of their keys."""
    total = {}
    for spread in spreads:
        for number, count in spread.items():
            total[int(number)] = total.get(int(number), 0) + count
    return total


def percentile(spread, share):
    """Return the seconds within which ``share`` of all were done, None where there were none."""
    wanted = share * sum(spread.values())
    reached = 0
    for number in sorted(spread):
        reached += spread[number]
        if reached and reached >= wanted - ROUNDING:
            return longest(number)
    return None
