"""Reading what was shipped and what is open, of many orders in one call."""

from typing import Any

from msgspec import Struct, convert

from .fulfilment import FulfillmentOrder, FulfillmentOrders, OpenLines, ShippingState
from .graph import MAX_POINTS, TooCostly
from .mutations import FULFILLMENT_LINES, FULFILLMENT_ORDERS, SHIPPING
from .words import gid, tail

FIRST_ORDERS_A_CALL = 5
MOST_ORDERS_A_CALL = 50
SAFE_POINTS = 0.9 * MAX_POINTS


class Nodes(Struct):
    nodes: list[dict[str, Any] | None]


class OneOrder(Struct, rename="camel"):
    fulfillment_orders: FulfillmentOrders


class OrderData(Struct):
    order: OneOrder


class OneFulfillmentOrder(Struct, rename="camel"):
    line_items: OpenLines


class FulfillmentOrderData(Struct, rename="camel"):
    fulfillment_order: OneFulfillmentOrder


def read_states(graph, order_ids):
    """Return {order id: ShippingState} of the orders that exist, each one whole."""
    states, wanted, count = {}, sorted(order_ids), FIRST_ORDERS_A_CALL
    while wanted:
        some = wanted[:count]
        try:
            found = graph.ask(SHIPPING, Nodes, ids=[gid("Order", known) for known in some])
        except TooCostly:
            if count == 1:
                raise
            count = max(1, count // 2)
            continue
        for node in found.nodes:
            if node and "id" in node:
                state = convert(node, ShippingState)
                states[tail(state.id)] = completed(graph, state)
        wanted = wanted[len(some) :]
        count = affordable(graph.last_points(SHIPPING) / len(some))
    return states


def affordable(points_an_order):
    if not points_an_order:
        return FIRST_ORDERS_A_CALL
    return max(1, min(MOST_ORDERS_A_CALL, int(SAFE_POINTS / points_an_order)))


def completed(graph, state):
    """Read on where an order has more open places or lines than the many-orders query shows."""
    shown = state.fulfillment_orders
    if shown.page_info.has_next_page or any(more_lines(one) for one in shown.nodes):
        shown.nodes = list(_fulfillment_orders(graph, state.id))
    return state


def more_lines(order):
    return order.line_items.page_info.has_next_page


def _fulfillment_orders(graph, order_id):
    after = None
    while True:
        found = graph.ask(FULFILLMENT_ORDERS, OrderData, id=order_id, after=after)
        page = found.order.fulfillment_orders
        for order in page.nodes:
            yield _whole(graph, order)
        if not page.page_info.has_next_page:
            return
        after = page.page_info.end_cursor


def _whole(graph, order: FulfillmentOrder):
    while more_lines(order):
        after = order.line_items.page_info.end_cursor
        found = graph.ask(FULFILLMENT_LINES, FulfillmentOrderData, id=order.id, after=after)
        lines = found.fulfillment_order.line_items
        order.line_items.nodes.extend(lines.nodes)
        order.line_items.page_info = lines.page_info
    return order
