"""The pace that the workers of all servers keep together."""

import logging

import psycopg2
from psycopg2.pool import PoolError

from odoo import SUPERUSER_ID, api

from ..core.pace import Pace
from .checkpoint import CONFLICTS

_logger = logging.getLogger(__name__)

MOST_MEETINGS = 50
CROWDED_SECONDS = 0.5
LONGEST_CLOSED = 3600


class SharedPace(Pace):
    """Counts in the connection's buckets, each time on a cursor of its own.

    Where there is no row to count in (the connection is being made by this very transaction, or
    the database has no session to spare), this process counts for itself.
    ``rest(seconds)``: waits if it may, and tells whether it did.
    """

    def __init__(self, connection, lane, rest=None):
        self._limits = {limit.code: limit for limit in connection._adapter_class().limits}
        super().__init__(self._limits.values(), lane)
        self._registry = connection.env.registry
        self._connection_id = connection.id
        self._rest = rest
        self._is_alone = False

    def take(self, charge):
        wait = self._count(charge)
        while wait and self._rest and self._rest(wait):
            wait = self._count(charge)
        return wait

    def settle(self, charge, *, actual=None, told=None, closed_for=None):
        if closed_for is not None:
            closed_for = min(closed_for, LONGEST_CLOSED)
        super().settle(charge, actual=actual, told=told, closed_for=closed_for)
        refund = 0 if actual is None else charge.amount - actual
        if not self._is_alone:
            self._on_own_cursor(
                lambda buckets: buckets._settle(
                    self._connection_id, charge, refund, told, closed_for
                )
            )

    def _count(self, charge):
        if self._is_alone:
            return super().take(charge)
        met, wait = self._on_own_cursor(lambda buckets: self._take(buckets, charge))
        if not met:
            return CROWDED_SECONDS
        if wait is None:
            self._is_alone = True
            return super().take(charge)
        return wait

    def _take(self, buckets, charge):
        wait = buckets._take(self._connection_id, charge, self.lane)
        limit = self._limits.get(charge.limit)
        if wait is None and buckets._start(self._connection_id, charge.limit, limit):
            wait = buckets._take(self._connection_id, charge, self.lane)
        return wait

    def _on_own_cursor(self, work):
        """Return (whether it was done, its result); two that meet take turns."""
        for _meeting in range(MOST_MEETINGS):
            try:
                with self._registry.cursor() as cr:
                    return True, work(api.Environment(cr, SUPERUSER_ID, {})["omni.bucket"])
            except CONFLICTS:
                continue
            except (psycopg2.OperationalError, PoolError) as error:
                _logger.info("Calls are counted by this process alone: %s", error)
                return True, None
        return False, None
