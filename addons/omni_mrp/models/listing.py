from odoo import models


class Listing(models.Model):
    """“Why this number?” of a kit: who takes its components."""

    _inherit = "omni.listing"

    def _taken_products(self):
        products = super()._taken_products()
        needs = self.env["omni.kit"]._needs(products, self.company_id)
        parts = {component_id for need in needs.values() for component_id in need}
        return products.browse(sorted(parts)) if needs else products

    def _holder(self, move):
        row = super()._holder(move)
        if move.product_id == self.product_id:
            return row
        return {**row, "origin": f"{row['origin']} {move.product_id.display_name}".strip()}
