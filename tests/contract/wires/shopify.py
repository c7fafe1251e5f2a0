"""Shopify, as the sandbox plays it."""

from decimal import Decimal

from tests.contract.wire import ChannelWire, Played, moment
from tests.sandbox.shopify.announcements import headers_for
from tests.sandbox.shopify.catalogue import add_product, appear
from tests.sandbox.shopify.store import now_text

NOTHING = "999999999999"
PLAIN = {"vendor": "Atelier", "type": "Divers", "tags": [], "tax_rate": "0.2", "option": "Size"}
READING = [
    "read_orders",
    "read_customers",
    "read_products",
    "read_locations",
    "read_inventory",
    "read_merchant_managed_fulfillment_orders",
]


class Catalogue:
    """Prices and whole products of the played shop."""

    reads_products = "query Products"
    unknown_product = NOTHING
    reads_prices = "query ReadPrices"
    unknown_priced = (NOTHING, NOTHING)

    def priced(self, count):
        made = self.control("shopify/products", count=count)["made"].values()
        found = [self._store.variants[f"gid://shopify/ProductVariant/{one}"] for one, _item in made]
        return [(_tail(one["id"]), _tail(one["product"]["id"])) for one in found]

    def price_of(self, listing_id):
        variant = self._store.variants[f"gid://shopify/ProductVariant/{listing_id}"]
        prices = [variant["price"], variant["compareAtPrice"] or 0]
        return max(Decimal(str(price)) for price in prices)

    def add_products(self, count, variants=1, words="As it is."):
        return [self._add_product(number, variants, words) for number in range(count)]

    def _add_product(self, number, variants, words):
        rows = [
            {"title": f"Size {n}", "sku": f"NEW-{number}-{n}", "price": "9.00", "stock": (5,)}
            for n in range(variants)
        ]
        row = {"title": f"New {number}", "handle": f"new-{number}", "description": words, **PLAIN}
        product = add_product(self._store, {**row, "variants": rows})
        appear(product, now_text())
        return _tail(product["id"])

    def edit_product(self, external_id, name):
        variant = self._product(external_id)["variants"][0]
        self.control("shopify/products", sku=variant["sku"], title=name)

    def remove_product(self, external_id):
        product = self._store.products.pop(f"gid://shopify/Product/{external_id}")
        for variant in product["variants"]:
            del self._store.variants[variant["id"]], self._store.skus[variant["sku"]]

    def called(self, name):
        found = self._store.products.values()
        return [_tail(one["id"]) for one in found if one["title"] == name]

    def _product(self, external_id):
        return self._store.products[f"gid://shopify/Product/{external_id}"]


class Wire(Catalogue, Played, ChannelWire):
    vendor = "shopify"
    reads = "query Orders"
    reads_listings = "query Listings"
    writes = "mutation "
    unknown_order = NOTHING
    unknown_goods = NOTHING
    reads_refunds = "query Refunds"
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

    def place(self, count, lines=1, quiet=True):
        goods = [{"sku": "TAS-SABLE", "quantity": 1}, *[_extra(n) for n in range(1, lines)]]
        return [self._place(second, goods, quiet) for second in range(count)]

    def _place(self, second, goods, quiet):
        when = moment(second).strftime("%Y-%m-%dT%H:%M:%SZ")
        order = self.control(
            "shopify/orders", lines=goods, placed_at=when, updated_at=when, quiet=quiet
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

    def give_back(self, external_id):
        self.control(f"shopify/orders/{external_id}/refund", amount="5.00")
        return Decimal("5.00")

    def rings(self, url):
        return [one["topic"] for one in self._store.subscriptions.values() if one["uri"] == url]

    def stop_ringing(self, url):
        self.control("shopify/subscriptions", delete=self.rings(url)[:1])

    def delivery(self):
        headers, body, order = self.delivered(lambda: self.place(1, quiet=False)[0])
        return headers, body, "order", order

    def signed(self, body):
        secret = self.sandbox.vendors["shopify"].secret
        headers = headers_for(self._store, "orders/updated", body, secret)
        return {name.lower(): value for name, value in headers.items()}

    @property
    def _store(self):
        return self.sandbox.vendors["shopify"].store


def _extra(number):
    return {"title": f"Pièce {number}", "price": "1.00", "quantity": 1}


def _tail(gid):
    return gid.rsplit("/", 1)[-1]
