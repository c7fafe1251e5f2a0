"""WooCommerce, as the sandbox plays it."""

from decimal import Decimal

from tests.contract.wire import ChannelWire, Played, moment
from tests.sandbox.woocommerce.announcements import SIGNATURE_HEADER, signature
from tests.sandbox.woocommerce.catalogue import add_product
from tests.sandbox.woocommerce.clock import now


class Catalogue:
    """Prices and whole products of the played shop."""

    reads_products = "GET /products"
    unknown_product = "999999"
    reads_prices = "GET /products"
    unknown_priced = ("999999", "")

    def priced(self, count):
        made = self.control("woocommerce/products", count=count)["made"].values()
        return [(number, "") for number, _counted in made]

    def price_of(self, listing_id):
        return Decimal(self._store.products[int(listing_id)]["regular_price"])

    def add_products(self, count, variants=1, words="As it is."):
        return [self._add_product(number, variants, words) for number in range(count)]

    def _add_product(self, number, variants, words):
        row = {"name": f"New {number}", "description": words}
        goods = [{"sku": f"NEW-{number}-{n}", "price": "9.00"} for n in range(variants)]
        if variants == 1:
            row |= goods[0]
        else:
            sizes = [f"Size {n}" for n in range(variants)]
            own = [{**one, "options": [size]} for one, size in zip(goods, sizes, strict=True)]
            row |= {"attributes": {"Size": sizes}, "variations": own}
        return str(add_product(self._store, row, now())["id"])

    def edit_product(self, external_id, name):
        self.control("woocommerce/products", id=int(external_id), name=name)

    def remove_product(self, external_id):
        del self._store.products[int(external_id)]

    def called(self, name):
        found = self._store.products.values()
        return [str(one["id"]) for one in found if one["name"] == name]


class Wire(Catalogue, Played, ChannelWire):
    vendor = "woocommerce"
    reads = "GET /orders"
    reads_listings = "GET /products"
    writes = "POST /"
    unknown_order = "999999"
    unknown_goods = "999999"
    quantity = ("line_items", 0, "quantity")
    reads_refunds = "GET /refunds"
    further = "completed"
    without = {"too_many": "The plugin takes any number, also one below zero."}

    @property
    def right(self):
        return self._log_in("ck_sandbox", "cs_sandbox")

    @property
    def wrong(self):
        return self._log_in("ck_sandbox", "cs_of_yesterday")

    @property
    def reading(self):
        return self._log_in("ck_sandbox_read", "cs_sandbox_read")

    def _log_in(self, key, secret):
        return {"url": f"{self.sandbox.url}/woocommerce", "key": key, "secret": secret}

    def place(self, count, lines=1, quiet=True):
        goods = [{"sku": "TAS-SABLE", "quantity": 1}, *[_extra(n) for n in range(1, lines)]]
        return [self._place(second, goods, quiet) for second in range(count)]

    def _place(self, second, goods, quiet):
        when = moment(second).strftime("%Y-%m-%dT%H:%M:%SZ")
        order = self.control(
            "woocommerce/orders", lines=goods, placed_at=when, modified_at=when, quiet=quiet
        )
        return str(order["id"])

    def change(self, external_id):
        self.control(f"woocommerce/orders/{external_id}/status", status="cancelled")

    def goods(self, count):
        counted = [
            product
            for product in self._store.products.values()
            if product["type"] == "simple" and product["manage_stock"] is True
        ]
        return [(str(product["id"]), "shop") for product in counted[:count]]

    def shown(self, stock_id):
        return self._store.products[int(stock_id)]["stock_quantity"]

    def sent(self, external_id):
        order = next(one for one in self.state()["orders"] if str(one["id"]) == external_id)
        meta = {one["key"]: one["value"] for one in order["meta_data"]}
        return len(meta.get("_wc_shipment_tracking_items", ()))

    def give_back(self, external_id):
        self.control(f"woocommerce/orders/{external_id}/refund", amount="5.00")
        return Decimal("5.00")

    def status_of(self, external_id):
        return self._store.orders[int(external_id)]["status"]

    def rings(self, url):
        hooks = self._store.webhooks.values()
        return [
            one["topic"] for one in hooks if (one["delivery_url"], one["status"]) == (url, "active")
        ]

    def stop_ringing(self, url):
        hooks = self._store.webhooks.values()
        number = next(one["id"] for one in hooks if one["delivery_url"] == url)
        self.control(f"woocommerce/webhooks/{number}", status="disabled")

    def delivery(self):
        headers, body, order = self.delivered(lambda: self.place(1, quiet=False)[0])
        return headers, body, "order", order

    def signed(self, body):
        if not self._store.webhooks:
            self.connect().subscribe(f"{self.sandbox.url}/nowhere")
        secret = next(iter(self._store.webhooks.values()))["secret"]
        return {
            "content-type": "application/json",
            "x-wc-webhook-topic": "order.updated",
            "x-wc-webhook-delivery-id": "1f2e3d",
            SIGNATURE_HEADER.lower(): signature(body, secret),
        }

    @property
    def _store(self):
        return self.sandbox.vendors["woocommerce"].store


def _extra(number):
    return {"name": f"Pièce {number}", "price": "1.00", "quantity": 1}
