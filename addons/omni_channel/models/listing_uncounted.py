from odoo import api, fields, models


class Listing(models.Model):
    """A product that was made from a shop that sells it already is not sold out there by it.

    Odoo has none of it because nobody has counted it here: until somebody has, or goods have come
    in, the shop keeps the number it has.
    """

    _inherit = "omni.listing"

    awaits_count = fields.Boolean(
        string="Wait for the first count",
        copy=False,
        help="Its product was created from this shop while it was live. Until it is counted or "
        "received here, the shop keeps its own number. Switch it off to tell it at once.",
    )
    is_uncounted = fields.Boolean(
        string="Not counted here yet", compute="_compute_is_uncounted", compute_sudo=True
    )

    @api.depends("awaits_count", "product_id")
    def _compute_is_uncounted(self):
        waiting = self.filtered(lambda row: row.awaits_count and row.product_id)
        counted = waiting._counted_products() if waiting else set()
        for listing in self:
            listing.is_uncounted = listing in waiting and listing.product_id.id not in counted

    def _counted_products(self):
        """Return the ids of those products that have ever come in here: two queries."""
        inside = [
            ("product_id", "in", self.product_id.ids),
            ("company_id", "in", self.company_id.ids),
        ]
        received = [*inside, ("state", "=", "done"), ("location_dest_id.usage", "=", "internal")]
        lying = [*inside, ("quantity", ">", 0), ("location_id.usage", "=", "internal")]
        moved = self.env["stock.move"]._read_group(received, ["product_id"])
        there = self.env["stock.quant"]._read_group(lying, ["product_id"])
        return {product.id for (product,) in [*moved, *there]}

    def _is_told(self):
        return super()._is_told() and not self.is_uncounted

    def _silent_itself(self):
        _ = self.env._
        if self.is_uncounted and self._is_sendable():
            return _("It was created from this shop, and nobody has counted it here: count it.")
        return super()._silent_itself()

    def _is_sendable(self):
        return self.publishes_stock and self.active and self.is_stock_managed

    def write(self, values):
        result = super().write(values)
        if "awaits_count" in values and not values["awaits_count"]:
            self.env["omni.stock.change"]._note(self.product_id.ids)
        return result
