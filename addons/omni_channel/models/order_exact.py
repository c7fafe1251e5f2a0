from decimal import Decimal

from odoo import models
from odoo.addons.omni_base.core.money import ZERO, rounded
from odoo.tools import float_is_zero

from ..core.merging import plain
from ..core.pricing import exact_price
from .order_tax import rate_of

DIGITS = 6


class OrderImport(models.AbstractModel):
    """Where the shop's taxes are rounded otherwise: the line keeps the shop's, as Odoo keeps those
    that a person typed (``extra_tax_data``), and so does its invoice. They count as long as
    quantity, price and discount stay as they were imported.
    """

    _inherit = "omni.order.import"

    def _fit_lines(self, connection, sale, order, total):
        """Let the lines make the total, so that no rounding line is needed: each its own total
        before any rounding, where that is enough, and each the shop's taxes.
        """
        imported, prices = sale.omni_imported, self._exact_prices(sale, order)
        before = {row: row.price_unit for row in prices}
        if prices:
            self._write_prices(sale, prices)
        self._tell_what_misses(connection, sale, order, total)
        if prices and self._missing(sale, total):
            self._write_prices(sale, before)
            self._tell_what_misses(connection, sale, order, total)
        elif prices:
            exact = {row.omni_external_id: price for row, price in prices.items()}
            sale.omni_imported = {**imported, "exact": {**imported.get("exact", {}), **exact}}

    def _tell_what_misses(self, connection, sale, order, total):
        if self._missing(sale, total) or not self._has_exact_taxes(sale, order):
            self._tell_exact_taxes(connection, sale, order)

    def _exact_prices(self, sale, order):
        """Return {line: price} of those that nobody changed or invoiced here, and whose price does
        not make their total exactly.
        """
        imported, prices = sale.omni_imported, {}
        if not imported:
            return prices
        here = self._here(sale)["lines"]
        rows = {row.omni_external_id: row for row in _not_invoiced(sale)}
        for line in order.lines:
            row, told = rows.get(line.external_id), imported["lines"].get(line.external_id)
            if not row or not told or row.product_uom_qty != float(line.quantity):
                continue
            mine = here[line.external_id]
            if any(plain(mine[name]) != plain(told[name]) for name in ("price_unit", "discount")):
                continue
            price = exact_price(line.quantity, Decimal(str(row.discount)), line.total)
            if price is not None and abs(float(price) - row.price_unit) > 1e-9:
                prices[row] = float(price)
        return prices

    def _write_prices(self, sale, prices):
        was_locked, sale.locked = sale.locked, False
        for row, price in prices.items():
            row.write({"price_unit": price, "technical_price_unit": price})
        sale.locked = was_locked

    def _has_exact_taxes(self, sale, order):
        told = sum((tax.amount for line in order.lines for tax in line.taxes), ZERO)
        return rounded(Decimal(str(sale.amount_tax)), order.currency) == told

    def _tell_exact_taxes(self, connection, sale, order):
        """Take over the taxes of each line that is not invoiced and whose rounding is within the
        connection's limit.
        """
        limit = self._rounding_limit(connection, sale.currency_id)
        told = {line.external_id: line for line in order.lines}
        changed = sale.order_line.browse()
        for row in _not_invoiced(sale):
            line = told.get(row.omni_external_id)
            if line and self._set_exact_taxes(row, line, order, limit):
                changed |= row
        changed._compute_amount()
        sale._compute_amounts()

    def _set_exact_taxes(self, row, line, order, limit):
        """Return whether the line has the shop's taxes. Equal ones too: an order that is rounded as
        a whole adds up what was not rounded.
        """
        amounts = self._amounts_by_tax(row, line)
        if not amounts:
            return False
        told = sum(amounts.values())
        have = rounded(Decimal(str(row.price_tax)), order.currency)
        if abs(told - have) > limit:
            return False
        base = float(line.total - told if order.taxes_included else line.total)
        row.extra_tax_data = {
            "currency_id": row.currency_id.id,
            "rate": row.order_id.currency_rate,
            "price_unit": row.price_unit,
            "discount": row.discount,
            "quantity": row.product_uom_qty,
            "manual_total_excluded_currency": base,
            "manual_tax_amounts": {
                str(tax.id): {"tax_amount_currency": float(part), "base_amount_currency": base}
                for tax, part in amounts.items()
            },
        }
        return True

    def _amounts_by_tax(self, row, line):
        """Return {tax: amount}, or nothing where one of them is not known on the other side."""
        taxes = {rate_of(tax.amount): tax for tax in row.tax_ids}
        amounts = dict.fromkeys(row.tax_ids, ZERO)
        for part in line.taxes:
            tax = taxes.get(rate_of(part.rate))
            if tax is None and part.amount:
                return {}
            if tax is not None:
                amounts[tax] += part.amount
        return amounts


def _not_invoiced(sale):
    """What an invoice says already is not said anew on its order."""
    return sale.order_line.filtered(lambda row: float_is_zero(row.qty_invoiced, DIGITS))
