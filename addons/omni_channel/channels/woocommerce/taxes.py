"""The taxes of an order's lines: which rate each is, in percent of the line's own price.

WooCommerce: docs of `tax_lines` and of a line's `taxes`
https://woocommerce.github.io/woocommerce-rest-api-docs/#order-tax-lines-properties
"""

import re
from decimal import Decimal

from odoo.addons.omni_base.core.documents import Tax
from odoo.addons.omni_base.core.money import ZERO, amount

from .settling import coin

HUNDRED = Decimal(100)
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
DERIVED_STEP = Decimal("0.01")


class Rates:
    """The order's tax rates by id, as ``tax_lines`` tells them."""

    def __init__(self, payload):
        self._lines = {str(line.rate_id): line for line in payload.tax_lines}
        items = (*payload.line_items, *payload.shipping_lines, *payload.fee_lines)
        self._derived = _derived(items)
        services = (*payload.shipping_lines, *payload.fee_lines)
        whole = [item for item in services if self.is_whole(item, coin(payload.currency))]
        self._classes = _classes([*payload.line_items, *whole])

    def of(self, item):
        """Return the Taxes of a line, with exact amounts.

        A compound rate is taken on the price with the taxes before it. It is told in percent of
        the price alone, which is the same amount.
        """
        plain, compound = [], []
        for part in told(item):
            (compound if self.is_compound(part) else plain).append(part)
        taxes, before = [], ZERO
        for part in plain + compound:
            percent = self.percent(part)
            if part in compound:
                percent = percent * (HUNDRED + before) / HUNDRED
            before += percent
            taxes.append(Tax(name=self._name(part), rate=percent, amount=amount(part.total)))
        return tuple(taxes)

    def groups(self, parts):
        """Return the parts by tax class: rates that are on one line of the order are of one.

        Those that are on no other line, each by itself.
        """
        left = {str(part.id): part for part in parts}
        found = []
        for known in self._classes:
            if known <= left.keys():
                found.append([left.pop(one) for one in sorted(known)])
        return [*found, *([part] for part in left.values())]

    def is_whole(self, item, unit):
        """Whether each rate's tax is that of the whole line, but for its rounding."""
        net = amount(item.total)
        plain = [part for part in told(item) if not self.is_compound(part)]
        return all(
            abs(amount(part.total) - net * self.percent(part) / HUNDRED) <= unit for part in plain
        )

    def is_compound(self, part):
        line = self._lines.get(str(part.id))
        return bool(line and line.compound)

    def percent(self, part):
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


def told(item):
    """Return the parts of a line's taxes that name an amount."""
    return [part for part in item.taxes or () if part.total not in ("", None)]


def _classes(items):
    """Return the sets of rate ids that are on one line together, the largest first."""
    found = {frozenset(str(part.id) for part in told(item)) for item in items}
    return sorted(filter(None, found), key=lambda one: (-len(one), sorted(one)))


def _derived(items):
    """Return {rate id: percent} worked out of all lines that a rate is on."""
    base, tax = {}, {}
    for item in items:
        for part in told(item):
            known = str(part.id)
            base[known] = base.get(known, ZERO) + amount(item.total)
            tax[known] = tax.get(known, ZERO) + amount(part.total)
    return {
        known: (HUNDRED * tax[known] / base[known]).quantize(DERIVED_STEP)
        for known in base
        if base[known]
    }
