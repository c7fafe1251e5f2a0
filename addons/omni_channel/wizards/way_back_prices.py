from odoo import Command, api, fields, models

SHOWN = 200


class WayBack(models.TransientModel):
    """Which prices the shop is given back."""

    _inherit = "omni.way.back"

    price_ids = fields.One2many("omni.way.back.price", "wizard_id")
    price_count = fields.Integer(readonly=True)

    @api.model
    def _start(self, connection):
        values = super()._start(connection)
        if connection.kind != "channel" or not connection._writes_outside():
            return values
        rows = self._price_rows(connection._returnable_prices())
        return {
            **values,
            "price_ids": [Command.create(row) for row in rows[:SHOWN]],
            "price_count": len(rows),
        }

    def _price_rows(self, prices):
        """Return the prices that would change, the largest change first."""
        rows = [
            {
                "price_id": price.id,
                "label": price.listing_id._label(),
                "before": price.before_sale or price.before_regular,
                "before_at": price.before_at,
                "shown": price.sale or price.regular,
            }
            for price in prices
        ]
        return sorted(rows, key=lambda row: -abs(row["before"] - row["shown"]))

    def _give_back(self):
        left = self.price_ids.filtered(lambda line: not line.is_chosen).price_id
        prices = self.connection_id._returnable_prices() - left
        gives = super()._give_back()
        if prices:
            self.connection_id._start_price_return(prices)
        return gives or bool(prices)


class WayBackPrice(models.TransientModel):
    _name = "omni.way.back.price"
    _description = "Price that the shop is given back"
    _order = "id"

    wizard_id = fields.Many2one("omni.way.back", required=True, ondelete="cascade")
    price_id = fields.Many2one(
        "omni.listing.price", required=True, readonly=True, ondelete="cascade"
    )
    label = fields.Char(readonly=True)
    before = fields.Float(string="Before", readonly=True, min_display_digits="Product Price")
    before_at = fields.Datetime(string="Seen", readonly=True)
    shown = fields.Float(string="Now there", readonly=True, min_display_digits="Product Price")
    is_chosen = fields.Boolean(string="Give back", default=True)
