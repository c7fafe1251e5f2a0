from odoo import models


class Production(models.Model):
    """Who makes something of what channels still sell reads it on the manufacturing order."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "omni.beyond.rest"]


class StockMove(models.Model):
    _inherit = "stock.move"

    def _taken_for(self):
        return self.raw_material_production_id or super()._taken_for()
