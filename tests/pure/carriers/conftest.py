"""Fixtures. This file is read before the addons can be imported, so it imports them late."""

from decimal import Decimal

import pytest

from .sendcloud_wire import Wire


@pytest.fixture
def wire():
    wire = Wire()
    yield wire
    wire.close()


@pytest.fixture
def sendcloud(wire):
    from odoo.addons.omni_base.core.http import HttpSession
    from odoo.addons.omni_carrier.carriers.sendcloud.adapter import Sendcloud

    values = {
        "public_key": "public",
        "secret_key": "hush-hush",
        "address": wire.url,
        "webhook_key": "",
    }
    http = HttpSession(secrets=["hush-hush"], read_seconds=2)
    return Sendcloud(http, values, live=True)


@pytest.fixture
def sender():
    from odoo.addons.omni_base.core.documents import Address

    return Address(
        name="Atelier Martin",
        company="Atelier Martin SARL",
        street="8 bis rue Victor Hugo",
        city="Lyon",
        zip="69002",
        country_code="FR",
        phone="04 72 00 00 00",
        email="expedition@atelier-martin.example",
        vat="FR23334175221",
    )


@pytest.fixture
def recipient():
    from odoo.addons.omni_base.core.documents import Address

    return Address(
        name="Zoé Lefèvre",
        street="12, avenue de l'Opéra",
        street2="Bâtiment B, 3e étage",
        city="Paris",
        zip="75001",
        country_code="FR",
        phone="06 12 34 56 78",
        email="zoe@example.org",
    )


@pytest.fixture
def parcel():
    from odoo.addons.omni_base.core.documents import Commodity, Parcel

    teapot = Commodity(
        name="Teapot",
        quantity=Decimal(2),
        value=Decimal("19.904"),
        weight=Decimal("0.35"),
        sku="TEA-1",
        hs_code="6912.00",
        origin_country_code="FR",
    )
    return Parcel(
        reference="PACK1",
        weight=Decimal("1.3204"),
        length=Decimal(30),
        width=Decimal(20),
        height=Decimal(10),
        commodities=(teapot,),
    )


@pytest.fixture
def request_for(sender, recipient, parcel):
    """Build a ShippingRequest from Lyon to Paris; keyword arguments change it."""
    from odoo.addons.omni_base.core.documents import ShippingRequest

    def build(**changes):
        values = {
            "reference": "WH/OUT/00012-1",
            "order_name": "#1001",
            "sender": sender,
            "recipient": recipient,
            "parcels": (parcel,),
            "currency": "EUR",
            "value": Decimal("39.80"),
            "service_code": "colissimo:home",
            "contract": "517",
        }
        return ShippingRequest(**{**values, **changes})

    return build
