"""An order's sums and states, written anew after every change from its lines' figures."""

from collections import defaultdict
from decimal import Decimal

from tests.sandbox.shopify.money import ZERO, rounded, shop_amount
from tests.sandbox.shopify.order_lines import tax_line, write_line_prices
from tests.sandbox.shopify.store import now_text


def write_totals(order):
    """All derived fields of an order that was placed here.

    An imported order keeps the sums that came with it: they are the remote's truth.
    """
    if not order["imported"]:
        for line in order["lineItems"]:
            write_line_prices(order["bags"], line, order["taxesIncluded"])
        _write_sums(order)
        _write_current_sums(order)
        _write_taxes(order)
    _write_payment(order)
    _write_states(order)


def touch(store, order):
    """Recompute, stamp, and tell the world."""
    write_totals(order)
    order["updatedAt"] = now_text()
    store.tell("orders/updated", order)


def _write_sums(order):
    bag, lines = order["bags"].bag, order["lineItems"]
    shipping = order["shippingLines"]
    subtotal = sum((line["figures"]["after"] for line in lines), ZERO)
    original = sum((line["figures"]["unit"] * line["quantity"] for line in lines), ZERO)
    own = sum((line["figures"]["own_discount"] for line in lines), ZERO)
    carriage = sum((line["figures"]["price"] for line in shipping), ZERO)
    carriage_after = sum((line["figures"]["after"] for line in shipping), ZERO)
    extra = order["duty_total"] + order["fee_total"]
    tax = _tax(order, lambda line: line["figures"]["tax"])
    total = subtotal + carriage_after + extra + (ZERO if order["taxesIncluded"] else tax)
    tips = sum((line["figures"]["after"] for line in lines if line["figures"]["tip"]), ZERO)
    order["total"] = total
    order.update(
        subtotalPriceSet=bag(subtotal),
        totalPriceSet=bag(total),
        totalTaxSet=bag(tax),
        totalDiscountsSet=bag(original - subtotal + carriage - carriage_after),
        cartDiscountAmountSet=bag(original - own - subtotal),
        totalShippingPriceSet=bag(carriage),
        totalTipReceivedSet=bag(tips),
        originalTotalDutiesSet=bag(order["duty_total"]) if order["duty_total"] else None,
        currentTotalDutiesSet=bag(order["duty_total"]) if order["duty_total"] else None,
        originalTotalAdditionalFeesSet=bag(order["fee_total"]) if order["fee_total"] else None,
        currentTotalAdditionalFeesSet=bag(order["fee_total"]) if order["fee_total"] else None,
        subtotalLineItemsQuantity=sum(line["quantity"] for line in lines),
        totalWeight=str(sum(line["figures"]["grams"] * line["quantity"] for line in lines)),
    )
    order.setdefault("originalTotalPriceSet", bag(total))


def _write_current_sums(order):
    """What is left after returns, refunds, edits and cancellation."""
    bag, lines = order["bags"].bag, order["lineItems"]
    subtotal = sum((_current(line, "after", order) for line in lines), ZERO)
    original = sum((line["figures"]["unit"] * line["currentQuantity"] for line in lines), ZERO)
    own = sum((_current(line, "own_discount", order) for line in lines), ZERO)
    carriage_after = sum((line["figures"]["after"] for line in order["shippingLines"]), ZERO)
    carriage = carriage_after - order["shipping_refunded"]
    tax = _tax(order, lambda line: _current_tax(line, order)) - order["shipping_tax_refunded"]
    gone = bool(order["cancelledAt"]) and not any(line["currentQuantity"] for line in lines)
    extra = ZERO if gone else order["duty_total"] + order["fee_total"]
    carriage = ZERO if gone else carriage
    on_top = ZERO if order["taxesIncluded"] or gone else tax
    for line in order["shippingLines"]:
        left = line["figures"]["after"] - order["shipping_refunded"]
        line["currentDiscountedPriceSet"] = bag(left)
    order["current_total"] = subtotal + carriage + extra + on_top
    order.update(
        currentSubtotalPriceSet=bag(subtotal),
        currentTotalPriceSet=bag(order["current_total"]),
        currentTotalTaxSet=bag(ZERO if gone else tax),
        currentTotalDiscountsSet=bag(original - subtotal),
        currentCartDiscountAmountSet=bag(original - own - subtotal),
        currentShippingPriceSet=bag(carriage),
        currentSubtotalLineItemsQuantity=sum(line["currentQuantity"] for line in lines),
        currentTotalWeight=str(
            sum(line["figures"]["grams"] * line["currentQuantity"] for line in lines)
        ),
    )


def _current(line, figure, order):
    if line["currentQuantity"] == line["quantity"]:
        return line["figures"][figure]
    share = line["figures"][figure] * line["currentQuantity"] / (line["quantity"] or 1)
    return rounded(share, order["currencyCode"])


def _current_tax(line, order):
    """Each tax by itself, as ``currentTaxLines`` tell them."""
    share = Decimal(line["currentQuantity"]) / (line["quantity"] or 1)
    amounts = (tax["figures"][1] * share for tax in line["taxLines"])
    return sum((rounded(amount, order["currencyCode"]) for amount in amounts), ZERO)


def _tax(order, of_line):
    lines = sum((of_line(line) for line in order["lineItems"]), ZERO)
    return lines + sum((line["figures"]["tax"] for line in order["shippingLines"]), ZERO)


def _write_taxes(order):
    order["taxLines"] = _grouped(order, lambda line, amount: amount)
    order["currentTaxLines"] = _grouped(
        order, lambda line, amount: amount * line["currentQuantity"] / (line["quantity"] or 1)
    )


def _grouped(order, share):
    """One tax line per rate and title, over lines and shipping."""
    sums = defaultdict(lambda: ZERO)
    for line in order["lineItems"]:
        for tax in line["taxLines"]:
            rate, amount = tax["figures"]
            sums[rate, tax["title"]] += rounded(share(line, amount), order["currencyCode"])
    for line in order["shippingLines"]:
        for tax in line["taxLines"]:
            rate, amount = tax["figures"]
            sums[rate, tax["title"]] += amount
    return [tax_line(order["bags"], rate, amount, t) for (rate, t), amount in sums.items()]


def _write_payment(order):
    bag = order["bags"].bag
    done = [t for t in order["transactions"] if t["status"] == "SUCCESS"]
    received = _sum(done, ("SALE", "CAPTURE"))
    refunded = _sum(done, ("REFUND",))
    voided = any(t["kind"] == "VOID" for t in done)
    authorized = ZERO if voided else _sum(done, ("AUTHORIZATION",)) - _sum(done, ("CAPTURE",))
    outstanding = ZERO if order["cancelledAt"] else order["current_total"] - received + refunded
    order.update(
        totalReceivedSet=bag(received),
        totalRefundedSet=bag(refunded),
        totalRefundedShippingSet=bag(order["shipping_refunded"]),
        netPaymentSet=bag(received - refunded),
        totalOutstandingSet=bag(outstanding),
        totalCapturableSet=bag(max(authorized, ZERO)),
        fullyPaid=received >= order["total"],
        unpaid=not received,
        canMarkAsPaid=outstanding > 0 and not order["cancelledAt"],
        capturable=authorized > 0,
        refundable=received > refunded,
        transactionsCount={"count": len(order["transactions"]), "precision": "EXACT"},
    )
    if not order["imported"]:
        order["displayFinancialStatus"] = _financial_status(
            order, received, refunded, authorized, voided
        )


def _sum(transactions, kinds):
    return sum((shop_amount(t["amountSet"]) for t in transactions if t["kind"] in kinds), ZERO)


def _financial_status(order, received, refunded, authorized, voided):
    if refunded:
        return "REFUNDED" if refunded >= received else "PARTIALLY_REFUNDED"
    if voided:
        return "VOIDED"
    if authorized > 0 and not received:
        return "AUTHORIZED"
    if received >= order["total"] or not order["total"]:
        return "PAID"
    return "PARTIALLY_PAID" if received else "PENDING"


def _write_states(order):
    lines = order["lineItems"]
    open_units = sum(line["unfulfilledQuantity"] for line in lines)
    fulfilled = sum(line["fulfilled"] for line in lines)
    status = "PARTIALLY_FULFILLED" if fulfilled else "UNFULFILLED"
    order.update(
        displayFulfillmentStatus="FULFILLED" if fulfilled and not open_units else status,
        fulfillable=bool(open_units) and not order["cancelledAt"],
        fulfillmentsCount={"count": len(order["fulfillments"]), "precision": "EXACT"},
        requiresShipping=any(line["requiresShipping"] for line in lines),
        nonFulfillableLineItems=[line for line in lines if line["figures"]["tip"]],
        closed=bool(order["closedAt"]),
        restockable=bool(lines),
    )
