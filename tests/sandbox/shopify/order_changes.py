"""What happens to an order after it was placed: cancelled, edited, refunded, closed."""

from decimal import Decimal

from tests.sandbox.shopify import fulfilment, stock
from tests.sandbox.shopify.checkout import line_level
from tests.sandbox.shopify.money import ZERO, rounded
from tests.sandbox.shopify.order_totals import touch
from tests.sandbox.shopify.payment import add_transaction
from tests.sandbox.shopify.store import now_text, number_of


def cancel(store, order, reason="OTHER", restock=True, refund_payment=False, note=None):
    """Cancel what is not sent yet; give stock and, if asked, the money back."""
    order.update(cancelledAt=now_text(), cancelReason=reason)
    for fulfillment_order in order["fulfillmentOrders"]:
        if fulfillment_order["status"] == "OPEN":
            fulfillment_order["status"] = "CANCELLED"
    order["cancellation"] = {"__typename": "OrderCancellation", "staffNote": note}
    rows = [
        (line, line["currentQuantity"] - line["fulfilled"], "CANCEL" if restock else "NO_RESTOCK")
        for line in order["lineItems"]
        if line["currentQuantity"] > line["fulfilled"]
    ]
    if refund_payment and order["refundable"]:
        refund(store, order, rows, _paid(order), {"fullRefund": True}, note)
    else:
        for line, units, restock_type in rows:
            _take_off(store, order, line, units, restock_type)
    order["closedAt"] = order["cancelledAt"]
    touch(store, order)
    store.tell("orders/cancelled", order)


def distort(store, order, amount):
    """An amount that stands on no line, paid: as an app of the shop may leave an order."""
    order["imported"] = True
    order["total"] += amount
    order["current_total"] += amount
    order.update(
        totalPriceSet=order["bags"].bag(order["total"]),
        currentTotalPriceSet=order["bags"].bag(order["current_total"]),
    )
    add_transaction(store, order, "SALE", amount, order["paymentGatewayNames"][-1])
    touch(store, order)


def _paid(order):
    return Decimal(order["netPaymentSet"]["shopMoney"]["amount"])


def close(store, order, closed=True):
    order["closedAt"] = now_text() if closed else None
    touch(store, order)


def edit(store, order, changes, new_lines=()):
    """Set lines to new quantities ([(line, quantity)]) and append new ones, unpaid."""
    for line, quantity in changes:
        if quantity < line["currentQuantity"]:
            _take_off(store, order, line, line["currentQuantity"] - quantity, "CANCEL")
        elif quantity > line["currentQuantity"]:
            raise ValueError("more of a line is a new line")
    for line in new_lines:
        order["lineItems"].append(line)
        level = line_level(store, line)
        if level:
            stock.commit(store, level, line["quantity"])
    if new_lines:
        fulfilment.add_lines(store, order, new_lines)
    order["edited"] = True
    touch(store, order)
    store.tell("orders/edited", order)


def _take_off(store, order, line, units, restock_type):
    """Units that leave the order; units not sent yet leave its fulfillment orders too."""
    line["currentQuantity"] -= units
    line["refunded"] += units
    unsent = fulfilment.take_off(order, line, units)
    level = line_level(store, line)
    if not level:
        return
    if unsent:
        stock.commit(store, level, -unsent)
        if restock_type == "NO_RESTOCK":
            stock.change(store, level, "available", -unsent)
    if restock_type == "RETURN" and units > unsent:
        stock.change(store, level, "available", units - unsent)


def refund(store, order, rows, amount, shipping, note=None):
    """Take rows [(line, units, restock type)] off, send the amount (or their worth) back."""
    items = [_refund_item(store, order, *row) for row in rows]
    for line, units, restock_type in rows:
        _take_off(store, order, line, units, restock_type)
    carriage = _refunded_shipping(order, shipping or {})
    tax = _shipping_tax(order, carriage)
    worth = sum((item["worth"] for item in items), ZERO) + carriage
    worth += ZERO if order["taxesIncluded"] else tax
    paid_back = amount or min(worth, _paid(order))
    made = _new_refund(store, order, note, paid_back)
    made.update(
        orderAdjustments=_discrepancy(store, order, worth - paid_back),
        refundLineItems=items,
        refundShippingLines=_shipping_rows(store, order, carriage, tax),
    )
    order["shipping_refunded"] += carriage
    order["shipping_tax_refunded"] += tax
    if paid_back:
        gateway = order["paymentGatewayNames"][-1] if order["paymentGatewayNames"] else "manual"
        made["transactions"].append(add_transaction(store, order, "REFUND", paid_back, gateway))
    store.refunds[made["id"]] = made
    order["refunds"].append(made)
    store.tell("refunds/create", made)
    touch(store, order)
    return made


def _new_refund(store, order, note, paid_back):
    gid = store.new_gid("Refund")
    now = now_text()
    return {
        "__typename": "Refund",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "order": order,
        "note": note,
        "createdAt": now,
        "updatedAt": now,
        "processedAt": now,
        "duties": [],
        "return": None,
        "totalRefundedSet": order["bags"].bag(paid_back),
        "transactions": [],
    }


def _refund_item(store, order, line, units, restock_type):
    figures, bag = line["figures"], order["bags"].bag
    each = line["quantity"] or 1
    subtotal = rounded(figures["after"] * units / each, store.currency)
    tax = rounded(figures["tax"] * units / each, store.currency)
    return {
        "__typename": "RefundLineItem",
        "id": store.new_gid("RefundLineItem"),
        "lineItem": line,
        "quantity": units,
        "restockType": restock_type,
        "restocked": restock_type != "NO_RESTOCK",
        "location": store.primary_location() if restock_type != "NO_RESTOCK" else None,
        "priceSet": bag(rounded(figures["after"] / each, store.currency)),
        "subtotalSet": bag(subtotal),
        "totalTaxSet": bag(tax),
        "worth": subtotal if order["taxesIncluded"] else subtotal + tax,
    }


def _refunded_shipping(order, shipping):
    left = sum((line["figures"]["after"] for line in order["shippingLines"]), ZERO)
    left -= order["shipping_refunded"]
    if shipping.get("fullRefund"):
        return left
    return min(Decimal(str(shipping.get("amount") or 0)), left)


def _shipping_tax(order, carriage):
    """The part of the parcel's tax that goes back with a part of its price."""
    after = sum((line["figures"]["after"] for line in order["shippingLines"]), ZERO)
    tax = sum((line["figures"]["tax"] for line in order["shippingLines"]), ZERO)
    return rounded(tax * carriage / after, order["currencyCode"]) if after else ZERO


def _shipping_rows(store, order, carriage, tax):
    if not carriage:
        return []
    return [
        {
            "__typename": "RefundShippingLine",
            "id": store.new_gid("RefundShippingLine"),
            "shippingLine": order["shippingLines"][0],
            "subtotalAmountSet": order["bags"].bag(carriage),
            "taxAmountSet": order["bags"].bag(tax),
        }
    ]


def _discrepancy(store, order, difference):
    if not difference:
        return []
    return [
        {
            "__typename": "OrderAdjustment",
            "id": store.new_gid("OrderAdjustment"),
            "amountSet": order["bags"].bag(difference),
            "taxAmountSet": order["bags"].bag(0),
            "reason": "REFUND_DISCREPANCY",
        }
    ]
