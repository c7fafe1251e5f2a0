from odoo import api, fields, models
from odoo.fields import Domain

WAITING = ("confirmed", "waiting", "assigned")


class SaleOrder(models.Model):
    """An order is late while a transfer of it should have left before today."""

    _inherit = "sale.order"

    omni_is_late = fields.Boolean(
        string="Late",
        compute="_compute_omni_is_late",
        search="_search_omni_is_late",
        help="A delivery of it should have left before today, and has not.",
    )

    @api.depends("picking_ids.state", "picking_ids.scheduled_date")
    def _compute_omni_is_late(self):
        today = self._late_before()
        for order in self:
            order.omni_is_late = any(
                picking.picking_type_code == "outgoing"
                and picking.state in WAITING
                and picking.scheduled_date < today
                for picking in order.sudo().picking_ids
            )

    def _search_omni_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [
            ("picking_type_code", "=", "outgoing"),
            ("state", "in", WAITING),
            ("scheduled_date", "<", self._late_before()),
        ]
        return Domain("picking_ids", "any!", late)

    def _late_before(self):
        """Return when the reader's day began."""
        connection = self.env["omni.connection"]
        return connection._start_of(connection._dashboard_days()[-1])
