"""Weights and lengths as Sendcloud takes them: a value and a unit, values as text."""

from decimal import Decimal, InvalidOperation

KILOGRAMS = {
    "kg": Decimal(1),
    "g": Decimal("0.001"),
    "lbs": Decimal("0.45359237"),
    "oz": Decimal("0.028349523125"),
}
CENTIMETRES = {
    "cm": Decimal(1),
    "mm": Decimal("0.1"),
    "m": Decimal(100),
    "yd": Decimal("91.44"),
    "ft": Decimal("30.48"),
    "in": Decimal("2.54"),
}


def kilograms(weight):
    """Decimal kilograms of {"value", "unit"}; None when it is missing or not a number."""
    return _converted(weight, "value", KILOGRAMS)


def centimetres(dimensions):
    """(length, width, height), longest first; None when a side is missing or not a number."""
    sides = [_converted(dimensions, side, CENTIMETRES) for side in ("length", "width", "height")]
    return None if None in sides else tuple(sorted(sides, reverse=True))


def _converted(measure, name, factors):
    if not isinstance(measure, dict) or measure.get("unit") not in factors:
        return None
    try:
        value = Decimal(str(measure.get(name)))
    except InvalidOperation:
        return None
    return value * factors[measure["unit"]] if value.is_finite() else None
