"""A caller of the played Shopify: the app's Admin API calls and the tests' control calls."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

TOKEN = "shpat_sandbox"
NANTES = "gid://shopify/Location/91440101"
SET = """mutation Push($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id changes(quantityNames: ["available"]) { name delta } }
    userErrors { code field message }
  }
}"""
ADDRESS = {
    "first_name": "Margaux",
    "last_name": "Lefèvre",
    "address1": "27 rue des Martyrs",
    "zip": "75009",
    "city": "Paris",
    "country_code": "FR",
}


class Shop:
    def __init__(self, url):
        self.url = url
        self.http = requests.Session()

    def ask(self, query, version="2026-07", token=TOKEN, **variables):
        """The raw answer of one GraphQL call."""
        return self.http.post(
            f"{self.url}/shopify/admin/api/{version}/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": token},
            timeout=20,
        )

    def data(self, query, **variables):
        """The data of one GraphQL call that must have no errors."""
        body = self.ask(query, **variables).json()
        assert "errors" not in body, body["errors"]
        return body["data"]

    def errors(self, query, **variables):
        return self.ask(query, **variables).json()["errors"]

    def control(self, path, given=None, method="POST"):
        answer = self.http.request(method, f"{self.url}/_control/{path}", json=given, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def order(self, **wish):
        """Place an order; one Sidamo of 9.90 when nothing else is said."""
        given = {
            "lines": [{"sku": "CAF-SID-250", "quantity": 1}],
            "email": "margaux@example.com",
            "shipping_address": ADDRESS,
            **wish,
        }
        return self.control("shopify/orders", given)

    def fault(self, kind, **rule):
        self.control("faults", {"vendor": "shopify", "kind": kind, **rule})

    def stock(self, sku):
        state = self.control("state/shopify", method="GET")
        return state["stock"][sku]["Atelier de Nantes"]

    def item(self, sku):
        """The inventory item's id of a SKU."""
        found = self.data(
            "query($q: String) { productVariants(first: 1, query: $q) "
            "{ nodes { inventoryItem { id } } } }",
            q=f"sku:{sku}",
        )
        return found["productVariants"]["nodes"][0]["inventoryItem"]["id"]

    def push(self, rows, key="key-1", name="available"):
        """inventorySetQuantities of [(item id, expected, new)] at Nantes."""
        quantities = [
            {
                "inventoryItemId": item,
                "locationId": NANTES,
                "changeFromQuantity": expected,
                "quantity": units,
            }
            for item, expected, units in rows
        ]
        given = {"name": name, "reason": "correction", "quantities": quantities}
        return self.data(SET, input=given, key=key)["inventorySetQuantities"]

    def subscribe(self, topic, uri):
        made = self.data(
            "mutation($topic: WebhookSubscriptionTopic!, $uri: String) {"
            " webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri})"
            " { webhookSubscription { id uri topic } userErrors { field message } } }",
            topic=topic,
            uri=uri,
        )
        return made["webhookSubscriptionCreate"]

    def settle(self):
        """Wait until no webhook is on its way."""
        deadline = time.monotonic() + 10
        while self.control("webhooks", method="GET")["pending"]:
            assert time.monotonic() < deadline, "webhooks are still on their way"
            time.sleep(0.02)


@contextmanager
def listener(status=200):
    """A server that keeps what it is sent: yields (url, [(headers, raw body)])."""
    heard = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((dict(self.headers), body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words):
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/omni/token", heard
    finally:
        server.shutdown()
        server.server_close()


def topics(heard):
    return [headers["X-Shopify-Topic"] for headers, _body in heard]


def bodies(heard):
    return [json.loads(body) for _headers, body in heard]
