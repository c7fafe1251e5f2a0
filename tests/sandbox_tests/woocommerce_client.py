"""How the tests speak to the played WooCommerce: signed calls, orders, webhooks."""

import base64
import hashlib
import hmac
import secrets
import time
from urllib.parse import quote

import requests

KEY, SECRET = "ck_sandbox", "cs_sandbox"
HOME = {
    "first_name": "Margaux",
    "last_name": "Lefèvre",
    "address_1": "27 rue des Martyrs",
    "postcode": "75009",
    "city": "Paris",
    "country": "FR",
}


def encoded(text):
    return quote(str(text), safe="~-._")


def signed(method, url, params, key=KEY, secret=SECRET, **more):
    """`params` with OAuth 1.0a beside them, as RFC 5849 says; `more` replaces what is signed."""
    found = {
        **{name: str(value) for name, value in params.items()},
        "oauth_consumer_key": key,
        "oauth_timestamp": str(int(time.time())),
        "oauth_nonce": secrets.token_hex(8),
        "oauth_signature_method": "HMAC-SHA256",
        **more,
    }
    pairs = "&".join(f"{encoded(n)}={encoded(v)}" for n, v in sorted(found.items()))
    text = f"{method}&{encoded(url)}&{encoded(pairs)}".encode()
    digest = hmac.new(f"{secret}&".encode(), text, hashlib.sha256).digest()
    return {**found, "oauth_signature": base64.b64encode(digest).decode()}


class Woo:
    def __init__(self, url):
        self.url = url
        self.home = f"{url}/woocommerce"
        self.root = f"{self.home}/wp-json/wc/v3"

    def control(self, path, body=None):
        answer = requests.post(f"{self.url}/_control/{path}", json=body or {}, timeout=5)
        answer.raise_for_status()
        return answer.json()

    def shop(self, path, **body):
        return self.control(f"woocommerce/{path}", body)

    def state(self):
        return requests.get(f"{self.url}/_control/state/woocommerce", timeout=5).json()

    def fault(self, kind, **more):
        return self.control("faults", {"vendor": "woocommerce", "kind": kind, **more})

    def call(self, method, path, body=None, key=KEY, secret=SECRET, **params):
        """The HTTP answer to a signed call."""
        url = f"{self.root}{path}"
        asked = signed(method, url, params, key, secret)
        return requests.request(method, url, params=asked, json=body, timeout=5)

    def read(self, path, **params):
        answer = self.call("GET", path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def write(self, path, body, method="PUT"):
        answer = self.call(method, path, body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def order(self, *lines, **more):
        """An order of (SKU, units); shipped to Paris for nothing unless said otherwise."""
        rows = [{"sku": sku, "quantity": units} for sku, units in lines or [("TAS-SABLE", 1)]]
        wish = {"lines": rows, "shipping_address": HOME, "shipping": None, "email": "a@b.fr"}
        return self.shop("orders", **{**wish, **more})

    def product(self, sku):
        return self.read("/products", sku=sku)[0]

    def subscribe(self, topic, url, secret="hush"):
        body = {"topic": topic, "delivery_url": url, "secret": secret}
        return self.call("POST", "/webhooks", body)

    def settle(self):
        deadline = time.time() + 10
        while time.time() < deadline:
            answer = requests.get(f"{self.url}/_control/webhooks", timeout=5)
            if not answer.json()["pending"]:
                return
            time.sleep(0.02)
        raise AssertionError("webhooks are still under way")


def skus(rows):
    return [row["sku"] for row in rows]


def refusal(answer):
    """(HTTP status, code)"""
    return answer.status_code, answer.json()["code"]
