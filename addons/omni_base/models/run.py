from datetime import timedelta

from odoo import api, fields, models

KEEP_DAYS = 90


class Run(models.Model):
    """One execution of a feed: what it read, how long it took, what stopped it."""

    _name = "omni.run"
    _description = "Feed execution"
    _order = "id desc"
    _rec_name = "started_at"

    feed_id = fields.Many2one("omni.feed", required=True, index=True, ondelete="cascade")
    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True)
    state = fields.Selection(
        [
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "To be continued"),
            ("failed", "Failed"),
        ],
        default="running",
        required=True,
    )
    started_at = fields.Datetime(required=True, default=fields.Datetime.now)
    ended_at = fields.Datetime()
    duration = fields.Float(string="Seconds", digits=(12, 1))
    read_count = fields.Integer(string="Read")
    new_count = fields.Integer(string="New or changed")
    unchanged_count = fields.Integer(string="Unchanged")
    call_count = fields.Integer(string="Calls")
    reason = fields.Char()
    detail = fields.Text(string="Technical detail")

    _newest = models.Index("(connection_id, id DESC)")
    _newest_of_feed = models.Index("(feed_id, id DESC)")

    def _end(self, state, adapter, reason="", detail=""):
        self.ensure_one()
        now = fields.Datetime.now()
        self.write(
            {
                "state": state,
                "ended_at": now,
                "duration": (now - self.started_at).total_seconds(),
                "call_count": adapter.http.calls if adapter else self.call_count,
                "reason": reason,
                "detail": detail,
            }
        )

    def _interrupted(self):
        """Close what a killed server left open; its pages are stored, its cursor goes on."""
        for run in self:
            run._end("stopped", None, self.env._("The server was stopped meanwhile."))
            run.duration = 0

    @api.autovacuum
    def _gc_runs(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        old = self.search([("started_at", "<", limit)], limit=10000)
        old.unlink()
        return len(old), len(old) == 10000
