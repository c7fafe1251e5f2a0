"""What a listing costs in a channel: told by Odoo, or shown there."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct


class PriceTerms(Struct, frozen=True, kw_only=True):
    """What all prices of a channel are in.

    ``taxes_included``: whether they hold the taxes, None where the channel does not say.
    """

    currency: str = ""
    taxes_included: bool | None = None


class ShownPrice(Struct, frozen=True, kw_only=True):
    """``regular``: the price without a sale. ``sale``: the lower one that is asked for instead,
    from ``sale_from`` until ``sale_to`` (aware times; None: no such end).
    """

    regular: Decimal | None = None
    sale: Decimal | None = None
    sale_from: datetime | None = None
    sale_to: datetime | None = None


class Price(Struct, frozen=True, kw_only=True):
    """Let a listing cost ``regular``, and ``sale`` meanwhile, in ``currency``.

    Without a ``sale`` the channel's own sale price stays as it is, unless ``ends_sale``: then the
    one that was told before is over. ``there``: what the channel showed just before, None where
    nobody knows. ``key``: ours, comes back in the Outcome.
    """

    key: str
    listing_id: str
    parent_id: str = ""
    currency: str
    regular: Decimal
    sale: Decimal | None = None
    sale_from: datetime | None = None
    sale_to: datetime | None = None
    ends_sale: bool = False
    there: ShownPrice | None = None
