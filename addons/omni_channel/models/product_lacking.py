from odoo import fields, models
from odoo.exceptions import UserError


class ProductTemplate(models.Model):
    """A product says itself which variants its shops have and it has not."""

    _inherit = "product.template"

    omni_lacking_count = fields.Integer(
        string="Variants that only shops have",
        compute="_compute_omni_lacking_count",
        groups="omni_base.group_user",
    )

    def _compute_omni_lacking_count(self):
        lacking = self._omni_lacking()
        for template in self:
            template.omni_lacking_count = len(lacking.get(template, ()))

    def _omni_lacking(self):
        """Return {product: listings without a product, of what the shop has as one with it}.

        Not those that a person has left alone.
        """
        listings = self.env["omni.listing"]
        known = listings.search_fetch(
            [("product_id.product_tmpl_id", "in", self.ids), ("parent_id", "!=", False)],
            ["connection_id", "parent_id", "product_id"],
        )
        parents = [name for name in known.mapped("parent_id") if name]
        bare = listings.search_fetch(
            [
                ("connection_id", "in", known.connection_id.ids),
                ("parent_id", "in", parents),
                ("product_id", "=", False),
            ],
            ["connection_id", "parent_id", "product_id"],
        )
        bare -= self.env["omni.match.ignored"]._left_alone(bare)
        below = bare.grouped(lambda row: (row.connection_id, row.parent_id))
        lacking = {}
        for row in known:
            template = row.product_id.product_tmpl_id
            found = below.get((row.connection_id, row.parent_id), listings)
            lacking[template] = lacking.get(template, listings) | found
        return lacking

    def action_omni_add_variants(self):
        """The button “Add missing variants…”: shows what the shops have of this product besides."""
        self.ensure_one()
        self.env["omni.listing"].check_access("write")
        listings = self._omni_lacking().get(self)
        if not listings:
            raise UserError(self.env._("No shop has a variant of it that is not here."))
        return listings.action_create_products()
