import math
from collections import defaultdict

from odoo import models

TOLERANCE = 1e-6


class SaleOrderLine(models.Model):
    """How much of a kit left: as many as the scarcest of its components allows.

    Counted from what was asked of each component for this very line, so that a bill which was
    changed since does not matter.
    """

    _inherit = "sale.order.line"

    def _omni_is_kit(self):
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        return any(move.product_id != self.product_id for move in moves)

    def _omni_kits_left(self, picking):
        """Return how many kits became complete with this delivery."""
        moves = self._omni_moves_out()
        done = moves.filtered(lambda move: move.state == "done").picking_id
        done = done.sorted(lambda one: (one.date_done, one.id))
        before = done[: done.ids.index(picking.id)]
        return self._omni_kits_in(moves, before | picking) - self._omni_kits_in(moves, before)

    def _omni_moves_out(self):
        """Return what left or was to leave for it, with what was cut off; without returns."""
        return self.move_ids.filtered(
            lambda move: (
                move.picking_type_id.code == "outgoing"
                and not move.origin_returned_move_id
                and (move.state != "cancel" or move._omni_was_cut_off())
            )
        )

    def _omni_kits_in(self, moves, deliveries):
        asked, left = defaultdict(float), defaultdict(float)
        for move in moves:
            product = move.product_id
            asked[product] += move.product_qty
            if move.state == "done" and move.picking_id in deliveries:
                left[product] += move.product_uom._compute_quantity(move.quantity, product.uom_id)
        shares = [left[product] / pieces for product, pieces in asked.items() if pieces > 0]
        return math.floor(min(shares, default=0) * self.product_uom_qty + TOLERANCE)


class StockMove(models.Model):
    _inherit = "stock.move"

    def _omni_was_cut_off(self):
        """Whether it is the rest of a delivery that left in part, and will not be sent."""
        return self.picking_id.state == "done" or bool(self.picking_id.backorder_id)
