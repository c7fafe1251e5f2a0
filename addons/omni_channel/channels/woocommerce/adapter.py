"""WooCommerce by the REST API wc/v3: orders and customers in, stock, prices and shipments out."""

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.documents import Location
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.channel import ChannelAdapter

from . import (
    catalogue,
    customers,
    diagnosis,
    hand_over,
    mapping,
    orders,
    placed,
    prices,
    product_changes,
    product_making,
    products,
    shop,
    status_changes,
    statuses,
    stock,
    subscriptions,
    webhooks,
)
from .answers import words_of_refusal
from .market import MARKET
from .rest import Rest
from .shipments import ShipmentWriter
from .tables import CUSTOMER_TOPICS, TOPICS


class WooCommerce(ChannelAdapter):
    code = "woocommerce"
    label = "WooCommerce"
    description = _("Orders, stock, prices and shipments of a WordPress shop with WooCommerce.")
    market = MARKET
    mapping_version = 2
    heeds_expected = True
    order_statuses = statuses.own_statuses()
    schedules_sales = True
    stock_batch = 100
    price_batch = 100
    shipment_batch = 20
    hand_over = hand_over.HAND_OVER
    credentials = (
        Credential(
            "url",
            _("Shop address"),
            secret=False,
            address=True,
            help=_("Any address of the shop, e.g. www.my-shop.com or that of its back office."),
        ),
        Credential(
            "key",
            _("Consumer key"),
            help=_(
                "Starts with ck_. Made in the shop under WooCommerce > Settings > Advanced > REST "
                "API > Add key, with the permission Read/Write."
            ),
        ),
        Credential(
            "secret",
            _("Consumer secret"),
            help=_("Starts with cs_. Shown once, together with the key."),
        ),
        Credential(
            "note",
            _("Words before the tracking number"),
            secret=False,
            required=False,
            help=_("Begins the note that tells the buyer the tracking, in the buyers' language."),
        ),
    )

    def __init__(self, http, values, *, live=False, memory=None):
        super().__init__(http, values, live=live, memory=memory)
        self.rest = Rest(http, values, self.memory.setdefault("rest", {}))
        self._webhook_secret = shop.webhook_secret(values.get("secret"))
        http.hide(self._webhook_secret)

    @classmethod
    def clean(cls, values):
        cleaned = super().clean(values)
        cleaned["url"] = shop.clean_url(cleaned.get("url"))
        shop.clean_key(cleaned)
        return cleaned

    @classmethod
    def order_url(cls, values, external_id):
        return shop.order_url(values.get("url") or "", external_id)

    def check(self):
        """Return the shop, with what the key may not do; a sentence for each usual obstacle."""
        return diagnosis.check(self.rest.anew())

    def approval_page(self, offer):
        values = {**self.values, "url": shop.clean_url(self.values.get("url"))}
        return hand_over.approval_page(Rest(self.http, values, {}, is_new=True), offer)

    @classmethod
    def read_handed(cls, body):
        return hand_over.read_handed(body)

    @classmethod
    def read_return(cls, params):
        return hand_over.read_return(params)

    def diagnose(self, url):
        yield from diagnosis.way_in(self.values["url"], self.memory["rest"])
        yield from subscriptions.diagnose(self.rest, url, self._topics())

    def read_refusal(self, answer):
        return words_of_refusal(answer)

    def pull_orders(self, cursor):
        return self._order_reader().changed(cursor)

    def pull_orders_by_id(self, external_ids):
        return self._order_reader().by_id(external_ids)

    def pull_placed(self, since, until):
        own = self._order_reader().own_statuses()
        return placed.placed_orders(self.rest, since, until, own)

    def read_order(self, body):
        return mapping.read_order(
            body, self.meanings, lambda found: self.order_url(self.values, found)
        )

    def pull_statuses(self):
        return statuses.pull_statuses(self.rest)

    def pull_listings(self, cursor):
        if not self.memory.get("currency"):
            self.memory["currency"] = diagnosis.read_currency(self.rest)
        yield from catalogue.changed_listings(
            self.rest, cursor, self._remote_now, self.memory["currency"]
        )

    def read_listing(self, body):
        return catalogue.read_listing(body)

    def pull_products(self, cursor):
        """The shop's settings are asked anew with every listing."""
        self.memory.pop("terms", None)
        yield from products.changed(
            self.rest, cursor, self._remote_now, self._terms(with_rates=True)
        )

    def pull_products_by_id(self, external_ids):
        return products.by_id(self.rest, external_ids, self._terms(with_rates=True))

    def read_product(self, body):
        return products.read_product(body)

    def pull_customers(self, cursor):
        return customers.changed(self.rest, cursor, self._remote_now)

    def pull_customers_by_id(self, external_ids):
        return customers.by_id(self.rest, external_ids)

    def read_customer(self, body):
        return customers.read_customer(body)

    def pull_locations(self):
        """WooCommerce counts stock in one place: the shop."""
        return [Location(external_id="shop", name=shop.host_of(self.values["url"]))]

    def pull_stock(self, levels):
        return stock.pull_stock(self.rest, levels)

    def push_stock(self, levels):
        return stock.push_stock(self.rest, levels)

    def pull_price_terms(self):
        return prices.price_terms(self.rest)

    def pull_prices(self, wanted):
        return prices.pull_prices(self.rest, wanted)

    def push_prices(self, wanted):
        return prices.push_prices(self.rest, wanted)

    def push_products(self, changes):
        return product_changes.push(self.rest, changes, self._terms())

    def push_new_product(self, offer):
        return product_making.push(self.rest, offer, self._terms())

    def push_shipments(self, shipments):
        words = self.values.get("note") or ""
        return ShipmentWriter(self.rest, self.meanings, words).push(shipments)

    def push_statuses(self, changes):
        return status_changes.push_statuses(self.rest, changes, self.meanings)

    def subscribe(self, url):
        return subscriptions.subscribe(self.rest, url, self._webhook_secret, self._topics())

    def pull_missing_webhooks(self, url):
        return subscriptions.missing(self.rest, url, self._topics())

    def unsubscribe(self, url):
        return subscriptions.unsubscribe(self.rest, url)

    def verify_webhook(self, headers, body):
        webhooks.verify_webhook(headers, body, self._webhook_secret)

    def read_webhook(self, headers, body):
        return webhooks.read_webhook(headers, body)

    def _topics(self):
        """Customers ring only where a person wants to hear of them."""
        return (*TOPICS, *CUSTOMER_TOPICS) if "customer" in self.wanted else TOPICS

    def _order_reader(self):
        memory = self.memory.setdefault("orders", {})
        return orders.OrderReader(self.rest, memory, self._remote_now)

    def _terms(self, with_rates=False):
        """Those of the last listing serve everybody; who only tells asks for no tax rates."""
        name = "terms" if with_rates or "terms" in self.memory else "terms to tell"
        if name not in self.memory:
            self.memory[name] = products.terms(self.rest, with_rates)
        return self.memory[name]

    def _remote_now(self):
        """Return the shop's clock by its last answer, ours where it tells none."""
        try:
            return parsedate_to_datetime(self.http.remote_date)
        except (TypeError, ValueError):
            return datetime.now(timezone.utc)
