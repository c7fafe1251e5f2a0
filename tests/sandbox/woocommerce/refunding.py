"""Refunds: an amount, with or without the lines it is for. The order's own totals stay."""

from decimal import Decimal

from tests.sandbox.woocommerce.clock import now
from tests.sandbox.woocommerce.errors import Refusal
from tests.sandbox.woocommerce.money import ZERO, fixed, kept, rounded
from tests.sandbox.woocommerce.status_changes import add_note, move_stock, saved, set_status

AUTOMATIC = ("stripe", "paypal")
RESTOCKED = "_restock_refunded_items"


def refused(text):
    return Refusal(500, "woocommerce_rest_cannot_create_order_refund", text)


def remaining(store, order):
    return order["total"] - sum((r["amount"] for r in store.order_refunds(order)), ZERO)


def refund(store, order, amount=None, reason="", lines=None, by_gateway=False, restock=True):
    """`lines`: {line id: {"quantity", "total", "taxes": {rate id: tax}}}, all positive.

    Without an amount it is the lines'. All refunded: the order becomes so too.
    """
    lines = lines or {}
    amount = _amount(store, amount, lines)
    if amount < 0 or amount > remaining(store, order):
        raise refused("Invalid refund amount.")
    if by_gateway and amount and order["payment_method"] not in AUTOMATIC:
        raise refused("The payment gateway for this order does not support automatic refunds.")
    made = _new_refund(store, order, amount, reason, by_gateway)
    for kind in ("line_items", "shipping_lines", "fee_lines"):
        made[kind] = [
            _negative(store, line, lines[line["id"]]) for line in order[kind] if line["id"] in lines
        ]
    store.refunds[made["id"]] = made
    if restock:
        for line in made["line_items"]:
            _restock(store, order, line)
    _tell(store, order, made)
    return made


def _restock(store, order, refunded):
    """The pieces go back to the shop's stock; the order's line counts how many, all in all."""
    pieces = -int(refunded["quantity"])
    known = refunded["meta_data"][0]["value"]
    line = next(one for one in order["line_items"] if str(one["id"]) == known)
    if not pieces or not move_stock(store, line, pieces):
        return
    counted = next((one for one in line["meta_data"] if one["key"] == RESTOCKED), None)
    if counted is None:
        counted = store.meta(RESTOCKED, 0)
        line["meta_data"].append(counted)
    counted["value"] = int(counted["value"]) + pieces


def _amount(store, amount, lines):
    if amount is not None:
        return rounded(Decimal(str(amount)), store.decimals)
    parts = (row["total"] + sum(row["taxes"].values(), ZERO) for row in lines.values())
    return rounded(sum(parts, ZERO), store.decimals)


def _new_refund(store, order, amount, reason, by_gateway):
    return {
        "id": store.new_id(),
        "parent_id": order["id"],
        "date_created": now(),
        "date_modified": now(),
        "amount": amount,
        "reason": reason or "",
        "refunded_payment": by_gateway,
        "meta_data": [],
        "tax_lines": [],
        "line_items": [],
        "shipping_lines": [],
        "fee_lines": [],
    }


def _negative(store, line, row):
    taxes = {key: -kept(tax) for key, tax in row["taxes"].items()}
    found = {
        **line,
        "id": store.new_id("line"),
        "total": -kept(row["total"]),
        "total_tax": sum(taxes.values(), ZERO),
        "taxes": taxes,
        "meta_data": [store.meta("_refunded_item_id", str(line["id"]))],
    }
    if "quantity" in line:
        found.update(
            quantity=-row.get("quantity", 0),
            subtotal=found["total"],
            subtotal_tax=found["total_tax"],
            taxes={key: (tax, tax) for key, tax in taxes.items()},
        )
    return found


def _tell(store, order, made):
    if remaining(store, order) == 0 and order["status"] != "refunded":
        order["status"] = "refunded"
        add_note(store, order, "État de la commande passé à Remboursée.")
    elif made["reason"]:
        text = f"Remboursé {fixed(made['amount'], store.decimals)} – {made['reason']}"
        add_note(store, order, text)
    saved(store, order)


def refund_the_rest(store, order):
    """What the shop does itself when a person sets the status to refunded: no lines."""
    rest = remaining(store, order)
    if rest > 0:
        made = _new_refund(store, order, rest, "Commande remboursée intégralement.", False)
        store.refunds[made["id"]] = made


def change_status(store, order, status, moment=None):
    """set_status, and the refund that "refunded" brings along."""
    if status.removeprefix("wc-") == "refunded" and order["status"] != "refunded":
        refund_the_rest(store, order)
    set_status(store, order, status, moment)


def units_of(store, order, wanted):
    """Lines of a refund from {sku or line id: units}: each line's share of its amounts."""
    found = {}
    for line in order["line_items"]:
        units = wanted.get(line["sku"], wanted.get(str(line["id"])))
        if not units:
            continue
        share = Decimal(units) / Decimal(line["quantity"])
        found[line["id"]] = {
            "quantity": int(units),
            "total": rounded(line["total"] * share, store.decimals),
            "taxes": {
                key: rounded(total * share, store.decimals)
                for key, (total, _subtotal) in line["taxes"].items()
            },
        }
    return found


def shipping_of(store, order):
    """All shipping lines, whole."""
    return {
        line["id"]: {
            "total": rounded(line["total"], store.decimals),
            "taxes": {k: rounded(tax, store.decimals) for k, tax in line["taxes"].items()},
        }
        for line in order["shipping_lines"]
    }
