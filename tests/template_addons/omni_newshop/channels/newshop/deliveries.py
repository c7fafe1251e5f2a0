"""Which deliveries the shop sends, where to, and what one says: only what is to be read again."""

from typing import Any
from urllib.parse import urlsplit

from odoo.addons.omni_base.core.decoding import read_as
from odoo.addons.omni_base.core.documents import Doorbell
from odoo.addons.omni_base.core.text import _

TOPICS = ("order.created", "order.changed")
LONGEST_NUMBER = 20


def subscribe(shop, url):
    """Make it ring at ``url`` for every topic; ours of before are moved, and never doubled."""
    ours = {one["topic"]: one for one in existing(shop, url)}
    told = [
        {"id": ours.get(topic, {}).get("id"), "topic": topic, "url": url, "active": True}
        for topic in TOPICS
    ]
    shop.tell("PUT", "/webhooks", json={"webhooks": told})
    return _("The shop now tells %s kinds of changes at once.", len(TOPICS))


def missing(shop, url):
    """Return the topics that do not ring at ``url``."""
    ringing = {one["topic"] for one in existing(shop, url) if one["active"] and one["url"] == url}
    return [topic for topic in TOPICS if topic not in ringing]


def unsubscribe(shop, url):
    """Make it ring there no more; return how many subscriptions went."""
    ours = [str(one["id"]) for one in existing(shop, url)]
    if ours:
        shop.tell("DELETE", "/webhooks", params={"ids": ",".join(ours)})
    return len(ours)


def existing(shop, url):
    """Ours are those with the same path (the connection's own token), on whatever host."""
    path = urlsplit(url).path
    found = shop.ask("GET", "/webhooks")["webhooks"]
    return [one for one in found if urlsplit(one["url"]).path == path]


def read_webhook(body):
    """The shop rings for orders only; what changed is read again."""
    found = read_as(body, dict[str, Any])
    number, topic = str(found.get("order_id")), str(found.get("topic"))
    event_id = str(found.get("id") or "")
    if not topic.startswith("order."):
        return Doorbell(event_id=event_id, note=_("“%s” is not followed.", topic))
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return Doorbell(event_id=event_id, note=_("The delivery names no order."))
    return Doorbell(resource="order", external_ids=(number,), event_id=event_id)
