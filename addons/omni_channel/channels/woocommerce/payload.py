"""The shape of what is read of orders and products. Amounts come as text or number: ``amount``.

PHP writes an empty object as an empty list, so places for objects also take a list.
"""

from typing import Any

import msgspec
from msgspec import Struct, field

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.text import _


class Meta(Struct):
    """Whatever a plugin keeps; ``key`` is read as text, whatever it is."""

    key: Any = ""
    value: Any = None
    display_key: Any = None
    display_value: Any = None
    id: Any = None

    def __post_init__(self):
        self.key = "" if self.key is None else str(self.key)


class LineTax(Struct):
    """One rate's part of a line: ``total`` after, ``subtotal`` before discounts; "" for none."""

    id: int | str
    total: Any = ""
    subtotal: Any = ""


class Item(Struct):
    """What every kind of line has. ``total`` is without taxes."""

    id: int = 0
    name: str | None = None
    total: Any = "0"
    total_tax: Any = "0"
    taxes: list[LineTax] | None = None
    meta_data: list[Meta] | None = None


class LineItem(Item):
    product_id: int | None = 0
    variation_id: int | None = 0
    quantity: Any = 1
    subtotal: Any = None
    subtotal_tax: Any = None
    sku: str | None = None
    global_unique_id: str | None = None


class ShippingLine(Item):
    method_title: str | None = None
    method_id: str | None = None


class FeeLine(Item):
    pass


class TaxLine(Struct):
    """One tax rate of the order; ``rate_percent`` is told since WooCommerce 3.7."""

    rate_id: int | str
    rate_code: str | None = None
    label: str | None = None
    compound: bool = False
    rate_percent: Any = None
    tax_total: Any = "0"
    shipping_tax_total: Any = "0"


class CouponLine(Struct):
    code: str | None = None


class Refund(Struct):
    """``total`` is negative."""

    id: int
    total: Any = "0"
    reason: str | None = None


class RefundDetails(Struct):
    """A refund with its lines; amounts and quantities are negative. See refunds.py."""

    id: int
    date_created_gmt: str | None = None
    line_items: list[LineItem] = field(default_factory=list)
    shipping_lines: list[ShippingLine] = field(default_factory=list)
    fee_lines: list[FeeLine] = field(default_factory=list)


class PostalAddress(Struct):
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state: str | None = None
    postcode: str | int | None = None
    country: str | None = None
    email: str | None = None
    phone: str | int | None = None


class CustomerPayload(Struct):
    """An account; what it has of ``meta_data`` is what is read. See customers.py."""

    id: int
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    role: str | None = None
    date_created_gmt: str | None = None
    date_modified_gmt: str | None = None
    billing: PostalAddress | list | None = None
    shipping: PostalAddress | list | None = None
    meta_data: list[Meta] | None = None


class OrderPayload(Struct):
    id: int
    status: str
    currency: str
    total: Any
    date_created_gmt: str | None = None
    date_modified_gmt: str | None = None
    date_paid_gmt: str | None = None
    date_completed_gmt: str | None = None
    number: str | int | None = None
    created_via: str | None = None
    transaction_id: str | None = None
    total_tax: Any = "0"
    prices_include_tax: bool = False
    customer_id: int | None = 0
    customer_note: str | None = None
    billing: PostalAddress | list | None = None
    shipping: PostalAddress | list | None = None
    payment_method: str | None = None
    payment_method_title: str | None = None
    meta_data: list[Meta] | None = None
    line_items: list[LineItem] = field(default_factory=list)
    tax_lines: list[TaxLine] = field(default_factory=list)
    shipping_lines: list[ShippingLine] = field(default_factory=list)
    fee_lines: list[FeeLine] = field(default_factory=list)
    coupon_lines: list[CouponLine] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    refund_details: list[RefundDetails] = field(default_factory=list)


class OptionWord(Struct):
    option: str | None = None


class Dimensions(Struct):
    length: Any = None
    width: Any = None
    height: Any = None


class Named(Struct):
    name: str | None = None
    slug: str | None = None


class Image(Struct):
    src: str | None = None


class Product(Struct):
    """A product, or a variation; ``manage_stock`` is "parent" where the product is counted."""

    id: int
    name: str | None = None
    status: str | None = None
    type: str | None = None
    sku: str | None = None
    global_unique_id: str | None = None
    price: Any = None
    manage_stock: Any = None
    stock_quantity: Any = None
    permalink: str | None = None
    attributes: Any = None
    description: str | None = None
    short_description: str | None = None
    regular_price: Any = None
    sale_price: Any = None
    date_on_sale_from_gmt: str | None = None
    date_on_sale_to_gmt: str | None = None
    virtual: bool = False
    weight: Any = None
    dimensions: Dimensions | list | None = None
    categories: list[Named] | None = None
    images: list[Image] | None = None
    image: Image | list | None = None
    variations: Any = None
    tax_status: str | None = None
    tax_class: str | None = None


class ListingPayload(Struct):
    """A simple product, or a variation beside its product."""

    product: Product
    variation: Product | None = None
    currency: str = ""


class Choice(Struct):
    """An attribute: of a product with ``variation``, of a variation with its ``option``."""

    id: int | None = 0
    name: str | None = None
    slug: str | None = None
    variation: bool = False
    option: Any = None


class Terms(Struct):
    """What the shop's settings say of all its products; empty where the key may not see them.

    ``rates``: {tax class: percent on it where the shop is}.
    """

    currency: str = ""
    prices_include_tax: bool | None = None
    weight_unit: str = ""
    dimension_unit: str = ""
    rates: dict[str, str] = field(default_factory=dict)


class ProductPayload(Struct):
    """A product with all its variations, under the shop's terms."""

    product: Product
    variations: list[Product] = field(default_factory=list)
    terms: Terms = field(default_factory=Terms)


ORDER = msgspec.json.Decoder(OrderPayload, strict=False)
CUSTOMER = msgspec.json.Decoder(CustomerPayload, strict=False)
LISTING = msgspec.json.Decoder(ListingPayload, strict=False)
PRODUCT = msgspec.json.Decoder(ProductPayload, strict=False)


def read_payload(decoder, body):
    """Return the typed payload; MappingError for another shape."""
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = _("The payload has a form that is not known here: %s", error)
        raise MappingError(reason) from None


def metas(meta_data):
    """Return {key without leading underscores: value}; the first of equal keys."""
    found = {}
    for meta in meta_data or ():
        found.setdefault(meta.key.lstrip("_").lower(), meta.value)
    return found
