"""Products, stock and fulfilment as a channel sees them."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

ListingState = Literal[
    "", "published", "draft", "pending", "scheduled", "private", "unlisted", "archived", "other"
]


class Location(Struct, frozen=True, kw_only=True):
    """A place where the remote counts stock."""

    external_id: str
    name: str
    active: bool = True


class Listing(Struct, frozen=True, kw_only=True):
    """One sellable thing at the remote (a variant); ``stock_id`` is what stock is set on.

    ``price``: what is asked now. ``regular_price``: without a sale; ``sale_price``: asked instead
    from ``sale_from`` until ``sale_to`` (aware times; None: no such end). ``state``: whether buyers
    see it, and why not; empty where the remote does not say.
    """

    external_id: str
    stock_id: str = ""
    parent_id: str = ""
    name: str
    sku: str = ""
    barcode: str = ""
    price: Decimal | None = None
    currency: str = ""
    quantity: int | None = None
    is_stock_managed: bool = True
    active: bool = True
    url: str = ""
    regular_price: Decimal | None = None
    sale_price: Decimal | None = None
    sale_from: datetime | None = None
    sale_to: datetime | None = None
    state: ListingState = ""


class StockLevel(Struct, frozen=True, kw_only=True):
    """Set ``quantity`` pieces of ``stock_id`` at ``location_id``.

    ``expected``: what we believe is there now (compare and set), None when we do not know.
    ``sent``: what may be there as well: an earlier number of ours that was never answered.
    ``key``: ours, comes back in the Outcome.
    """

    key: str
    stock_id: str
    location_id: str
    quantity: int
    expected: int | None = None
    sent: int | None = None


class ShipmentLine(Struct, frozen=True, kw_only=True):
    line_id: str
    quantity: Decimal


class Shipment(Struct, frozen=True, kw_only=True):
    """Goods of one order that left; ``reference`` is ours (the transfer's name)."""

    key: str
    reference: str
    order_id: str
    lines: tuple[ShipmentLine, ...]
    carrier: str = ""
    tracking_numbers: tuple[str, ...] = ()
    tracking_urls: tuple[str, ...] = ()
    notify_customer: bool = True
    external_id: str = ""
