"""Which deliveries the shop sends us, and where to.

https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
"""

from urllib.parse import urlsplit

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Finding
from odoo.addons.omni_base.core.errors import RejectedError, UnknownOutcome
from odoo.addons.omni_base.core.text import _

from .batches import Batch

A_PAGE = 100
NAME = "Omni for Odoo: %s"


class Webhook(Struct):
    id: int
    topic: str = ""
    status: str = ""
    delivery_url: str = ""


def subscribe(rest, url, secret, topics):
    """Make the shop ring at ``url`` for these topics and no others; returns what was done.

    Ours are those to the same path, on whatever host. They are told address, state and secret
    again each time, since the shop switches one off after five failures and shows no secret.
    """
    ours = [one for one in existing(rest) if same_route(one.delivery_url, url)]
    kept, spare = {}, []
    for one in sorted(ours, key=lambda one: (one.delivery_url != url, one.id)):
        if one.topic in topics and one.topic not in kept:
            kept[one.topic] = one
        else:
            spare.append(one.id)
    wanted = {"status": "active", "delivery_url": url, "secret": secret}
    missing = [topic for topic in topics if topic not in kept]
    update = [{"id": one.id, **wanted} for one in kept.values()]
    if update or spare:
        content = {"update": update, "delete": spare}
        refuse_errors(rest.post("webhooks/batch", content, Batch, repeatable=True))
    for topic in missing:
        make(rest, {"name": NAME % topic, "topic": topic, **wanted})
    return said(kept.values(), missing, url, len(topics))


def missing(rest, url, topics):
    """Return the topics that do not ring at ``url``: not there, switched off, or elsewhere."""
    ours = [one for one in existing(rest) if one.delivery_url == url]
    active = {one.topic for one in ours if one.status == "active"}
    return [topic for topic in topics if topic not in active]


def make(rest, webhook):
    """Make one webhook: the shop tries out each of them while we wait, so one a call.

    Where the answer does not come, it may be there all the same.
    """
    try:
        refuse_errors(rest.post("webhooks/batch", {"create": [webhook]}, Batch))
    except UnknownOutcome:
        made = (webhook["topic"], webhook["delivery_url"])
        if made not in [(one.topic, one.delivery_url) for one in existing(rest)]:
            raise


def diagnose(rest, url, topics):
    """Yield a Finding: whether the shop's webhooks to us are there and switched on."""
    label = _("Webhooks in WooCommerce")
    ours = [one for one in existing(rest) if one.delivery_url == url]
    active = {one.topic for one in ours if one.status == "active"}
    off = [one for one in ours if one.status != "active"]
    if off:
        text = _(
            "Webhooks that are switched off: %s. WooCommerce does so after five failures. Press "
            "“Subscribe to webhooks”, and see that the shop can reach Odoo.",
            len(off),
        )
        yield Finding(label=label, state="warning", text=text)
    elif active >= set(topics):
        yield Finding(label=label, text=_("All %s are active", len(topics)))
    else:
        text = _(
            "%(told)s of %(all)s webhooks are there: press “Subscribe to webhooks” once live.",
            told=len(active & set(topics)),
            all=len(topics),
        )
        yield Finding(label=label, state="warning", text=text)


def unsubscribe(rest, url):
    """Remove every webhook of the shop to the route of ``url``; returns how many there were."""
    ours = [one.id for one in existing(rest) if same_route(one.delivery_url, url)]
    if ours:
        refuse_errors(rest.post("webhooks/batch", {"delete": ours}, Batch, repeatable=True))
    return len(ours)


def existing(rest):
    found, page = [], 1
    while True:
        some = rest.get("webhooks", list[Webhook], per_page=A_PAGE, page=page, status="all").data
        found += some
        if len(some) < A_PAGE:
            return found
        page += 1


def same_route(one, other):
    return bool(urlsplit(one).path.strip("/")) and urlsplit(one).path == urlsplit(other).path


def refuse_errors(answer):
    words = [one.error.message for one in (*answer.create, *answer.update) if one.error]
    if words:
        raise RejectedError(_("The shop refuses to send deliveries here. %s", " ".join(words)))


def said(kept, missing, url, count):
    mended = [one for one in kept if one.status != "active" or one.delivery_url != url]
    if missing:
        return _("The shop now sends %s kinds of deliveries here.", count)
    if mended:
        return _("Deliveries of the shop that were switched on again: %s.", len(mended))
    return _("The shop already sends its deliveries here.")
