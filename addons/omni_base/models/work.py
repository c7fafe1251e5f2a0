from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

LEASE_SECONDS = 300
FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 3600

ALWAYS = SQL("TRUE")

LIVE = 10
BACKFILL = 50

SEVERITIES = [("info", "Info"), ("retry", "Retry"), ("error", "Error")]


class Work(models.AbstractModel):
    """Rows that a worker takes under a lease: messages that came in, intents that go out."""

    _name = "omni.work"
    _description = "Leased work"
    _claimable = ()

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    resource = fields.Char(required=True, readonly=True)
    priority = fields.Integer(default=LIVE, required=True, readonly=True)
    tries = fields.Integer(readonly=True)
    not_before = fields.Datetime(string="Next try", readonly=True)
    lease_until = fields.Datetime(readonly=True)
    severity = fields.Selection(SEVERITIES, readonly=True)
    reason = fields.Char(readonly=True)
    detail = fields.Text(string="Technical detail", readonly=True)

    @api.model
    def _claim(self, lowest_priority, extra=ALWAYS):
        """Take one slice of claimable rows of one connection, resource and state under a lease.

        Must be called right after a commit and be committed right after; two workers that want the
        same rows make one of them fail with a serialization error, to be tried again.
        """
        head = self._claim_head(lowest_priority, extra)
        if not head:
            return self.browse()
        connection_id, resource, state, batch = head
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s w SET lease_until = %(until)s
                 WHERE w.id IN (
                    SELECT w.id FROM %(table)s w
                     WHERE w.connection_id = %(connection)s AND w.resource = %(resource)s
                       AND w.state = %(state)s AND %(ready)s
                     ORDER BY w.priority, w.id LIMIT %(batch)s)
             RETURNING w.id
                """,
                table=SQL.identifier(self._table),
                until=fields.Datetime.now() + timedelta(seconds=LEASE_SECONDS),
                connection=connection_id,
                resource=resource,
                state=state,
                ready=self._ready(lowest_priority, extra),
                batch=batch,
            )
        )
        ids = sorted(row[0] for row in self.env.cr.fetchall())
        self.invalidate_model(["lease_until"])
        return self.browse(ids)

    def _claim_head(self, lowest_priority, extra):
        self.env.cr.execute(
            SQL(
                """
                SELECT w.connection_id, w.resource, w.state FROM %(table)s w
                  JOIN omni_connection c ON c.id = w.connection_id
                 WHERE c.active AND c.state = 'connected'
                   AND (c.paused_until IS NULL OR c.paused_until <= %(now)s) AND %(ready)s
                 ORDER BY w.priority, w.id LIMIT 1
                """,
                table=SQL.identifier(self._table),
                now=fields.Datetime.now(),
                ready=self._ready(lowest_priority, extra),
            )
        )
        row = self.env.cr.fetchone()
        if not row:
            return None
        return *row, self._batch(row[0], row[1])

    def _ready(self, lowest_priority, extra):
        now = fields.Datetime.now()
        return SQL(
            """(w.state IN %(states)s AND w.priority <= %(priority)s
                AND (w.not_before IS NULL OR w.not_before <= %(now)s)
                AND (w.lease_until IS NULL OR w.lease_until < %(now)s) AND %(extra)s)""",
            states=self._claimable,
            priority=lowest_priority,
            now=now,
            extra=extra,
        )

    def _batch(self, connection_id, resource):
        """How many rows one slice of this resource may hold."""
        return 50

    def _postpone(self, reason, after=None, detail=""):
        """Give the rows back, to be tried again later: after what was asked, else ever slower."""
        for tries in set(self.mapped("tries")):
            rows = self.filtered(lambda row, tries=tries: row.tries == tries)
            delay = min(FIRST_DELAY_SECONDS * 2**tries, LONGEST_DELAY_SECONDS)
            delay = max(delay, after or 0)
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

    def _release(self):
        """Give the rows back untouched."""
        self.write({"lease_until": False})
