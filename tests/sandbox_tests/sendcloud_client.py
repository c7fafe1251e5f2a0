"""What the Sendcloud tests share: a running sandbox, a caller with the right keys, a shipment."""

import contextlib
import http.server
import threading
import time
from pathlib import Path

import requests

from tests.sandbox.server import Sandbox

KEYS = ("sandbox-public", "sandbox-secret")
LETTER = "sendcloud:letter"
POINT = "mondial_relay:service_point,dualapi/size=l,c2c"


class Caller:
    """Calls the API of one sandbox; `answers` keeps (method, path, response) of each call."""

    def __init__(self, sandbox):
        self.root = sandbox.url
        self.api = f"{sandbox.url}/sendcloud/api/v3"
        self.session = requests.Session()
        self.session.auth = KEYS
        self.answers = []

    def get(self, path, **options):
        return self._call("GET", path, **options)

    def post(self, path, body=None, **options):
        return self._call("POST", path, json=body, **options)

    def patch(self, path, body):
        return self._call("PATCH", path, json=body)

    def _call(self, method, path, **options):
        response = self.session.request(method, self.api + path, timeout=10, **options)
        self.answers.append((method, path.partition("?")[0], response))
        return response

    def announce(self, **changes):
        return self.post("/shipments/announce", shipment(**changes))

    def control(self, path, body=None):
        response = requests.post(f"{self.root}/_control/{path}", json=body or {}, timeout=10)
        response.raise_for_status()
        return response.json()

    def state(self):
        return requests.get(f"{self.root}/_control/state/sendcloud", timeout=10).json()

    def violations(self):
        return requests.get(f"{self.root}/_control/violations", timeout=10).json()


def shipment(code="colissimo:home/fr", weight="1.320", address=None, **changes):
    """A request to announce one parcel from Lyon to Paris."""
    receiver = {
        "name": "Élodie Lefèvre",
        "address_line_1": "Rue du Faubourg Saint-Antoine",
        "house_number": "115",
        "postal_code": "75011",
        "city": "Paris",
        "country_code": "FR",
        "email": "elodie@example.com",
        "phone_number": "+33612345678",
    }
    body = {
        "from_address": {"sender_address_id": 1},
        "to_address": {**receiver, **(address or {})},
        "ship_with": {
            "type": "shipping_option_code",
            "properties": {"shipping_option_code": code},
        },
        "order_number": "#1042",
        "parcels": [{"weight": {"value": weight, "unit": "kg"}}],
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def without(body, name):
    """The shipment without one field of its delivery address."""
    kept = {field: value for field, value in body["to_address"].items() if field != name}
    return {**body, "to_address": kept}


@contextlib.contextmanager
def running(specs=None):
    """A caller of a fresh sandbox; `specs`: the folder that requests are checked against."""
    sandbox = Sandbox(port=0)
    sandbox.world.specs = Path(specs) if specs else None
    sandbox.start()
    try:
        yield Caller(sandbox)
    finally:
        sandbox.stop()


@contextlib.contextmanager
def listening():
    """(url, received) of a small web shop; received is a list of (headers, raw body)."""
    received = []

    class Shop(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers), body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhook", received
    finally:
        server.shutdown()
        server.server_close()


def wait_for(received, count):
    """The list, as soon as it holds so many; at the latest after five seconds."""
    limit = time.monotonic() + 5
    while len(received) < count and time.monotonic() < limit:
        time.sleep(0.02)
    return received
