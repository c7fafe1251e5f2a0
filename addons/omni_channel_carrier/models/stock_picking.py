from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _carrier_name(self):
        """The carrier itself (“Colissimo”), not the shipping method that was chosen for it."""
        return self.carrier_id.omni_carrier_name or super()._carrier_name()
