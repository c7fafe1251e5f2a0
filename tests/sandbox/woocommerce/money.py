"""Amounts as the shop rounds and writes them. Decimal inside, text outside."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

PRECISION = Decimal("0.000001")
ZERO = Decimal(0)


def rounded(value, places=0, down=False):
    """To so many places; halves away from zero, or towards it."""
    way = ROUND_HALF_DOWN if down else ROUND_HALF_UP
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=way)


def kept(value):
    """As an order line keeps an amount: six places at most."""
    return Decimal(value).quantize(PRECISION, rounding=ROUND_HALF_UP)


def fixed(value, places):
    """12.5 -> "12.50"; a zero never has a sign."""
    number = rounded(value, places)
    return f"{number if number else abs(number):f}"


def trimmed(value):
    """12.500000 -> "12.5", 10 -> "10"."""
    text = f"{kept(value):f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def number(value):
    """A JSON number: 12, or 12.3333335."""
    value = float(value)
    return int(value) if value.is_integer() else value
