from collections import Counter
from datetime import datetime, time, timedelta, timezone

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import AuthError, LimitReached, RemoteError

DAYS = 2
COUNTED = ("imported", "parked", "ignored", "problem", "waiting", "missing")


class Completeness(models.Model):
    """One day of one channel: every order placed there is accounted for, or the day is red."""

    _name = "omni.completeness"
    _description = "Completeness of a day"
    _order = "day desc, connection_id"
    _rec_name = "day"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    day = fields.Date(required=True, readonly=True, help="In UTC")
    checked_at = fields.Datetime(readonly=True)
    placed_count = fields.Integer(string="Placed there", readonly=True)
    imported_count = fields.Integer(string="Imported", readonly=True)
    parked_count = fields.Integer(string="Parked", readonly=True)
    ignored_count = fields.Integer(string="Ignored", readonly=True)
    problem_count = fields.Integer(string="Problems", readonly=True)
    waiting_count = fields.Integer(string="Being worked on", readonly=True)
    missing_count = fields.Integer(string="Missing", readonly=True)
    missing_ids = fields.Json(string="What is missing", readonly=True, default=list)
    share = fields.Float(string="Accounted for", compute="_compute_share")

    _one_per_day = models.Constraint(
        "UNIQUE (connection_id, day)", "A day of a connection is counted once."
    )

    @api.depends("placed_count", "missing_count")
    def _compute_share(self):
        for row in self:
            accounted = row.placed_count - row.missing_count
            row.share = accounted / row.placed_count if row.placed_count else 1

    @api.model
    def _cron_check(self):
        """List what was placed today and yesterday, and count what became of it."""
        today = fields.Date.today()
        days = [today - timedelta(days=back) for back in range(DAYS)]
        connections = self.env["omni.connection"].search(
            [("kind", "=", "channel"), ("state", "=", "connected")]
        )
        for connection in connections:
            if connection._adapter_class().can("pull_placed"):
                self._check(self.env["omni.drain"]._as_company(connection), days)
                self.env["omni.checkpoint"]._commit(1, remaining=0)

    def _check(self, connection, days):
        """Compare the shop's own list of each day with what is here; ask again what is missing."""
        since = datetime.combine(min(days), time(), timezone.utc)
        until = datetime.combine(max(days) + timedelta(days=1), time(), timezone.utc)
        placed = {day: [] for day in days}
        try:
            with connection._session(scheduled=True, rests=True) as adapter:
                self.env["omni.checkpoint"]._commit()
                for external_id, moment in adapter.pull_placed(since, until):
                    placed.setdefault(moment.date(), []).append(external_id)
        except AuthError as error:
            connection._suspend(connection._say(error.reason))
            return
        except LimitReached:
            return
        except RemoteError as error:
            connection._pause(60)
            connection.sudo().problem = connection._say(error.reason)
            return
        for day, external_ids in placed.items():
            self._count(connection, day, external_ids)._ask_missing()

    def _count(self, connection, day, external_ids):
        """Write down what became of the orders of a day; return its row."""
        fates = self._fates(connection, external_ids)
        counts = Counter(fates.get(external_id, "missing") for external_id in external_ids)
        missing = [one for one in external_ids if fates.get(one, "missing") == "missing"]
        values = {f"{fate}_count": counts[fate] for fate in COUNTED}
        values.update(
            placed_count=len(external_ids), missing_ids=missing, checked_at=fields.Datetime.now()
        )
        row = self.search([("connection_id", "=", connection.id), ("day", "=", day)])
        if row:
            row.write(values)
            return row
        return self.create({**values, "connection_id": connection.id, "day": day})

    def _fates(self, connection, external_ids):
        """Return {external id: what became of it}: two queries for a day."""
        self.env.cr.execute(
            """
            SELECT DISTINCT ON (external_id) external_id, state FROM omni_message
             WHERE connection_id = %s AND resource = 'order' AND external_id = ANY(%s)
             ORDER BY external_id, id DESC
            """,
            [connection.id, external_ids],
        )
        names = {"parked": "parked", "ignored": "ignored", "dead": "problem"}
        names.update(rung="waiting", new="waiting", done="missing")
        fates = {row[0]: names[row[1]] for row in self.env.cr.fetchall()}
        self.env.cr.execute(
            """
            SELECT omni_external_id FROM sale_order
             WHERE omni_connection_id = %s AND omni_external_id = ANY(%s)
            """,
            [connection.id, external_ids],
        )
        return fates | {row[0]: "imported" for row in self.env.cr.fetchall()}

    def _ask_missing(self):
        """Read what is missing, as if the shop had rung for it."""
        for row in self.filtered("missing_ids"):
            self.env["omni.message"]._store(
                row.connection_id,
                [
                    {"resource": "order", "external_id": external_id, "state": "rung"}
                    for external_id in row.missing_ids
                ],
            )
            self.env["omni.drain"]._wake()

    def action_check_now(self):
        """List and count again, in the background."""
        self.check_access("read")
        self.env.ref("omni_channel.cron_completeness").sudo()._trigger()
