import math
from collections import defaultdict

from odoo import models
from odoo.addons.omni_channel.models.oversold import WAITING

TOLERANCE = 1e-6


class Oversold(models.Model):
    """Of a kit the missing components are named; what is missing is counted in kits."""

    _inherit = "omni.oversold"

    def _takes(self, line):
        if not line._omni_is_kit():
            return super()._takes(line)
        return self._waiting_parts(line.move_ids)

    def _waiting_parts(self, moves):
        """Return {component: pieces} that these moves still wait for, of what is counted."""
        takes = defaultdict(float)
        for move in moves:
            waits = move.state in WAITING and move.procure_method == "make_to_stock"
            if waits and move.product_id.is_storable:
                takes[move.product_id] += move.product_qty
        return dict(takes)

    def _row(self, connection, line, missing, takes):
        if not line._omni_is_kit():
            return super()._row(connection, line, missing, takes)
        ordered = line.product_uom_qty
        kits = max(pieces / takes[part] * ordered for part, pieces in missing.items())
        words = [f"{pieces:g} × {part.display_name}" for part, pieces in missing.items()]
        return {
            "connection_id": connection.id,
            "line_id": line.id,
            "missing": math.ceil(kits - TOLERANCE),
            "reason": self.env._(
                "%(order)s takes %(wanted)s × %(product)s, and of its components are missing: "
                "%(missing)s. The buyer has ordered: choose what to do.",
                order=line.order_id.omni_name or line.order_id.name,
                wanted=f"{ordered:g}",
                product=line.product_id.display_name,
                missing=", ".join(words),
            ),
        }

    def _free(self, warehouse):
        """How many of the kits the other warehouse can complete."""
        line = self.sudo().line_id
        if not line._omni_is_kit():
            return super()._free(warehouse)
        shares = []
        for part, pieces in self._waiting_parts(line.move_ids).items():
            there = part.with_context(warehouse_id=warehouse.id)
            shares.append((there.qty_available - there.outgoing_qty) / pieces)
        return min(shares, default=0) * line.product_uom_qty

    def _to_replenish(self):
        """What is bought or made is the component that is missing, not the kit."""
        waiting = self.sudo()._moves()
        if not self.sudo().line_id._omni_is_kit() or not waiting:
            return super()._to_replenish()
        short = {move: move.product_qty - move.quantity for move in waiting}
        move = max(waiting, key=short.get)
        return move.product_id.sudo(False), short[move]
