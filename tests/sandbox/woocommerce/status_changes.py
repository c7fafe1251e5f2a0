"""What follows when an order changes its state: dates, stock, notes, webhooks."""

from tests.sandbox.woocommerce.catalogue import managed_by, refresh_stock_status, touch
from tests.sandbox.woocommerce.clock import now
from tests.sandbox.woocommerce.store import PAID


def set_status(store, order, status, moment=None):
    """A new status with all that follows; the same one again only saves the order."""
    status = status.removeprefix("wc-")
    moment = moment or now()
    old, order["status"] = order["status"], status
    if status != old:
        _follow(store, order, status, moment)
        names = [store.statuses.get(name, name) for name in (old, status)]
        add_note(store, order, f"État de la commande passé de {names[0]} à {names[1]}.", moment)
    saved(store, order, moment)


def _follow(store, order, status, moment):
    if is_paid_at(order, status) and not order["date_paid"]:
        order["date_paid"] = moment
    if status == "completed":
        order["date_completed"] = moment
    if status in (*PAID, "on-hold"):
        reduce_stock(store, order)
    if status in ("cancelled", "pending"):
        restore_stock(store, order)


def is_paid_at(order, status):
    """Cash on delivery is paid once the order is completed, anything else from processing on."""
    return status == "completed" or (status in PAID and order["payment_method"] != "cod")


def saved(store, order, moment=None):
    order["date_modified"] = moment or now()
    store.tell("order.updated", order["id"])


def reduce_stock(store, order):
    if not order["stock_reduced"]:
        order["stock_reduced"] = True
        _move(store, order, -1)


def restore_stock(store, order):
    if order["stock_reduced"]:
        order["stock_reduced"] = False
        _move(store, order, 1)


def _move(store, order, sign):
    for line in order["line_items"]:
        move_stock(store, line, sign * int(line["quantity"]))


def move_stock(store, line, units):
    """Change what is left of a line's product; whether its stock is managed at all."""
    product = store.products.get(line["variation_id"] or line["product_id"])
    owner = managed_by(store, product) if product else None
    if owner is None or not store.settings["manage_stock"]:
        return False
    owner["stock_quantity"] = (owner["stock_quantity"] or 0) + units
    refresh_stock_status(store, owner)
    touch(store, owner)
    return True


def add_note(store, order, text, moment=None, author="WooCommerce", to_customer=False):
    number = store.new_id("note")
    store.notes[number] = {
        "id": number,
        "order_id": order["id"],
        "author": author,
        "date_created": moment or now(),
        "note": text,
        "customer_note": to_customer,
    }
    return store.notes[number]


def trash(store, order):
    """To the bin: its own status waits there, and order.deleted rings."""
    order["status_before_trash"] = order["status"]
    order["status"] = "trash"
    order["date_modified"] = now()
    store.tell("order.deleted", order["id"])


def untrash(store, order):
    order["status"] = order["status_before_trash"] or "pending"
    order["date_modified"] = now()
    store.tell("order.restored", order["id"])
