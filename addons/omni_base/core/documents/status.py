"""The words by which a channel says how far an order is."""

from typing import Literal

from msgspec import Struct

Meaning = Literal["", "pending", "paid", "fulfilled", "cancelled", "refunded", "voided", "ignored"]


class OrderStatus(Struct, frozen=True, kw_only=True):
    """``code``: the remote's own word; ``meaning``: what it says of an order, empty where only a
    person knows.
    """

    code: str
    name: str = ""
    meaning: Meaning = ""


class StatusChange(Struct, frozen=True, kw_only=True):
    """Set an order to ``status``, the remote's word; ``cancels``: call it off instead, whatever the
    word for that is. ``key``: ours, comes back in the Outcome.
    """

    key: str
    order_id: str
    status: str = ""
    cancels: bool = False
