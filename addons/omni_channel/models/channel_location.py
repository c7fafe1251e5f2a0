from odoo import fields, models


class ChannelLocation(models.Model):
    """A place where the channel counts stock, and the warehouse whose stock it shows."""

    _name = "omni.channel.location"
    _inherit = "omni.confined"
    _description = "Channel location"
    _order = "connection_id, id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
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

    _one_per_place = models.Constraint(
        "UNIQUE (connection_id, external_id)", "A connection has each location once."
    )

    def _source(self):
        """Return the ids of the locations whose stock this place shows: those that lie below."""
        return tuple(self.warehouse_id.view_location_id.ids)
