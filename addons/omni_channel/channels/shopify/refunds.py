"""What was given back of orders: asked for only where the order says that something was.

https://shopify.dev/docs/api/admin-graphql/latest/objects/Refund
Putting refunds into the orders' own query would make each page dearer for the few that have any.
"""

from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Refund, RefundLine
from odoo.addons.omni_base.core.times import instant

from .graph import PageInfo, typed
from .lines import shop
from .queries import REFUND_LINES, REFUNDS, REFUNDS_OF_ORDERS
from .words import tail

ORDERS_A_CALL = 20
REFUNDS_A_CALL = 5
MOST_REFUNDS = 20
LINES = 25
MORE_LINES = 100


class Known(Struct):
    id: str


class Named(Struct):
    id: str
    refunds: list[Known] = []


class NamedNodes(Struct):
    nodes: list[Named | None]


class Lines(Struct, rename="camel"):
    nodes: list[Raw]
    page_info: PageInfo


class Head(Struct, rename="camel"):
    id: str
    refund_line_items: Lines


class HeadNodes(Struct):
    nodes: list[Raw]


class LinesOfOne(Struct):
    refund: Head | None


def read_refunds_of(graph, orders):
    """Return {order gid: [JSON of its refunds]} of orders by their gids."""
    owners = {}
    for some in paging.slices(orders, ORDERS_A_CALL):
        found = graph.ask(REFUNDS_OF_ORDERS, NamedNodes, ids=some, first=MOST_REFUNDS)
        owners |= {one.id: order.id for order in found.nodes if order for one in order.refunds}
    told = {order: [] for order in orders}
    for some in paging.slices(list(owners), REFUNDS_A_CALL):
        found = graph.ask(REFUNDS, HeadNodes, ids=some, lines=LINES)
        for node in found.nodes:
            if bytes(node) not in (b"null", b"{}"):
                known = typed(node, Head)
                told[owners[known.id]].append(_whole(graph, node, known))
    return told


def _whole(graph, node, head):
    """Return a refund's JSON with all its lines, however many."""
    page, lines = head.refund_line_items, list(head.refund_line_items.nodes)
    if not page.page_info.has_next_page:
        return node
    while page.page_info.has_next_page:
        after = page.page_info.end_cursor
        found = graph.ask(REFUND_LINES, LinesOfOne, id=head.id, after=after, first=MORE_LINES)
        if not found.refund:
            break
        page = found.refund.refund_line_items
        lines += page.nodes
    return {**typed(node, dict[str, Raw]), "refundLineItems": {"nodes": lines}}


def read_refunded(payload):
    """Return what an Order tells of its refunds; edits leave some of nothing behind."""
    return {
        "refunded_total": shop(payload.total_refunded_set),
        "refunds": tuple(_refund(one) for one in payload.refunds if shop(one.total_refunded_set)),
        "refunds_counted": True,
    }


def _refund(refund):
    return Refund(
        external_id=tail(refund.id),
        amount=shop(refund.total_refunded_set),
        refunded_at=instant(refund.created_at),
        reason=(refund.note or "").strip(),
        lines=(*_goods(refund), *_deliveries(refund)),
    )


def _goods(refund):
    for row in refund.refund_line_items.nodes:
        yield RefundLine(
            line_id=tail(row.line_item.id),
            quantity=row.quantity,
            total=shop(row.subtotal_set),
            tax=shop(row.total_tax_set),
            restocked=row.restocked,
        )


def _deliveries(refund):
    for row in refund.refund_shipping_lines.nodes:
        yield RefundLine(
            line_id=tail(row.shipping_line.id or "") or "shipping",
            total=shop(row.subtotal_amount_set),
            tax=shop(row.tax_amount_set),
        )
