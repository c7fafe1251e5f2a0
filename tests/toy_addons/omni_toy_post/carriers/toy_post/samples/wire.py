"""Toy Post, as small as the contract's cases need it. Play what the vendor's manual says."""

import json
from decimal import Decimal

from odoo.addons.omni_base.core.documents import Address, Parcel, ShippingRequest

from tests.contract.loopback import Loopback, Refused
from tests.contract.wire import CarrierWire

RIGHT = "key-that-may-all"
SERVICES = [
    {"code": "slow", "price": "3.10", "name": "Slow"},
    {"code": "fast", "price": "9.00", "name": "Fast"},
]


class Wire(Loopback, CarrierWire):
    reads = "/services"
    unknown_label = "999999"
    without = {
        "reading": "The post has no keys that only read.",
        "item": "The post refuses by its status alone.",
    }

    @property
    def right(self):
        return {"url": self.url, "key": RIGHT}

    @property
    def wrong(self):
        return {**self.right, "key": "key-of-yesterday"}

    def start(self):
        """The first state of the post: nothing was sold."""
        self.labels = {}

    def request(self, reference):
        return ShippingRequest(
            reference=reference,
            order_name="#1001",
            sender=_home("Atelier Kaolin", "8 rue de la Fosse", "44000", "Nantes"),
            recipient=_home("Zoé Lefèvre", "12 avenue de l'Opéra", "75001", "Paris"),
            parcels=(Parcel(reference=reference, weight=Decimal("1.2")),),
            currency="EUR",
            value=Decimal("39.80"),
            service_code="fast",
        )

    def sold(self):
        return len(self.labels)

    def answer(self, asked):
        """What the vendor answers; a fault that was asked for is put before it."""
        if asked.headers.get("key") != RIGHT:
            raise Refused(401, {"error": "This key is not known."})
        return ROUTES[asked.method, asked.route](self, asked)

    def on_me(self, asked):
        return {"name": "The toy post"}

    def on_services(self, asked):
        return SERVICES

    def on_find(self, asked):
        known = self.labels.get(asked.query["reference"])
        return [known] if known else []

    def on_buy(self, asked):
        wanted, number = asked.json, len(self.labels) + 1
        if wanted["service"] not in [one["code"] for one in SERVICES]:
            raise Refused(422, {"error": "There is no such service."})
        label = json.loads((self.samples / "label.json").read_text())
        label |= {"id": str(number), "number": f"TOY{number:06}", "reference": wanted["reference"]}
        self.labels[wanted["reference"]] = label
        return label


def _home(name, street, code, city):
    return Address(name=name, street=street, zip=code, city=city, country_code="FR")


ROUTES = {
    ("GET", "/me"): Wire.on_me,
    ("GET", "/services"): Wire.on_services,
    ("GET", "/labels"): Wire.on_find,
    ("POST", "/labels"): Wire.on_buy,
}
