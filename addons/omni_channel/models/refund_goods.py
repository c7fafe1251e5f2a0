from odoo import models
from odoo.tools import float_compare

DIGITS = 6


class OrderImport(models.AbstractModel):
    """Pieces that the shop gave the money back for, and that have not left, are not packed.

    Their quantity is taken off the order as a person would do it, so that transfer, stock and
    invoice follow. What somebody has begun to pack, or changed, is left to people.
    """

    _inherit = "omni.order.import"

    def _take_off(self, refund, order):
        """Take off what can be; return the sentences that tell it."""
        sale, off, left = refund.sale_id, [], []
        before = sale.amount_total
        told = {line.external_id: line.quantity for line in order.lines}
        for row in refund.line_ids.filtered("quantity"):
            pieces, why = self._pieces_off(row, order, told)
            if pieces:
                self._lower(row, pieces, order)
            if row.quantity_off:
                off.append(f"{row.quantity_off:g} × {row.name}")
            if why:
                left.append(f"{row.name}: {why}")
        refund.amount_off = sum(refund.line_ids.mapped("amount_off"))
        if off:
            self._settle_off(refund, order, before)
        return self._words_of(sale, off, left)

    def _words_of(self, sale, off, left):
        said = []
        if off:
            said.append(self.env._("Not to be sent any more: %s.", ", ".join(off)))
            sale._message_log(body=said[-1])
        if left:
            said.append(self.env._("Not taken off: %s.", "; ".join(left)))
        return said

    def _pieces_off(self, row, order, told):
        """Return (pieces to take off, why not all of them or "")."""
        line, _ = row.line_id, self.env._
        if not line:
            return 0.0, _("it is not on this order")
        wanted = self._still_counted(row, order, told)
        if not wanted:
            row.quantity_off = row.quantity
            return 0.0, ""
        waits = 0.0 if order.fulfilled else max(line.product_uom_qty - line.qty_delivered, 0.0)
        why = ""
        if waits:
            why = self._why_left_to_people(row, order)
        if why:
            return 0.0, why
        if float_compare(waits, wanted, precision_digits=DIGITS) < 0:
            return waits, _("%s left already", f"{wanted - waits:g}")
        return wanted, ""

    def _why_left_to_people(self, row, order):
        """Return why pieces that have not left are not taken off without being asked, or ""."""
        line, _ = row.line_id, self.env._
        if self._is_changed(row, order):
            return _("its quantity was changed here")
        if self._is_begun(line):
            return _("it is being packed")
        if not self._gives_its_price(row):
            return _("less was given back than it costs")
        return ""

    def _still_counted(self, row, order, told):
        """Return how many of the pieces the order still asks for here.

        Where the shop's own lines are less by them, the order may have followed those already.
        """
        if not order.refunds_counted:
            return row.quantity
        there = float(told.get(row.line_id.omni_external_id, 0))
        return min(row.quantity, max(row.line_id.product_uom_qty - there, 0.0))

    def _is_changed(self, row, order):
        """Whether people changed the line's quantity here since it was imported, or its transfer.

        What they cancelled there would be ordered anew with the line's new quantity.
        """
        line, sale = row.line_id, row.refund_id.sale_id
        is_sent = line.product_id.type == "consu"
        if is_sent and float_compare(line._get_qty_procurement(), line.product_uom_qty, DIGITS):
            return True
        imported = (sale.omni_imported or {}).get("lines", {}).get(line.omni_external_id)
        if not imported:
            return False
        expected = imported["product_uom_qty"]
        if not order.refunds_counted:
            earlier = sale.omni_refund_ids.line_ids.filtered(lambda one: one.line_id == line)
            expected -= sum(earlier.mapped("quantity_off"))
        return bool(float_compare(line.product_uom_qty, expected, precision_digits=DIGITS))

    def _is_begun(self, line):
        """Whether somebody works on what waits: picked, packed, a label bought, on a vehicle."""
        moves = line.move_ids.filtered(lambda move: move.state != "cancel")
        if any(move.state == "done" and not move.location_dest_id._is_outgoing() for move in moves):
            return True
        waiting = moves.filtered(lambda move: move.state != "done")
        return bool(
            any(waiting.mapped("picked"))
            or waiting.move_line_ids.result_package_id
            or any(waiting.picking_id.mapped("carrier_tracking_ref"))
        )

    def _gives_its_price(self, row):
        """Less than what the pieces cost is a price let down, or goods that are still owed."""
        price = row.line_id.price_total * row.quantity / row.line_id.product_uom_qty
        limit = self._rounding_limit(row.refund_id.connection_id, row.currency_id)
        return price - row.amount <= float(limit)

    def _lower(self, row, pieces, order):
        """Take pieces off a line; what was not invoiced of them is not to be credited."""
        line, sale = row.line_id, row.refund_id.sale_id
        free = max(line.product_uom_qty - line.qty_invoiced, 0.0)
        was_locked, sale.locked = sale.locked, False
        before = line.price_total
        self._write_line(line, {"product_uom_qty": line.product_uom_qty - pieces})
        sale.locked = was_locked
        row.quantity_off = pieces
        share = min(pieces, free) / pieces
        whole = min(row.amount * pieces / row.quantity, row.amount)
        limit = float(self._rounding_limit(row.refund_id.connection_id, row.currency_id))
        price = before - line.price_total
        worth = whole if abs(whole - price) <= limit else price
        row.amount_off = row.currency_id.round(worth * share)
        if order.refunds_counted:
            self._follow_imported(sale, line)

    def _follow_imported(self, sale, line):
        """The shop's own lines are less by it: what is here is what was imported."""
        imported = sale.omni_imported
        if imported and line.omni_external_id in imported["lines"]:
            imported["lines"][line.omni_external_id]["product_uom_qty"] = line.product_uom_qty
            sale.omni_imported = {**imported}
