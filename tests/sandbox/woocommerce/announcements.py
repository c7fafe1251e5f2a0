"""Webhooks on their way out: first a ping that is no event, then signed JSON.

A delivery that fails is not tried again; too many in a row disable the webhook.
"""

import base64
import hashlib
import hmac
import json
import secrets

from tests.sandbox.webhooks import Delivery
from tests.sandbox.woocommerce.customers import customer_body
from tests.sandbox.woocommerce.order_body import order_body
from tests.sandbox.woocommerce.product_body import product_body

SIGNATURE_HEADER = "X-WC-Webhook-Signature"
# The count may stand at six before the next failure disables: "more than 5" in the plugin's words.
MAX_FAILURES = 5
BODIES = {
    "order": ("orders", order_body),
    "product": ("products", product_body),
    "customer": ("customers", customer_body),
}


class Announcer:
    def __init__(self, shop):
        self.shop = shop

    def ping(self, hook):
        """A form with the webhook's id alone, unsigned."""
        body = f"webhook_id={hook['id']}".encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": self._agent(),
        }
        self._send(Delivery("woocommerce", "ping", hook["delivery_url"], body, headers))

    def announce(self):
        """Send everything the store noted, and forget the notes. Called with the lock held."""
        events, self.shop.store.events = self.shop.store.events, []
        for topic, thing_id in events:
            for hook in list(self.shop.store.webhooks.values()):
                if hook["topic"] == topic and hook["status"] == "active":
                    self._deliver(hook, topic, thing_id)

    def _deliver(self, hook, topic, thing_id):
        body = json.dumps(self._payload(topic, thing_id), ensure_ascii=True).encode()
        self._send(
            Delivery(
                vendor="woocommerce",
                topic=topic,
                url=hook["delivery_url"],
                body=body,
                headers=self._headers(hook, topic, body),
                signature_header=SIGNATURE_HEADER,
                failed=lambda _delivery: self._count(hook["id"], is_good=False),
                succeeded=lambda _delivery: self._count(hook["id"], is_good=True),
            )
        )

    def _send(self, delivery):
        delivery.is_retried = False
        self.shop.world.webhooks.send(delivery)

    def _payload(self, topic, thing_id):
        """The thing as the API shows it now; a deleted one is its id alone."""
        resource, _dot, event = topic.partition(".")
        collection, show = BODIES[resource]
        thing = getattr(self.shop.store, collection).get(thing_id)
        if event == "deleted" or thing is None:
            return {"id": thing_id}
        return show(self.shop.store, thing, self.shop.api)

    def _headers(self, hook, topic, body):
        resource, _dot, event = topic.partition(".")
        return {
            "Content-Type": "application/json",
            "User-Agent": self._agent(),
            "X-WC-Webhook-Source": f"{self.shop.api.home}/",
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Resource": resource,
            "X-WC-Webhook-Event": event,
            SIGNATURE_HEADER: signature(body, hook["secret"]),
            "X-WC-Webhook-ID": str(hook["id"]),
            "X-WC-Webhook-Delivery-ID": secrets.token_hex(16),
        }

    def _agent(self):
        known = self.shop.store.settings
        return f"WooCommerce/{known['version']} Hookshot (WordPress/{known['wp_version']})"

    def _count(self, hook_id, is_good):
        with self.shop.lock:
            hook = self.shop.store.webhooks.get(hook_id)
            if hook is None:
                return
            if is_good:
                hook["failures"] = 0
            elif hook["failures"] > MAX_FAILURES:
                hook["status"] = "disabled"
            else:
                hook["failures"] += 1


def signature(body, secret):
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
