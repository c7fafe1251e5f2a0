from odoo import api, fields, models

KEEP_DAYS = 90
SLICE = 10000


class Payload(models.Model):
    """Payloads go when the time that their connection gives them is over."""

    _inherit = "omni.payload"

    @api.autovacuum
    def _gc_payloads(self):
        """Delete what is past its connection's time, a slice at a time, unless work needs it."""
        self.env["omni.connection"].flush_model(["keep_days"])
        self.env.cr.execute(
            """
            DELETE FROM omni_payload WHERE id IN (
                SELECT p.id FROM omni_connection c, LATERAL (
                    SELECT o.id FROM omni_payload o
                     WHERE o.connection_id = c.id
                       AND o.stored_at < %(now)s::timestamp - c.keep_days * interval '1 day'
                       AND NOT EXISTS (SELECT FROM omni_message m WHERE m.payload_id = o.id
                                          AND m.state IN ('rung', 'new', 'parked', 'dead'))
                     ORDER BY o.stored_at LIMIT %(slice)s) p
                 LIMIT %(slice)s)
            """,
            {"now": fields.Datetime.now(), "slice": SLICE},
        )
        return self.env.cr.rowcount, self.env.cr.rowcount == SLICE


class Connection(models.Model):
    _inherit = "omni.connection"

    keep_days = fields.Integer(
        string="Keep payloads",
        default=KEEP_DAYS,
        required=True,
        tracking=True,
        help="Days after which what came and went is deleted, once it is done with. Orders, "
        "listings and messages stay; what is deleted cannot be processed again.",
    )
    payload_count = fields.Integer(string="Payloads", compute="_compute_payloads")
    oldest_payload_at = fields.Datetime(string="Since", compute="_compute_payloads")

    _keeps_a_day = models.Constraint("CHECK (keep_days > 0)", "Keep payloads for one day or more.")

    def _compute_payloads(self):
        groups = self.env["omni.payload"]._read_group(
            [("connection_id", "in", self.ids)],
            ["connection_id"],
            ["__count", "stored_at:min"],
        )
        found = {connection.id: values for connection, *values in groups}
        for connection in self:
            count, oldest = found.get(connection.id, (0, False))
            connection.payload_count = count
            connection.oldest_payload_at = oldest
