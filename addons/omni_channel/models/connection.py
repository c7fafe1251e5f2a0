from odoo import fields, models


class Connection(models.Model):
    """What a merchant decides about a sales channel."""

    _inherit = "omni.connection"

    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        help="Orders are delivered from here. Empty: the company's first warehouse.",
    )
    team_id = fields.Many2one("crm.team", string="Sales team", check_company=True)
    payment_rule = fields.Selection(
        [
            ("paid", "they are paid"),
            ("authorized", "the payment is authorised or paid"),
            ("always", "they arrive, paid or not"),
        ],
        string="Confirm orders when",
        default="paid",
        required=True,
        help="Other orders are parked and looked at again every hour.",
    )
    rounding_limit = fields.Float(
        default=0.10,
        help="When Odoo's total cannot equal the shop's, a visible line carries the difference, "
        "up to this amount (in a currency without cents: as many coins). Above it the order waits.",
    )
    creates_taxes = fields.Boolean(
        string="Create missing taxes",
        default=True,
        help="A tax rate that Odoo does not have is created, and the order is marked for review.",
    )
    location_ids = fields.One2many("omni.channel.location", "connection_id")
    listing_ids = fields.One2many("omni.listing", "connection_id")
    order_ids = fields.One2many("sale.order", "omni_connection_id")
    order_count = fields.Integer(compute="_compute_channel_counts")
    listing_count = fields.Integer(compute="_compute_channel_counts")
    unmatched_count = fields.Integer(compute="_compute_channel_counts")

    def _compute_channel_counts(self):
        orders = self._counted("sale.order", [], "omni_connection_id")
        listings = self._counted("omni.listing", [])
        bare = [("product_id", "=", False), ("ignored_ids", "=", False)]
        unmatched = self._counted("omni.listing", bare)
        for connection in self:
            connection.order_count = orders.get(connection.id, 0)
            connection.listing_count = listings.get(connection.id, 0)
            connection.unmatched_count = unmatched.get(connection.id, 0)

    def action_open_orders(self):
        return self._open("omni_channel.action_order")

    def action_open_listings(self):
        return self._open("omni_channel.action_listing")

    def _warehouse(self):
        """Return the warehouse that this channel's orders leave from."""
        self.ensure_one()
        return self.warehouse_id or self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
