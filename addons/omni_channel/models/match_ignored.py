from odoo import api, fields, models


class MatchIgnored(models.Model):
    """What somebody has looked at and left as it is, with his reason: it is not asked again.

    Of a listing as long as the same is found of it; of a product for one connection.
    """

    _name = "omni.match.ignored"
    _inherit = ["omni.kept"]
    _description = "Match left as it is"

    connection_id = fields.Many2one(
        "omni.connection", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    listing_id = fields.Many2one("omni.listing", readonly=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", readonly=True, ondelete="cascade")
    kind = fields.Char(required=True, readonly=True)
    note = fields.Char(required=True, readonly=True)

    _one_per_listing = models.UniqueIndex("(listing_id) WHERE listing_id IS NOT NULL")
    _one_per_product = models.UniqueIndex("(product_id, connection_id) WHERE listing_id IS NULL")

    @api.model
    def _left_alone(self, listings):
        """Return those of these listings without a product that a person has left so.

        No feed and no order gives them one by SKU or barcode.
        """
        bare = listings.filtered(lambda listing: not listing.product_id)
        if not bare:
            return bare
        return self.sudo().search([("listing_id", "in", bare.ids)]).listing_id
