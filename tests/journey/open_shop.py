"""A connected Shopify shop whose orders arrive: what the tests of hard input start from."""

import base64
import contextlib
import hashlib
import hmac
import json
import time

import requests

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside
from tests.support.databases import query

SECRET = "sandbox-secret"
DOMAIN = "atelier-kaolin.myshopify.com"
MARKS = ("Traceback (most recent call last)", " ERROR ", " CRITICAL ")
MEETINGS = ("could not serialize", "duplicate key value", "deadlock detected")
MESSAGE_FIELDS = ["external_id", "state", "severity", "reason", "origin", "detail", "tries"]


class OpenShop:
    """``odoo``: an OdooClient; ``connection``: the id of the shop's connection, live.

    ``log_in``: other credentials than the sandbox's usual ones.
    """

    def __init__(self, odoo, sandbox, database, subscribed=True, **log_in):
        self.odoo = odoo
        self.database = database
        self.office = BackOffice(odoo, sandbox.url)
        self.outside = Outside(sandbox.url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        self.connection = self.office.connect_shopify(**log_in)
        if subscribed:
            self.office.subscribe(self.connection)
        wait(lambda: self.listed() >= len(self.products), "the shop's products in Odoo")
        self.office.wait_until_quiet()

    @property
    def door(self):
        """The address at which the shop rings."""
        token = self.odoo.call("omni.connection", "read", [self.connection], ["webhook_token"])
        return f"{self.odoo.url}/omni/{token[0]['webhook_token']}"

    def listed(self):
        """How many of the shop's products are matched, and known where their stock counts."""
        domain = [("connection_id", "=", self.connection), ("product_id", "!=", False)]
        return self.odoo.search_count("omni.listing", [*domain, ("stock_id", "!=", False)])

    def place(self, **wish):
        """A buyer orders one cup, unless the wish says else; returns the order (REST shape)."""
        return self.outside.order(**{"lines": [{"sku": "TAS-SABLE", "quantity": 1}], **wish})

    def change(self, order, change, **given):
        """Something happens to an order in the shop: cancel, edit, refund or pay."""
        name = order["name"].lstrip("#")
        return self.outside.post(f"/_control/shopify/orders/{name}/{change}", given)

    def deliver(self, topic, body, **more):
        """Ring as Shopify does, correctly signed unless ``headers`` say else."""
        return deliver(self.door, topic, body, **more)

    def ring(self, order):
        """Tell that an order changed, as a webhook does."""
        return self.deliver("orders/updated", {"id": order["id"]})

    def pull(self):
        """Press “Run now” of the orders and wait for the feed's end."""
        before = self.runs()
        self.office.run_feed(self.connection, "order")
        wait(lambda: self.ended_runs() > before, "the feed's end", 90)

    def runs(self):
        return self.odoo.search_count("omni.run", self._of_orders())

    def ended_runs(self):
        return self.odoo.search_count("omni.run", [*self._of_orders(), ("ended_at", "!=", False)])

    def _of_orders(self):
        return [("connection_id", "=", self.connection), ("feed_id.resource", "=", "order")]

    def messages(self, order):
        """All messages about an order of the shop, the newest first."""
        domain = [
            ("connection_id", "=", self.connection),
            ("resource", "=", "order"),
            ("external_id", "=", str(order["id"])),
        ]
        return self.odoo.search_read("omni.message", domain, MESSAGE_FIELDS)

    def settled(self, order, seconds=60):
        """Return the newest message of an order once each of its messages has a verdict."""

        def all_decided():
            found = self.messages(order)
            return found and all(m["state"] not in ("rung", "new") for m in found) and found

        return wait(all_decided, f"a verdict on {order['name']}", seconds)[0]

    def try_again(self, order):
        """Press the button on what is parked or a problem."""
        ids = [m["id"] for m in self.messages(order) if m["state"] not in ("done", "ignored")]
        self.odoo.press("omni.message", "action_retry", ids)

    def sales(self, order, *fields):
        domain = [("omni_external_id", "=", str(order["id"]))]
        return self.odoo.search_read("sale.order", domain, ["id", *fields])

    def sale(self, order, *fields):
        """Return the one sale order of an order of the shop."""
        found = self.sales(order, *fields)
        assert len(found) == 1, f"{len(found)} sale orders: {self.messages(order)}"
        return found[0]

    def import_(self, **wish):
        """Place an order and return (the shop's order, its sale order's id) once imported."""
        order = self.place(**wish)
        self.settled(order)
        return order, self.sale(order)["id"]

    def import_ordered(self, **wish):
        """As ``import_``, for a shop that rings nobody."""
        order = self.place(quiet=True, **wish)
        self.ring(order)
        self.settled(order)
        return order, self.sale(order)["id"]

    def lines(self, sale_id, *fields):
        return self.odoo.search_read("sale.order.line", [("order_id", "=", sale_id)], list(fields))

    def read_connection(self, *fields):
        return self.odoo.call("omni.connection", "read", [self.connection], list(fields))[0]

    def intents(self, **filters):
        domain = [(field, "=", value) for field, value in filters.items()]
        fields = ["resource", "res_id", "state", "severity", "reason", "tries", "not_before"]
        return self.odoo.search_read("omni.intent", domain, fields)

    @contextlib.contextmanager
    def workers_asleep(self):
        """Nothing that came in or goes out is worked on meanwhile; afterwards at once."""
        crons = "id IN (SELECT res_id FROM ir_model_data WHERE name LIKE 'cron_drain_%')"
        self.office.wait_until_quiet()
        self.sql(f"UPDATE ir_cron SET active = false WHERE {crons}")
        try:
            yield
        finally:
            self.sql(f"UPDATE ir_cron SET active = true, nextcall = now() WHERE {crons}")
            self.odoo.press("omni.connection", "action_test", self.connection)

    def stock(self, sku):
        """Return what the shop can sell of a SKU at the location that shows Odoo's stock."""
        places = self.outside.state()["stock"][sku]
        return next(row["available"] for name, row in places.items() if "Nantes" in name)

    def sql(self, text):
        return query(self.database, text)


def deliver(door, topic, body, secret=SECRET, headers=None, event="event"):
    """POST one delivery; ``body``: bytes, or what becomes JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    own = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": DOMAIN,
        "X-Shopify-Event-Id": f"{event}-{time.time_ns()}",
        "X-Shopify-Hmac-Sha256": signature(raw, secret),
        **(headers or {}),
    }
    own = {name: value for name, value in own.items() if value is not None}
    return requests.post(door, data=raw, headers=own, timeout=60)


def signature(raw, secret=SECRET):
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()


def complaints(log_text):
    """Return the lines of an Odoo log that tell of an error.

    Odoo itself writes each statement that met another worker's as an error, also where it is
    simply done again: those are left out.
    """
    lines = log_text.splitlines()
    told = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if "odoo.sql_db: bad query" in line and any(word in following for word in MEETINGS):
            continue
        if any(mark in line for mark in MARKS):
            told.append(line)
    return told
