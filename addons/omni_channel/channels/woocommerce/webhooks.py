"""A delivery: whose it is, and which order, product or customer it says has changed.

https://woocommerce.com/document/webhooks/
"""

import re
from urllib.parse import parse_qs

import msgspec

from odoo.addons.omni_base.core.auth import digest, verify_hmac
from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.documents import Doorbell
from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.text import _

from .marks import told_in

LONGEST_NUMBER = 20
PING = re.compile(rb"webhook_id=\d+")
SIGNATURE = "x-wc-webhook-signature"
FORM = "application/x-www-form-urlencoded"


def verify_webhook(headers, body, secret):
    """Raise SignatureError unless the delivery was signed with ``secret``, or says nothing."""
    if not is_ping(headers, body):
        verify_hmac(secret, body, headers.get(SIGNATURE, ""), encoding="base64")


def read_webhook(headers, body):
    """Return the Doorbell of a verified delivery."""
    if is_ping(headers, body):
        number = parse_qs(body.decode("ascii")).get("webhook_id", ["?"])[0]
        return Doorbell(note=_("The shop tried out its delivery %s.", number))
    topic = headers.get("x-wc-webhook-topic", "")
    payload = read_body(body)
    event_id = event_of(headers, body)
    kind = topic.split(".")[0]
    if kind not in ("order", "product", "customer"):
        note = _("Deliveries of the topic %s are not followed.", topic or "?")
        return Doorbell(event_id=event_id, note=note)
    number = number_of(payload)
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        note = _("The delivery %s does not name what it is about.", topic)
        return Doorbell(event_id=event_id, note=note)
    told = told_in(topic, body)
    more = {"thing": told.thing, "mark": told.mark, "quantity": told.quantity} if told else {}
    return Doorbell(resource=kind, external_ids=(number,), event_id=event_id, **more)


def number_of(payload):
    """Return the id of what a delivery is about; a variation rings for its product."""
    of_parent = payload.get("type") == "variation" and payload.get("parent_id")
    return str(of_parent or payload.get("id") or "")


def is_ping(headers, body):
    """The first delivery is a form without a signature: it tells nothing and does nothing.

    Where the form was read before us, its body is empty.
    """
    if headers.get(SIGNATURE):
        return False
    if PING.fullmatch(body):
        return True
    is_form = headers.get("content-type", "").startswith(FORM)
    return not body and is_form and "Hookshot" in headers.get("user-agent", "")


def event_of(headers, body):
    """Deliveries of the same second carry the same id: what they say tells them apart."""
    delivery = headers.get("x-wc-webhook-delivery-id", "")
    return f"{delivery}-{digest(body)[:16]}"


def read_body(body):
    try:
        payload = decoded(body)
    except msgspec.DecodeError:
        raise RejectedError(_("The delivery is not JSON.")) from None
    if not isinstance(payload, dict):
        raise RejectedError(_("The delivery is no JSON object."))
    inner = payload.get("order")
    return inner if "id" not in payload and isinstance(inner, dict) else payload
