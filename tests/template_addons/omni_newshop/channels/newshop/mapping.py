"""Payloads into documents: plain functions, no network. An unknown word is an error, no guess."""

from typing import Any

import msgspec
from msgspec import Struct

from odoo.addons.omni_base.core.decoding import read_as
from odoo.addons.omni_base.core.documents import (
    Address,
    Customer,
    Item,
    Line,
    Listing,
    Order,
    Tax,
)
from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant

PAYMENTS = {"open": "pending", "paid": "paid", "refunded": "refunded", "cancelled": "voided"}
LINE_KINDS = {"product": "product", "shipping": "shipping", "fee": "fee"}


class LinePayload(Struct):
    """What is read of a line. Amounts are text in the API; ``Any`` where plugins write numbers."""

    id: int
    kind: str
    name: str
    quantity: int
    price: Any
    total: Any
    sku: str = ""
    product_id: int | None = None
    tax_name: str = ""
    tax_rate: Any = None
    tax: Any = None


class OrderPayload(Struct):
    id: int
    number: str
    status: str
    currency: str
    total: Any
    taxes_included: bool
    placed_at: str
    changed_at: str
    lines: list[LinePayload]
    buyer: dict[str, Any]
    billing: dict[str, Any] | None = None
    delivery: dict[str, Any] | None = None
    shipped: bool = False
    note: str = ""


class ProductPayload(Struct):
    id: int
    name: str
    changed_at: str
    sku: str = ""
    barcode: str = ""
    price: Any = None
    currency: str = ""
    stock: int | None = None
    on_sale: bool = True


def item_of(payload):
    """Return an order or product of a list as the Item that is stored."""
    body = msgspec.json.encode(payload)
    return Item(external_id=str(payload["id"]), body=body, version=payload["changed_at"])


def read_order(body):
    payload = read_as(body, OrderPayload)
    return Order(
        external_id=str(payload.id),
        name=f"#{payload.number}",
        version=payload.changed_at,
        ordered_at=instant(payload.placed_at),
        payment=word(PAYMENTS, payload.status),
        currency=payload.currency,
        total=amount(payload.total),
        taxes_included=payload.taxes_included,
        lines=tuple(read_line(line) for line in payload.lines),
        customer=read_customer(payload.buyer),
        billing=read_address(payload.billing),
        delivery=read_address(payload.delivery),
        cancelled_at=instant(payload.changed_at) if payload.status == "cancelled" else None,
        fulfilled=payload.shipped,
        note=payload.note,
    )


def read_line(line):
    quantity, price, total = amount(line.quantity), amount(line.price), amount(line.total)
    taxes = ()
    if line.tax_rate is not None:
        taxes = (Tax(name=line.tax_name, rate=amount(line.tax_rate), amount=amount(line.tax)),)
    return Line(
        external_id=str(line.id),
        kind=word(LINE_KINDS, line.kind),
        name=line.name,
        sku=line.sku,
        listing_id=str(line.product_id or ""),
        quantity=quantity,
        unit_price=price,
        discount=quantity * price - total,
        total=total,
        taxes=taxes,
        requires_shipping=line.kind == "product",
    )


def read_customer(buyer):
    """A guest has no number."""
    return Customer(
        external_id=str(buyer.get("id") or ""),
        name=buyer.get("name") or "",
        email=buyer.get("email") or "",
        phone=buyer.get("phone") or "",
    )


def read_address(found):
    if not found:
        return None
    return Address(
        name=found.get("name") or "",
        company=found.get("company") or "",
        street=found.get("street") or "",
        city=found.get("city") or "",
        zip=found.get("postcode") or "",
        country_code=found.get("country") or "",
        phone=found.get("phone") or "",
    )


def read_listing(body):
    payload = read_as(body, ProductPayload)
    return Listing(
        external_id=str(payload.id),
        stock_id=str(payload.id),
        name=payload.name,
        sku=payload.sku,
        barcode=payload.barcode,
        price=None if payload.price is None else amount(payload.price),
        currency=payload.currency,
        quantity=payload.stock,
        is_stock_managed=payload.stock is not None,
        active=payload.on_sale,
    )


def word(known, said):
    if said not in known:
        raise MappingError(_("“%s” is not a word that is known here.", said))
    return known[said]
