from odoo import fields, models
from odoo.addons.omni_base.models.before_commit import gather
from odoo.tools import SQL

KEY = "omni.shipment.change"


class StockPicking(models.Model):
    """A delivery of a channel's order is told to the channel once it has left."""

    _inherit = "stock.picking"

    omni_connection_id = fields.Many2one(related="sale_id.omni_connection_id", string="Channel")
    omni_order_name = fields.Char(related="sale_id.omni_name", string="Order in the channel")
    omni_told_at = fields.Datetime(string="Told to the channel", readonly=True, copy=False)
    omni_shipment_id = fields.Char(string="Shipment in the channel", readonly=True, copy=False)

    def _action_done(self):
        result = super()._action_done()
        if not self.env.context.get("omni_left_elsewhere"):
            self._tell_shipment()
        return result

    def write(self, values):
        result = super().write(values)
        if "carrier_tracking_ref" in values:
            self.filtered(lambda picking: picking.state == "done")._tell_shipment()
        return result

    def _tell_shipment(self):
        """Note deliveries of channel orders; one INSERT before the transaction is committed."""
        sold = self.filtered(
            lambda picking: (
                picking.sale_id.omni_connection_id
                and picking.state == "done"
                and picking.picking_type_id.code == "outgoing"
                and not picking.return_id
            )
        )
        if sold:
            gather(self.env.cr, KEY, sold.ids, self.sudo().browse()._tell_noted_shipments)

    def _tell_noted_shipments(self, picking_ids):
        source = SQL(
            """
            SELECT s.omni_connection_id, c.company_id, 'shipment', 'stock.picking', p.id
              FROM stock_picking p
              JOIN sale_order s ON s.id = p.sale_id
              JOIN omni_connection c ON c.id = s.omni_connection_id
              JOIN omni_feed f ON f.connection_id = c.id AND f.resource = 'shipment'
             WHERE p.id = ANY(%s) AND c.active AND f.active
            """,
            list(picking_ids),
        )
        self.env["omni.intent"]._put_up(source)

    def action_omni_told(self):
        """Show what the channel was told of this delivery, and what it answered."""
        self.ensure_one()
        self.check_access("read")
        return self.env["omni.connection"]._open_told(self._name, self.ids)

    def _add_delivery_cost_to_so(self):
        """What a carrier costs never changes an order that the buyer has paid in a shop."""
        if self.sale_id.omni_connection_id:
            return None
        return super()._add_delivery_cost_to_so()
