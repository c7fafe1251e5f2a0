"""Orders changed from outside: note and tags, cancelled, paid, refunded, closed."""

from decimal import Decimal

from tests.sandbox.shopify import order_changes, people
from tests.sandbox.shopify.idempotency import once
from tests.sandbox.shopify.mutations_fulfillment import user_error
from tests.sandbox.shopify.order_lines import attributes
from tests.sandbox.shopify.order_totals import touch
from tests.sandbox.shopify.payment import pay

MISSING = "Order does not exist"
CAMEL = {
    "firstName": "first_name",
    "lastName": "last_name",
    "countryCode": "country_code",
    "provinceCode": "province_code",
}


def _update(_root, info, input):
    store = info.context
    order = store.orders.get(input["id"])
    if order is None:
        return {"order": None, "userErrors": [user_error(MISSING, "id")]}
    for name in ("note", "email", "phone", "poNumber"):
        if name in input:
            order[name] = input[name]
    if "tags" in input:
        order["tags"] = sorted(set(input["tags"]))
    if "customAttributes" in input:
        order["customAttributes"] = attributes(
            {pair["key"]: pair["value"] for pair in input["customAttributes"]}
        )
    if input.get("shippingAddress"):
        typed = {CAMEL.get(k, k): v for k, v in input["shippingAddress"].items()}
        order["shippingAddress"] = order["displayAddress"] = people.address(store, typed)
    touch(store, order)
    return {"order": order, "userErrors": []}


def _cancel(_root, info, orderId, reason, restock, refund=None, refundMethod=None, **arguments):
    store = info.context
    order = store.orders.get(orderId)
    refusal = None if order else ("NOT_FOUND", MISSING)
    if order and order["cancelledAt"]:
        refusal = ("INVALID", "Order has already been cancelled")
    if refusal:
        error = {"__typename": "OrderCancelUserError", "field": ["orderId"]}
        error.update(code=refusal[0], message=refusal[1])
        return {"job": None, "orderCancelUserErrors": [error]}
    back = refund or (refundMethod or {}).get("originalPaymentMethodsRefund")
    order_changes.cancel(store, order, reason, restock, bool(back), arguments.get("staffNote"))
    job = {"__typename": "Job", "id": store.new_gid("Job"), "done": True}
    store.jobs[job["id"]] = job
    return {"job": {**job, "done": False}, "orderCancelUserErrors": []}


def _mark_paid(_root, info, input):
    order = info.context.orders.get(input["id"])
    if order is None:
        return {"order": None, "userErrors": [user_error(MISSING, "id")]}
    if not order["canMarkAsPaid"]:
        error = user_error("Order cannot be marked as paid.", "id")
        return {"order": order, "userErrors": [error]}
    pay(info.context, order)
    return {"order": order, "userErrors": []}


def _close(_root, info, input):
    return _closing(info, input, True)


def _open(_root, info, input):
    return _closing(info, input, False)


def _closing(info, input, closed):
    order = info.context.orders.get(input["id"])
    if order is None:
        return {"order": None, "userErrors": [user_error(MISSING, "id")]}
    order_changes.close(info.context, order, closed)
    return {"order": order, "userErrors": []}


def _refund(_root, info, input):
    store = info.context
    order = store.orders.get(input["orderId"])
    if order is None:
        return _refunded(None, user_error(MISSING, "orderId"))
    lines = {line["id"]: line for line in order["lineItems"]}
    rows = []
    for index, row in enumerate(input.get("refundLineItems") or []):
        line = lines.get(row["lineItemId"])
        path = ("refundLineItems", str(index))
        if line is None:
            return _refunded(None, user_error("Line item does not exist", *path, "lineItemId"))
        if row["quantity"] > line["refundableQuantity"]:
            message = "Quantity cannot refund more items than were purchased"
            return _refunded(None, user_error(message, *path, "quantity"))
        rows.append((line, row["quantity"], row.get("restockType") or "NO_RESTOCK"))
    amount = sum((Decimal(t["amount"]) for t in input.get("transactions") or []), Decimal(0))
    shipping = input.get("shipping") or {}
    refund = order_changes.refund(store, order, rows, amount, shipping, input.get("note"))
    return {"refund": refund, "order": order, "userErrors": []}


def _refunded(refund, error):
    return {"refund": refund, "order": None, "userErrors": [error]}


def _tags(change):
    def resolve(_root, info, id, tags):
        thing = info.context.find(id)
        if thing is None or "tags" not in thing:
            return {"node": None, "userErrors": [user_error("Record not found", "id")]}
        thing["tags"] = sorted(change(set(thing["tags"]), set(tags)))
        if thing["__typename"] == "Order":
            touch(info.context, thing)
        return {"node": thing, "userErrors": []}

    return resolve


MUTATIONS = {
    "orderUpdate": _update,
    "orderCancel": _cancel,
    "orderMarkAsPaid": _mark_paid,
    "orderClose": _close,
    "orderOpen": _open,
    "refundCreate": once(_refund, lambda message: _refunded(None, user_error(message))),
    "tagsAdd": _tags(set.union),
    "tagsRemove": _tags(set.difference),
}
