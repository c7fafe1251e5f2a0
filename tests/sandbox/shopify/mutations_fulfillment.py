"""Sending told from outside: fulfillmentCreate, tracking, cancelling."""

from tests.sandbox.shopify import fulfilment
from tests.sandbox.shopify.order_totals import touch
from tests.sandbox.shopify.store import now_text


def user_error(message, *field):
    return {"__typename": "UserError", "field": list(field) or None, "message": message}


class Refused(Exception):
    """A user error that ends the mutation."""

    def __init__(self, message, *field):
        super().__init__(message)
        self.error = user_error(message, *field)


def _create(_root, info, fulfillment, **_arguments):
    store = info.context
    try:
        chosen = _chosen(store, fulfillment["lineItemsByFulfillmentOrder"])
    except Refused as refused:
        return {"fulfillment": None, "userErrors": [refused.error]}
    made = fulfilment.fulfill(store, chosen, fulfillment.get("trackingInfo"))
    made["notified"] = fulfillment.get("notifyCustomer", False)
    return {"fulfillment": made, "userErrors": []}


def _chosen(store, rows):
    """[(fulfillment order, [(part, units)])] of one order and place, or Refused."""
    if not rows:
        raise Refused("At least one fulfillment order must be given.", "fulfillment")
    chosen = []
    for index, row in enumerate(rows):
        path = ("fulfillment", "lineItemsByFulfillmentOrder", str(index))
        fulfillment_order = store.fulfillment_orders.get(row["fulfillmentOrderId"])
        if fulfillment_order is None:
            raise Refused("Fulfillment order does not exist.", "fulfillment")
        if fulfillment_order["status"] not in ("OPEN", "IN_PROGRESS"):
            status = fulfillment_order["status"].lower()
            raise Refused(
                f"Fulfillment order {fulfillment_order['id'].rpartition('/')[2]} "
                f"has an unfulfillable status= {status}.",
                "fulfillment",
            )
        chosen.append((fulfillment_order, _parts(fulfillment_order, row, path)))
    orders = {fulfillment_order["orderId"] for fulfillment_order, _parts_ in chosen}
    places = {f["assignedLocation"]["location"]["id"] for f, _parts_ in chosen}
    if len(orders) > 1 or len(places) > 1:
        raise Refused(
            "All fulfillment orders must belong to the same order and location.", "fulfillment"
        )
    return chosen


def _parts(fulfillment_order, row, path):
    wanted = row.get("fulfillmentOrderLineItems")
    if not wanted:
        return [(p, p["remainingQuantity"]) for p in fulfillment_order["lineItems"]
                if p["remainingQuantity"]]  # fmt: skip
    by_id = {part["id"]: part for part in fulfillment_order["lineItems"]}
    parts = []
    for index, line in enumerate(wanted):
        place = (*path, "fulfillmentOrderLineItems", str(index))
        part = by_id.get(line["id"])
        if part is None:
            raise Refused("Fulfillment order line item does not exist.", *place, "id")
        if not 0 < line["quantity"] <= part["remainingQuantity"]:
            raise Refused("Invalid fulfillment order line item quantity requested.", "fulfillment")
        parts.append((part, line["quantity"]))
    return parts


def _update_tracking(_root, info, fulfillmentId, trackingInfoInput, **_arguments):
    store = info.context
    fulfillment = store.fulfillments.get(fulfillmentId)
    if fulfillment is None:
        error = user_error("Fulfillment does not exist.", "fulfillmentId")
        return {"fulfillment": None, "userErrors": [error]}
    fulfillment["trackingInfo"] = fulfilment.tracking_info(trackingInfoInput)
    fulfillment["updatedAt"] = now_text()
    store.tell("fulfillments/update", fulfillment)
    touch(store, fulfillment["order"])
    return {"fulfillment": fulfillment, "userErrors": []}


def _cancel(_root, info, id):
    store = info.context
    fulfillment = store.fulfillments.get(id)
    if fulfillment is None:
        error = user_error("Fulfillment does not exist.", "id")
        return {"fulfillment": None, "userErrors": [error]}
    if fulfillment["status"] == "CANCELLED":
        error = user_error("Fulfillment is already cancelled.", "id")
        return {"fulfillment": fulfillment, "userErrors": [error]}
    fulfilment.cancel_fulfillment(store, fulfillment)
    return {"fulfillment": fulfillment, "userErrors": []}


MUTATIONS = {
    "fulfillmentCreate": _create,
    "fulfillmentTrackingInfoUpdate": _update_tracking,
    "fulfillmentCancel": _cancel,
}
