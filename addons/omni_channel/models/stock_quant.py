from odoo import api, models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model
    def _update_available_quantity(self, product_id, location_id, *args, **options):
        result = super()._update_available_quantity(product_id, location_id, *args, **options)
        if location_id.usage in ("internal", "transit"):
            self.env["omni.stock.change"]._note(product_id.ids)
        return result
