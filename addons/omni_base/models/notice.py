import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

OVER_AFTER_DAYS = 14
KEEP_DAYS = 90
KINDS = [("silence", "Silence"), ("contract", "Changed answers"), ("webhooks", "Webhooks")]
LEVELS = [("info", "To know"), ("warning", "Look at it"), ("bad", "Act now")]


class Notice(models.Model):
    """Something about a connection is not as it was: since when, how often, and how bad it is."""

    _name = "omni.notice"
    _description = "Warning about a connection"
    _order = "state, last_seen desc, id desc"
    _rec_name = "text"
    _log_access = False

    connection_id = fields.Many2one(
        "omni.connection", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    subject = fields.Char(required=True, readonly=True, default="")
    resource = fields.Char(readonly=True)
    details = fields.Json(readonly=True)
    level = fields.Selection(LEVELS, required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("seen", "Seen"), ("over", "Over")], required=True, readonly=True
    )
    first_seen = fields.Datetime(string="Since", readonly=True)
    last_seen = fields.Datetime(readonly=True)
    count = fields.Integer(string="Times", readonly=True)
    text = fields.Char(string="What", compute="_compute_text")
    feeds = fields.Char(string="Concerns", compute="_compute_text")

    _one_per_subject = models.UniqueIndex("(connection_id, kind, subject)")

    @api.depends("kind", "subject", "details")
    @api.depends_context("lang")
    def _compute_text(self):
        for notice in self:
            notice.text = getattr(notice, f"_text_{notice.kind}")()
            notice.feeds = notice._resource_label()

    def _resource_label(self):
        labels = self.connection_id.feed_ids.filtered(lambda feed: feed.resource == self.resource)
        return labels[:1].label or ""

    @api.model
    def _note(self, connection, kind, level, subject="", resource="", count=1, **details):
        """Note that something is so now: one statement. Who has seen it is not told again."""
        now = fields.Datetime.now()
        self.flush_model()
        values = (
            *(connection.id, connection.company_id.id, kind, subject, resource or None),
            *(json.dumps(details), level, "open", now, now, count),
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO omni_notice (connection_id, company_id, kind, subject, resource,
                                         details, level, state, first_seen, last_seen, count)
                     VALUES %s
                ON CONFLICT (connection_id, kind, subject) DO UPDATE
                   SET last_seen = EXCLUDED.last_seen, details = EXCLUDED.details,
                       level = EXCLUDED.level,
                       count = EXCLUDED.count
                             + CASE WHEN omni_notice.state = 'over' THEN 0
                                    ELSE omni_notice.count END,
                       first_seen = CASE WHEN omni_notice.state = 'over'
                                         THEN EXCLUDED.first_seen
                                         ELSE omni_notice.first_seen END,
                       state = CASE WHEN omni_notice.state = 'seen' THEN 'seen' ELSE 'open' END
                """,
                values,
            )
        )
        self.invalidate_model()

    @api.model
    def _end(self, connections, kind, subjects=None):
        """Note that something is no longer so; of all ``subjects`` where none are named."""
        domain = [("connection_id", "in", connections.ids), ("kind", "=", kind)]
        if subjects is not None:
            domain.append(("subject", "in", subjects))
        self._finish(self.search([*domain, ("state", "!=", "over")]))

    def _finish(self, notices):
        notices.write({"state": "over"})

    def action_seen(self):
        """The button “Seen”: it is not shown as a warning any more, unless it ends and returns."""
        self.check_access("read")
        self.sudo().filtered(lambda notice: notice.state == "open").write({"state": "seen"})
        self.sudo().connection_id._tell_health()

    @api.autovacuum
    def _gc_notices(self):
        """What was not seen for two weeks is over; what is over for long is forgotten."""
        now = fields.Datetime.now()
        quiet = self.search(
            [
                ("state", "!=", "over"),
                ("last_seen", "<", now - timedelta(days=OVER_AFTER_DAYS)),
            ]
        )
        connections = quiet.connection_id
        self._finish(quiet)
        connections._tell_health()
        limit = now - timedelta(days=KEEP_DAYS)
        self.search([("state", "=", "over"), ("last_seen", "<", limit)]).unlink()
