"""Sendcloud, as the sandbox plays it."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import Address, Parcel, ShippingRequest

from tests.contract.wire import CarrierWire, Played
from tests.sandbox.sendcloud.webhooks import SIGNATURE_HEADER, signature


class Wire(Played, CarrierWire):
    vendor = "sendcloud"
    writes = "announce"
    unknown_label = "0d9f2c4e-0000-4000-8000-000000000000"
    without = {
        "reading": "The keys of an integration may all.",
        "two_subscribers": "An integration rings at one address only; another program's stays.",
    }

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

    def rings(self, url):
        store = self.sandbox.vendors["sendcloud"].store
        return ["parcel"] if store.webhook_active and store.webhook_url == url else []

    def stop_ringing(self, url):
        self.control("sendcloud/webhook", url="")

    def spoil_subscribing(self, trouble):
        self.spoil(trouble, reads="/integrations/")

    def delivery(self):
        (parcel,) = self.connect().push_label(self.request("WH/OUT/00077-1")).parcels
        headers, body, number = self.delivered(lambda: self._moved(parcel.tracking_number))
        return headers, body, "tracking", number

    def _moved(self, number):
        self.move(number)
        return number

    def signed(self, body):
        return {SIGNATURE_HEADER.lower(): signature(body, self.right["secret_key"])}


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
