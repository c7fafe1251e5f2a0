"""A shipment, and a shop with one order that takes it; it keeps what is written."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import Shipment, ShipmentLine

from .shop import answer, params, path, refusal, shop

LINK = "https://www.laposte.fr/outils/suivre-vos-envois?code=6A1"
OWN, PLUGINS = "_omni_shipments", "_wc_shipment_tracking_items"


def shipment(**changes):
    values = {
        "key": "9",
        "reference": "WH/OUT/00009",
        "order_id": "727",
        "lines": (ShipmentLine(line_id="1", quantity=Decimal("2.0")),),
        "carrier": "Colissimo",
        "tracking_numbers": ("6A1",),
        "tracking_urls": (LINK,),
    }
    return Shipment(**(values | changes))


class Woo:
    """A shop with one order and its notes; keeps what is written."""

    def __init__(self, lines=((1, 2),), status="processing", **more):
        self.order = {
            "id": 727,
            "status": status,
            "line_items": [
                {"id": known, "product_id": 90 + known, "variation_id": 0, "quantity": count}
                for known, count in lines
            ],
            "meta_data": [],
            "refunds": [],
            **more,
        }
        self.notes, self.others, self.calls = [], {}, []

    def __call__(self, asked):
        route = f"{asked.method} {path(asked)}"
        self.calls.append(route)
        if route in self.others:
            found = self.others[route]
            return found.pop(0) if isinstance(found, list) else found
        if route == "GET orders":
            return answer([self.order] if "727" in params(asked).get("include", "727") else [], 1)
        if route == "POST orders/batch":
            return self.update(asked.json["update"][0])
        if route.startswith("GET orders/") and route.removeprefix("GET orders/").isdecimal():
            return refusal(404, "woocommerce_rest_shop_order_invalid_id")
        if route == "GET orders/727/notes":
            return answer(self.notes)
        assert route == "POST orders/727/notes"
        return self.note(asked.json)

    def update(self, content):
        self.order |= {name: content[name] for name in ("status",) if name in content}
        for one in content.get("meta_data", ()):
            kept = [old for old in self.order["meta_data"] if old["key"] != one["key"]]
            self.order["meta_data"] = [*kept, {"id": 50 + len(kept), **one}]
        return answer({"update": [self.order]})

    def note(self, content):
        self.notes.insert(0, {"id": 300 + len(self.notes), **content})
        return answer(self.notes[0])

    def meta(self, key):
        return next(one["value"] for one in self.order["meta_data"] if one["key"] == key)


def push(played, *shipments, **values):
    with shop(played, **values) as (woo, _wire):
        return woo.push_shipments(shipments or [shipment()])
