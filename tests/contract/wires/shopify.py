"""Shopify, as the sandbox plays it."""

from tests.contract.wire import ChannelWire, Played, moment

READING = [
    "read_orders",
    "read_customers",
    "read_products",
    "read_locations",
    "read_inventory",
    "read_merchant_managed_fulfillment_orders",
]


class Wire(Played, ChannelWire):
    vendor = "shopify"
    reads = "query Orders"
    reads_listings = "query Listings"
    writes = "mutation "
    unknown_order = "999999999999"
    unknown_goods = "999999999999"
    quantity = ("lineItems", "nodes", 0, "currentQuantity")
    too_many = 1_000_000_001

    def reset(self):
        """How many points there are is tried elsewhere: here, plenty."""
        super().reset()
        self._fill()

    def reset_troubles(self):
        super().reset_troubles()
        self._fill()

    def _fill(self):
        plenty = {"maximum": 100_000, "restore_rate": 50_000, "query_limit": 1000}
        self.control("shopify/settings", bucket=plenty)

    @property
    def right(self):
        return {
            "shop": f"{self.sandbox.url}/shopify",
            "token": "shpat_sandbox",
            "client_secret": "sandbox-secret",
        }

    @property
    def wrong(self):
        return {**self.right, "token": "shpat_of_yesterday"}

    @property
    def reading(self):
        """The merchant took all writing scopes away from the app."""
        self.control("shopify/settings", scopes=READING)
        return self.right

    def place(self, count, lines=1):
        goods = [{"sku": "TAS-SABLE", "quantity": 1}, *[_extra(n) for n in range(1, lines)]]
        return [self._place(second, goods) for second in range(count)]

    def _place(self, second, goods):
        when = moment(second).strftime("%Y-%m-%dT%H:%M:%SZ")
        order = self.control(
            "shopify/orders", lines=goods, placed_at=when, updated_at=when, quiet=True
        )
        return str(order["id"])

    def change(self, external_id):
        self.control(f"shopify/orders/{external_id}/cancel", restock=False)

    def goods(self, count):
        place = self._store.primary_location()["id"]
        items = [item for item, where in self._store.levels if where == place]
        return [(_tail(item), _tail(place)) for item in items[:count]]

    def shown(self, stock_id):
        place = self._store.primary_location()["id"]
        level = self._store.levels[f"gid://shopify/InventoryItem/{stock_id}", place]
        return level["counts"]["available"]

    def sent(self, external_id):
        order = next(one for one in self.state()["orders"] if str(one["id"]) == external_id)
        return len(order["fulfillments"])

    @property
    def _store(self):
        return self.sandbox.vendors["shopify"].store


def _extra(number):
    return {"title": f"Pièce {number}", "price": "1.00", "quantity": 1}


def _tail(gid):
    return gid.rsplit("/", 1)[-1]
