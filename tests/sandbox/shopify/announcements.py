"""Webhooks of the shop: which subscriptions hear of a thing, and the signed request they get."""

import base64
import hashlib
import hmac
import json
import uuid

from tests.sandbox.clock import CLOCK
from tests.sandbox.shopify import rest_movements
from tests.sandbox.shopify.rest_lines import rest_id
from tests.sandbox.shopify.rest_shape import order_body
from tests.sandbox.webhooks import Delivery

BODIES = {
    "orders": order_body,
    "fulfillments": rest_movements.fulfillment_body,
    "inventory_levels": rest_movements.level_body,
    "products": rest_movements.product_body,
    "refunds": rest_movements.refund_body,
}


def announce(store, world, secret):
    """Send everything the store noted, and forget the notes. Called with the shop's lock held."""
    events, store.events = store.events, []
    if not store.subscriptions:
        return
    for topic, thing in events:
        heard = [s for s in store.subscriptions.values() if s["topic"] == topic_name(topic)]
        if heard:
            body = json.dumps(_body(topic, thing), ensure_ascii=False, default=str).encode()
            _send(store, world, secret, topic, body, heard)


def topic_name(topic):
    """orders/create -> ORDERS_CREATE"""
    return topic.replace("/", "_").upper()


def _body(topic, thing):
    if topic == "orders/edited":
        return _edit_body(thing)
    if topic == "app/uninstalled":
        return {
            "id": rest_id(thing["id"]),
            "name": thing["name"],
            "email": thing["email"],
            "domain": thing["primaryDomain"]["host"],
            "myshopify_domain": thing["myshopifyDomain"],
            "currency": thing["currencyCode"],
        }
    return BODIES[topic.partition("/")[0]](thing)


def _edit_body(order):
    nothing = {"additions": [], "removals": []}
    return {
        "order_edit": {
            "id": int(uuid.uuid4().int % 10**15),
            "app_id": None,
            "created_at": order["updatedAt"],
            "committed_at": order["updatedAt"],
            "notify_customer": False,
            "order_id": rest_id(order["id"]),
            "staff_note": "",
            "user_id": None,
            "line_items": order.pop("last_edit", nothing),
            "discounts": {"line_item": nothing},
            "shipping_lines": nothing,
        }
    }


def _send(store, world, secret, topic, body, heard):
    event = str(uuid.uuid4())
    for subscription in heard:
        headers = headers_for(store, topic, body, secret)
        headers["X-Shopify-Event-Id"] = event
        headers["X-Shopify-API-Version"] = subscription["apiVersion"]["handle"]
        world.webhooks.send(
            Delivery(
                vendor="shopify",
                topic=topic,
                url=subscription["uri"],
                body=body,
                headers=headers,
                signature_header="X-Shopify-Hmac-Sha256",
            )
        )


def signature(body, secret):
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def headers_for(store, topic, body, secret):
    """The vendor's headers for a body, signed."""
    now = CLOCK.now()
    return {
        "Content-Type": "application/json",
        "Accept": "*/*",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": topic,
        "X-Shopify-Hmac-Sha256": signature(body, secret),
        "X-Shopify-Shop-Domain": store.shop["myshopifyDomain"],
        "X-Shopify-API-Version": store.api_version,
        "X-Shopify-Webhook-Id": str(uuid.uuid4()),
        "X-Shopify-Event-Id": str(uuid.uuid4()),
        "X-Shopify-Triggered-At": now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }
