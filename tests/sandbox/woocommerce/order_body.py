"""Orders, refunds and notes as the API shows them: amounts as text, dates twice."""

from tests.sandbox.woocommerce.clock import dates
from tests.sandbox.woocommerce.money import fixed, number, trimmed

COPIED = (
    "id", "parent_id", "status", "currency", "version", "prices_include_tax", "customer_id",
    "order_key", "billing", "shipping", "payment_method", "payment_method_title", "transaction_id",
    "customer_ip_address", "customer_user_agent", "created_via", "customer_note", "cart_hash",
    "number", "meta_data",
)  # fmt: skip
TOTALS = (
    "discount_total", "discount_tax", "shipping_total", "shipping_tax", "cart_tax", "total",
    "total_tax",
)  # fmt: skip


def order_body(store, order, api, dp=None):
    """`dp`: decimals of the totals, the shop's own when None."""
    places = store.decimals if dp is None else dp
    return {
        **{name: order[name] for name in COPIED},
        **{name: fixed(order[name], places) for name in TOTALS},
        **dates(
            store.zone,
            date_created=order["date_created"],
            date_modified=order["date_modified"],
            date_completed=order["date_completed"],
            date_paid=order["date_paid"],
        ),
        "line_items": [line_body(line, places) for line in order["line_items"]],
        "tax_lines": [_tax_line(line, places) for line in order["tax_lines"]],
        "shipping_lines": [_shipping_line(line, places) for line in order["shipping_lines"]],
        "fee_lines": [_fee_line(line, places) for line in order["fee_lines"]],
        "coupon_lines": [_coupon_line(line) for line in order["coupon_lines"]],
        "refunds": [
            {"id": r["id"], "reason": r["reason"], "total": "-" + fixed(r["amount"], places)}
            for r in store.order_refunds(order)
        ],
        "payment_url": f"{api.home}/commande/order-pay/{order['id']}/?pay_for_order=true",
        "is_editable": order["status"] in ("pending", "on-hold"),
        "needs_payment": order["status"] in ("pending", "failed") and order["total"] > 0,
        "needs_processing": any(True for _line in order["line_items"]),
        "currency_symbol": store.settings["currency_symbol"],
        "_links": api.links(f"orders/{order['id']}", "orders", customer=_customer(order)),
    }


def _customer(order):
    return f"customers/{order['customer_id']}" if order["customer_id"] else None


def _shown_meta(meta_data):
    return [
        {**entry, "display_key": entry.get("display_key", entry["key"]),
         "display_value": entry.get("display_value", entry["value"])}
        for entry in meta_data
    ]  # fmt: skip


def line_body(line, places):
    names = ("id", "name", "product_id", "variation_id", "quantity", "tax_class")
    return {
        **{name: line[name] for name in names},
        **{
            name: fixed(line[name], places)
            for name in ("subtotal", "subtotal_tax", "total", "total_tax")
        },
        "taxes": [
            {"id": key, "total": trimmed(total), "subtotal": trimmed(subtotal)}
            for key, (total, subtotal) in line["taxes"].items()
        ],
        "meta_data": _shown_meta(line["meta_data"]),
        "sku": line["sku"],
        "price": number(line["total"] / line["quantity"]) if line["quantity"] else 0,
        "image": line["image"],
        "parent_name": line["parent_name"],
    }


def _charge_taxes(line):
    return [
        {"id": key, "total": trimmed(tax), "subtotal": ""} for key, tax in line["taxes"].items()
    ]


def _tax_line(line, places):
    return {
        **{name: line[name] for name in ("id", "rate_code", "rate_id", "label", "compound")},
        "tax_total": fixed(line["tax_total"], places),
        "shipping_tax_total": fixed(line["shipping_tax_total"], places),
        "rate_percent": number(line["rate_percent"]),
        "meta_data": line["meta_data"],
    }


def _shipping_line(line, places):
    return {
        **{name: line[name] for name in ("id", "method_title", "method_id", "instance_id")},
        "total": fixed(line["total"], places),
        "total_tax": fixed(line["total_tax"], places),
        "taxes": _charge_taxes(line),
        "tax_status": "taxable" if line["is_taxable"] else "none",
        "meta_data": _shown_meta(line["meta_data"]),
    }


def _fee_line(line, places):
    return {
        "id": line["id"],
        "name": line["name"],
        "tax_class": line["tax_class"],
        "tax_status": "taxable" if line["is_taxable"] else "none",
        "amount": trimmed(line["total"]),
        "total": fixed(line["total"], places),
        "total_tax": fixed(line["total_tax"], places),
        "taxes": _charge_taxes(line),
        "meta_data": _shown_meta(line["meta_data"]),
    }


def _coupon_line(line):
    return {
        **{name: line[name] for name in ("id", "code")},
        "discount": trimmed(line["discount"]),
        "discount_tax": trimmed(line["discount_tax"]),
        "meta_data": _shown_meta(line["meta_data"]),
        "discount_type": line["discount_type"],
        "nominal_amount": number(line["nominal_amount"]),
        "free_shipping": line["free_shipping"],
    }


def refund_body(store, refund, api, dp=None):
    """Its lines are negative, each naming the order's line in _refunded_item_id."""
    parent, places = refund["parent_id"], store.decimals if dp is None else dp
    return {
        "id": refund["id"],
        "parent_id": parent,
        **dates(store.zone, date_created=refund["date_created"]),
        "amount": fixed(refund["amount"], places),
        "reason": refund["reason"],
        "refunded_by": 1,
        "refunded_payment": refund["refunded_payment"],
        "meta_data": refund["meta_data"],
        "line_items": [line_body(line, places) for line in refund["line_items"]],
        "shipping_lines": [_shipping_line(line, places) for line in refund["shipping_lines"]],
        "tax_lines": [_tax_line(line, places) for line in refund["tax_lines"]],
        "fee_lines": [_fee_line(line, places) for line in refund["fee_lines"]],
        "_links": api.links(
            f"orders/{parent}/refunds/{refund['id']}",
            f"orders/{parent}/refunds",
            up=f"orders/{parent}",
        ),
    }


def note_body(store, note, api):
    parent = note["order_id"]
    return {
        "id": note["id"],
        "author": note["author"],
        **dates(store.zone, date_created=note["date_created"]),
        "note": note["note"],
        "customer_note": note["customer_note"],
        "_links": api.links(
            f"orders/{parent}/notes/{note['id']}",
            f"orders/{parent}/notes",
            up=f"orders/{parent}",
        ),
    }
