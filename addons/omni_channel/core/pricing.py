"""From the shop's line total to a unit price and a discount whose product is that total exactly."""

from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.omni_base.core.money import rounded

PERCENT_STEP = Decimal("0.01")
HUNDRED = Decimal(100)


def solve(quantity, unit_price, total, currency):
    """Return (unit price, discount in percent) so that Odoo's line total is ``total`` to the cent.

    The list price with a discount of two decimals is kept where that gives the total; otherwise the
    unit price carries the discount, with as many decimals as it takes.
    """
    if not quantity:
        return unit_price, Decimal(0)
    gross = quantity * unit_price
    if rounded(gross, currency) == total:
        return unit_price, Decimal(0)
    if gross and 0 <= total / gross <= 1:
        percent = (HUNDRED * (gross - total) / gross).quantize(PERCENT_STEP, ROUND_HALF_UP)
        if rounded(gross * (HUNDRED - percent) / HUNDRED, currency) == total:
            return unit_price, percent
    return total / quantity, Decimal(0)


def exact_price(quantity, percent, total):
    """Return the unit price of which quantity and discount make the total before any rounding.

    Where a document is rounded as a whole, what the percentages leave over of its lines adds up to
    a coin. None where no price makes it: of no pieces, and of a gift.
    """
    share = quantity * (HUNDRED - percent) / HUNDRED
    return total / share if share else None
