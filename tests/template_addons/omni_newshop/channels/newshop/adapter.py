"""New shop by its REST API, version 1: orders and listings in, stock, prices and shipments out."""

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.auth import verify_hmac
from odoo.addons.omni_base.core.documents import Account, Location
from odoo.addons.omni_base.core.errors import AuthError, ReadOnlyError
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant, iso
from odoo.addons.omni_channel.core.channel import ChannelAdapter

from . import deliveries, mapping, paging, prices, pushes

ORDERS_A_PAGE = 100
EVER = 365 * 50


class NewShop(ChannelAdapter):
    code, label = "newshop", "New shop"
    description = _("Orders, stock, prices and shipments of New shop.")
    stock_batch = 100
    price_batch = 100
    shipment_batch = 20
    credentials = (
        Credential("url", _("Address of the shop"), secret=False, address=True),
        Credential("token", _("Access token"), help=_("In the shop: Settings > API > New token.")),
    )

    @classmethod
    def clean(cls, values):
        """Whatever was typed; raise RejectedError for what cannot be right."""
        cleaned = super().clean(values)
        return {**cleaned, "url": cleaned["url"].rstrip("/")}

    def check(self):
        found = self.ask("GET", "/shop")
        return Account(
            name=found["name"],
            currency=found["currency"],
            may_write="write" in found["permissions"],
        )

    def read_refusal(self, answer):
        return answer.decode()["error"]

    def pull_orders(self, cursor):
        def page(since, after):
            found = self.ask(
                "GET",
                "/orders",
                params={"changed_since": since, "after": after, "limit": ORDERS_A_PAGE},
            )
            return [mapping.item_of(order) for order in found["orders"]], found["next"]

        return paging.changed(cursor, page)

    def pull_orders_by_id(self, external_ids):
        items = []
        for some in slices(list(dict.fromkeys(external_ids)), ORDERS_A_PAGE):
            found = self.ask("GET", "/orders", params={"ids": ",".join(some)})
            items += [mapping.item_of(order) for order in found["orders"]]
        return items

    def pull_placed(self, since, until):
        asked = {"placed_since": iso(since), "placed_until": iso(until), "limit": ORDERS_A_PAGE}
        while asked:
            found = self.ask("GET", "/orders", params=asked)
            for order in found["orders"]:
                yield str(order["id"]), instant(order["placed_at"])
            asked = {**asked, "after": found["next"]} if found["next"] else None

    def read_order(self, body):
        return mapping.read_order(body)

    def pull_listings(self, cursor):
        def page(since, after):
            found = self.ask("GET", "/products", params={"changed_since": since, "after": after})
            return [mapping.item_of(product) for product in found["products"]], found["next"]

        return paging.changed(cursor, page, first_days=EVER)

    def read_listing(self, body):
        return mapping.read_listing(body)

    def pull_locations(self):
        return [Location(external_id="shop", name=self.label)]

    def pull_stock(self, levels):
        return pushes.pull_stock(self, levels)

    def push_stock(self, levels):
        return pushes.push_stock(self, levels)

    def pull_price_terms(self):
        return prices.price_terms(self)

    def pull_prices(self, wanted):
        return prices.pull_prices(self, wanted)

    def push_prices(self, wanted):
        return prices.push_prices(self, wanted)

    def push_shipments(self, shipments):
        return pushes.push_shipments(self, shipments)

    def subscribe(self, url):
        return deliveries.subscribe(self, url)

    def pull_missing_webhooks(self, url):
        return deliveries.missing(self, url)

    def unsubscribe(self, url):
        return deliveries.unsubscribe(self, url)

    def verify_webhook(self, headers, body):
        verify_hmac(self.values["token"], body, headers.get("x-signature"))

    def read_webhook(self, headers, body):
        return deliveries.read_webhook(body)

    def ask(self, method, path, *, repeatable=None, **options):
        """Return the decoded answer. ``repeatable``: whether doing it twice is harmless."""
        headers = {"Authorization": f"Bearer {self.values['token']}"}
        url = f"{self.values['url']}/v1{path}"
        return self.http.json(
            method, url, kind=dict, repeatable=repeatable, headers=headers, **options
        )

    def tell(self, method, path, **options):
        """Ask for something to be written, which may be done twice without harm.

        403 of a token that reads holds all that is to be told; reading goes on.
        """
        try:
            return self.ask(method, path, repeatable=True, **options)
        except AuthError as error:
            if error.status != 403:
                raise
            raise ReadOnlyError(error.reason, status=403, detail=error.detail) from None
