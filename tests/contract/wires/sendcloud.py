"""Sendcloud, as the sandbox plays it."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import Address, Parcel, ShippingRequest

from tests.contract.wire import CarrierWire, Played


class Wire(Played, CarrierWire):
    vendor = "sendcloud"
    writes = "announce"
    unknown_label = "0d9f2c4e-0000-4000-8000-000000000000"
    without = {"reading": "The keys of an integration may all."}

    @property
    def right(self):
        return {
            "public_key": "sandbox-public",
            "secret_key": "sandbox-secret",
            "address": f"{self.sandbox.url}/sendcloud/api/v3",
        }

    @property
    def wrong(self):
        return {**self.right, "secret_key": "secret-of-yesterday"}

    def request(self, reference):
        return ShippingRequest(
            reference=reference,
            order_name="#1001",
            sender=_home("Atelier Kaolin", "8 rue de la Fosse", "44000", "Nantes"),
            recipient=_home("Zoé Lefèvre", "12 avenue de l'Opéra", "75001", "Paris"),
            parcels=(Parcel(reference=reference, weight=Decimal("1.2")),),
            currency="EUR",
            value=Decimal("39.80"),
            service_code="colissimo:home/fr",
        )

    def sold(self):
        return len(self.state()["labels_bought"])

    def move(self, number):
        self.control(f"sendcloud/parcels/{number}/status")


def _home(name, street, code, city):
    return Address(
        name=name,
        street=street,
        zip=code,
        city=city,
        country_code="FR",
        phone="+33612345678",
        email="zoe@example.org",
    )
