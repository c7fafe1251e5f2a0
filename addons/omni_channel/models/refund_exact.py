from decimal import Decimal

from msgspec.structs import replace

from odoo import models
from odoo.addons.omni_base.core.money import rounded
from odoo.tools import float_compare, float_is_zero

DIGITS = 6


class OrderImport(models.AbstractModel):
    """An order asks less by exactly what was given back of it, as the shop rounded that."""

    _inherit = "omni.order.import"

    def _settle_off(self, refund, order, before):
        """Let the lines, else the rounding line, carry the cents that are between both."""
        sale, limit = refund.sale_id, self._rounding_limit(refund.connection_id, refund.currency_id)
        wanted = Decimal(str(before)) - Decimal(str(refund.amount_off))
        wanted = rounded(wanted, refund.currency_id.name)
        missing = self._missing(sale, wanted)
        if not self._is_uninvoiced(refund) or not missing or abs(missing) > limit:
            return
        self._fit_lines(refund.connection_id, sale, self._left_of(sale, order), wanted)
        missing = self._missing(sale, wanted)
        if missing:
            self._round_off(sale, missing)

    def _is_uninvoiced(self, refund):
        return all(
            float_compare(row.line_id.qty_invoiced, row.line_id.product_uom_qty, DIGITS) <= 0
            for row in refund.line_ids.filtered("quantity_off")
        )

    def _round_off(self, sale, missing):
        line = self._rounding_line(sale)
        if line and float_is_zero(line.qty_invoiced, DIGITS):
            line.price_unit += float(missing)
        else:
            self._add_rounding(sale, missing)

    def _left_of(self, sale, order):
        """Return the order without what was taken off it here."""
        if order.refunds_counted:
            return order
        off = {}
        for row in sale.omni_refund_ids.line_ids.filtered("quantity_off"):
            off.setdefault(row.line_id.omni_external_id, []).append(row)
        lines = [
            self._left_of_line(line, off.get(line.external_id, ()), order.currency)
            for line in order.lines
        ]
        return replace(order, lines=tuple(lines))

    def _left_of_line(self, line, rows, currency):
        pieces, total, tax = line.quantity, line.total, sum(one.amount for one in line.taxes)
        left = tax
        for row in rows:
            share = _decimal(row.quantity_off) / _decimal(row.quantity)
            pieces -= _decimal(row.quantity_off)
            total -= _decimal(row.total) * share
            left -= _decimal(row.tax) * share
        taxes = []
        for one in line.taxes if tax else ():
            part = rounded(one.amount * left / tax, currency)
            taxes.append(replace(one, amount=part))
            left, tax = left - part, tax - one.amount
            if not tax:
                break
        return replace(line, quantity=pieces, total=rounded(total, currency), taxes=tuple(taxes))


def _decimal(value):
    return Decimal(str(value))
