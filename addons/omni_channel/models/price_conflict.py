from odoo import models


class Conflict(models.Model):
    """A price set in a shop that was replaced: put back, it is the listing's own price."""

    _inherit = "omni.conflict"

    def _target(self):
        if (self.res_model, self.field) == ("omni.listing", "price"):
            return self.env["omni.listing"]._fields["own_price"]
        return super()._target()
