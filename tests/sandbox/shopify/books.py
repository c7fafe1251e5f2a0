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
