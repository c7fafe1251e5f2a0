from odoo import api, models

DEMAND_FIELDS = {
    "state",
    "product_id",
    "product_uom_qty",
    "quantity",
    "location_id",
    "location_dest_id",
    "location_final_id",
}


class StockMove(models.Model):
    """Confirmed demand counts against what can be promised, whether it is reserved or not."""

    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        if any(state != "draft" for state in moves.mapped("state")):
            self.env["omni.stock.change"]._note(moves.product_id.ids)
        return moves

    def write(self, values):
        counts = not DEMAND_FIELDS.isdisjoint(values)
        before = self.product_id.ids if "product_id" in values else ()
        result = super().write(values)
        if counts:
            self.env["omni.stock.change"]._note([*before, *self.product_id.ids])
        return result

    def unlink(self):
        self.env["omni.stock.change"]._note(self.product_id.ids)
        return super().unlink()

    def _get_new_picking_values(self):
        """The buyer's note goes with the transfer, where the packer reads it."""
        values = super()._get_new_picking_values()
        sales = self.sale_line_id.order_id.filtered(
            lambda sale: sale.omni_connection_id and sale.note
        )
        if len(sales) == 1:
            values["note"] = sales.note
        return values
