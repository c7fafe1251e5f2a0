from odoo import api, fields, models
from odoo.fields import Domain

OUTSIDE = ("supplier", "production", "inventory")


class ProductProduct(models.Model):
    """A product that was made from a shop that sells it already is not sold out by Odoo.

    Odoo has none of it because nobody has counted it here: until somebody has, or goods have come
    in from outside, its shops keep the numbers they have.
    """

    _inherit = "product.product"

    omni_awaits_count = fields.Boolean(
        string="Wait for the first count",
        copy=False,
        help="It was created from a shop that was live. Until it is counted or received here, "
        "shops keep their own numbers. Switch it off to tell them at once.",
    )

    def write(self, values):
        result = super().write(values)
        if "omni_awaits_count" in values and not values["omni_awaits_count"]:
            self.env["omni.stock.change"]._note(self.ids)
        return result

    def _omni_counted(self, companies):
        """Return those that were ever counted, be it to nothing, or came in: one query."""
        came_in = Domain("location_id.usage", "in", OUTSIDE)
        came_in &= Domain("location_dest_id.usage", "=", "internal")
        moves = self.env["stock.move"]._read_group(
            Domain("product_id", "in", self.ids)
            & Domain("company_id", "in", companies.ids)
            & Domain("state", "=", "done")
            & (Domain("is_inventory", "=", True) | came_in),
            ["product_id"],
        )
        return self.browse(product.id for (product,) in moves)


class Listing(models.Model):
    _inherit = "omni.listing"

    awaits_count = fields.Boolean(related="product_id.omni_awaits_count", readonly=False)
    is_uncounted = fields.Boolean(
        string="Not counted here yet", compute="_compute_is_uncounted", compute_sudo=True
    )

    @api.depends("awaits_count", "product_id")
    def _compute_is_uncounted(self):
        waiting = self.product_id.filtered("omni_awaits_count")
        if waiting:
            waiting -= waiting._omni_counted(self.company_id)
        for listing in self:
            listing.is_uncounted = listing.product_id in waiting
