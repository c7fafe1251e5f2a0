"""/webhooks: who hears of what. The secret is taken and never shown.

https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
"""

from tests.sandbox.woocommerce.batches import batch
from tests.sandbox.woocommerce.call import Answer, is_true
from tests.sandbox.woocommerce.clock import dates, now
from tests.sandbox.woocommerce.errors import Refusal, bad_request
from tests.sandbox.woocommerce.listing import chosen, ordered, paged

EVENTS = ("created", "updated", "deleted", "restored")
RESOURCES = ("order", "product", "customer", "coupon")
HOOKS = {
    "order.created": ["woocommerce_new_order"],
    "order.updated": ["woocommerce_update_order", "woocommerce_order_refunded"],
    "order.deleted": ["wp_trash_post", "woocommerce_trash_order"],
    "order.restored": ["untrashed_post", "woocommerce_untrash_order"],
    "product.created": [
        "woocommerce_process_product_meta", "woocommerce_new_product",
        "woocommerce_new_product_variation",
    ],
    "product.updated": [
        "woocommerce_process_product_meta", "woocommerce_update_product",
        "woocommerce_update_product_variation",
    ],
    "product.deleted": ["wp_trash_post"],
    "product.restored": ["untrashed_post"],
    "customer.created": ["user_register", "woocommerce_created_customer"],
    "customer.updated": ["profile_update", "woocommerce_update_customer"],
    "customer.deleted": ["delete_user"],
}  # fmt: skip
STATUSES = ("active", "paused", "disabled")
BY = {
    "date": lambda row: row["date_created"],
    "id": lambda row: row["id"],
    "title": lambda row: row["name"],
}


def webhook_body(store, hook, api):
    resource, _dot, event = hook["topic"].partition(".")
    return {
        **{name: hook[name] for name in ("id", "name", "status", "topic")},
        "resource": resource,
        "event": event,
        "hooks": [event] if resource == "action" else HOOKS.get(hook["topic"], []),
        "delivery_url": hook["delivery_url"],
        **dates(store.zone, date_created=hook["date_created"], date_modified=hook["date_modified"]),
        "_links": api.links(f"webhooks/{hook['id']}", "webhooks"),
    }


def list_webhooks(shop, call):
    status = call.params.get("status", "all")
    rows = [w for w in shop.store.webhooks.values() if status in ("all", w["status"])]
    rows = ordered(chosen(rows, call), call, BY)
    return paged(
        shop.api, call, rows, lambda row: webhook_body(shop.store, row, shop.api), "webhooks"
    )


def _find(shop, number, status):
    hook = shop.store.webhooks.get(int(number))
    if not hook:
        text = "ID is invalid." if status == 400 else "Invalid ID."
        raise Refusal(status, "woocommerce_rest_shop_webhook_invalid_id", text)
    return hook


def read_webhook(shop, call, number):
    return Answer(webhook_body(shop.store, _find(shop, number, 404), shop.api))


def create_webhook(shop, call):
    """Always active, whatever status was asked for; a ping leaves at once."""
    given, store = call.given, shop.store
    _check_topic(given.get("topic"), "Webhook topic is required and must be valid.")
    _check_address(given.get("delivery_url"))
    number, moment = store.new_id("webhook"), now()
    store.webhooks[number] = {
        "id": number,
        "name": given.get("name") or f"Webhook created on {moment}",
        "status": "active",
        "topic": given["topic"],
        "delivery_url": given["delivery_url"],
        "secret": given.get("secret") or f"sandbox-generated-{number}",
        "date_created": moment,
        "date_modified": moment,
        "failures": 0,
    }
    shop.announcer.ping(store.webhooks[number])
    place = {"Location": shop.api.url(f"webhooks/{number}")}
    return Answer(webhook_body(store, store.webhooks[number], shop.api), 201, place)


def _check_topic(topic, text):
    resource, _dot, event = str(topic or "").lower().partition(".")
    is_action = resource == "action" and event
    if not is_action and (resource not in RESOURCES or event not in EVENTS):
        raise bad_request("woocommerce_rest_shop_webhook_invalid_topic", text)


def _check_address(url):
    if not str(url or "").startswith(("http://", "https://")):
        raise bad_request(
            "woocommerce_rest_shop_webhook_invalid_delivery_url",
            "Webhook delivery URL must be a valid URL starting with http:// or https://.",
        )


def update_webhook(shop, call, number):
    hook, given = _find(shop, number, 400), call.given
    if given.get("topic"):
        _check_topic(given["topic"], "Webhook topic must be valid.")
    if given.get("delivery_url"):
        _check_address(given["delivery_url"])
    if given.get("status") and given["status"] not in STATUSES:
        raise bad_request(
            "woocommerce_rest_shop_webhook_invalid_status", "Webhook status must be valid."
        )
    for name in ("topic", "delivery_url", "secret", "status", "name"):
        hook[name] = given.get(name) or hook[name]
    if given.get("status") == "active":
        hook["failures"] = 0
    hook["date_modified"] = now()
    return Answer(webhook_body(shop.store, hook, shop.api))


def delete_webhook(shop, call, number):
    if not is_true(call.params.get("force")):
        raise Refusal(
            501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing."
        )
    hook = _find(shop, number, 404)
    del shop.store.webhooks[hook["id"]]
    return Answer(webhook_body(shop.store, hook, shop.api))


def batch_webhooks(shop, call):
    return batch(shop, call, create_webhook, update_webhook, delete_webhook)


ROUTES = (
    ("GET", r"/webhooks", "webhooks", "list", list_webhooks),
    ("POST", r"/webhooks", "webhooks", "create", create_webhook),
    ("EDIT", r"/webhooks/batch", "webhooks", "batch", batch_webhooks),
    ("GET", r"/webhooks/(\d+)", "webhooks", "read", read_webhook),
    ("EDIT", r"/webhooks/(\d+)", "webhooks", "edit", update_webhook),
    ("DELETE", r"/webhooks/(\d+)", "webhooks", "delete", delete_webhook),
)
