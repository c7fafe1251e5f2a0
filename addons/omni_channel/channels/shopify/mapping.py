"""Payloads into documents. Plain functions, no network."""

from odoo.addons.omni_base.core.decoding import read_as
from odoo.addons.omni_base.core.documents import Address, Customer, Listing, Order
from odoo.addons.omni_base.core.phone import international
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant

from .lines import read_lines, shop
from .payload import OrderPayload, VariantPayload
from .prices import shown
from .refunds import read_refunded
from .tables import (
    ACTIVE_PRODUCTS,
    CANCEL_REASONS,
    COLLECTED,
    FULFILLED,
    GATEWAYS,
    LISTING_STATES,
    PAYMENTS,
)
from .words import attributes_text, looked_up, tail


def read_order(body, url_of=lambda external_id: ""):
    """Return the Order; ``url_of(external id)`` gives its address in the back office."""
    payload = read_as(body, OrderPayload)
    external_id = tail(payload.id)
    return Order(
        external_id=external_id,
        name=payload.name,
        version=payload.updated_at,
        ordered_at=instant(payload.processed_at or payload.created_at),
        payment=read_payment(payload),
        currency=payload.currency_code,
        total=shop(payload.current_total_price_set),
        taxes_included=payload.taxes_included,
        lines=read_lines(payload),
        customer=read_customer(payload),
        billing=read_address(payload.billing_address, payload),
        delivery=read_address(payload.shipping_address, payload),
        cancelled_at=instant(payload.cancelled_at),
        cancel_reason=read_cancel_reason(payload),
        fulfilled=looked_up(FULFILLED, payload.display_fulfillment_status, _("fulfilment")),
        note=read_note(payload),
        tags=tuple(payload.tags),
        payment_methods=tuple(GATEWAYS.get(name, name) for name in payload.payment_gateway_names),
        source=payload.source_name or "",
        url=url_of(external_id),
        is_test=payload.test,
        holds_stock=True,
        discount_codes=read_discounts(payload),
        **read_refunded(payload),
        **read_presentment(payload),
    )


def read_presentment(payload):
    """Return the total as the buyer saw it, in the buyer's currency."""
    shown = payload.current_total_price_set.presentment_money
    return {
        "presentment_currency": payload.presentment_currency_code or payload.currency_code,
        "presentment_total": shown.amount if shown else None,
    }


def read_payment(payload):
    """Return the payment's state; an order that has none yet is pending, a free one is paid."""
    if payload.display_financial_status is None:
        return "pending" if shop(payload.current_total_price_set) else "paid"
    payment = looked_up(PAYMENTS, payload.display_financial_status, _("payment"))
    names = (GATEWAYS.get(name, name) for name in payload.payment_gateway_names)
    is_collected = any(COLLECTED in name.lower() for name in names)
    return "on_delivery" if payment == "pending" and is_collected else payment


def read_cancel_reason(payload):
    if payload.cancelled_at is None or payload.cancel_reason is None:
        return ""
    return looked_up(CANCEL_REASONS, payload.cancel_reason, _("a cancellation"))


def read_customer(payload):
    """Return who bought: the account, else what the order and its addresses tell of a guest."""
    account = payload.customer
    company, vat = read_company(payload)
    return Customer(
        external_id=tail(account.id) if account else "",
        name=_buyer_name(payload),
        email=_email(payload),
        phone=_phone(payload),
        company=company,
        vat=vat,
        language=payload.customer_locale or (account.locale if account else ""),
    )


def read_company(payload):
    """Return the name and the VAT number of a business buyer, empty for a private one."""
    entity = payload.purchasing_entity
    if not entity or not entity.company:
        return "", ""
    settings = entity.location.tax_settings if entity.location else None
    return entity.company.name, (settings.tax_registration_id or "") if settings else ""


def read_address(address, payload):
    """Return the Address with the order's own e-mail, and its telephone where it has none."""
    if address is None:
        return None
    return Address(
        name=_person(address),
        company=address.company or "",
        street=address.address1 or "",
        street2=address.address2 or "",
        city=address.city or "",
        zip=address.zip or "",
        state_code=address.province_code or "",
        country_code=address.country_code_v2 or "",
        phone=international(address.phone, address.country_code_v2) or _phone(payload),
        email=_email(payload),
        vat=read_company(payload)[1],
    )


def read_note(payload):
    """Return the buyer's note, the order's attributes and the buyer's own order number."""
    number = f"PO: {payload.po_number}" if payload.po_number else ""
    parts = (payload.note, attributes_text(payload.custom_attributes), number)
    return "\n".join(part.strip() for part in parts if part and part.strip())


def read_discounts(payload):
    """Return codes and, for discounts without one, titles."""
    titles = (discount.title for discount in payload.discount_applications.nodes)
    return tuple(dict.fromkeys(word for word in (*payload.discount_codes, *titles) if word))


def read_listing(body, currency=""):
    """Return the Listing of a product variant; amounts are in the shop's ``currency``."""
    variant = read_as(body, VariantPayload)
    product, item = variant.product, variant.inventory_item
    costs = shown(variant)
    return Listing(
        external_id=tail(variant.id),
        stock_id=tail(item.id),
        parent_id=tail(product.id),
        name=_listing_name(variant),
        sku=variant.sku or "",
        barcode=variant.barcode or "",
        price=variant.price,
        currency=currency,
        quantity=variant.inventory_quantity,
        is_stock_managed=item.tracked,
        active=looked_up(ACTIVE_PRODUCTS, product.status, _("a product's state")),
        regular_price=costs.regular,
        sale_price=costs.sale,
        state=LISTING_STATES[product.status],
    )


def _listing_name(variant):
    """A product without options has one variant with the vendor's own fixed title."""
    if variant.title in ("", "Default Title"):
        return variant.product.title
    return f"{variant.product.title} - {variant.title}"


def _person(address):
    names = f"{address.first_name or ''} {address.last_name or ''}".strip()
    return (address.name or "").strip() or names


def _buyer_name(payload):
    account = payload.customer
    if account:
        names = f"{account.first_name or ''} {account.last_name or ''}".strip()
        if names or account.display_name:
            return names or account.display_name
    for address in (payload.billing_address, payload.shipping_address):
        if address and _person(address):
            return _person(address)
    return _email(payload)


def _email(payload):
    account = payload.customer
    known = account.default_email_address if account else None
    return payload.email or (known.email_address if known else "") or ""


def _phone(payload):
    """The order's own telephone, then the delivery's, the billing's, the account's."""
    account = payload.customer
    known = account.default_phone_number if account else None
    addresses = [one for one in (payload.shipping_address, payload.billing_address) if one]
    country = addresses[0].country_code_v2 if addresses else None
    numbers = [(payload.phone, country)]
    numbers += [(address.phone, address.country_code_v2) for address in addresses]
    numbers.append((known.phone_number if known else None, country))
    found = (international(number, code) for number, code in numbers if number)
    return next((number for number in found if number), "")
