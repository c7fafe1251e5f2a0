from odoo import api, fields, models
from odoo.tools import SQL

from ..core.pace import KEPT_FREE, NEARLY_EMPTY, Level

SHORTEST_WAIT = 0.05
NOW = SQL("(clock_timestamp() AT TIME ZONE 'UTC')")
USED = SQL(
    """CASE WHEN b.fresh_at <= %(now)s THEN 0
            WHEN b.fresh_at IS NOT NULL THEN b.used
            ELSE GREATEST(0, b.used - b.per_second
                                    * ABS(EXTRACT(EPOCH FROM %(now)s - b.counted_at)::float8)) END
    """,
    now=NOW,
)
STILL_UNFRESH = SQL("CASE WHEN b.fresh_at > %s THEN b.fresh_at END", NOW)


class Bucket(models.Model):
    """What was used of one limit of a remote, counted together by the workers of all servers.

    ``core/pace.py`` says what the numbers mean; this is the same, in single statements, by the
    database's clock. The row is never locked longer than a statement takes, and what a killed
    worker has counted flows back with time.
    """

    _name = "omni.bucket"
    _description = "Limit of a remote"
    _log_access = False
    _order = "connection_id, id"
    _rec_name = "label"

    connection_id = fields.Many2one(
        "omni.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id")
    code = fields.Char(required=True, readonly=True)
    capacity = fields.Float(string="At once", readonly=True, help="Empty: no limit is known")
    per_second = fields.Float(string="Back per second", readonly=True)
    used = fields.Float(readonly=True)
    counted_at = fields.Datetime(string="Counted", readonly=True)
    fresh_at = fields.Datetime(string="Fresh", readonly=True)
    closed_until = fields.Datetime(string="Closed", readonly=True)
    label = fields.Char(string="Limit", compute="_compute_label")
    free = fields.Float(string="Free now", compute="_compute_now")
    waits_until = fields.Datetime(string="Left alone until", compute="_compute_now")

    _one_per_limit = models.UniqueIndex("(connection_id, code)")

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_label(self):
        for bucket in self:
            cls = bucket.connection_id._adapter_class()
            labels = {limit.code: limit.label for limit in cls.limits} if cls else {}
            label = labels.get(bucket.code) or self.env._("Calls")
            bucket.label = bucket.connection_id._say(label)

    def _compute_now(self):
        self.env.cr.execute(
            SQL("SELECT b.id, %s FROM omni_bucket b WHERE b.id = ANY(%s)", USED, self.ids)
        )
        used = dict(self.env.cr.fetchall())
        for bucket in self:
            bucket.free = max(bucket.capacity - used.get(bucket.id, 0), 0)
            is_closed = bucket.closed_until and bucket.closed_until > fields.Datetime.now()
            bucket.waits_until = is_closed and bucket.closed_until

    @api.model
    def _take(self, connection_id, charge, lane):
        """Count a call. Return 0, or the seconds until there is room; None for an unknown bucket.

        One statement where the call may go.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_bucket b
                   SET used = %(used)s + %(amount)s, counted_at = %(now)s, fresh_at = %(unfresh)s
                 WHERE b.connection_id = %(connection)s AND b.code = %(code)s
                   AND (b.closed_until IS NULL OR b.closed_until <= %(now)s)
                   AND (b.capacity IS NULL OR %(used)s <= %(ceiling)s)
                """,
                used=USED,
                amount=charge.amount,
                now=NOW,
                unfresh=STILL_UNFRESH,
                connection=connection_id,
                code=charge.limit,
                ceiling=self._ceiling(charge.amount, lane),
            ),
            log_exceptions=False,
        )
        return 0 if self.env.cr.rowcount else self._wait(connection_id, charge, lane)

    @api.model
    def _ceiling(self, amount, lane):
        """``core.pace.ceiling`` in SQL."""
        return SQL(
            """GREATEST(b.capacity * %(share)s::float8 - %(amount)s,
                        CASE WHEN %(amount)s > b.capacity THEN b.capacity * %(nearly)s::float8
                        ELSE LEAST(b.capacity * %(nearly)s::float8, b.capacity - %(amount)s) END)
            """,
            share=1 - KEPT_FREE[lane],
            amount=SQL("%s::float8", amount),
            nearly=NEARLY_EMPTY,
        )

    @api.model
    def _wait(self, connection_id, charge, lane):
        self.env.cr.execute(
            SQL(
                """
                SELECT b.capacity, b.per_second, %(used)s, 0,
                       EXTRACT(EPOCH FROM %(unfresh)s - %(now)s)::float8,
                       EXTRACT(EPOCH FROM b.closed_until - %(now)s)::float8
                  FROM omni_bucket b WHERE b.connection_id = %(connection)s AND b.code = %(code)s
                """,
                used=USED,
                unfresh=STILL_UNFRESH,
                now=NOW,
                connection=connection_id,
                code=charge.limit,
            )
        )
        row = self.env.cr.fetchone()
        return row and max(Level(*row).wait(charge.amount, lane, 0), SHORTEST_WAIT)

    @api.model
    def _start(self, connection_id, code, limit):
        """Begin to count one limit; return whether the connection is there to count for.

        A connection that another transaction is just making is not.
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO omni_bucket
                            (connection_id, code, capacity, per_second, used, counted_at)
                     SELECT c.id, %s, %s::float8, %s::float8, 0, %s
                       FROM omni_connection c WHERE c.id = %s
                ON CONFLICT (connection_id, code) DO NOTHING
                """,
                code,
                limit.capacity if limit else None,
                limit.per_second if limit else 0,
                NOW,
                connection_id,
            ),
            log_exceptions=False,
        )
        return bool(self.env.cr.rowcount)

    @api.model
    def _settle(self, connection_id, charge, refund, told, closed_for):
        """Correct a counted call by what its answer told."""
        used = SQL("GREATEST(0, %s - %s)", USED, refund)
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_bucket b
                   SET %(told)s, counted_at = %(now)s,
                       closed_until = GREATEST(b.closed_until, %(closed)s)
                 WHERE b.connection_id = %(connection)s AND b.code = %(code)s
                """,
                told=self._as_told(used, told)
                if told
                else SQL("used = %s, fresh_at = %s", used, STILL_UNFRESH),
                now=NOW,
                closed=seconds_from_now(closed_for),
                connection=connection_id,
                code=charge.limit,
            ),
            log_exceptions=False,
        )

    @api.model
    def _as_told(self, used, told):
        """What others have taken meanwhile, and the remote has not seen, stays counted."""
        return SQL(
            """
            used = LEAST(GREATEST(%(used)s, %(there)s), %(capacity)s), capacity = %(capacity)s,
            per_second = %(per_second)s, fresh_at = COALESCE(%(fresh)s, %(unfresh)s)
            """,
            used=used,
            there=told.capacity - told.left,
            capacity=told.capacity,
            per_second=told.per_second,
            fresh=seconds_from_now(told.fresh_after),
            unfresh=STILL_UNFRESH,
        )


def seconds_from_now(seconds):
    """Return the moment in SQL; NULL for None."""
    return SQL("%s + %s::float8 * interval '1 second'", NOW, seconds)
