"""What was sold, and what a buyer may still order, in few words."""

from collections import Counter

from tests.sandbox.woocommerce.catalogue import managed_by

STANDING = ("pending", "on-hold", "processing", "completed")


def sold(store):
    """Return {sku: pieces} of all orders that stand."""
    found = Counter()
    for order in store.orders.values():
        if order["status"] in STANDING:
            for line in order["line_items"]:
                found[line["sku"]] += int(line["quantity"])
    return found


def only_shown(store, wish):
    """Return the wish with no more of each line than the shop shows at this moment."""
    lines = []
    for row in wish["lines"]:
        owner = managed_by(store, store.by_sku(row["sku"]))
        pieces = min(row["quantity"], (owner and owner["stock_quantity"]) or 0)
        if pieces > 0:
            lines.append({**row, "quantity": pieces})
    if not lines:
        raise ValueError("sold out")
    return {**wish, "lines": lines}
