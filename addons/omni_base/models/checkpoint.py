"""The one place that commits, and the one that knows whether a transaction is open."""

import logging
import time

import psycopg2.errors
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo import models

_logger = logging.getLogger(__name__)

CONFLICTS = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.DeadlockDetected,
    psycopg2.errors.LockNotAvailable,
)
LONGEST_REST = 10
LOST_DATABASE = (psycopg2.OperationalError, psycopg2.InterfaceError)


class Checkpoint(models.AbstractModel):
    _name = "omni.checkpoint"
    _description = "Checkpoint"

    def _commit(self, processed=0, remaining=1):
        """Commit what is done so far; return the seconds left in this scheduled job.

        Everything read afterwards is read anew: other workers may have written meanwhile.
        """
        with self.env["omni.payload"]._told_with_it():
            seconds = self.env["ir.cron"]._commit_progress(processed, remaining=remaining)
        self.env.invalidate_all()
        return seconds

    def _undo(self):
        """Take back what was not committed; everything read afterwards is read anew."""
        self.env.cr.rollback()
        self.env.invalidate_all()

    def _rest(self, seconds):
        """Wait with no transaction open, so that nobody waits for us."""
        self._commit(0, remaining=0)
        time.sleep(seconds)

    def _rest_within_job(self, seconds):
        """Wait, with no transaction open, where this job has the time; return whether it had."""
        left = self._commit(0, remaining=1)
        if seconds > min(left, LONGEST_REST):
            return False
        time.sleep(seconds)
        return True

    def _assert_no_transaction(self):
        """Called before each scheduled network call: nobody may wait for us meanwhile (law 9).

        A test's cursor only plays at committing: nothing can be said of it.
        """
        if type(self.env.cr).__name__ == "TestCursor":
            return
        if self.env.cr._cnx.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            return
        _logger.error(
            "A scheduled network call was made while a transaction was open", stack_info=True
        )
