"""What shall be kept, and how much of what may be missed has been used so far.

An objective of 95 of 100 leaves an error budget of 5 of 100: that many may take longer.
"""

import msgspec

from .spread import longest

LEAST_COUNT = 20
"""Fewer say nothing: one late of three is no missed objective."""


class Objective(msgspec.Struct, frozen=True):
    """``share`` of 100 of a ``kind`` of figure within ``seconds``; ``label``: what is kept."""

    kind: str
    label: str
    share: int
    seconds: int


class Budget(msgspec.Struct, frozen=True):
    """``count``: how many there were, ``late``: how many of them took longer.

    ``used``: which part of the budget the late ones took; above 1 the objective is missed.
    """

    count: int
    late: int
    used: float

    @property
    def share(self):
        """How many of 100 were in time."""
        return 100 * (self.count - self.late) / self.count

    @property
    def is_kept(self):
        return self.used <= 1

    @property
    def is_missed(self):
        """Whether there were enough to say so."""
        return not self.is_kept and self.count >= LEAST_COUNT


def budget(objective, spread):
    """Return the Budget of {class: count}, None where nothing was measured.

    A class that the limit lies within counts as late: never better than it was.
    """
    count = sum(spread.values())
    if not count:
        return None
    in_time = (n for number, n in spread.items() if longest(number) <= objective.seconds)
    late = count - sum(in_time)
    may_be_late = count * (100 - objective.share) / 100
    used = late / may_be_late if may_be_late else float(late)
    return Budget(count=count, late=late, used=used)
