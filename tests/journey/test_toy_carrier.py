"""A carrier that a third party brings: the example of the README, compared, bought and found."""

import base64
import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.journey.back_office import BackOffice
from tests.journey.warehouse import Warehouse
from tests.support.databases import fresh_database
from tests.support.odoo_client import OdooClient
from tests.support.processes import mail_options, start_odoo

REPOSITORY = Path(__file__).resolve().parents[2]
ADDONS = f"--addons-path={REPOSITORY / 'addons'},{REPOSITORY / 'tests' / 'toy_addons'}"
KEY = "key-of-the-toy-post"
PDF = b"%PDF-1.4\n%%EOF\n"
SERVICES = [
    {"code": "slow", "price": "3.10", "name": "Slow"},
    {"code": "fast", "price": "9.00", "name": "Fast"},
]


class Desk(BaseHTTPRequestHandler):
    """The toy post. ``sold``: labels by our reference; ``loses``: hangs up once, having sold."""

    sold = {}
    loses = False

    def do_GET(self):
        path, _mark, query = self.path.partition("?")
        reference = query.partition("=")[2].replace("%2F", "/")
        known = {
            "/me": {"name": "The toy post"},
            "/services": SERVICES,
            "/labels": [self.sold[reference]] if reference in self.sold else [],
        }
        self._answer(known[path])

    def do_POST(self):
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number = len(self.sold) + 1
        self.sold[wanted["reference"]] = {
            "id": str(number),
            "number": f"TOY{number}",
            "reference": wanted["reference"],
            "pdf": base64.b64encode(PDF).decode(),
        }
        if Desk.loses:
            Desk.loses = False
            self.connection.close()
            return
        self._answer(self.sold[wanted["reference"]])

    def _answer(self, told):
        data = json.dumps(told).encode()
        self.send_response(200 if self.headers["Key"] == KEY else 401)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        """Be quiet."""


class ToyWarehouse(Warehouse):
    """The same packer, whose carrier is the toy post."""

    service = "slow"

    def __init__(self, database, sandbox, desk):
        self.desk = desk
        super().__init__(database, sandbox)

    def start(self):
        self.server = start_odoo(self.database, options=[ADDONS, *mail_options(self.sandbox)])
        self.odoo = OdooClient(self.server.url, self.database)

    def connect(self, office):
        connection = office.connect("toy_post", "Toys", url=self.desk, key=KEY)
        office.go_live(connection)
        return connection

    def labels_of(self, transfer):
        domain = [("picking_id", "=", transfer)]
        return self.odoo.search_read("omni.label", domain, ["state", "tracking_numbers"])


@pytest.fixture(scope="module")
def desk():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def database():
    with fresh_database("toy_post") as name:
        quiet = ["--no-http", "--max-cron-threads=0", "--stop-after-init"]
        command = ["odoo", "-d", name, ADDONS, "-i", "omni_toy_post", *quiet]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        yield name


@pytest.fixture(scope="module")
def warehouse(database, sandbox, desk):
    warehouse = ToyWarehouse(database, sandbox, desk)
    yield warehouse
    warehouse.server.stop()


def test_testing_the_connection_tells_whose_it_is(warehouse):
    fields = ["state", "account_name"]
    read = warehouse.odoo.call("omni.connection", "read", [warehouse.connection], fields)[0]
    assert (read["state"], read["account_name"]) == ("connected", "The toy post")


def test_its_offers_are_compared(warehouse):
    office = BackOffice(warehouse.odoo, warehouse.sandbox.url)
    offers = office.compare_rates(warehouse.make_transfer())
    assert {(offer["service_name"], offer["price"]) for offer in offers} == {
        ("Slow", 3.1),
        ("Fast", 9.0),
    }


def test_validating_buys_one_label_with_its_document(warehouse):
    before, transfer = len(Desk.sold), warehouse.make_transfer()
    warehouse.validate(transfer)
    assert len(Desk.sold) - before == 1
    (label,) = warehouse.labels_of(transfer)
    assert (label["state"], label["tracking_numbers"]) == ("bought", warehouse.tracking(transfer))
    office = BackOffice(warehouse.odoo, warehouse.sandbox.url)
    assert [base64.b64decode(data) for _name, data in office.labels(transfer)] == [PDF]


def test_a_label_whose_answer_was_lost_is_found_by_its_reference(warehouse):
    before, transfer = len(Desk.sold), warehouse.make_transfer()
    Desk.loses = True
    warehouse.validate(transfer)
    assert len(Desk.sold) - before == 1
    assert [label["state"] for label in warehouse.labels_of(transfer)] == ["bought"]
    assert warehouse.tracking(transfer)
