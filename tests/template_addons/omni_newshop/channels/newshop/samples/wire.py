"""New shop, as small as the contract's cases need it. Play what the vendor's manual says."""

import hashlib
import hmac
import json
from decimal import Decimal

from tests.contract.loopback import Loopback, Refused
from tests.contract.wire import ChannelWire, moment

RIGHT, READING = "token-that-may-all", "token-that-reads"
MOST_PIECES = 99_999


class Bells:
    """The deliveries that the shop sends, and who asked for them."""

    def rings(self, url):
        return [one["topic"] for one in self.hooks if (one["url"], one["active"]) == (url, True)]

    def stop_ringing(self, url):
        next(one for one in self.hooks if one["url"] == url)["active"] = False

    def delivery(self):
        (order,) = self.place(1)
        told = {"topic": "order.created", "order_id": int(order), "id": "e-1"}
        body = json.dumps(told).encode()
        return self.signed(body), body, "order", order

    def signed(self, body):
        return {"x-signature": hmac.new(RIGHT.encode(), body, hashlib.sha256).hexdigest()}

    def on_hooks(self, asked):
        return {"webhooks": self.hooks}

    def on_set_hooks(self, asked):
        for told in asked.json["webhooks"]:
            known = next((one for one in self.hooks if one["id"] == told["id"]), None)
            if known is None:
                known = {"id": max([one["id"] for one in self.hooks], default=0) + 1}
                self.hooks.append(known)
            known.update({**told, "id": known["id"]})
        return {"webhooks": self.hooks}

    def on_drop_hooks(self, asked):
        gone = asked.query["ids"].split(",")
        self.hooks = [one for one in self.hooks if str(one["id"]) not in gone]
        return {"webhooks": self.hooks}


class Tags:
    """What things cost."""

    reads_prices = "/v1/prices"
    unknown_priced = ("999999", "")

    def priced(self, count):
        for number in range(901, 901 + count):
            self.prices.setdefault(str(number), {"price": "12.50", "sale_price": None})
        return [(number, "") for number in self.prices][:count]

    def price_of(self, listing_id):
        return Decimal(self.prices[listing_id]["price"])

    def on_prices(self, asked):
        known = [number for number in asked.query["ids"].split(",") if number in self.prices]
        return {"prices": [{"product_id": int(n), **self.prices[n]} for n in known]}

    def on_set_prices(self, asked):
        return {"results": [self._price(one) for one in asked.json["prices"]]}

    def _price(self, told):
        number = str(told.pop("product_id"))
        if number not in self.prices:
            return {"product_id": int(number), "error": "There is no such product."}
        if self.spoils_item():
            return {"product_id": int(number), "error": "This price is refused."}
        if not self.leaves_item():
            self.prices[number].update(told)
        return {"product_id": int(number), **self.prices[number]}


class Wire(Bells, Tags, Loopback, ChannelWire):
    reads, reads_listings = "/v1/orders", "/v1/products"
    unknown_order = "999999"
    unknown_goods = "999999"
    quantity = ("lines", 0, "quantity")
    too_many = MOST_PIECES + 1
    without = {"refunds": "The shop gives no money back."}

    @property
    def right(self):
        return {"url": self.url, "token": RIGHT}

    @property
    def wrong(self):
        return {**self.right, "token": "token-of-yesterday"}

    @property
    def reading(self):
        return {**self.right, "token": READING}

    def start(self):
        """The first state of the shop."""
        self.orders, self.shipments, self.prices, self.hooks = {}, {}, {}, []
        self.stock = {"901": 40, "902": 12, "903": 0, "904": 7}

    def place(self, count, lines=1):
        return [self._place(second, lines) for second in range(count)]

    def _place(self, second, lines):
        number = len(self.orders) + 1
        order = json.loads((self.samples / "order-paid.json").read_text())
        goods, shipping = order["lines"]
        order["lines"] = [{**goods, "id": place} for place in range(1, lines + 1)]
        order["lines"].append({**shipping, "id": lines + 1})
        when = moment(second).isoformat()
        order |= {"id": number, "number": str(number), "placed_at": when, "changed_at": when}
        self.orders[str(number)] = order
        return str(number)

    def change(self, external_id):
        order = self.orders[external_id]
        order |= {"status": "cancelled", "changed_at": moment(5000).isoformat()}

    def goods(self, count):
        return [(number, "shop") for number in self.stock][:count]

    def shown(self, stock_id):
        return self.stock[stock_id]

    def sent(self, external_id):
        return sum(one["order_id"] == int(external_id) for one in self.shipments.values())

    def answer(self, asked):
        """What the vendor answers; a fault that was asked for is put before it."""
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in (RIGHT, READING):
            raise Refused(401, {"error": "This token is not known."})
        if asked.method != "GET" and token == READING:
            raise Refused(403, {"error": "This token may read only."})
        return ROUTES[asked.method, asked.route](self, asked)

    def on_shop(self, asked):
        told = asked.headers["authorization"].removeprefix("Bearer ")
        may = ["read"] if told == READING else ["read", "write"]
        return {
            "name": "The new shop",
            "currency": "EUR",
            "prices_with_taxes": True,
            "permissions": may,
        }

    def on_orders(self, asked):
        query = asked.query
        found = sorted(self.orders.values(), key=_place_of)
        if "ids" in query:
            wanted = query["ids"].split(",")
            return {"orders": [one for one in found if str(one["id"]) in wanted], "next": None}
        return _page("orders", [one for one in found if _fits(one, query)], query)

    def on_products(self, asked):
        product = json.loads((self.samples / "listing.json").read_text())
        found = [
            {**product, "id": int(number), "sku": f"SKU-{number}", "stock": pieces}
            for number, pieces in self.stock.items()
        ]
        return _page("products", [one for one in found if _fits(one, asked.query)], asked.query)

    def on_stock(self, asked):
        wanted = asked.query["ids"].split(",")
        known = [number for number in wanted if number in self.stock]
        return {"levels": [{"product_id": int(n), "quantity": self.stock[n]} for n in known]}

    def on_set_stock(self, asked):
        return {"results": [self._set(one) for one in asked.json["levels"]]}

    def _set(self, level):
        number = str(level["product_id"])
        if number not in self.stock:
            return {"product_id": int(number), "error": "There is no such product."}
        if self.spoils_item() or level["quantity"] > MOST_PIECES:
            return {"product_id": int(number), "error": "This number is refused."}
        self.stock[number] = level["quantity"]
        return {"product_id": int(number), "quantity": level["quantity"]}

    def on_shipments(self, asked):
        return {"results": [self._ship(one) for one in asked.json["shipments"]]}

    def _ship(self, shipment):
        if str(shipment["order_id"]) not in self.orders:
            return {"reference": shipment["reference"], "error": "There is no such order."}
        kept = self.shipments.setdefault(
            shipment["reference"], {**shipment, "id": len(self.shipments) + 1}
        )
        return {"reference": kept["reference"], "id": kept["id"]}


def _place_of(order):
    return f"{order['changed_at']} {order['id']:09}"


def _fits(order, query):
    if "placed_since" in query:
        return query["placed_since"] <= _utc(order["placed_at"]) < query["placed_until"]
    return _utc(order["changed_at"]) >= query["changed_since"]


def _utc(text):
    return text.replace("+00:00", "Z")


def _page(name, found, query):
    """Behind a place, and not from a number on: what changes meanwhile shifts nothing."""
    rest = [one for one in found if _place_of(one) > query.get("after", "")]
    page = rest[: min(int(query.get("limit", 30)), 30)]
    return {name: page, "next": _place_of(page[-1]) if len(rest) > len(page) else None}


ROUTES = {
    ("GET", "/v1/shop"): Wire.on_shop,
    ("GET", "/v1/orders"): Wire.on_orders,
    ("GET", "/v1/products"): Wire.on_products,
    ("GET", "/v1/stock"): Wire.on_stock,
    ("PUT", "/v1/stock"): Wire.on_set_stock,
    ("GET", "/v1/prices"): Wire.on_prices,
    ("PUT", "/v1/prices"): Wire.on_set_prices,
    ("POST", "/v1/shipments"): Wire.on_shipments,
    ("GET", "/v1/webhooks"): Wire.on_hooks,
    ("PUT", "/v1/webhooks"): Wire.on_set_hooks,
    ("DELETE", "/v1/webhooks"): Wire.on_drop_hooks,
}
