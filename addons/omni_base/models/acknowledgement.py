from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .work import LIVE

KEEP_DAYS = 2


class Acknowledgement(models.Model):
    """How long it took until changes were acknowledged by the remote; kept until it is measured.

    Appended, one row for the changes of a slice that took equally long, never updated: workers do
    not meet here.
    """

    _name = "omni.acknowledgement"
    _description = "Acknowledged changes"
    _order = "id desc"
    _rec_name = "resource"
    _log_access = False

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    resource = fields.Char(required=True, readonly=True)
    acknowledged_at = fields.Datetime(required=True, readonly=True, index=True)
    seconds = fields.Integer(readonly=True)
    count = fields.Integer(readonly=True)

    @api.autovacuum
    def _gc_acknowledgements(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.env.cr.execute(
            SQL("DELETE FROM omni_acknowledgement WHERE acknowledged_at < %s", limit)
        )


class Intent(models.Model):
    _inherit = "omni.intent"

    def _acknowledge(self):
        """Delete what the remote shows by now, and note how long that took: one statement.

        What was put up for comparison is not a change: its age says nothing.
        """
        if not self:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH gone AS (DELETE FROM omni_intent WHERE id = ANY(%(ids)s)
                              RETURNING connection_id, company_id, resource, priority, created_at)
                INSERT INTO omni_acknowledgement
                       (connection_id, company_id, resource, acknowledged_at, seconds, count)
                SELECT connection_id, company_id, resource, %(now)s,
                       GREATEST(extract(epoch FROM %(now)s - created_at), 0)::int AS took, count(*)
                  FROM gone WHERE priority = %(live)s
                 GROUP BY connection_id, company_id, resource, took
                """,
                ids=self.ids,
                now=fields.Datetime.now(),
                live=LIVE,
            )
        )
        self.invalidate_recordset(flush=False)
