"""/orders with its notes and refunds.

https://woocommerce.github.io/woocommerce-rest-api-docs/#orders
"""

from decimal import Decimal

from tests.sandbox.woocommerce import order_writes
from tests.sandbox.woocommerce.batches import batch
from tests.sandbox.woocommerce.call import Answer, is_true
from tests.sandbox.woocommerce.clock import now
from tests.sandbox.woocommerce.errors import Refusal, bad_request, invalid_id, no_route
from tests.sandbox.woocommerce.listing import BY_DATE, chosen, dated, ordered, paged
from tests.sandbox.woocommerce.money import ZERO
from tests.sandbox.woocommerce.order_body import note_body, order_body, refund_body
from tests.sandbox.woocommerce.refunding import refund
from tests.sandbox.woocommerce.status_changes import add_note, saved, trash

BY = {**BY_DATE, "title": lambda row: row["id"], "slug": lambda row: row["id"]}


def list_orders(shop, call):
    store = shop.store
    rows = [
        row
        for row in store.orders.values()
        if _is_asked(row, call, store.settings["hidden_statuses"])
    ]
    rows = ordered(dated(chosen(rows, call), call, store), call, BY)
    places = int(call.params["dp"]) if call.params.get("dp") is not None else None
    return paged(
        shop.api, call, rows, lambda row: order_body(store, row, shop.api, places), "orders"
    )


def _is_asked(order, call, hidden):
    """Any status but the bin's and hidden ones unless named; then by customer, product, words."""
    statuses = call.words("status") or ["any"]
    is_hidden = order["status"] == "trash" or order["status"] in hidden
    if order["status"] not in statuses and ("any" not in statuses or is_hidden):
        return False
    customer, product = call.params.get("customer"), call.params.get("product")
    if customer is not None and order["customer_id"] != int(customer):
        return False
    if product and int(product) not in {line["product_id"] for line in order["line_items"]}:
        return False
    words = str(call.params.get("search") or "").lower()
    return not words or words in " ".join([*order["billing"].values(), order["number"]]).lower()


def find_order(shop, number, status=404):
    order = shop.store.orders.get(int(number))
    if not order:
        raise invalid_id("shop_order", status)
    return order


def read_order(shop, call, number):
    return Answer(order_body(shop.store, find_order(shop, number), shop.api))


def create_order(shop, call):
    if call.given.get("id"):
        raise bad_request(
            "woocommerce_rest_shop_order_exists", "Cannot create existing shop_order."
        )
    order = order_writes.create(shop.store, call.given)
    place = {"Location": shop.api.url(f"orders/{order['id']}")}
    return Answer(order_body(shop.store, order, shop.api), 201, place)


def update_order(shop, call, number):
    order = find_order(shop, number, status=400)
    order_writes.update(shop.store, order, call.given)
    return Answer(order_body(shop.store, order, shop.api))


def delete_order(shop, call, number):
    """To the bin, or with force for good; only the bin rings order.deleted."""
    order = find_order(shop, number)
    body = order_body(shop.store, order, shop.api)
    if is_true(call.params.get("force")):
        del shop.store.orders[order["id"]]
        return Answer(body)
    if order["status"] == "trash":
        raise Refusal(
            410, "woocommerce_rest_already_trashed", "The shop_order has already been deleted."
        )
    trash(shop.store, order)
    return Answer(body)


def batch_orders(shop, call):
    return batch(shop, call, create_order, update_order, delete_order)


def _order_of_note(shop, number):
    order = shop.store.orders.get(int(number))
    if not order:
        raise Refusal(404, "woocommerce_rest_order_invalid_id", "Invalid order ID.")
    return order


def list_notes(shop, call, number):
    """The newest first, all at once: notes have no pages."""
    order = _order_of_note(shop, number)
    wanted = {"customer": (True,), "internal": (False,)}.get(
        call.params.get("type", "any"), (True, False)
    )
    notes = [
        note
        for note in reversed(shop.store.notes.values())
        if note["order_id"] == order["id"] and note["customer_note"] in wanted
    ]
    return Answer([note_body(shop.store, note, shop.api) for note in notes])


def create_note(shop, call, number):
    order = _order_of_note(shop, number)
    note = add_note(
        shop.store,
        order,
        call.given["note"],
        author="sandbox",
        to_customer=is_true(call.given.get("customer_note")),
    )
    place = {"Location": shop.api.url(f"orders/{number}/notes/{note['id']}")}
    return Answer(note_body(shop.store, note, shop.api), 201, place)


def _find_note(shop, order, number):
    note = shop.store.notes.get(int(number))
    if not note or note["order_id"] != order["id"]:
        raise Refusal(404, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    return note


def read_note(shop, call, number, note):
    found = _find_note(shop, _order_of_note(shop, number), note)
    return Answer(note_body(shop.store, found, shop.api))


def delete_note(shop, call, number, note):
    found = _find_note(shop, _order_of_note(shop, number), note)
    if not is_true(call.params.get("force")):
        raise Refusal(
            501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing."
        )
    del shop.store.notes[found["id"]]
    return Answer(note_body(shop.store, found, shop.api))


def list_refunds(shop, call, number):
    order = shop.store.orders.get(int(number))
    if not order:
        raise Refusal(404, "woocommerce_rest_invalid_order_id", "Invalid order ID.")
    return _refunds(shop, call, shop.store.order_refunds(order), f"orders/{number}/refunds")


def list_all_refunds(shop, call):
    """Since WooCommerce 9.0."""
    if int(shop.store.settings["version"].partition(".")[0]) < 9:
        raise no_route()
    return _refunds(shop, call, list(shop.store.refunds.values()), "refunds")


def _refunds(shop, call, rows, collection):
    rows = ordered(dated(chosen(rows, call), call, shop.store), call, BY)
    places = int(call.params["dp"]) if call.params.get("dp") is not None else None
    return paged(
        shop.api, call, rows, lambda row: refund_body(shop.store, row, shop.api, places), collection
    )


def read_refund(shop, call, number, refund_id):
    found = shop.store.refunds.get(int(refund_id))
    if not found or found["parent_id"] != int(number):
        raise invalid_id("shop_order_refund")
    return Answer(refund_body(shop.store, found, shop.api))


def create_refund(shop, call, number):
    order = shop.store.orders.get(int(number))
    if not order:
        problem = Refusal(500, "woocommerce_rest_invalid_order_id", "Invalid order ID.")
        problem.data = 404
        raise problem
    made = refund(
        shop.store,
        order,
        amount=call.given.get("amount"),
        reason=call.given.get("reason", ""),
        lines=_refund_lines(order, call.given.get("line_items") or ()),
        by_gateway=is_true(call.given.get("api_refund", True)),
        restock=is_true(call.given.get("api_restock", True)),
    )
    return Answer(refund_body(shop.store, made, shop.api), 201)


def _refund_lines(order, rows):
    known = {
        line["id"] for kind in ("line_items", "shipping_lines", "fee_lines") for line in order[kind]
    }
    found = {}
    for row in rows:
        if row.get("id") not in known:
            raise bad_request(
                "woocommerce_rest_invalid_item_id",
                "Order item ID provided is not associated with order.",
            )
        found[row["id"]] = {
            "quantity": int(row.get("quantity", 0)),
            "total": Decimal(str(row.get("refund_total", 0))),
            "taxes": {
                tax["id"]: Decimal(str(tax.get("refund_total", ZERO)))
                for tax in row.get("refund_tax") or ()
            },
        }
    return found


def delete_refund(shop, call, number, refund_id):
    answer = read_refund(shop, call, number, refund_id)
    if not is_true(call.params.get("force")):
        raise Refusal(
            501,
            "woocommerce_rest_trash_not_supported",
            "The shop_order_refund does not support trashing.",
        )
    del shop.store.refunds[int(refund_id)]
    saved(shop.store, shop.store.orders[int(number)], now())
    return answer


ORDER = r"/orders/(\d+)"
ROUTES = (
    ("GET", r"/orders", "orders", "list", list_orders),
    ("POST", r"/orders", "orders", "create", create_order),
    ("EDIT", r"/orders/batch", "orders", "batch", batch_orders),
    ("GET", ORDER, "orders", "read", read_order),
    ("EDIT", ORDER, "orders", "edit", update_order),
    ("DELETE", ORDER, "orders", "delete", delete_order),
    ("GET", rf"{ORDER}/notes", "order_notes", "list", list_notes),
    ("POST", rf"{ORDER}/notes", "order_notes", "create", create_note),
    ("GET", rf"{ORDER}/notes/(\d+)", "order_notes", "read", read_note),
    ("DELETE", rf"{ORDER}/notes/(\d+)", "order_notes", "delete", delete_note),
    ("GET", rf"{ORDER}/refunds", "order_refunds", "list", list_refunds),
    ("POST", rf"{ORDER}/refunds", "order_refunds", "create", create_refund),
    ("GET", rf"{ORDER}/refunds/(\d+)", "order_refunds", "read", read_refund),
    ("DELETE", rf"{ORDER}/refunds/(\d+)", "order_refunds", "delete", delete_refund),
    ("GET", r"/refunds", "order_refunds", "list", list_all_refunds),
)
