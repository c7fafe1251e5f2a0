import logging
import traceback
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models

from .checkpoint import CONFLICTS, LOST_DATABASE
from .work import BACKFILL, LIVE, LIVE_ONES

_logger = logging.getLogger(__name__)

LANES = {LIVE: "omni_base.cron_drain_live", BACKFILL: "omni_base.cron_drain_all"}
MOST_MEETINGS = 20
MOMENT_SECONDS = 10
WAIT_SECONDS = 0.5
MOST_WAITS = MOMENT_SECONDS / WAIT_SECONDS
WORK = ("omni.message", "omni.intent")
WOKEN = "omni.woken"
CALLING = 0x0417_0001
"""The number of the database's lock by which those who call do it one after the other."""


class Drain(models.AbstractModel):
    """The workers: they take leased slices of any connection's work, the most urgent first."""

    _name = "omni.drain"
    _description = "Worker"

    @api.model
    def _wake(self, priority=LIVE):
        """Make a worker start as soon as this transaction is committed.

        Leaves at most one pending trigger per lane, however often it is called.
        """
        after = self.env.cr.postcommit
        if WOKEN not in after.data:
            after.data[WOKEN] = set()
            after.add(partial(self._trigger_lanes, after.data[WOKEN]))
        after.data[WOKEN].add(LIVE if priority <= LIVE else BACKFILL)

    def _trigger_lanes(self, lanes):
        """Looked at after the commit, so that a worker that is about to end is not relied upon.

        A trigger that a running job has taken is being deleted (its xmax is set): that job may have
        looked for work before ours was there. Without a connection to spare, the lane's own minute
        wakes it.
        """
        try:
            with self.pool.cursor() as cr:
                drain = self.with_env(api.Environment(cr, SUPERUSER_ID, {}))
                if not all(drain._is_called(lane) for lane in lanes):
                    cr.execute("SELECT pg_advisory_xact_lock(%s)", [CALLING])
                    drain._call(lanes)
        except psycopg2.Error as error:
            _logger.info("A worker is woken by its schedule only: %s", error)

    def _call(self, lanes):
        """In a transaction of its own, which sees whom those before us have called."""
        with self.pool.cursor() as cr:
            drain = self.with_env(api.Environment(cr, SUPERUSER_ID, {}))
            for lane in lanes:
                drain._trigger_lane(lane)

    def _is_called(self, lane):
        """Whether nobody is left to call, at a glance."""
        return not self._uncalled(lane)

    def _trigger_lane(self, lane):
        for cron in self._uncalled(lane):
            cron._trigger()

    def _uncalled(self, lane):
        """Return the scheduled actions of a lane that no trigger waits for."""
        crons = self._lane_crons(lane)
        self.env.cr.execute(
            """
            SELECT cron_id FROM ir_cron_trigger
             WHERE cron_id = ANY(%s) AND call_at <= %s AND xmax = 0
            """,
            [crons.ids, fields.Datetime.now()],
        )
        called = {row[0] for row in self.env.cr.fetchall()}
        return crons.filtered(lambda cron: cron.id not in called)

    @api.model
    def _cron_drain(self, lowest_priority):
        """Work until nothing is left or the time of this job is up."""
        checkpoint = self.env["omni.checkpoint"]
        meetings, waits, left = 0, 0, True
        seconds = checkpoint._commit(0, remaining=0)
        while left and seconds and meetings < MOST_MEETINGS and waits < MOST_WAITS:
            worked, seconds = self._try_slice(lowest_priority, seconds)
            if worked:
                meetings, waits = 0, 0
            elif worked is None:
                meetings += 1
            else:
                waits += 1
                left = self._wait_a_moment(lowest_priority)
        if left:
            self._wake(lowest_priority)
        checkpoint._commit(0, remaining=0)

    @api.model
    def _try_slice(self, lowest_priority, seconds):
        """Return (whether there was a slice to work on, the seconds left in this job).

        The first is None when it met another worker's, which may be noticed by the commit only.
        """
        checkpoint = self.env["omni.checkpoint"]
        try:
            worked = self._drain_slice(lowest_priority)
            return worked, checkpoint._commit(1, remaining=1) if worked else seconds
        except CONFLICTS as error:
            self._take_anew(error)
            return None, seconds
        except LOST_DATABASE:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours costs its slice only (law 1)
            buried = self._bury_taken(error)
            return buried, checkpoint._commit(1, remaining=1) if buried else seconds

    @api.model
    def _wait_a_moment(self, lowest_priority):
        """Wait, without a transaction, where live work is due in seconds; return whether it is.

        A remote that asks for two seconds would else be asked again at the next full minute.
        """
        if lowest_priority > LIVE:
            return False
        due = self.env["omni.message"]._is_due_within(MOMENT_SECONDS)
        if not due and not self.env["omni.intent"]._is_due_within(MOMENT_SECONDS, LIVE_ONES):
            return False
        self.env["omni.checkpoint"]._rest(WAIT_SECONDS)
        return True

    @api.model
    def _take_anew(self, error):
        """Undo a slice that met another worker's, and give back what was taken for it."""
        _logger.info("A slice met another worker's and is taken anew: %s", type(error).__name__)
        self.env["omni.checkpoint"]._undo()
        try:
            for model in WORK:
                self.env[model]._taken()._release()
            self.env["omni.checkpoint"]._commit(0, remaining=1)
        except CONFLICTS:
            self.env["omni.checkpoint"]._undo()

    @api.model
    def _bury_taken(self, error):
        """Make problems of what was taken when our own code failed, so that all else goes on.

        Return whether there was any: a fault before anything was taken would only come again.
        """
        self.env["omni.checkpoint"]._undo()
        detail = "".join(traceback.format_exception(error))
        messages, intents = (self.env[model]._taken() for model in WORK)
        reader = self._as_company((messages or intents)[:1].connection_id).env
        reason = reader._("A fault of the program: %s", self._first_line(error))
        level = logging.INFO if messages or intents else logging.ERROR
        _logger.log(level, "A slice is a problem: %s", detail)
        self._bury(messages, reason, detail)
        intents._give_up(reason, detail)
        return bool(messages or intents)

    @api.model
    def _first_line(self, error):
        """What a fault says of itself, without the statement that a database error quotes."""
        return next(iter(str(error).splitlines()), "")[:500] or type(error).__name__

    @api.model
    def _drain_slice(self, lowest_priority):
        """Take one slice, what goes out first, and return whether there was one."""
        return self._drain_out(lowest_priority) or self._drain_in(lowest_priority)

    @api.model
    def _as_company(self, connection):
        """Return the connection as the scheduled work sees it: its own company and no other."""
        return connection.with_company(connection.company_id).with_context(
            allowed_company_ids=connection.company_id.ids, lang=connection.user_id.lang or "en_US"
        )
