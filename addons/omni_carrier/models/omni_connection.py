from odoo import fields, models


class Connection(models.Model):
    _inherit = "omni.connection"

    carrier_ids = fields.One2many(
        "delivery.carrier", "omni_connection_id", string="Shipping methods"
    )
    label_ids = fields.One2many("omni.label", "connection_id", string="Shipping labels")
    label_count = fields.Integer(compute="_compute_label_count")

    def _compute_label_count(self):
        groups = self.env["omni.label"]._read_group(
            [("connection_id", "in", self.ids), ("state", "=", "bought")],
            ["connection_id"],
            ["__count"],
        )
        counts = {connection.id: count for connection, count in groups}
        for connection in self:
            connection.label_count = counts.get(connection.id, 0)

    def action_open_labels(self):
        return self._open("omni_carrier.action_label")
