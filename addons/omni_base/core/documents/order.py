"""An order as the remote tells it; amounts are in ``Order.currency`` unless a name tells more."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from .refund import Refund

Payment = Literal[
    "pending",
    "authorized",
    "on_delivery",
    "partially_paid",
    "paid",
    "partially_refunded",
    "refunded",
    "voided",
]
LineKind = Literal["product", "custom", "shipping", "tip", "duty", "fee", "gift_card"]


class Address(Struct, frozen=True, kw_only=True):
    """A postal address with who is there; codes are ISO 3166 (``FR``, state ``CA``)."""

    name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    state_code: str = ""
    country_code: str = ""
    phone: str = ""
    email: str = ""
    vat: str = ""

    @property
    def is_postal(self):
        """Whether a parcel could be sent there: a street or a town in a country."""
        return bool(self.country_code and (self.street or self.city))


class Customer(Struct, frozen=True, kw_only=True):
    """The account at the remote; a guest has no ``external_id``.

    Told without an order, it also has its addresses and its aware times. ``is_buyer``: whether it
    is an account to buy with, and not one of the remote's own people or readers.
    """

    external_id: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    vat: str = ""
    language: str = ""
    billing: Address | None = None
    delivery: Address | None = None
    created_at: datetime | None = None
    changed_at: datetime | None = None
    is_buyer: bool = True


class Tax(Struct, frozen=True, kw_only=True):
    """``rate`` in percent (20 for 20 %); ``amount`` for the whole line."""

    name: str
    rate: Decimal
    amount: Decimal


class Line(Struct, frozen=True, kw_only=True):
    """``unit_price`` before discount; ``discount`` >= 0 for the whole line;
    ``total`` = quantity x unit_price - discount, with taxes if the order's prices include them.
    """

    external_id: str
    kind: LineKind = "product"
    name: str
    sku: str = ""
    barcode: str = ""
    listing_id: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal
    discount: Decimal = Decimal(0)
    total: Decimal
    taxes: tuple[Tax, ...] = ()
    requires_shipping: bool = True
    note: str = ""


class Order(Struct, frozen=True, kw_only=True):
    """``version`` is compared as text: a later state of the order never has a smaller one.

    ``payment`` "on_delivery": to be sent although nothing is paid; whoever brings it collects it.
    ``source``: how it was placed there; ``utm_*``: what brought the buyer. ``transactions``: the
    numbers of its payments where they were made. ``refunded_total``: what was given back, whether
    ``total`` and lines are less by it or not. ``refunds``: all of them, one by one, where the
    remote tells them; ``refunds_counted``: whether ``total`` and lines are less by them already.
    ``status``: the remote's word for it, where its words are a list that people may explain;
    ``is_status_unknown``: nobody has; ``is_ignored``: such orders are to be left out.
    ``holds_stock``: whether the remote has taken the goods off its own number, even while the order
    waits for its payment.
    """

    external_id: str
    name: str
    version: str
    ordered_at: datetime
    payment: Payment
    currency: str
    total: Decimal
    taxes_included: bool
    lines: tuple[Line, ...]
    customer: Customer
    billing: Address | None = None
    delivery: Address | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    fulfilled: bool = False
    holds_stock: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    payment_methods: tuple[str, ...] = ()
    transactions: tuple[str, ...] = ()
    source: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    url: str = ""
    is_test: bool = False
    discount_codes: tuple[str, ...] = ()
    presentment_currency: str = ""
    presentment_total: Decimal | None = None
    refunded_total: Decimal = Decimal(0)
    status: str = ""
    is_status_unknown: bool = False
    is_ignored: bool = False
    refunds: tuple[Refund, ...] = ()
    refunds_counted: bool = False
