"""Typed documents: the only things that cross between adapters and Odoo's models."""

from .order import Address, Customer, Line, Order, Tax
from .price import Price, PriceTerms, ShownPrice
from .product import Product, ProductChange, ProductOffer, Variant
from .refund import Refund, RefundLine
from .shipping import (
    Commodity,
    Label,
    Parcel,
    ParcelLabel,
    Rate,
    ShippingRequest,
    TrackingEvent,
)
from .status import OrderStatus, StatusChange
from .stock import Listing, Location, Shipment, ShipmentLine, StockLevel
from .wire import Account, Doorbell, Finding, Item, Made, Outcome, Page

__all__ = [
    "Account",
    "Address",
    "Commodity",
    "Customer",
    "Doorbell",
    "Finding",
    "Item",
    "Label",
    "Line",
    "Listing",
    "Location",
    "Made",
    "Order",
    "OrderStatus",
    "Outcome",
    "Page",
    "Parcel",
    "ParcelLabel",
    "Price",
    "PriceTerms",
    "Product",
    "ProductChange",
    "ProductOffer",
    "Rate",
    "Refund",
    "RefundLine",
    "Shipment",
    "ShipmentLine",
    "ShippingRequest",
    "ShownPrice",
    "StatusChange",
    "StockLevel",
    "Tax",
    "TrackingEvent",
    "Variant",
]
