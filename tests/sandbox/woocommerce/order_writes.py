"""What a REST write does to an order: fields, meta, lines, then the totals, last the status."""

from decimal import Decimal

from tests.sandbox.woocommerce import order_lines
from tests.sandbox.woocommerce.checkout import GATEWAYS, order_frame
from tests.sandbox.woocommerce.clock import now
from tests.sandbox.woocommerce.errors import Refusal, bad_request
from tests.sandbox.woocommerce.money import ZERO, kept
from tests.sandbox.woocommerce.product_body import price
from tests.sandbox.woocommerce.product_writes import write_meta
from tests.sandbox.woocommerce.recalculation import price_without_tax, recalculate
from tests.sandbox.woocommerce.refunding import change_status
from tests.sandbox.woocommerce.status_changes import add_note, saved

PLAIN = (
    "payment_method", "payment_method_title", "transaction_id", "customer_note", "currency",
    "parent_id",
)  # fmt: skip
LINES = ("line_items", "shipping_lines", "fee_lines")


def create(store, given):
    """A new order, pending unless said otherwise."""
    order = order_frame(store, {"created_via": "rest-api", "payment_method": ""})
    order["payment_method_title"] = GATEWAYS.get(given.get("payment_method"), "")
    store.orders[order["id"]] = order
    try:
        _write_fields(store, order, given)
    except Refusal:
        del store.orders[order["id"]]
        raise
    recalculate(store, order)
    store.tell("order.created", order["id"])
    _move_on(store, order, given)
    return order


def update(store, order, given):
    """Whatever was given; the answer is 200 even when nothing of it was known."""
    _write_fields(store, order, given)
    if any(name in given for name in (*LINES, "billing", "shipping", "coupon_lines")):
        recalculate(store, order)
    _move_on(store, order, given)
    return order


def _write_fields(store, order, given):
    customer = given.get("customer_id")
    if customer and int(customer) not in store.customers:
        raise bad_request("woocommerce_rest_invalid_customer_id", "Customer ID is invalid.")
    for name in PLAIN:
        if given.get(name) is not None:
            order[name] = given[name]
    if customer is not None:
        order["customer_id"] = int(customer)
    for kind in ("billing", "shipping"):
        known = {k: str(v) for k, v in (given.get(kind) or {}).items() if k in order[kind]}
        order[kind].update(known)
    for kind in LINES:
        for row in given.get(kind) or ():
            _write_line(store, order, kind, row)
    write_meta(store, order, given)


def _move_on(store, order, given):
    if given.get("status"):
        change_status(store, order, given["status"])
    elif given.get("set_paid") in (True, "true") and order["status"] in ("pending", "failed"):
        change_status(store, order, "processing")
    else:
        saved(store, order)


def _write_line(store, order, kind, row):
    known = next((line for line in order[kind] if line["id"] == row.get("id")), None)
    if row.get("id") and not known:
        raise bad_request(
            "woocommerce_rest_invalid_item_id",
            "Order item ID provided is not associated with order.",
        )
    if known and (row.get("quantity") == 0 or _is_null(row)):
        order[kind].remove(known)
        return
    if not known:
        known = NEW[kind](store, row)
        order[kind].append(known)
    for name in ("total", "subtotal"):
        if name in row and name in known:
            known[name] = kept(Decimal(str(row[name])))
    for name in ("name", "quantity", "method_title", "method_id", "tax_class"):
        if name in row and name in known:
            known[name] = row[name]
    write_meta(store, known, row)


def _is_null(row):
    names = ("product_id", "method_id", "method_title", "name", "code")
    return any(name in row and row[name] is None for name in names)


def _new_item(store, row):
    number = row.get("variation_id") or row.get("product_id")
    product = store.by_sku(row.get("sku")) or store.products.get(int(number or 0))
    if not row.get("sku") and not number:
        raise bad_request(
            "woocommerce_rest_required_product_reference", "Product ID or SKU is required."
        )
    quantity = row.get("quantity", 1)
    if product:
        line = order_lines.product_line(store, product, quantity)
        each = price_without_tax(store, product, price(store, product))
    else:
        line, each = order_lines.free_line(store, {**row, "quantity": quantity}), ZERO
    total = kept(each * Decimal(str(quantity)))
    return {**line, "total": total, "subtotal": total, "taxes": {}}


def _new_shipping(store, row):
    if not row.get("method_id"):
        raise bad_request(
            "woocommerce_rest_invalid_shipping_item", "Shipping method ID is required."
        )
    words = {"method_title": "", "method_id": row["method_id"], "instance_id": ""}
    return _new_charge(store, words)


def _new_fee(store, row):
    if not row.get("name"):
        raise bad_request("woocommerce_rest_invalid_fee_item", "Fee name is required.")
    return _new_charge(store, {"name": row["name"]})


def _new_charge(store, words):
    return {
        "id": store.new_id("line"),
        **words,
        "tax_class": "",
        "is_taxable": True,
        "total": ZERO,
        "taxes": {},
        "meta_data": [],
    }


NEW = {"line_items": _new_item, "shipping_lines": _new_shipping, "fee_lines": _new_fee}


def edit(store, order, given):
    """A person's edit in the shop: {lines: {sku: units}, add: [line], prices, note, addresses}."""
    for line in list(order["line_items"]):
        units = (given.get("lines") or {}).get(line["sku"])
        if units is not None:
            _resize(order, line, units)
    for row in given.get("add") or ():
        line = _new_item(store, row)
        if "price" in row:
            line["total"] = line["subtotal"] = kept(
                Decimal(str(row["price"])) * Decimal(str(line["quantity"]))
            )
        order["line_items"].append(line)
    for kind in ("billing", "shipping"):
        order[kind].update(given.get(kind) or {})
    order["customer_note"] = given.get("note", order["customer_note"])
    write_meta(store, order, given)
    recalculate(store, order)
    add_note(store, order, "Commande modifiée.", now())
    saved(store, order)


def _resize(order, line, units):
    if units == 0:
        order["line_items"].remove(line)
        return
    for name in ("total", "subtotal"):
        line[name] = kept(line[name] / line["quantity"] * units)
    line["quantity"] = units
