"""What a remote costs and brings, told before a merchant signs up there."""

from decimal import Decimal

import msgspec


class Market(msgspec.Struct, frozen=True, kw_only=True):
    """Declared by an adapter; whatever is not known is left out.

    ``commission``: the lowest and highest share of a sale, in percent. ``monthly``: the lowest and
    highest subscription a month, in ``currency``. ``volume``, ``competition``, ``advice``: a few
    marked words each.
    """

    commission: tuple[Decimal, Decimal] | None = None
    monthly: tuple[Decimal, Decimal] | None = None
    currency: str = "EUR"
    volume: str = ""
    competition: str = ""
    advice: str = ""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing that passes between a remote and Odoo; ``direction`` is in or out.

    ``writes``: it changes something at the remote, and is therefore held in test mode.
    """

    code: str
    label: str
    direction: str
    writes: bool = False
    help: str = ""
