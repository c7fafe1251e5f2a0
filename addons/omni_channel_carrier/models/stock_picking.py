from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _carrier_name(self):
        """The carrier itself (“Colissimo”), not the shipping method that was chosen for it."""
        return self.carrier_id.omni_carrier_name or super()._carrier_name()

    def _omni_mail_tracking(self):
        """One e-mail is enough: where the shop informs the buyer, Odoo does not."""
        if self.omni_connection_id.notifies_buyer:
            return None
        return super()._omni_mail_tracking()
