"""Who bought, and where the invoice and the parcel go."""

from odoo.addons.omni_base.core.documents import Address, Customer
from odoo.addons.omni_base.core.phone import international

from .payload import PostalAddress, metas
from .tables import LANGUAGE_KEYS, VAT_KEYS

BLOCK_FIELDS = ("wc_billing/", "wc_other/", "wc_shipping/")
PLACE = ("address_1", "address_2", "city", "postcode")


def read_customer(payload):
    """Return who bought; a guest (customer 0) is a person too, without an account."""
    billing, shipping = present(payload.billing), present(payload.shipping)
    country = billing.country or shipping.country
    return Customer(
        external_id=str(payload.customer_id) if payload.customer_id else "",
        name=name_of(billing) or name_of(shipping) or (billing.email or "").strip(),
        email=text_of(billing.email),
        phone=international(text_of(billing.phone) or text_of(shipping.phone), country),
        company=text_of(billing.company),
        vat=read_vat(payload),
        language=language_of(payload),
    )


def read_billing(payload):
    """Return whom the invoice is for; None when the shop names neither a place nor anybody."""
    billing = present(payload.billing)
    if not is_place(billing) and not name_of(billing) and not billing.company:
        return None
    return _address(billing, payload, read_vat(payload))


def read_delivery(payload):
    """Return where the parcel goes; None when the shop names no place (virtual goods)."""
    return _address(payload.shipping, payload, "") if is_place(payload.shipping) else None


def is_place(address):
    """Whether more than a country is told."""
    return any(getattr(address, name, None) for name in PLACE)


def read_vat(payload):
    """Return the VAT number that one of the common plugins kept, as the buyer wrote it."""
    found = metas(payload.meta_data)
    for key, value in list(found.items()):
        for block in BLOCK_FIELDS:
            if key.startswith(block):
                found.setdefault(key.rsplit("/", 1)[-1].replace("-", "_"), value)
    for key in VAT_KEYS:
        value = found.get(key)
        if isinstance(value, str) and any(sign.isdigit() for sign in value):
            return value.strip()
    return ""


def _address(address, payload, vat):
    billing = present(payload.billing)
    phone = text_of(address.phone) or text_of(billing.phone)
    return Address(
        name=name_of(address),
        company=text_of(address.company),
        street=text_of(address.address_1),
        street2=text_of(address.address_2),
        city=text_of(address.city),
        zip=text_of(address.postcode),
        state_code=_state(address),
        country_code=text_of(address.country).upper(),
        phone=international(phone, address.country),
        email=text_of(address.email) or text_of(billing.email),
        vat=vat,
    )


def _state(address):
    """WooCommerce writes some states with their country, as ISO 3166-2 does (``DE-BY``)."""
    country = text_of(address.country).upper()
    return text_of(address.state).removeprefix(f"{country}-") if country else text_of(address.state)


def language_of(payload):
    found = metas(payload.meta_data)
    values = (found.get(key.lstrip("_")) for key in LANGUAGE_KEYS)
    return next((value for value in values if isinstance(value, str) and value), "")


def name_of(address):
    return f"{text_of(address.first_name)} {text_of(address.last_name)}".strip()


def present(address):
    return address if isinstance(address, PostalAddress) else PostalAddress()


def text_of(value):
    return str(value).strip() if value is not None else ""
