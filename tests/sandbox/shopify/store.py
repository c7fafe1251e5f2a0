"""Everything one shop remembers. Objects are dicts in the shape of the GraphQL types."""

from tests.sandbox.clock import CLOCK
from tests.sandbox.shopify.money import Currencies

FIRST_IDS = {
    "Order": 5_920_173_000_000,
    "LineItem": 14_870_260_000_000,
    "Customer": 7_410_088_000_000,
    "FulfillmentOrder": 6_610_330_000_000,
    "Fulfillment": 5_310_770_000_000,
}
FIRST_ID = 8_100_000_000_000
IDS_AN_ORDER = 100


class Store:
    """State of one shop, deep-copyable.

    `events` are the webhooks that still have to leave. `api_version`, `item_error` and
    `search_warnings` belong to the request that is being answered.
    """

    def __init__(self, currency="EUR"):
        self.currency = currency
        self.shop = {}
        self.locations = {}
        self.products = {}
        self.variants = {}
        self.inventory_items = {}
        self.levels = {}
        self.customers = {}
        self.customers_by_email = {}
        self.orders = {}
        self.fulfillment_orders = {}
        self.fulfillments = {}
        self.refunds = {}
        self.subscriptions = {}
        self.jobs = {}
        self.discount_codes = {}
        self.answers_by_key = {}
        self.events = []
        self.scopes = ()
        self.api_version = "2026-07"
        self.item_error = None
        self.search_warnings = []
        self.skus = {}
        self.last_order_number = 1000
        self._last_ids = {}
        self._skipped_ids = 0

    def go_on_after(self, orders):
        """Number what is made from now on as if there had been so many orders."""
        self.last_order_number += orders
        self._skipped_ids = orders * IDS_AN_ORDER

    def new_gid(self, kind):
        first = FIRST_IDS.get(kind, FIRST_ID) + self._skipped_ids
        self._last_ids[kind] = self._last_ids.get(kind, first) + 1
        return f"gid://shopify/{kind}/{self._last_ids[kind]}"

    def new_order_number(self):
        self.last_order_number += 1
        return self.last_order_number

    def variant_by_sku(self, sku):
        return self.skus.get(sku)

    def level(self, item_gid, location_gid):
        return self.levels.get((item_gid, location_gid))

    def primary_location(self):
        return next(iter(self.locations.values()))

    def currencies(self):
        return Currencies(self.currency, self.currency)

    def find(self, gid):
        """The object behind a global id, or None."""
        kind = gid.removeprefix("gid://shopify/").partition("/")[0]
        return self.by_kind(kind).get(gid)

    def by_kind(self, kind):
        if kind == "InventoryLevel":
            return {level["id"]: level for level in self.levels.values()}
        if kind == "LineItem":
            return {line["id"]: line for o in self.orders.values() for line in o["lineItems"]}
        if kind == "Shop":
            return {self.shop["id"]: self.shop}
        attribute = COLLECTIONS.get(kind)
        return getattr(self, attribute) if attribute else {}

    def tell(self, topic, thing):
        """Note a webhook; the same topic for the same thing leaves once a request."""
        if not any(known == topic and other is thing for known, other in self.events):
            self.events.append((topic, thing))


COLLECTIONS = {
    "Location": "locations",
    "Product": "products",
    "ProductVariant": "variants",
    "InventoryItem": "inventory_items",
    "Customer": "customers",
    "Order": "orders",
    "FulfillmentOrder": "fulfillment_orders",
    "Fulfillment": "fulfillments",
    "Refund": "refunds",
    "WebhookSubscription": "subscriptions",
    "Job": "jobs",
}


def now_text():
    """Shopify's clock has whole seconds and says Z."""
    return CLOCK.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def number_of(gid):
    """The number in a global id, as text (numbers beyond 2^53 must not become floats)."""
    return gid.partition("?")[0].rpartition("/")[2]
