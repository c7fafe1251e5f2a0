from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..core.pace import BACKFILL, LIVE
from ..core.resource import resource

LEASE_SECONDS = 300
FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 3600
UNKNOWN_BATCH = 50

ALWAYS = SQL("TRUE")
NEVER = SQL("FALSE")
LIVE_ONES = SQL("c.mode = 'live'")

LANES = (LIVE, BACKFILL)

WHEN = SQL("COALESCE(w.not_before, '-infinity')")
DUE_INDEX = "(connection_id, priority, COALESCE(not_before, '-infinity'), id)"

SEVERITIES = [("info", "Info"), ("retry", "Retry"), ("error", "Error")]


class Work(models.AbstractModel):
    """Rows that a worker takes under a lease: messages that came in, intents that go out."""

    _name = "omni.work"
    _description = "Leased work"
    _claimable = ()
    _needs_no_remote = NEVER
    """SQL on the row ``w``: whether it is worked on while the remote asks to wait."""

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    resource = fields.Char(required=True, readonly=True)
    priority = fields.Integer(default=LIVE, required=True, readonly=True)
    tries = fields.Integer(readonly=True)
    not_before = fields.Datetime(string="Next try", readonly=True)
    lease_until = fields.Datetime(readonly=True)
    lease_backend = fields.Integer(
        readonly=True,
        help="The database session of the worker that took it: the lease ends with it",
    )
    severity = fields.Selection(SEVERITIES, readonly=True)
    reason = fields.Char(readonly=True)
    detail = fields.Text(string="Technical detail", readonly=True)

    @api.model
    def _claim(self, lowest_priority, connections=ALWAYS):
        """Take one slice of claimable rows of one connection, resource and state under a lease.

        ``connections``: SQL on the connection ``c``: whose work may be taken at all.
        Must be called right after a commit and be committed right after; two workers that want the
        same rows make one of them fail with a serialization error, to be tried again.
        """
        lanes = (lane for lane in LANES if lane <= lowest_priority)
        head = next(filter(None, (self._claim_head(lane, connections) for lane in lanes)), None)
        if not head:
            return self.browse()
        self.env.cr.execute(self._taking(*head), log_exceptions=False)
        ids = sorted(row[0] for row in self.env.cr.fetchall())
        self.invalidate_model(["lease_until", "lease_backend"])
        return self.browse(ids)

    def _taking(self, lane, connection_id, resource_code, state):
        """Return the statement that takes the first of the ready rows of one kind."""
        return SQL(
            """
            UPDATE %(table)s w SET lease_until = %(until)s, lease_backend = pg_backend_pid()
             WHERE w.id IN (
                SELECT w.id FROM %(table)s w
                 WHERE w.connection_id = %(connection)s AND w.resource = %(resource)s
                   AND w.state = %(state)s AND %(ready)s
                 ORDER BY %(when)s, w.id LIMIT %(batch)s)
         RETURNING w.id
            """,
            table=SQL.identifier(self._table),
            until=fields.Datetime.now() + timedelta(seconds=LEASE_SECONDS),
            connection=connection_id,
            resource=resource_code,
            state=state,
            ready=self._ready(lane),
            when=WHEN,
            batch=self._batch(resource_code),
        )

    def _is_due_within(self, seconds, connections=ALWAYS):
        """Whether a live row that nobody has taken may be worked on within so many seconds."""
        self.env.cr.execute(
            SQL(
                """
                SELECT bool_or(greatest(h.due, c.paused_until) <= %(soon)s) FROM omni_connection c
                 CROSS JOIN LATERAL (
                    SELECT %(when)s AS due FROM %(table)s w
                     WHERE w.connection_id = c.id AND w.state IN %(states)s
                       AND w.priority = %(lane)s AND w.lease_until IS NULL
                     ORDER BY %(when)s, w.id LIMIT 1) h
                 WHERE c.active AND c.state = 'connected' AND %(connections)s
                """,
                when=WHEN,
                table=SQL.identifier(self._table),
                states=self._claimable,
                lane=LIVE,
                connections=connections,
                soon=fields.Datetime.now() + timedelta(seconds=seconds),
            )
        )
        return bool(self.env.cr.fetchone()[0])

    def _claim_head(self, lane, connections):
        """Return (lane, connection id, resource, state) of the row that waited longest, or None.

        Each connection is probed on its own through the index: what waits for a suspended one,
        or is not due yet, costs nothing. While its remote asks to wait, what is here already is
        worked on.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT %(lane)s, c.id, h.resource, h.state FROM omni_connection c
                 CROSS JOIN LATERAL (
                    SELECT w.id, w.resource, w.state, %(when)s AS due FROM %(table)s w
                     WHERE w.connection_id = c.id AND %(ready)s AND (%(apart)s OR %(open)s)
                     ORDER BY %(when)s, w.id LIMIT 1) h
                 WHERE c.active AND c.state = 'connected' AND %(connections)s
                 ORDER BY h.due, h.id LIMIT 1
                """,
                lane=lane,
                table=SQL.identifier(self._table),
                ready=self._ready(lane),
                when=WHEN,
                connections=connections,
                apart=self._needs_no_remote,
                open=self._is_open(lane),
            )
        )
        return self.env.cr.fetchone()

    def _is_open(self, lane):
        """Return SQL on the connection ``c``: whether its remote may be asked or told now."""
        paused = ["paused_until"] + ["backfill_paused_until"] * (lane >= BACKFILL)
        now = fields.Datetime.now()
        return SQL(" AND ").join(
            SQL("COALESCE(%s, '-infinity') <= %s", SQL.identifier("c", column), now)
            for column in paused
        )

    def _ready(self, lane):
        """A lease ends at its time, or with the worker: a killed one has no session any more."""
        now = fields.Datetime.now()
        return SQL(
            """(w.state IN %(states)s AND w.priority = %(lane)s AND %(when)s <= %(now)s
                AND (w.lease_until IS NULL OR w.lease_until < %(now)s
                     OR w.lease_backend NOT IN (SELECT a.pid FROM pg_stat_activity a
                                                 WHERE a.datname = current_database())))""",
            states=self._claimable,
            lane=lane,
            when=WHEN,
            now=now,
        )

    def _batch(self, resource_code):
        """How many rows one slice of this resource may hold."""
        known = resource(resource_code)
        return known.batch if known else UNKNOWN_BATCH

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_resource_label(self):
        for row in self:
            known = resource(row.resource)
            row.resource_label = row.connection_id._say(known.label) if known else row.resource

    def _postpone(self, reason, after=None, detail=""):
        """Give the rows back, to be tried again when the remote asked for it, else ever slower."""
        for tries in set(self.mapped("tries")):
            rows = self.filtered(lambda row, tries=tries: row.tries == tries)
            delay = min(FIRST_DELAY_SECONDS * 2**tries, LONGEST_DELAY_SECONDS)
            if after is not None:
                delay = min(max(after, 1), LONGEST_DELAY_SECONDS)
            rows.write(
                {
                    "tries": tries + 1,
                    "not_before": fields.Datetime.now() + timedelta(seconds=delay),
                    "lease_until": False,
                    "severity": "retry",
                    "reason": reason,
                    "detail": detail,
                }
            )

    def _wait_for_room(self, connection, error):
        """Give the rows back: the remote's limit leaves no room for this lane yet. No try of
        theirs is lost by that, since nothing was asked.
        """
        until = connection._wait_for_room(self[0].priority, error.after)
        self.write(
            {
                "not_before": until,
                "lease_until": False,
                "severity": "retry",
                "reason": connection._say(error.reason),
            }
        )

    def _release(self):
        """Give the rows back untouched."""
        self.write({"lease_until": False})

    @api.model
    def _taken(self):
        """Return what this worker's own database session has taken and not given back."""
        self.flush_model(["state", "lease_until"])
        self.env.cr.execute(
            SQL(
                """
                SELECT w.id FROM %(table)s w
                 WHERE w.state IN %(states)s AND w.lease_until IS NOT NULL
                   AND w.lease_backend = pg_backend_pid()
                """,
                table=SQL.identifier(self._table),
                states=self._claimable,
            )
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())
