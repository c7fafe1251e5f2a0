"""Listings and locations in."""

from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Item, Location, Page
from odoo.addons.omni_base.core.times import instant, iso

from .graph import MAX_POINTS, MOST_PAGED, PageInfo, typed
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
    """Yield Pages of variants; the shop's currency, which they do not name, goes to ``memory``."""

    def read(after, query):
        found = page(graph, memory, after, query)
        return tuple(item_of(node) for node in found.nodes), found.page_info

    return changed(graph, cursor, read)


def changed(graph, cursor, read):
    """Yield Pages of what changed since the cursor; of everything the first time.

    ``read(after, query)`` returns a page's items and its PageInfo. They come by id, since the API
    does not sort them by time. So the next listing starts from the shop's own clock when this one
    began: what changes meanwhile is seen then. Every ``MOST_PAGED`` items the listing starts again
    above the last id (``above``).
    """
    start = cursor.get("from")
    if start is None:
        start = iso(paging.since(cursor)) if cursor.get("since") else ""
    after, above, paged = cursor.get("after"), cursor.get("above", ""), cursor.get("paged", 0)
    began = cursor.get("began")
    while True:
        items, info = read(after, query_of(start, above))
        began = began or graph.remote_now()
        after, more = info.end_cursor, info.has_next_page
        paged += len(items)
        if paged >= MOST_PAGED:
            after, above, paged = None, items[-1].external_id, 0
        place = {"from": start, "after": after, "above": above, "paged": paged, "began": began}
        done = paging.moved(cursor, instant(began))
        yield Page(items=items, cursor=cursor | place if more else done, more=more)
        if not more:
            return


def page(graph, memory, after, query):
    variables = {"first": LISTINGS_A_PAGE, "after": after, "query": query}
    points = min(MAX_POINTS, graph.last_points(LISTINGS) or LISTINGS_A_PAGE * POINTS_A_LISTING)
    answer = graph.ask(LISTINGS, ListingData, points=points, **variables)
    memory["currency"] = answer.shop.currency_code
    return answer.product_variants


def query_of(start, above):
    """Return the vendor's search for variants changed since, above an id; None for all."""
    words = [f"updated_at:>='{start}'"] if start else []
    words += [f"id:>={above}"] if above else []
    return " ".join(words) or None


def item_of(node):
    head = typed(node, Head)
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
