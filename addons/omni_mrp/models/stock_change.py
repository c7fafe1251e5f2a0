from odoo import models
from odoo.tools import SQL


class StockChange(models.AbstractModel):
    """A changed component is told for all kits that contain it, in the same statement."""

    _inherit = "omni.stock.change"

    def _affected(self, product_ids):
        touched = self.env["omni.kit"]._touched_if_parted(product_ids)
        return self._told(SQL("l.product_id = ANY(ARRAY(%s))", touched))
