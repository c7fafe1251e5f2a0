"""The shop's order statuses, and what each says of an order.

https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-orders-totals
"""

from msgspec import Struct

from odoo.addons.omni_base.core.documents import OrderStatus

from .answers import plain
from .tables import DRAFTS, MEANINGS, NAMES, PLUGIN_STATUSES, STATUSES


class Listed(Struct):
    slug: str = ""
    name: str | None = None


def meaning_of(word, meanings):
    """Return the Status of a word, first as a person said; None where nobody knows."""
    said = meanings.get(word)
    return MEANINGS[said] if said else STATUSES.get(word) or PLUGIN_STATUSES.get(word)


def own_statuses():
    """Return the statuses that WooCommerce itself has."""
    return tuple(
        OrderStatus(code=code, name=NAMES[code], meaning=word_of(code)) for code in STATUSES
    )


def pull_statuses(rest):
    """Return the shop's statuses, those of its plugins included."""
    found = rest.get("reports/orders/totals", list[Listed]).data
    return [
        OrderStatus(code=one.slug, name=plain(one.name) or one.slug, meaning=word_of(one.slug))
        for one in found
        if one.slug and one.slug not in DRAFTS
    ]


def word_of(code):
    """Return our word for what a known status means, empty for one of the shop's own."""
    known = meaning_of(code, {})
    return next((word for word, status in MEANINGS.items() if status == known), "")
