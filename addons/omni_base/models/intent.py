from odoo import api, fields, models
from odoo.tools import SQL

from .work import DUE_INDEX, LIVE


class Intent(models.Model):
    """“This record's stock, shipment … must be told to this connection.”

    Appended by the transaction that changes the record, never updated by it; coalesced when it is
    claimed; gone when the remote has acknowledged.
    """

    _name = "omni.intent"
    _inherit = "omni.work"
    _description = "Outgoing change"
    _order = "id desc"
    _rec_name = "resource"
    _log_access = False
    _claimable = ("new",)

    state = fields.Selection(
        [("new", "To be told"), ("dead", "Problem")], required=True, readonly=True, default="new"
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Record", required=True, readonly=True
    )
    created_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    resource_label = fields.Char(string="Kind", compute="_compute_resource_label")

    _open_work = models.Index(f"{DUE_INDEX} WHERE state = 'new'")
    _of_record = models.Index("(connection_id, resource, res_id)")

    @api.model
    def _append(self, source, priority=LIVE):
        """Append intents in one statement.

        ``source``: SQL that selects connection id, company id, resource, res_model, res_id.
        Returns how many. The caller wakes the workers.
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO omni_intent (connection_id, company_id, resource, res_model, res_id,
                                         state, priority, tries, created_at)
                     SELECT s.*, 'new', %s, 0, %s FROM (%s) s
                """,
                priority,
                fields.Datetime.now(),
                source,
            )
        )
        return self.env.cr.rowcount

    @api.model
    def _put_up(self, source, priority=LIVE):
        """Append intents in one statement, and wake the workers where there are any."""
        if self._append(source, priority):
            self.env["omni.drain"]._wake(priority)

    def _claim_rest(self):
        """Take every other waiting intent about the same records under the same lease."""
        if not self:
            return self
        first = self[0]
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_intent
                   SET lease_backend = pg_backend_pid(),
                       lease_until = (SELECT lease_until FROM omni_intent WHERE id = %(first)s)
                 WHERE connection_id = %(connection)s AND resource = %(resource)s
                   AND res_id = ANY(%(records)s) AND state = 'new'
                   AND (lease_until IS NULL OR lease_until < %(now)s
                        OR lease_backend = pg_backend_pid())
             RETURNING id
                """,
                now=fields.Datetime.now(),
                first=first.id,
                connection=first.connection_id.id,
                resource=first.resource,
                records=list(set(self.mapped("res_id"))),
            )
        )
        ids = sorted(row[0] for row in self.env.cr.fetchall())
        self.invalidate_model(["lease_until"])
        return self.browse(ids)

    def _forget(self, connections, code):
        """What was not told yet of these connections' resource is not told any more.

        What a worker is telling right now stays its own until it is booked: whoever tells the same
        record then waits for it, so that the older value cannot arrive last.
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM omni_intent WHERE connection_id = ANY(%s) AND resource = %s
                   AND (lease_until IS NULL OR lease_until < %s)
                """,
                connections.ids,
                code,
                fields.Datetime.now(),
            )
        )
        self.invalidate_model()

    def _give_up(self, reason, detail=""):
        """A person must act: the newest intent of each record stays as the problem to solve."""
        newest = {}
        for intent in self.sorted("id"):
            newest[intent.res_id] = intent
        keep = self.browse([intent.id for intent in newest.values()])
        (self - keep).unlink()
        keep.write(
            {
                "state": "dead",
                "severity": "error",
                "reason": reason,
                "detail": detail,
                "lease_until": False,
            }
        )

    def action_retry(self):
        """Tell the remote again, with the value of now."""
        self.check_access("read")
        self.sudo().write(
            {"state": "new", "not_before": False, "lease_until": False, "tries": 0, "reason": False}
        )
        self.env["omni.drain"]._wake(LIVE)
