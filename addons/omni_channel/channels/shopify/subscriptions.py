"""Which deliveries the shop sends us, and where to."""

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Finding
from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.text import _

from .graph import PageInfo, UserError
from .mutations import MOVE_SUBSCRIPTION, SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE
from .tables import TOPICS


class Subscription(Struct):
    id: str
    topic: str
    uri: str


class Subscriptions(Struct, rename="camel"):
    nodes: list[Subscription]
    page_info: PageInfo


class Found(Struct, rename="camel"):
    webhook_subscriptions: Subscriptions


class Told(Struct, rename="camel"):
    user_errors: list[UserError]


def subscribe(graph, url):
    """Make the shop ring at ``url`` for every topic followed; returns what was done.

    A subscription of the same topic to the same database's route of before is moved, not doubled.
    """
    known = {one.topic: one for one in existing(graph, url)}
    made = 0
    for topic in TOPICS:
        one = known.get(topic)
        if one and one.uri == url:
            continue
        made += 1
        if one:
            tell(graph, MOVE_SUBSCRIPTION, id=one.id, uri=url)
        else:
            tell(graph, SUBSCRIBE, topic=topic, uri=url)
    if not made:
        return _("Shopify already sends its deliveries here.")
    return _("Shopify now tells %s kinds of changes at once.", len(TOPICS))


def unsubscribe(graph, url):
    """Remove every subscription to the route of ``url``; returns how many there were."""
    known = existing(graph, url)
    for one in known:
        tell(graph, UNSUBSCRIBE, id=one.id)
    return len(known)


def missing(graph, url):
    """Return the topics that do not ring at ``url``."""
    told = {one.topic for one in existing(graph, url) if one.uri == url}
    return [topic for topic in TOPICS if topic not in told]


def diagnose(graph, url, secret):
    """Yield a Finding: whether the shop tells us each topic, and whether it would be believed."""
    label = _("Webhooks at Shopify")
    if not secret:
        text = _("Without the client secret no delivery is believed: orders come by the schedule.")
        yield Finding(label=label, state="warning", text=text)
        return
    lost = missing(graph, url)
    if lost:
        text = _(
            "Shopify tells %(told)s of %(all)s kinds of changes here: press “Subscribe to "
            "webhooks” once live.",
            told=len(TOPICS) - len(lost),
            all=len(TOPICS),
        )
        yield Finding(label=label, state="warning", text=text)
    else:
        yield Finding(label=label, text=_("All %s kinds of changes", len(TOPICS)))


def existing(graph, url):
    """Return our subscriptions: those to ``url`` come last, so that they are the ones kept."""
    found, after = [], None
    while True:
        page = graph.ask(SUBSCRIPTIONS, Found, after=after).webhook_subscriptions
        found.extend(page.nodes)
        if not page.page_info.has_next_page:
            break
        after = page.page_info.end_cursor
    ours = [one for one in found if same_route(one.uri, url)]
    return sorted(ours, key=lambda one: one.uri == url)


def same_route(uri, url):
    """Ours is what ends with the same path (the connection's own token), on whatever host."""
    return uri.split("://", 1)[-1].partition("/")[2] == url.split("://", 1)[-1].partition("/")[2]


def tell(graph, operation, **variables):
    answer = graph.ask(operation, dict[str, Told], **variables)
    errors = [error.message for told in answer.values() for error in told.user_errors]
    if errors:
        raise RejectedError(_("Shopify refuses to send deliveries here. %s", " ".join(errors)))
