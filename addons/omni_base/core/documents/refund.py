"""Money that a channel gave back of an order; amounts are positive, in ``Order.currency``."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct


class RefundLine(Struct, frozen=True, kw_only=True):
    """What was given back of the order's line ``line_id``.

    ``quantity``: pieces that are taken off the order, 0 where only money was given back.
    ``total``: with taxes if the order's prices include them, as a Line's; ``tax``: its taxes.
    ``restocked``: whether the remote has put the pieces back on its own number; None where it does
    not say.
    """

    line_id: str
    quantity: Decimal = Decimal(0)
    total: Decimal
    tax: Decimal = Decimal(0)
    restocked: bool | None = None


class Refund(Struct, frozen=True, kw_only=True):
    """``amount``: what the buyer got back, with taxes; it need not be what the lines come to."""

    external_id: str
    amount: Decimal
    refunded_at: datetime | None = None
    reason: str = ""
    lines: tuple[RefundLine, ...] = ()
