"""The shop, the carrier, one database and two real Odoo servers on it, one of each kind."""

import threading
import time

import requests

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside
from tests.support.odoo_client import OdooClient, OdooError
from tests.support.processes import free_port, mail_options, start_odoo

from . import cluster

LETTER = "sendcloud:letter"
PLENTY = 1_000
THREADED = 1
"""The server that is one process of many threads; the other one is of many processes."""
TOO_HEAVY = 60
MORE_ATTEMPTS = 40
SET_STOCK = """
place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
for product_id, pieces in env.context["changes"]:
    product = env["product.product"].browse(product_id)
    env["stock.quant"]._update_available_quantity(product, place, pieces)
"""


class World:
    """``products``: {sku: id}. ``servers``: one with processes, one with threads."""

    def __init__(self, plan, database, sandbox):
        self.plan, self.database, self.sandbox = plan, database, sandbox
        self.outside = Outside(sandbox.url)
        self.ports = (free_port(), free_port())
        self.servers = [None, None]
        self.logs = []
        self.ends_at = None
        self._clients = threading.local()

    def open(self):
        """Start everything, connect shop and carrier, and go live with the first stock told."""
        for number in range(len(self.servers)):
            self.start(number)
        self.administrator = OdooClient(self.servers[0].url, self.database.name)
        self.outside.post("/_control/shopify/products", {"count": self.plan.skus, "stock": 1})
        self.outside.post(
            "/_control/shopify/settings", {"bucket": {"maximum": 20_000, "restore_rate": 2_000}}
        )
        office = BackOffice(self.client(0), self.sandbox.url)
        office.prepare_company()
        self.products = self.make_products()
        self.set_stock = self.make_action()
        self.change_stock([(product, PLENTY) for product in self.products.values()])
        self.connection = office.connect_shopify()
        self.carrier = office.connect_sendcloud()
        self.method = self.make_method()
        office.subscribe(self.connection)
        wait(lambda: self.listed() >= self.plan.skus, "the shop's products in Odoo", 300)
        wait(lambda: self.unfinished() == 0, "the first stock at the shop", 300)

    def start(self, number):
        """Must be called by the thread that lives longest: a server dies with its starter."""
        options = [*mail_options(self.sandbox), "--max-cron-threads=2"]
        if number == 0 and self.database.tells_clients:
            options[-1] = "--max-cron-threads=1"
            options += ["--workers=2", f"--gevent-port={free_port()}"]
        name = f"chaos{number}-{len(self.logs)}"
        self.servers[number] = start_odoo(
            self.database.name, port=self.ports[number], options=options, name=name
        )
        self.logs.append(self.servers[number].log)

    @property
    def is_late(self):
        """Whether the time of this run is up: nobody begins anything new."""
        return self.ends_at is not None and time.monotonic() > self.ends_at

    def stop(self):
        for server in self.servers:
            if server:
                server.stop()

    def client(self, number):
        """The administrator at one of the servers, logged in once, one for each thread."""
        known = self._clients.__dict__.setdefault("known", {})
        if number not in known:
            known[number] = self.administrator.beside(f"http://127.0.0.1:{self.ports[number]}")
        return known[number]

    def insist(self, action, attempts=MORE_ATTEMPTS):
        """Do it at one server, else at the other, again and again, as a patient person would."""
        for attempt in range(attempts):
            try:
                return action(self.client(attempt % len(self.servers)))
            except (requests.RequestException, OdooError) as error:
                refused = error
                time.sleep(min(0.2 * attempt, 2))
        raise refused

    def sql(self, text):
        return cluster.query(self.database.name, text)

    def change_stock(self, changes):
        context = {"changes": changes}
        self.insist(
            lambda odoo: odoo.call("ir.actions.server", "run", [self.set_stock], context=context)
        )

    def make_products(self):
        skus = [f"BULK-{number:06d}" for number in range(1, self.plan.skus + 1)]
        rows = [
            {
                "name": sku,
                "default_code": sku,
                "is_storable": True,
                "weight": TOO_HEAVY if sku == skus[-1] else 0.3,
                "invoice_policy": "order",
            }
            for sku in skus
        ]
        odoo, made = self.client(0), []
        for start in range(0, len(rows), 250):
            made += odoo.call("product.product", "create", rows[start : start + 250])
        return dict(zip(skus, made, strict=True))

    def make_action(self):
        model = self.client(0).search_read("ir.model", [("model", "=", "stock.quant")], ["id"])
        values = {"name": "Stock", "model_id": model[0]["id"], "state": "code", "code": SET_STOCK}
        return self.client(0).create("ir.actions.server", values)

    def make_method(self):
        odoo = self.client(0)
        values = {
            "name": "Letter",
            "delivery_type": "omni",
            "product_id": odoo.create("product.product", {"name": "Letter", "type": "service"}),
            "company_id": 1,
            "omni_connection_id": self.carrier,
            "omni_service_code": LETTER,
        }
        return odoo.create("delivery.carrier", values)

    def listed(self):
        found = self.sql("SELECT count(*) FROM omni_listing WHERE product_id IS NOT NULL")
        return int(found[0])

    def unfinished(self):
        """How much came in or goes out and has no verdict yet."""
        found = self.sql(
            "SELECT (SELECT count(*) FROM omni_message WHERE state IN ('rung', 'new'))"
            " + (SELECT count(*) FROM omni_intent WHERE state = 'new')"
        )
        return int(found[0])
