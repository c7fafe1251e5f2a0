"""Many orders at once, each with its own buyer: for benchmarks, long lists and totals."""

from tests.sandbox.shopify import order_changes
from tests.sandbox.shopify.checkout import place_order
from tests.sandbox.shopify.money import ZERO, decimal_text
from tests.sandbox.shopify.store import number_of

STREETS = ("rue des Lilas", "avenue Foch", "quai Duquesne", "rue Pasteur", "place du Marché")
CITIES = (("75011", "Paris"), ("69003", "Lyon"), ("13006", "Marseille"), ("31000", "Toulouse"))


def bulk_wish(given, index, skus, lines):
    """The nth order of a bulk: deterministic, with its own buyer, address and basket."""
    code, city = CITIES[index % len(CITIES)]
    address = {
        "first_name": f"Client{index}",
        "last_name": f"Essai{index}",
        "address1": f"{index % 200 + 1} {STREETS[index % len(STREETS)]}",
        "zip": code,
        "city": city,
        "country_code": "FR",
        "phone": f"+336{index % 10**8:08d}",
    }
    rows = [
        {"sku": skus[(index + step) % len(skus)], "quantity": 1 + (index + step) % 3}
        for step in range(lines)
    ]
    return {
        "lines": rows,
        "email": f"client{index}.{given.get('batch', 0)}@example.com",
        "customer": {"new": True},
        "shipping_address": address,
        "billing_address": {**address, "address1": f"{index % 99 + 1} rue de la Facture"},
        "shipping": {"title": "Colissimo domicile", "price": "6.90"},
        "discount": {"percent": "10", "code": "BULK10"} if index % 4 == 0 else None,
        **(given.get("wish") or {}),
    }


def goods_ids(variant):
    return [number_of(variant["id"]), number_of(variant["inventoryItem"]["id"])]


def bulk_product(number, units):
    return {
        "title": f"Article {number:06d}",
        "handle": f"article-{number:06d}",
        "vendor": "Atelier Kaolin",
        "type": "Divers",
        "tags": [],
        "description": "",
        "tax_rate": "0.2",
        "variants": (
            {"sku": f"BULK-{number:06d}", "price": "12.00", "grams": 100, "stock": (units,)},
        ),
    }


def place_wishes(store, wishes):
    """The orders of those wishes, quiet. `refund`: all; part: one piece of the first line; or
    part and shipping.
    """
    made = []
    for wish in wishes:
        order = place_order(store, wish, quiet=True)
        if wish.get("refund"):
            _refund(store, order, wish["refund"])
        made.append(sums(order))
    store.events.clear()
    return made


def _refund(store, order, how):
    """What goes abroad or has fees is called off instead: those go back with the order only."""
    first, *_rest = order["lineItems"]
    if how == "all" and (order["duty_total"] or order["fee_total"]):
        order_changes.cancel(store, order, refund_payment=True)
    elif how == "all":
        rows = [(line, line["refundableQuantity"], "RETURN") for line in order["lineItems"]]
        order_changes.refund(store, order, rows, ZERO, {"fullRefund": True})
    elif first["figures"]["after"]:
        shipping = {"fullRefund": True} if how == "part and shipping" else None
        order_changes.refund(store, order, [(first, 1, "RETURN")], ZERO, shipping)


def sums(order):
    """What the shop says of an order now, in its own currency."""
    return {
        "id": order["legacyResourceId"],
        "currency": order["currencyCode"],
        "total": decimal_text(order["current_total"]),
        "total_tax": order["currentTotalTaxSet"]["shopMoney"]["amount"],
        "status": order["displayFinancialStatus"],
    }
