"""Webhook subscriptions of the app."""

from urllib.parse import urlsplit

from tests.sandbox.shopify.mutations_fulfillment import user_error
from tests.sandbox.shopify.queries import api_version
from tests.sandbox.shopify.store import now_text, number_of

PATH = ("webhookSubscription", "uri")


def _address(given):
    """`uri`, or `callbackUrl` as it was called before."""
    return given.get("uri") or given.get("callbackUrl")


def _fault(uri):
    if not uri:
        return user_error("Address can't be blank", *PATH)
    parts = urlsplit(uri)
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme == "https" or (parts.scheme == "http" and loopback):
        return None
    return user_error("Address is invalid", *PATH)


def _create(_root, info, topic, webhookSubscription):
    store, uri = info.context, _address(webhookSubscription)
    fault = _fault(uri)
    if not fault and any(
        s["topic"] == topic and s["uri"] == uri for s in store.subscriptions.values()
    ):
        fault = user_error("Address for this topic has already been taken", *PATH)
    if fault:
        return {"webhookSubscription": None, "userErrors": [fault]}
    gid = store.new_gid("WebhookSubscription")
    now = now_text()
    store.subscriptions[gid] = {
        "__typename": "WebhookSubscription",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "topic": topic,
        "apiVersion": api_version(store.api_version),
        "createdAt": now,
        "filter": "",
        "format": "JSON",
        "includeFields": [],
        "metafieldNamespaces": [],
        "metafields": [],
        "name": None,
    }
    _write(store.subscriptions[gid], webhookSubscription, uri)
    return {"webhookSubscription": store.subscriptions[gid], "userErrors": []}


def _write(subscription, given, uri):
    names = ("filter", "format", "includeFields", "metafieldNamespaces", "name")
    subscription.update({name: given[name] for name in names if given.get(name) is not None})
    subscription.update(
        uri=uri,
        callbackUrl=uri,
        endpoint={"__typename": "WebhookHttpEndpoint", "callbackUrl": uri},
        updatedAt=now_text(),
    )


def _update(_root, info, id, webhookSubscription):
    subscription = info.context.subscriptions.get(id)
    if subscription is None:
        error = user_error("Webhook subscription does not exist", "id")
        return {"webhookSubscription": None, "userErrors": [error]}
    uri = _address(webhookSubscription) or subscription["uri"]
    fault = _fault(uri)
    if fault:
        return {"webhookSubscription": None, "userErrors": [fault]}
    _write(subscription, webhookSubscription, uri)
    return {"webhookSubscription": subscription, "userErrors": []}


def _delete(_root, info, id):
    if info.context.subscriptions.pop(id, None) is None:
        error = user_error("Webhook subscription does not exist", "id")
        return {"deletedWebhookSubscriptionId": None, "userErrors": [error]}
    return {"deletedWebhookSubscriptionId": id, "userErrors": []}


MUTATIONS = {
    "webhookSubscriptionCreate": _create,
    "webhookSubscriptionUpdate": _update,
    "webhookSubscriptionDelete": _delete,
}
