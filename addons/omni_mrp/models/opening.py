from odoo import models


class Listing(models.Model):
    """A kit has no stock that could be taken over."""

    _inherit = "omni.listing"

    def _opening_obstacles(self):
        found = super()._opening_obstacles()
        needs = self.env["omni.kit"]._needs(self.product_id, self.company_id)
        kits = self.filtered(lambda listing: listing.product_id.id in needs)
        return found | dict.fromkeys(kits, self.env._("It is a kit: its components are counted."))


class Connection(models.Model):
    _inherit = "omni.connection"

    def _not_left_moves(self, products, warehouse):
        """A shop that sells a kit takes nothing off the numbers of its components."""
        domain = super()._not_left_moves(products, warehouse)
        return [*domain, ("bom_line_id", "=", False)]
