"""Many orders at once, each with its own buyer: for benchmarks and long lists."""

from datetime import datetime, timedelta, timezone

from tests.sandbox.woocommerce.checkout import place_order
from tests.sandbox.woocommerce.clock import FORM, now
from tests.sandbox.woocommerce.refunding import change_status, refund, units_of


def place_many(store, given):
    """Orders of `lines` lines; `every` seconds apart, 0 for all in one second. Quiet."""
    count, lines = int(given["orders"]), int(given.get("lines", 3))
    skus = given.get("skus") or [
        p["sku"] for p in store.products.values()
        if p["sku"] and p["type"] != "variable" and p["status"] == "publish"
    ]  # fmt: skip
    every = given.get("every", 1)
    start = datetime.strptime(given.get("placed_at") or now(), FORM).replace(tzinfo=timezone.utc)
    start -= timedelta(seconds=0 if given.get("placed_at") else every * count)
    for index in range(count):
        moment = (start + timedelta(seconds=every * index)).strftime(FORM)
        place_order(store, bulk_wish(given, index, skus, lines, moment))
    return count


def bulk_wish(given, index, skus, lines, moment):
    chosen = [skus[(index * lines + place) % len(skus)] for place in range(lines)]
    home = {
        "first_name": f"Client{index}",
        "last_name": f"Dupont{index}",
        "address_1": f"{index + 1} rue de la Paix",
        "postcode": f"{75001 + index % 20}",
        "city": "Paris",
        "country": "FR",
        "phone": f"+336{index:08}",
    }
    return {
        "lines": [{"sku": sku, "quantity": 1 + place} for place, sku in enumerate(chosen)],
        "shipping_address": home,
        "billing_address": {**home, "address_1": f"{index + 1} avenue Foch"},
        "email": f"client{index}@example.com",
        "placed_at": moment,
        "modified_at": given.get("modified_at") or moment,
        **(given.get("wish") or {}),
        "quiet": True,
    }


def place_wishes(store, wishes):
    """The orders of those wishes, quiet; `refund`: all, or part of the first line afterwards."""
    made = []
    for wish in wishes:
        order = place_order(store, {**wish, "quiet": True})
        if wish.get("refund"):
            _refund(store, order, wish["refund"])
        made.append(order)
    store.events.clear()
    return made


def _refund(store, order, how):
    if how == "all":
        if order["total"] > 0:
            change_status(store, order, "refunded")
        return
    lines = units_of(store, order, {str(order["line_items"][0]["id"]): 1})
    worth = sum(row["total"] + sum(row["taxes"].values()) for row in lines.values())
    if 0 < worth < order["total"]:
        refund(store, order, None, "", lines)
