"""WooCommerce, as the sandbox plays it."""

from tests.contract.wire import ChannelWire, Played, moment


class Wire(Played, ChannelWire):
    vendor = "woocommerce"
    reads = "GET /orders"
    reads_listings = "GET /products"
    writes = "POST /"
    unknown_order = "999999"
    unknown_goods = "999999"
    quantity = ("line_items", 0, "quantity")
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

    def place(self, count, lines=1):
        goods = [{"sku": "TAS-SABLE", "quantity": 1}, *[_extra(n) for n in range(1, lines)]]
        return [self._place(second, goods) for second in range(count)]

    def _place(self, second, goods):
        when = moment(second).strftime("%Y-%m-%dT%H:%M:%SZ")
        order = self.control(
            "woocommerce/orders", lines=goods, placed_at=when, modified_at=when, quiet=True
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

    @property
    def _store(self):
        return self.sandbox.vendors["woocommerce"].store


def _extra(number):
    return {"name": f"Pièce {number}", "price": "1.00", "quantity": 1}
