"""Shopify by the Admin GraphQL API: orders in, stock, prices and fulfilments out."""

from contextlib import suppress
from functools import partial

from msgspec import Struct

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.documents import Account
from odoo.addons.omni_base.core.errors import ReadOnlyError, RejectedError
from odoo.addons.omni_base.core.pace import Charge
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.channel import ChannelAdapter

from . import (
    catalogue,
    graph,
    mapping,
    placed,
    prices,
    products,
    shop,
    subscriptions,
    tables,
    webhooks,
)
from .login import LogIn
from .market import MARKET
from .orders import OrderReader
from .queries import ACCOUNT, API_UNTIL, API_VERSION
from .shipments import ShipmentWriter
from .stock import StockWriter
from .words import tail


class ShopNode(Struct, rename="camel"):
    id: str
    name: str
    myshopify_domain: str
    currency_code: str


class Scope(Struct):
    handle: str


class Installation(Struct, rename="camel"):
    access_scopes: list[Scope]


class AccountData(Struct, rename="camel"):
    shop: ShopNode
    current_app_installation: Installation


class Shopify(ChannelAdapter):
    code = "shopify"
    label = "Shopify"
    description = _("Orders, stock, prices and shipments of a Shopify shop.")
    market = MARKET
    limits = (graph.POINTS,)
    api_version = API_VERSION
    api_until = API_UNTIL
    version_header = "x-shopify-api-version"
    deprecation_headers = ("x-shopify-api-deprecated-reason",)
    heeds_expected = True
    stock_batch = 250
    price_batch = 250
    shipment_batch = 20
    credentials = (
        Credential(
            "shop",
            _("Shop"),
            secret=False,
            address=True,
            help=_("The name before .myshopify.com, or the address of the shop's back office."),
        ),
        Credential(
            "token",
            _("Admin API access token"),
            required=False,
            help=_(
                "Starts with shpat_. For an app made in the shop's own settings "
                "(Settings > Apps > Develop apps). Leave it empty for an app of the Dev Dashboard."
            ),
        ),
        Credential(
            "client_id",
            _("Client ID"),
            secret=False,
            required=False,
            help=_("For an app made in the Dev Dashboard. Not needed with an access token."),
        ),
        Credential(
            "client_secret",
            _("Client secret (API secret key)"),
            required=False,
            help=_(
                "Needed with a client ID, and by everyone who wants orders at once: "
                "it proves that a message is the shop's."
            ),
        ),
    )

    def __init__(self, http, values, *, live=False, memory=None):
        super().__init__(http, values, live=live, memory=memory)
        admin = f"{shop.root(values['shop'])}/admin"
        log_in = LogIn(
            http, f"{admin}/oauth/access_token", values, self.memory.setdefault("log_in", {})
        )
        self.graph = graph.Graph(
            http,
            f"{admin}/api/{API_VERSION}/graphql.json",
            log_in,
            self.memory.setdefault("graph", {}),
        )
        self._orders = OrderReader(self.graph, self.memory.setdefault("orders", {}))

    @classmethod
    def clean(cls, values):
        cleaned = super().clean(values)
        cleaned["shop"] = shop.clean_shop(cleaned.get("shop"))
        shop.clean_login(cleaned)
        return cleaned

    @classmethod
    def host(cls, credential, value):
        with suppress(RejectedError):
            value = shop.clean_shop(value) if credential.address else value
        return super().host(credential, value)

    @classmethod
    def order_url(cls, values, external_id):
        return shop.order_url(values.get("shop") or "", external_id)

    def check(self):
        """Return the shop, with the permissions that the feeds need and the app lacks."""
        found = self.graph.ask(ACCOUNT, AccountData)
        granted = {scope.handle for scope in found.current_app_installation.access_scopes}
        granted |= {scope.replace("write_", "read_", 1) for scope in granted}
        self.memory["currency"] = found.shop.currency_code
        missing = tuple(scope for scope in tables.SCOPES if scope not in granted)
        return Account(
            name=found.shop.name,
            external_id=tail(found.shop.id),
            currency=found.shop.currency_code,
            url=f"https://{found.shop.myshopify_domain}",
            missing=missing,
            may_write=bool(granted & set(tables.WRITE_SCOPES)),
            note=self._note(),
        )

    def charge(self, method, url):
        """Fetching a token takes no points; a query says what it takes."""
        return Charge()

    def diagnose(self, url):
        return subscriptions.diagnose(self.graph, url, self.values.get("client_secret"))

    def read_refusal(self, answer):
        return graph.words_of_refusal(answer)

    def pull_orders(self, cursor):
        return self._orders.changed(cursor)

    def pull_orders_by_id(self, external_ids):
        return self._orders.by_id(external_ids)

    def pull_placed(self, since, until):
        return placed.placed_orders(self.graph, since, until)

    def read_order(self, body):
        return mapping.read_order(body, lambda found: self.order_url(self.values, found))

    def pull_listings(self, cursor):
        return catalogue.changed_listings(self.graph, cursor, self.memory)

    def read_listing(self, body):
        """The currency is known once the connection was tested or a page of listings was read."""
        return mapping.read_listing(body, self.memory.get("currency", ""))

    def pull_products(self, cursor):
        return products.changed_products(self.graph, cursor)

    def pull_products_by_id(self, external_ids):
        return products.products_by_id(self.graph, external_ids)

    def read_product(self, body):
        return products.read_product(body)

    def pull_locations(self):
        return catalogue.locations(self.graph)

    def pull_stock(self, levels):
        return self._stock().read(levels)

    def push_stock(self, levels):
        return self._told(self._stock().push, levels)

    def pull_price_terms(self):
        return prices.price_terms(self.graph)

    def pull_prices(self, wanted):
        return prices.pull_prices(self.graph, wanted)

    def push_prices(self, wanted):
        """Without the permission for prices alone, each is refused by this one call."""
        try:
            return self._told(partial(prices.push_prices, self.graph), wanted)
        except graph.Denied as error:
            return [prices.refused(price, error.reason) for price in wanted]

    def push_shipments(self, shipments):
        return self._told(ShipmentWriter(self.graph).push, shipments)

    def subscribe(self, url):
        return subscriptions.subscribe(self.graph, url)

    def pull_missing_webhooks(self, url):
        return subscriptions.missing(self.graph, url)

    def unsubscribe(self, url):
        return subscriptions.unsubscribe(self.graph, url)

    def verify_webhook(self, headers, body):
        webhooks.verify_webhook(headers, body, self.values.get("client_secret"))

    def read_webhook(self, headers, body):
        domain = self.values["shop"]
        followed = domain if domain.endswith(shop.DOMAIN) else ""
        return webhooks.read_webhook(headers, body, followed)

    def _told(self, push, documents):
        """A scope that is missing is a person's to grant; without any, all that goes out waits."""
        try:
            return push(documents)
        except graph.Denied as error:
            if self.check().may_write:
                raise
            raise ReadOnlyError(error.reason, status=error.status, detail=error.detail) from None

    def _stock(self):
        return StockWriter(self.graph, self.memory.setdefault("stock", {}))

    def _note(self):
        if self.values.get("client_secret"):
            return ""
        return _("Without the client secret, orders come by the schedule only, not at once.")
