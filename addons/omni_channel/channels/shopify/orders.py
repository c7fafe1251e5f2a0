"""Orders in: many a call with everything on them, under the points one query may cost.

The vendor's rules leave open what some objects cost. So the first page is of a size that holds by
the strictest reading; what it was charged then tells how large the next ones may be.
"""

from typing import Any

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Item, Page
from odoo.addons.omni_base.core.times import instant, iso

from .graph import MAX_POINTS, MOST_PAGED, PageInfo, TooCostly, typed
from .lines import shop
from .payload import Bag
from .queries import ORDERS, ORDERS_BY_ID, rest_of_orders
from .refunds import read_refunds_of
from .words import gid, tail

QUERY_POINTS = 5
ORDER_POINTS = 34
LINE_POINTS = 11
DELIVERY_POINTS = 10
SAFE_POINTS = 0.9 * MAX_POINTS
MOST_ORDERS = 50
PARTS_A_CALL = 10


class Size(Struct, frozen=True):
    """How many orders a page asks for, with how many lines and shipping lines each."""

    orders: int
    lines: int
    deliveries: int

    def points(self):
        """Return what the query costs by the strictest reading of the rules."""
        lines = self.lines * LINE_POINTS + self.deliveries * DELIVERY_POINTS
        return QUERY_POINTS + self.orders * (ORDER_POINTS + lines)


CAREFUL = Size(10, 5, 1)
LEAST = Size(1, 5, 1)
SHAPES = (Size(MOST_ORDERS, 25, 3), Size(MOST_ORDERS, 10, 2), CAREFUL)


class Connection(Struct, rename="camel"):
    nodes: list[Raw]
    page_info: PageInfo


class Orders(Struct):
    orders: Connection


class Nodes(Struct):
    nodes: list[Raw]


class Head(Struct, rename="camel"):
    """What is needed of an order before it is read."""

    id: str
    updated_at: str
    line_items: Connection
    shipping_lines: Connection
    total_refunded_set: Bag | None = None


class OrderReader:
    """``memory`` outlives one run and keeps the price of a page, by operation."""

    def __init__(self, graph, memory):
        self._graph = graph
        self._memory = memory

    def changed(self, cursor):
        """Yield Pages of orders changed since the cursor, oldest change first.

        The cursor of an unfinished listing holds the time it started from (``from``), the vendor's
        place (``after``) and the newest change seen; so a listing goes on with the same query.
        Every ``MOST_PAGED`` orders it starts again from the newest change seen.
        """
        start = cursor.get("from") or iso(paging.since(cursor))
        after, newest, paged = cursor.get("after"), cursor.get("newest", ""), cursor.get("paged", 0)
        while True:
            found = self._page(start, after)
            items = self._items(found.nodes)
            newest = max([newest, *(item.version for item in items)])
            after, more = found.page_info.end_cursor, found.page_info.has_next_page
            paged += len(items)
            if paged >= MOST_PAGED and newest > start:
                start, after, paged = newest, None, 0
            place = {"from": start, "after": after, "newest": newest, "paged": paged}
            done = paging.moved(cursor, instant(newest))
            yield Page(items=items, cursor=cursor | place if more else done, more=more)
            if not more:
                return

    def by_id(self, external_ids):
        """Return the Items of the orders that still exist."""
        items, wanted = [], list(dict.fromkeys(external_ids))
        while wanted:
            nodes, asked = self._nodes(wanted)
            items.extend(self._items(nodes))
            wanted = wanted[asked:]
        return items

    def _page(self, start, after):
        query = f"updated_at:>='{start}'"
        found, _size = self._ask(
            ORDERS,
            Orders,
            lambda size: {"first": size.orders, "after": after, "query": query},
        )
        return found.orders

    def _nodes(self, wanted):
        found, size = self._ask(
            ORDERS_BY_ID,
            Nodes,
            lambda size: {"ids": [gid("Order", known) for known in wanted[: size.orders]]},
            most=len(wanted),
        )
        nodes = [node for node in found.nodes if bytes(node) not in (b"null", b"{}")]
        return nodes, size.orders

    def _ask(self, operation, kind, variables_of, most=MOST_ORDERS):
        """Ask with the largest page that the points allow; a refused one is made smaller."""
        while True:
            price = self._memory.get(operation.name, 1.0)
            size = page_size(price, most, self._graph.most_points())
            variables = {**variables_of(size), "lines": size.lines, "deliveries": size.deliveries}
            points = size.points() * price
            try:
                found = self._graph.ask(operation, kind, points=points, **variables)
            except TooCostly as error:
                if size == LEAST:
                    raise
                self._memory[operation.name] = (error.points or points * 1.5) / size.points()
                continue
            charged = self._graph.last_points(operation)
            if charged:
                self._memory[operation.name] = charged / size.points()
            return found, size

    def _items(self, nodes):
        heads = [typed(node, Head) for node in nodes]
        more = self._rest(heads)
        refunded = [head.id for head in heads if shop(head.total_refunded_set)]
        refunds = read_refunds_of(self._graph, refunded) if refunded else {}
        return tuple(
            Item(
                external_id=tail(head.id),
                body=whole(node, head, more.get(head.id), refunds.get(head.id)),
                version=head.updated_at,
            )
            for node, head in zip(nodes, heads, strict=True)
        )

    def _rest(self, heads):
        """Return {order gid: {connection name: further nodes}}, read many orders a call."""
        found, wanted = {}, [place for head in heads for place in _open_ends(head)]
        while wanted:
            asked, wanted = wanted[:PARTS_A_CALL], wanted[PARTS_A_CALL:]
            for (name, order, _after), part in self._parts(asked):
                found.setdefault(order, {}).setdefault(name, []).extend(part.nodes)
                if part.page_info.has_next_page:
                    wanted.append((name, order, part.page_info.end_cursor))
        return found

    def _parts(self, asked):
        variables: dict[str, Any] = {"first": _lines_a_part(len(asked))}
        for n, (_name, order, after) in enumerate(asked):
            variables |= {f"id{n}": order, f"after{n}": after}
        answer = self._graph.ask(
            rest_of_orders(asked), dict[str, dict[str, Connection] | None], **variables
        )
        for n, place in enumerate(asked):
            part = answer[f"part{n}"]
            if part:
                yield place, part[place[0]]


def page_size(price, most=MOST_ORDERS, most_points=MAX_POINTS):
    """Return the largest Size allowed; ``price``: the charge compared with the strictest rules.

    Many orders come before many lines each, since what is missing of long orders is read together.
    """
    room = min(most_points, MAX_POINTS if price == 1 else SAFE_POINTS)
    points = room / price - QUERY_POINTS
    for wanted in (MOST_ORDERS, MOST_ORDERS // 2, CAREFUL.orders, 1):
        for shape in SHAPES:
            orders = int(points // (Size(1, shape.lines, shape.deliveries).points() - QUERY_POINTS))
            if orders >= min(most, wanted):
                return Size(min(orders, most, MOST_ORDERS), shape.lines, shape.deliveries)
    return LEAST


def _lines_a_part(parts):
    return min(250, int(SAFE_POINTS / parts / LINE_POINTS) - 1)


def _connections(head):
    return (("lineItems", head.line_items), ("shippingLines", head.shipping_lines))


def _open_ends(head):
    for name, connection in _connections(head):
        if connection.page_info.has_next_page:
            yield name, head.id, connection.page_info.end_cursor


def whole(node, head, more, refunds=None):
    """Return the order's JSON as the remote wrote it, with further nodes and refunds put in."""
    if not more and not refunds:
        return bytes(node)
    order = typed(node, dict[str, Raw])
    for name, connection in _connections(head) if more else ():
        nodes = [*connection.nodes, *more.get(name, ())]
        order[name] = Raw(msgspec.json.encode({"nodes": nodes}))
    if refunds:
        order["refunds"] = Raw(msgspec.json.encode(refunds))
    return msgspec.json.encode(order)
