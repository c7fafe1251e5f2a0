from odoo import models


class Connection(models.Model):
    """A kit is counted although it has no stock of its own, and is told as a kit when it left."""

    _inherit = "omni.connection"

    def _made_to_order(self, products):
        made = super()._made_to_order(products)
        if not made:
            return made
        needs = self.env["omni.kit"]._needs(made, self.company_id)
        return made.filtered(lambda one: not needs.get(one.id) or one._is_made_to_order())

    def _left(self, picking):
        """The parcel that makes a kit complete tells it; one with a part of it tells nothing."""
        left = super()._left(picking)
        kits = [line for line in left if line._omni_is_kit()]
        return {**left, **{line: line._omni_kits_left(picking) for line in kits}}
