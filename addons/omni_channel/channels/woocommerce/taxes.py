"""The taxes of an order's lines: which rate each is, in percent of the line's own price.

WooCommerce: docs of `tax_lines` and of a line's `taxes`
https://woocommerce.github.io/woocommerce-rest-api-docs/#order-tax-lines-properties
"""

import re
from decimal import Decimal

from odoo.addons.omni_base.core.documents import Tax
from odoo.addons.omni_base.core.money import ZERO, amount

HUNDRED = Decimal(100)
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
DERIVED_STEP = Decimal("0.01")


class Rates:
    """The order's tax rates by id, as ``tax_lines`` tells them."""

    def __init__(self, payload):
        self._lines = {str(line.rate_id): line for line in payload.tax_lines}
        items = (*payload.line_items, *payload.shipping_lines, *payload.fee_lines)
        self._derived = _derived(items)

    def of(self, item):
        """Return the Taxes of a line, with exact amounts.

        A compound rate is taken on the price with the taxes before it. It is told in percent of
        the price alone, which is the same amount.
        """
        plain, compound = [], []
        for part in item.taxes or ():
            if part.total in ("", None):
                continue
            line = self._lines.get(str(part.id))
            (compound if line and line.compound else plain).append(part)
        taxes, before = [], ZERO
        for part in plain + compound:
            percent = self._percent(part)
            if part in compound:
                percent = percent * (HUNDRED + before) / HUNDRED
            before += percent
            taxes.append(Tax(name=self._name(part), rate=percent, amount=amount(part.total)))
        return tuple(taxes)

    def _percent(self, part):
        """Old shops tell no percentage: then it is in the rate's name, or in the amounts."""
        line = self._lines.get(str(part.id))
        if line and line.rate_percent not in (None, ""):
            return amount(line.rate_percent)
        named = PERCENT.search(f"{line.label} {line.rate_code}") if line else None
        if named:
            return Decimal(named[1].replace(",", "."))
        return self._derived.get(str(part.id), ZERO)

    def _name(self, part):
        line = self._lines.get(str(part.id))
        return (line and (line.label or line.rate_code)) or str(part.id)


def _derived(items):
    """Return {rate id: percent} worked out of all lines that a rate is on."""
    base, tax = {}, {}
    for item in items:
        for part in item.taxes or ():
            if part.total in ("", None):
                continue
            known = str(part.id)
            base[known] = base.get(known, ZERO) + amount(item.total)
            tax[known] = tax.get(known, ZERO) + amount(part.total)
    return {
        known: (HUNDRED * tax[known] / base[known]).quantize(DERIVED_STEP)
        for known in base
        if base[known]
    }
