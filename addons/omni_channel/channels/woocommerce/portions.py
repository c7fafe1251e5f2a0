"""How many things a shop manages in one call: hosts differ, and each has its bad days."""

from contextlib import contextmanager

from odoo.addons.omni_base.core.errors import (
    LimitReached,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)

LEAST = 5
TOO_LARGE = 413
GOOD_CALLS = 20


class Portion:
    """``memory`` outlives one run: half as many after a call that was too much, twice as many
    after a number of good ones, at most ``most``.
    """

    def __init__(self, memory, name, most):
        self._sizes = memory.setdefault("sizes", {})
        self._good = memory.setdefault("good", {})
        self._name = name
        self._most = most

    @property
    def size(self):
        return self._sizes.get(self._name, self._most)

    @contextmanager
    def call(self):
        """Learn from the call made inside."""
        try:
            yield
        except (RejectedError, RetryableError, UnknownOutcome) as error:
            if is_too_much(error):
                self._sizes[self._name] = max(self.size // 2, LEAST)
                self._good[self._name] = 0
            raise
        if self.size < self._most:
            self._count()

    def _count(self):
        self._good[self._name] = self._good.get(self._name, 0) + 1
        if self._good[self._name] >= GOOD_CALLS:
            self._sizes[self._name] = min(self.size * 2, self._most)
            self._good[self._name] = 0


def is_too_much(error):
    """Whether a shop that is asked for less may manage: it broke down, or took too long."""
    if isinstance(error, RejectedError):
        return error.status == TOO_LARGE
    if isinstance(error, LimitReached):
        return False
    return error.status is None or error.status >= 500
