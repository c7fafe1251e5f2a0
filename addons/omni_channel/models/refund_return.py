from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_is_zero

DIGITS = 6


class Refund(models.Model):
    """The return of goods that had left when the money was given back: Odoo's own window."""

    _inherit = "omni.refund"

    def action_return(self):
        """The button “Make the return”: Odoo's window, filled in for one transfer at a time."""
        self.ensure_one()
        self.check_access("read")
        wanted = self.sudo()._to_return()
        if not wanted:
            raise UserError(self.env._("Nothing of this refund is left to be taken back."))
        picking = next(iter(wanted)).picking_id
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": picking.id, "omni_refund_id": self.id}
        )
        for line in wizard.product_return_moves:
            line.quantity = wanted.get(line.move_id, 0)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _to_return(self):
        """Return {move that left: pieces of it that are to come back}, the newest moves first."""
        if self.is_gone:
            return {}
        back = self.return_ids.move_ids.filtered(lambda move: move.state != "cancel")
        found = {}
        for row in self.line_ids:
            under_way = back.filtered(lambda move, line=row.line_id: move.sale_line_id == line)
            wanted = row.quantity - row.quantity_off - sum(under_way.mapped("product_uom_qty"))
            self._share_out(row.line_id, wanted, found)
        return found

    def _share_out(self, line, wanted, found):
        left = line.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_id._is_outgoing()
        )
        for move in left.sorted("id", reverse=True):
            returned = move.returned_move_ids.filtered(lambda one: one.state != "cancel")
            free = move.quantity - sum(returned.mapped("product_uom_qty"))
            pieces = min(wanted, free)
            if pieces > 0 and not float_is_zero(pieces, DIGITS):
                found[move] = found.get(move, 0) + pieces
                wanted -= pieces


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    omni_refund_id = fields.Many2one("omni.refund", readonly=True)

    def _prepare_picking_default_values_based_on(self, picking):
        values = super()._prepare_picking_default_values_based_on(picking)
        if self.omni_refund_id and picking == self.picking_id:
            values["omni_refund_id"] = self.omni_refund_id.id
        return values
