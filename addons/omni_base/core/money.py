"""Amounts as Decimal, exactly as the remote wrote them."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from .errors import MappingError
from .text import _

ZERO = Decimal(0)
DECIMALS = {
    "BHD": 3,
    "CLP": 0,
    "IQD": 3,
    "ISK": 0,
    "JOD": 3,
    "JPY": 0,
    "KRW": 0,
    "KWD": 3,
    "LYD": 3,
    "OMR": 3,
    "PYG": 0,
    "RWF": 0,
    "TND": 3,
    "UGX": 0,
    "VND": 0,
    "VUV": 0,
    "XAF": 0,
    "XOF": 0,
    "XPF": 0,
}


def amount(value):
    """Return a remote's number (text, int, Decimal; a float by its shortest form) as Decimal."""
    if value is None or value == "":
        return ZERO
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise MappingError(_("“%s” is not an amount.", value)) from error
    if not number.is_finite():
        raise MappingError(_("“%s” is not an amount.", value))
    return number


def decimals(currency):
    """Return how many decimals ISO 4217 gives the currency code."""
    return DECIMALS.get(currency, 2)


def rounded(value, currency):
    """Return the Decimal rounded half up to the currency's smallest unit."""
    return value.quantize(Decimal(1).scaleb(-decimals(currency)), rounding=ROUND_HALF_UP)
