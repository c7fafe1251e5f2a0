"""Which orders were placed in a period: only what is needed to see that none is missing."""

from datetime import timedelta

from msgspec import Struct

from odoo.addons.omni_base.core.times import instant, iso

from .moments import after
from .tables import DRAFTS

ORDERS_A_PAGE = 100
OVERLAP = 5
A_SECOND = timedelta(seconds=1)
FIELDS = "id,status,date_created_gmt"
LISTED, BIN = "any", "trash"
"""No other list shows what is in the bin."""


class Placed(Struct):
    id: int
    status: str = ""
    date_created_gmt: str | None = None

    @property
    def moment(self):
        return instant(self.date_created_gmt)


def placed_orders(rest, since, until, own=""):
    """Yield (external id, time) of the orders placed from ``since`` to just before ``until``.

    ``own``: the shop's own statuses, with commas: many plugins hide theirs from the list of all. A
    basket in the course of the checkout is no order yet. What is in two lists is told once.
    """
    told = set()
    for status in filter(None, (LISTED, own, BIN)):
        for order in _listed(rest, status, since, until):
            if order.status in DRAFTS or not order.moment or order.id in told:
                continue
            if since <= order.moment < until:
                told.add(order.id)
                yield str(order.id), order.moment


def _listed(rest, status, since, until):
    """Yield the orders of a list, some of them twice.

    Each page begins just before the newest second seen, so that an order which goes meanwhile
    shifts none of those that follow it.
    """
    begin, offset = since - A_SECOND, 0
    while True:
        found = rest.get("orders", list[Placed], **_query(status, begin, until, offset))
        yield from found.data
        read = offset + len(found.data)
        if not found.data or (found.total is not None and read >= found.total):
            return
        newest = found.data[-1].moment
        if newest and newest - A_SECOND > begin:
            begin, offset = newest - A_SECOND, 0
        else:
            offset += max(len(found.data) - OVERLAP, 1)


def _query(status, begin, until, offset):
    """Return the parameters of one page: WordPress leaves out both ends of the period."""
    return {
        "status": status,
        "after": after(iso(begin)),
        "before": _wall(until),
        "dates_are_gmt": "true",
        "orderby": "date",
        "order": "asc",
        "per_page": ORDERS_A_PAGE,
        "offset": offset or None,
        "_fields": FIELDS,
    }


def _wall(moment):
    """Return a time in UTC without its zone, which WordPress would turn into its own."""
    return iso(moment).removesuffix("Z")
