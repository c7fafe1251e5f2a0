"""Exact amounts brought to the smallest coin, so that they add up to what the shop says."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from odoo.addons.omni_base.core.money import decimals, rounded

UNIT_PRICE_DECIMALS = 6


def coin(currency):
    """Return the currency's smallest unit."""
    return Decimal(1).scaleb(-decimals(currency))


def settled(parts, target, currency):
    """Return ``parts`` rounded so that their sum is ``target``: largest remainders move first.

    A difference that rounding cannot explain (half a coin for each part that is not zero, and one
    for the sum) is left as it is: whoever imports the order sees it.
    """
    found = [rounded(part, currency) for part in parts]
    unit = coin(currency)
    gap = target - sum(found)
    movable = [place for place, part in enumerate(parts) if part]
    unexplained = abs(target - sum(parts)) > unit * (len(movable) / Decimal(2) + 1)
    if not movable or unexplained or gap % unit:
        return found
    direction = 1 if gap > 0 else -1
    movable.sort(
        key=lambda place: (direction * (parts[place] - found[place]), abs(parts[place])),
        reverse=True,
    )
    for step in range(int(abs(gap) / unit)):
        found[movable[step % len(movable)]] += direction * unit
    return found


def unit_price(quantity, gross, currency):
    """Return a price whose product with the quantity is ``gross``, or the least above it."""
    for digits in (decimals(currency), UNIT_PRICE_DECIMALS + len(str(int(abs(quantity))))):
        step = Decimal(1).scaleb(-digits)
        rounding = ROUND_CEILING if quantity > 0 else ROUND_FLOOR
        price = (gross / quantity).quantize(step, rounding=rounding)
        if price * quantity == gross:
            break
    return price
