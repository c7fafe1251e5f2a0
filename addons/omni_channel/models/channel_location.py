from odoo import fields, models


class ChannelLocation(models.Model):
    """A place where the channel counts stock, and the warehouse whose stock it shows."""

    _name = "omni.channel.location"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Channel location"
    _order = "connection_id, id"
    _check_company_auto = True

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    name = fields.Char(required=True)
    external_id = fields.Char(required=True, readonly=True)
    active = fields.Boolean(default=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        domain="[('company_id', '=', company_id)]",
        help="Its stock is published there. Without a warehouse, nothing is sent to this location.",
    )

    stock_location_ids = fields.Many2many(
        "stock.location",
        string="Only these locations",
        domain="[('company_id', 'in', (company_id, False)), ('usage', 'in', ('view', 'internal'))]",
        check_company=True,
        help="Their stock together instead of the whole warehouse's: a part of it, or several "
        "warehouses by their top locations. Empty: the warehouse.",
    )

    _one_per_place = models.Constraint(
        "UNIQUE (connection_id, external_id)", "A connection has each location once."
    )

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(("warehouse_id", "stock_location_ids")):
            self.env["omni.stock.change"]._note_all(self.connection_id)
            for connection in self.connection_id:
                connection._parted_pools()._complete_shares()
        return result

    def _source(self):
        """Return the locations whose stock, with all that lies below, this place shows."""
        return self.stock_location_ids or self.warehouse_id.view_location_id
