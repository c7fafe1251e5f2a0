"""Which orders were placed in a period: only what is needed to see that none is missing."""

from msgspec import Struct

from odoo.addons.omni_base.core.times import instant, iso

from .graph import PageInfo
from .queries import ORDER_IDS
from .words import tail

ORDERS_A_PAGE = 250


class Placed(Struct, rename="camel"):
    id: str
    created_at: str


class Orders(Struct, rename="camel"):
    nodes: list[Placed]
    page_info: PageInfo


class OrderData(Struct):
    orders: Orders


def placed_orders(graph, since, until):
    """Yield (external id, time) of the orders placed from ``since`` to just before ``until``."""
    query = f"created_at:>='{iso(since)}' created_at:<'{iso(until)}'"
    after, more = None, True
    while more:
        variables = {"first": ORDERS_A_PAGE, "after": after, "query": query}
        found = graph.ask(ORDER_IDS, OrderData, **variables).orders
        for order in found.nodes:
            yield tail(order.id), instant(order.created_at)
        after, more = found.page_info.end_cursor, found.page_info.has_next_page
