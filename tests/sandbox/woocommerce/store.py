"""Everything the shop remembers; plain data, so that the whole can be copied."""

from tests.sandbox.woocommerce.access import Key
from tests.sandbox.woocommerce.settings import DEFAULTS

FIRST_ID = 700
FIRST_LINE_ID = 3000
FIRST_META_ID = 9000
IDS_AN_ORDER = 100


class Store:
    """Posts (products, variations, orders, refunds, coupons) share one row of ids, as in WordPress.

    `events` are (topic, id) of webhooks that still have to leave.
    """

    def __init__(self, seed=1):
        self.settings = dict(DEFAULTS)
        self.keys = {
            "ck_sandbox": Key("ck_sandbox", "cs_sandbox"),
            "ck_sandbox_read": Key("ck_sandbox_read", "cs_sandbox_read", "read"),
            "ck_sandbox_write": Key("ck_sandbox_write", "cs_sandbox_write", "write"),
        }
        self.statuses = dict(STATUSES)
        self.products = {}
        self.media = set()
        self.orders = {}
        self.refunds = {}
        self.notes = {}
        self.customers = {}
        self.coupons = {}
        self.tax_rates = {}
        self.tax_classes = {"standard": "Standard", "reduced-rate": "Taux réduit"}
        self.terms = {"categories": {}, "tags": {}, "attributes": {}, "shipping_classes": {}}
        self.attribute_terms = {}
        self.zones = {}
        self.webhooks = {}
        self.events = []
        self.ignored_arguments = []
        self._places = {}
        self._ids = {
            "post": FIRST_ID + (seed - 1) * 100_000,
            "line": FIRST_LINE_ID,
            "meta": FIRST_META_ID,
        }

    def new_id(self, kind="post"):
        self._ids[kind] = self._ids.get(kind, 0) + 1
        return self._ids[kind]

    def go_on_after(self, orders):
        """Number what is made from now on as if there had been so many orders."""
        for kind in ("post", "line", "user"):
            self._ids[kind] = self._ids.get(kind, 0) + orders * IDS_AN_ORDER

    @property
    def zone(self):
        return self.settings["timezone"]

    @property
    def decimals(self):
        return int(self.settings["decimals"])

    def by_sku(self, sku):
        """The product or variation with this SKU, outside the trash, or None."""
        known = self.products.get(self._places.get(sku))
        if sku and known and known["sku"] == sku and known["status"] != "trash":
            return known
        for product in self.products.values():
            if sku and product["sku"] == sku and product["status"] != "trash":
                self._places[sku] = product["id"]
                return product
        return None

    def by_unique_id(self, code):
        for product in self.products.values():
            if code and product.get("global_unique_id") == code:
                return product
        return None

    def variations(self, product):
        if product["type"] != "variable":
            return []
        return [p for p in self.products.values() if p["parent_id"] == product["id"]]

    def order_refunds(self, order):
        """The newest first, as the shop lists them."""
        found = [r for r in self.refunds.values() if r["parent_id"] == order["id"]]
        return sorted(found, key=lambda refund: refund["id"], reverse=True)

    def meta(self, key, value):
        return {"id": self.new_id("meta"), "key": key, "value": value}

    def tell(self, topic, thing_id):
        """Note a webhook; the same topic of the same thing leaves once a request."""
        if (topic, thing_id) not in self.events:
            self.events.append((topic, thing_id))


STATUSES = {
    "pending": "En attente de paiement",
    "processing": "En cours",
    "on-hold": "En attente",
    "completed": "Terminée",
    "cancelled": "Annulée",
    "refunded": "Remboursée",
    "failed": "Échouée",
    "checkout-draft": "Brouillon",
}
PAID = ("processing", "completed")
