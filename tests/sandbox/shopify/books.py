"""The shop's own records in few words: what a person counts who compares two books."""

from collections import Counter

from tests.sandbox.shopify import stock


def books(store):
    """{orders: {id: {name, cancelled, paid, sent}}, stock: {sku: {location name: available}}}.

    `sent` says how many fulfilments an order has.
    """
    sent = Counter(
        fulfillment["order"]["legacyResourceId"] for fulfillment in store.fulfillments.values()
    )
    orders = {
        order["legacyResourceId"]: {
            "name": order["name"],
            "cancelled": bool(order["cancelledAt"]),
            "paid": order["fullyPaid"],
            "sent": sent[order["legacyResourceId"]],
        }
        for order in store.orders.values()
    }
    shown = {}
    for level in store.levels.values():
        places = shown.setdefault(level["item"]["sku"], {})
        places[level["location"]["name"]] = stock.quantity(level, "available")
    return {"orders": orders, "stock": shown}


def sold(store):
    """Return {sku: pieces} of all orders that are not cancelled."""
    found = Counter()
    for order in store.orders.values():
        if not order["cancelledAt"]:
            for line in order["lineItems"]:
                found[line["sku"]] += line["quantity"]
    return found


def only_shown(store, wish):
    """Return the wish with no more of each line than the shop shows at this moment."""
    lines = []
    for row in wish["lines"]:
        item = store.skus[row["sku"]]["inventoryItem"]["id"]
        level = store.level(item, store.primary_location()["id"])
        pieces = min(row["quantity"], stock.quantity(level, "available"))
        if pieces > 0:
            lines.append({**row, "quantity": pieces})
    if not lines:
        raise ValueError("sold out")
    return {**wish, "lines": lines}
