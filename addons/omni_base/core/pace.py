"""How fast a remote may be asked: a bucket for each of its limits, the urgent first.

A bucket holds what was used and not yet given back by the remote. It empties with time; a call fits
while there is room. What a person waits for may use it all; the less urgent leave more room free.
"""

import time

from msgspec import Struct

from .text import Text

PERSON = 0
LIVE = 10
BACKFILL = 50
KEPT_FREE = {PERSON: 0.05, LIVE: 0.15, BACKFILL: 0.35}
"""Share of the bucket that calls of a lane leave alone; the first is the way over the wire."""
NEARLY_EMPTY = 0.1
"""So little used, a call larger than its lane's share may go."""
CALLS = "calls"


class Limit(Struct, frozen=True, kw_only=True):
    """What a vendor's documentation promises: so many at once, so many a second after that.

    A rule such as “100 a minute” is 40 at once and 1 a second: never more in any minute.
    """

    code: str
    label: Text | str
    capacity: float | None = None
    per_second: float = 0.0


class Charge(Struct, frozen=True):
    """What one call takes of a limit."""

    limit: str = CALLS
    amount: float = 1.0


class Told(Struct, frozen=True):
    """What an answer told of a limit. ``left``: what may still be used of ``capacity``.

    ``per_second`` comes back each second; or all of it comes back in ``fresh_after`` seconds.
    """

    capacity: float
    left: float
    per_second: float = 0.0
    fresh_after: float | None = None


class Level(Struct):
    """One bucket at the time ``at`` (seconds of any clock). No ``capacity``: no known limit.

    ``fresh_at``: when the remote forgets all that was used; nothing comes back before.
    ``closed_until``: the remote asked to be left alone.
    """

    capacity: float | None = None
    per_second: float = 0.0
    used: float = 0.0
    at: float = 0.0
    fresh_at: float | None = None
    closed_until: float | None = None

    def used_at(self, now):
        """A clock that was set back counts as time gone by: it never keeps a bucket full."""
        if self.fresh_at is None:
            return max(0.0, self.used - self.per_second * abs(now - self.at))
        return 0.0 if self.fresh_at <= now else self.used

    def wait(self, amount, lane, now):
        """Return the seconds until a call of this amount may go; 0 if it may now."""
        if self.closed_until is not None and self.closed_until > now:
            return self.closed_until - now
        if self.capacity is None:
            return 0.0
        excess = self.used_at(now) - ceiling(self.capacity, amount, lane)
        if excess <= 0:
            return 0.0
        if self.fresh_at is not None:
            return self.fresh_at - now
        return excess / self.per_second

    def take(self, amount, lane, now):
        """Count a call that may go, and return 0; else the seconds to wait."""
        wait = self.wait(amount, lane, now)
        if not wait:
            self._move(self.used_at(now) + amount, now)
        return wait

    def settle(self, refund, now, told=None, closed_for=None):
        """Book what the answer told. It never makes more room than what this call gives back:
        others may be on their way, which the remote has not seen yet.
        """
        self._move(max(0.0, self.used_at(now) - refund), now)
        if told:
            self.capacity, self.per_second = told.capacity, told.per_second
            self.used = min(max(self.used, told.capacity - told.left), told.capacity)
            if told.fresh_after is not None:
                self.fresh_at = now + told.fresh_after
        if closed_for is not None:
            self.closed_until = max(self.closed_until or now, now + closed_for)

    def _move(self, used, now):
        self.used, self.at = used, now
        if self.fresh_at is not None and self.fresh_at <= now:
            self.fresh_at = None


def ceiling(capacity, amount, lane):
    """Return how much may be used already where a call of this amount may go."""
    nearly_empty = capacity * NEARLY_EMPTY
    if amount <= capacity:
        nearly_empty = min(nearly_empty, capacity - amount)
    return max(capacity * (1 - KEPT_FREE[lane]) - amount, nearly_empty)


class Pace:
    """The pace of one process on its own; what is shared by all workers has the same methods."""

    def __init__(self, limits=(), lane=PERSON, clock=time.monotonic):
        self.lane = lane
        self._clock = clock
        self._levels = {
            limit.code: Level(capacity=limit.capacity, per_second=limit.per_second, at=clock())
            for limit in limits
        }

    def take(self, charge):
        """Count a call before it is made. Return 0, or the seconds until there is room for it."""
        return self._level(charge).take(charge.amount, self.lane, self._clock())

    def share(self, capacity):
        """Return how much of a limit the calls of this lane may use up."""
        return capacity * (1 - KEPT_FREE[self.lane])

    def settle(self, charge, *, actual=None, told=None, closed_for=None):
        """Correct a counted call by its answer. ``actual``: what it really cost, if told."""
        refund = 0.0 if actual is None else charge.amount - actual
        self._level(charge).settle(refund, self._clock(), told, closed_for)

    def _level(self, charge):
        return self._levels.setdefault(charge.limit, Level())
