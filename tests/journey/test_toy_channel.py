"""A channel that a third party brings: one folder in an addon elsewhere, nothing else touched."""

import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.journey.back_office import wait
from tests.support.databases import fresh_database
from tests.support.odoo_client import OdooClient
from tests.support.processes import free_port, start_server

REPOSITORY = Path(__file__).resolve().parents[2]
ADDONS = f"--addons-path={REPOSITORY / 'addons'},{REPOSITORY / 'tests' / 'toy_addons'}"
KEY = "key-of-the-toy-shop"
ROW_FIELDS = ("name", "label", "value", "is_secret", "is_required", "sequence")
ORDER = {
    "external_id": "41",
    "name": "T41",
    "version": "2026-07-01T10:00:00Z",
    "ordered_at": "2026-07-01T10:00:00Z",
    "payment": "paid",
    "currency": "EUR",
    "total": "24.00",
    "taxes_included": True,
    "lines": [
        {
            "external_id": "41-1",
            "name": "Wooden train",
            "sku": "TRAIN",
            "quantity": "2",
            "unit_price": "12.00",
            "total": "24.00",
            "taxes": [{"name": "TVA", "rate": "20", "amount": "4.00"}],
        }
    ],
    "customer": {"external_id": "7", "name": "Inès Morel", "email": "ines@example.org"},
    "billing": {
        "name": "Inès Morel",
        "street": "3 quai de la Tournelle",
        "zip": "75005",
        "city": "Paris",
        "country_code": "FR",
    },
}


class ToyShop(BaseHTTPRequestHandler):
    """Answers the two addresses that the toy's API has, to whoever knows the key."""

    def do_GET(self):
        known = {"/shop": {"name": "The toy shop"}, "/orders": [ORDER]}
        status = 200 if self.headers["Key"] == KEY else 401
        data = json.dumps(known[self.path.split("?")[0]]).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        """Be quiet."""


@pytest.fixture(scope="module")
def toy_shop():
    server = ThreadingHTTPServer(("127.0.0.1", 0), ToyShop)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def databases():
    """One database with the toy's addon and one without, both served by one process."""
    with fresh_database("toy") as toy, fresh_database("plain") as plain:
        quiet = ["--no-http", "--max-cron-threads=0", "--stop-after-init"]
        done = subprocess.run(
            ["odoo", "-d", toy, ADDONS, "-i", "omni_toy", *quiet], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        yield toy, plain


@pytest.fixture(scope="module")
def server(databases):
    port, both = free_port(), ",".join(databases)
    own = ["-d", both, f"--db-filter=^({both.replace(',', '|')})$", f"--http-port={port}"]
    server = start_server(
        ["odoo", *own, ADDONS], f"http://127.0.0.1:{port}", "/web/health", f"odoo-{port}"
    )
    yield server
    server.stop()


@pytest.fixture(scope="module")
def odoo(server, databases):
    return OdooClient(server.url, databases[0])


@pytest.fixture(scope="module")
def form(odoo):
    """What the form shows once “Toy shop” is chosen."""
    rows = {"fields": {field: {} for field in ROW_FIELDS}}
    spec = {"adapter_code": {}, "name": {}, "credential_ids": rows}
    chosen = {"adapter_code": "toy"}
    return odoo.call("omni.connection", "onchange", [], chosen, ["adapter_code"], spec)["value"]


@pytest.fixture(scope="module")
def connection(odoo, toy_shop, form):
    """The form as a person fills it in and saves it, tested with the button."""
    typed = {"url": toy_shop, "key": KEY}
    rows = [[0, 0, {**row[2], "value": typed[row[2]["name"]]}] for row in created(form)]
    values = {"name": "Toys", "adapter_code": "toy", "credential_ids": rows}
    connection = odoo.create("omni.connection", values)
    odoo.press("omni.connection", "action_test", connection)
    return connection


@pytest.fixture(scope="module")
def order(odoo, connection):
    domain = [("omni_connection_id", "=", connection), ("state", "=", "sale")]
    fields = ["name", "amount_total", "partner_id", "omni_name", "order_line"]
    return wait(lambda: odoo.search_read("sale.order", domain, fields), "the toy's order")[0]


def created(form):
    return [row for row in form["credential_ids"] if row[0] == 0]


def connectors(client):
    described = client.call("omni.connection", "fields_get", ["adapter_code"])
    return dict(described["adapter_code"]["selection"])


def test_the_connector_is_offered(odoo):
    assert connectors(odoo).get("toy") == "Toy shop"


def test_a_database_without_the_addon_does_not_offer_it(odoo, server, databases):
    assert "toy" not in connectors(OdooClient(server.url, databases[1]))


def test_its_log_in_form_asks_for_what_the_adapter_declares(form):
    assert [row[2]["label"] for row in created(form)] == ["Shop URL", "Key"]


def test_only_the_feeds_that_it_implements_are_there(odoo, connection):
    feeds = odoo.search_read("omni.feed", [("connection_id", "=", connection)], ["resource"])
    assert [feed["resource"] for feed in feeds] == ["order"]


def test_testing_the_connection_tells_whose_it_is(odoo, connection):
    read = odoo.call("omni.connection", "read", [connection], ["state", "account_name"])[0]
    assert (read["state"], read["account_name"]) == ("connected", "The toy shop")


def test_its_order_becomes_a_confirmed_order_with_the_shops_total(order):
    assert (order["omni_name"], order["amount_total"]) == ("T41", 24.0)


def test_its_order_is_the_buyers(order):
    assert order["partner_id"][1] == "Inès Morel"


def test_an_unchanged_order_read_again_stays_one(odoo, connection, order):
    feed = odoo.search_read("omni.feed", [("connection_id", "=", connection)], ["id"])[0]["id"]
    ended = [("feed_id", "=", feed), ("state", "=", "done")]
    before = odoo.search_count("omni.run", ended)
    odoo.press("omni.feed", "action_run_now", feed)
    wait(lambda: odoo.search_count("omni.run", ended) > before, "the feed has run again")
    assert odoo.search_count("sale.order", [("omni_connection_id", "=", connection)]) == 1


def test_an_adapter_that_cannot_subscribe_shows_no_such_button(odoo, connection):
    read = odoo.call("omni.connection", "read", [connection], ["can_subscribe"])[0]
    assert not read["can_subscribe"]
