"""Rates, labels and tracking as a carrier sees them. Weights in kg, sizes in cm."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from .order import Address

TrackingState = Literal[
    "announced",
    "in_transit",
    "out_for_delivery",
    "at_pickup_point",
    "delivered",
    "exception",
    "returned",
    "cancelled",
    "unknown",
]


Need = Literal["phone", "email", "size", "customs"]


class Commodity(Struct, frozen=True, kw_only=True):
    """What is inside, for customs; ``value`` per piece."""

    name: str
    quantity: Decimal
    value: Decimal
    weight: Decimal
    sku: str = ""
    hs_code: str = ""
    origin_country_code: str = ""


class Parcel(Struct, frozen=True, kw_only=True):
    reference: str
    weight: Decimal
    length: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None
    commodities: tuple[Commodity, ...] = ()


class ShippingRequest(Struct, frozen=True, kw_only=True):
    """``reference`` is ours and unique: a label is asked for with it and found again by it."""

    reference: str
    order_name: str
    sender: Address
    recipient: Address
    parcels: tuple[Parcel, ...]
    currency: str
    value: Decimal
    service_code: str = ""
    service_point_id: str = ""
    contract: str = ""


class Rate(Struct, frozen=True, kw_only=True):
    """``price`` None: offered without a price, ``reason`` says why.

    ``needs``: what a label of this service asks for besides the address. ``is_trial``: makes a
    real document, but nobody carries the parcel: never the best offer.
    """

    service_code: str
    service_name: str
    carrier_name: str
    price: Decimal | None = None
    currency: str = ""
    transit_hours: int | None = None
    contract: str = ""
    max_weight: Decimal | None = None
    needs_service_point: bool = False
    needs: tuple[Need, ...] = ()
    is_trial: bool = False
    reason: str = ""


class ParcelLabel(Struct, frozen=True, kw_only=True):
    external_id: str
    reference: str = ""
    tracking_number: str
    tracking_url: str = ""
    document: bytes = b""
    document_type: Literal["pdf", "zpl", "png"] = "pdf"


class Label(Struct, frozen=True, kw_only=True):
    """A bought shipment; ``external_id`` cancels it. ``price`` None: the carrier does not say."""

    external_id: str
    reference: str
    carrier_name: str
    parcels: tuple[ParcelLabel, ...]
    price: Decimal | None = None
    currency: str = ""
    state: str = ""


class TrackingEvent(Struct, frozen=True, kw_only=True):
    """The newest news of a parcel. ``exception``: a person should look, the parcel may go on.

    ``word``: the carrier's own, kept as it is; one that is in no vocabulary makes ``unknown``.
    """

    tracking_number: str
    state: TrackingState
    at: datetime | None = None
    text: str = ""
    place: str = ""
    word: str = ""
    expected_on: date | None = None
