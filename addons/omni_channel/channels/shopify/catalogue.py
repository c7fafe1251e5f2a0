"""Listings and locations in."""

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Item, Location, Page
from odoo.addons.omni_base.core.times import instant, iso

from .graph import MAX_POINTS, PageInfo
from .queries import LISTINGS, LOCATIONS
from .words import tail

LISTINGS_A_PAGE = 250
POINTS_A_LISTING = 3


class Variants(Struct, rename="camel"):
    nodes: list[Raw]
    page_info: PageInfo


class ShopNode(Struct, rename="camel"):
    currency_code: str


class ListingData(Struct, rename="camel"):
    shop: ShopNode
    product_variants: Variants


class Head(Struct, rename="camel"):
    id: str
    updated_at: str = ""


class LocationNode(Struct, rename="camel"):
    id: str
    name: str
    is_active: bool
    fulfills_online_orders: bool = True


class Locations(Struct, rename="camel"):
    nodes: list[LocationNode]
    page_info: PageInfo


class LocationData(Struct):
    locations: Locations


def changed_listings(graph, cursor, memory):
    """Yield Pages of variants changed since the cursor; all of them the first time.

    The shop's currency, which a variant does not name, is kept in ``memory``.

    They come by id, not by time, so that none is missed while it changes; the newest change of a
    finished listing is where the next one starts.
    """
    start = cursor.get("from")
    if start is None:
        start = iso(paging.since(cursor)) if cursor.get("since") else ""
    after, newest = cursor.get("after"), cursor.get("newest") or ""
    while True:
        variables = {"first": LISTINGS_A_PAGE, "after": after, "query": query_since(start)}
        points = min(MAX_POINTS, graph.last_points(LISTINGS) or LISTINGS_A_PAGE * POINTS_A_LISTING)
        answer = graph.ask(LISTINGS, ListingData, points=points, **variables)
        memory["currency"] = answer.shop.currency_code
        found = answer.product_variants
        items = tuple(item_of(node) for node in found.nodes)
        newest = max([newest, *(item.version for item in items)])
        after, more = found.page_info.end_cursor, found.page_info.has_next_page
        here = dict(cursor, **{"from": start, "after": after, "newest": newest})
        done = paging.moved(cursor, instant(newest))
        yield Page(items=items, cursor=here if more else done, more=more)
        if not more:
            return


def query_since(start):
    return f"updated_at:>='{start}'" if start else None


def item_of(node):
    head = msgspec.json.decode(node, type=Head)
    return Item(external_id=tail(head.id), body=bytes(node), version=head.updated_at)


def locations(graph):
    """Return every Location: those that ship what is ordered online first, closed ones last."""
    found, after = [], None
    while True:
        page = graph.ask(LOCATIONS, LocationData, after=after).locations
        found.extend(page.nodes)
        if not page.page_info.has_next_page:
            break
        after = page.page_info.end_cursor
    found.sort(key=lambda one: (not one.is_active, not one.fulfills_online_orders))
    return [
        Location(external_id=tail(one.id), name=one.name, active=one.is_active) for one in found
    ]
