"""A delivery: whose it is, and which orders or products it says have changed.

https://shopify.dev/docs/apps/build/webhooks/subscribe/https
"""

import msgspec

from odoo.addons.omni_base.core.auth import verify_hmac
from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.documents import Doorbell
from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.text import _

from .tables import ORDER_OF_TOPIC, PRODUCT_TOPICS
from .words import tail

LONGEST_NUMBER = 20
OWN_KEYS = ("admin_graphql_api_id", "id")


def verify_webhook(headers, body, secret):
    """Raise SignatureError unless the delivery was signed with ``secret``."""
    verify_hmac(secret, body, named(headers, "hmac-sha256"), encoding="base64")


def read_webhook(headers, body, shop=""):
    """Return the Doorbell of a verified delivery; ``shop``: whose are followed."""
    topic = named(headers, "topic")
    if not topic:
        raise RejectedError(_("The delivery does not name its topic."))
    event_id = named(headers, "event-id") or named(headers, "webhook-id")
    payload = read_object(body)
    sender = named(headers, "shop-domain")
    if shop and sender and sender != shop:
        note = _("The delivery is of another shop, %s.", sender)
        return Doorbell(event_id=event_id, note=note)
    kind = "product" if topic in PRODUCT_TOPICS else "order"
    number = number_in(payload, OWN_KEYS) if kind == "product" else order_of(topic, payload)
    if number:
        return Doorbell(resource=kind, external_ids=(number,), event_id=event_id)
    return Doorbell(event_id=event_id, note=note_for(topic))


def named(headers, name):
    """Shopify's newer deliveries leave out the X of the headers' names."""
    return headers.get(f"x-shopify-{name}") or headers.get(f"shopify-{name}") or ""


def read_object(body):
    try:
        payload = decoded(body)
    except msgspec.DecodeError:
        raise RejectedError(_("The delivery is not JSON.")) from None
    if not isinstance(payload, dict):
        raise RejectedError(_("The delivery is no JSON object."))
    return payload


def order_of(topic, payload):
    """Return the external id of the order that a delivery is about, or an empty text."""
    place = ORDER_OF_TOPIC.get(topic) or ORDER_OF_TOPIC.get(topic.split("/")[0])
    if not place:
        return ""
    path, keys = place
    for step in path:
        payload = payload.get(step)
        if not isinstance(payload, dict):
            return ""
    return number_in(payload, keys)


def number_in(payload, keys):
    """Return the first of these that is an id, or an empty text."""
    found = (tail(str(payload[key])) for key in keys if payload.get(key))
    return next((one for one in found if one.isdecimal() and len(one) <= LONGEST_NUMBER), "")


def note_for(topic):
    if topic == "app/uninstalled":
        return _("The app was uninstalled from the shop.")
    if topic in PRODUCT_TOPICS:
        return _("The delivery %s names no product.", topic)
    if topic.split("/")[0] in ORDER_OF_TOPIC:
        return _("The delivery %s names no order.", topic)
    return _("Deliveries of the topic %s are not followed.", topic)
