"""/_control/shopify: what tests and the demo do on the shop's side."""

import time
from decimal import Decimal

from tests.sandbox.shopify import books, catalogue, order_changes, payment, rest_movements, stock
from tests.sandbox.shopify.announcements import announce
from tests.sandbox.shopify.bulk import bulk_product, bulk_wish, goods_ids, place_wishes
from tests.sandbox.shopify.checkout import Refusal, new_line, place_order
from tests.sandbox.shopify.rest_import import import_order
from tests.sandbox.shopify.rest_lines import rest_id
from tests.sandbox.shopify.rest_shape import order_body
from tests.sandbox.shopify.store import now_text
from tests.sandbox.vendor import json_response


class ShopControl:
    """Answers as JSON; orders come back in the REST shape with `gid` and `status_url` added."""

    def __init__(self, vendor):
        self.vendor = vendor

    def handle(self, request, path):
        parts = path.strip("/").split("/")
        action = getattr(self, f"on_{parts[0] or 'settings'}", None)
        if action is None:
            return json_response({"error": f"unknown control {path}"}, status=404)
        given = request.get_json(silent=True) or {}
        try:
            with self.vendor.lock:
                answer = action(given, parts[1:])
                announce(self.vendor.store, self.vendor.world, self.vendor.secret)
        except (Refusal, KeyError, ValueError, ArithmeticError) as problem:
            return json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return json_response(answer)

    @property
    def store(self):
        return self.vendor.store

    def on_settings(self, given, rest):
        """bucket {maximum, restore_rate, query_limit, linear}, token, secret, scopes, shop,
        currency (that of the orders from now on).
        """
        if "bucket" in given:
            self.vendor.bucket.configure(**given["bucket"])
        if "token" in given:
            self.vendor.tokens = {given["token"]}
        if "secret" in given:
            self.vendor.secret = given["secret"]
        self.store.currency = given.get("currency", self.store.currency)
        if "scopes" in given:
            self.store.scopes = tuple(given["scopes"])
        self.store.shop.update(given.get("shop") or {})
        return {"bucket": self.vendor.bucket.status(), "scopes": list(self.store.scopes)}

    def on_orders(self, given, rest):
        """POST: place one; /import: take a REST payload; /<id>/<change>: change one."""
        if not rest or rest == [""]:
            if given.get("only_shown"):
                given = books.only_shown(self.store, given)
            return shown(place_order(self.store, given, quiet=bool(given.get("quiet"))))
        if rest[0] == "import":
            payload = given.get("response", given)
            return shown(import_order(self.store, payload, quiet=bool(given.get("quiet"))))
        order = self._order(rest[0])
        if len(rest) > 1:
            CHANGES[rest[1]](self.store, order, given)
        return shown(order)

    def _order(self, key):
        """By number in the id, by name (with or without #), or by global id's number."""
        for order in self.store.orders.values():
            if key in (order["legacyResourceId"], order["name"], order["name"].lstrip("#")):
                return order
        raise KeyError(f"no order {key}")

    def on_bulk(self, given, rest):
        """orders: n quick orders of `lines` lines, each with its own buyer; webhooks with `ring`.

        `first`: the number of the first one, from which its buyer and its basket follow.
        `distort`: an amount on each total that stands on no line.
        """
        started = time.perf_counter()
        count, lines = int(given["orders"]), int(given.get("lines", 3))
        skus = given.get("skus") or [sku for sku in self.store.skus if not sku.startswith("CARTE")]
        first, placed = int(given.get("first", 0)), []
        for index in range(first, first + count):
            wish = bulk_wish(given, index, skus, lines)
            order = place_order(self.store, wish, quiet=not given.get("ring"))
            if "distort" in given:
                order_changes.distort(self.store, order, Decimal(str(given["distort"])))
            placed.append(order["legacyResourceId"])
            if not given.get("ring"):
                self.store.events.clear()
        seconds = round(time.perf_counter() - started, 3)
        return {"orders": count, "seconds": seconds, "placed": placed}

    def on_wishes(self, given, rest):
        """wishes: [an order's keys and `refund`: part | all]; no webhooks. Answers their sums."""
        return {"orders": place_wishes(self.store, given["wishes"])}

    def on_books(self, given, rest):
        """What is there, in few words: for who counts ten thousand orders."""
        return books.books(self.store)

    def on_sold(self, given, rest):
        """{sku: pieces} of all orders that stand."""
        return books.sold(self.store)

    def on_stock(self, given, rest):
        """{sku, location?, available | delta}: edited "in the shop"; rings the webhook."""
        variant = self.store.skus[given["sku"]]
        location = given.get("location") or self.store.primary_location()["id"]
        level = self.store.levels[variant["inventoryItem"]["id"], location]
        delta = given.get("delta")
        if delta is None:
            delta = given["available"] - stock.quantity(level, "available")
        stock.change(self.store, level, "available", delta)
        return rest_movements.level_body(level)

    def on_products(self, given, rest):
        """{count, stock?}: products BULK-000001…, without ringing; {sku, …}: edited there.

        Answers {sku: [the variant's id, the inventory item's]} of what it made.
        """
        if "sku" in given:
            variant = self.store.skus[given["sku"]]
            catalogue.edit(variant, given)
            variant["updatedAt"] = variant["product"]["updatedAt"] = now_text()
            self.store.tell("products/update", variant["product"])
            return rest_movements.product_body(variant["product"])
        made = {}
        for number in range(1, int(given["count"]) + 1):
            row = bulk_product(number, given.get("stock", 100))
            product = catalogue.add_product(self.store, row)
            catalogue.appear(product, now_text())
            made |= {one["sku"]: goods_ids(one) for one in product["variants"]}
        return {"products": len(self.store.products), "made": made}

    def on_subscriptions(self, given, rest):
        """{delete: [topic]}: subscriptions that are gone, as after eight failed deliveries."""
        gone = [
            gid for gid, one in self.store.subscriptions.items() if one["topic"] in given["delete"]
        ]
        for gid in gone:
            del self.store.subscriptions[gid]
        return {"deleted": len(gone)}

    def on_uninstall(self, given, rest):
        """The merchant removes the app: tokens are dead, subscriptions ring once and end."""
        self.store.tell("app/uninstalled", self.store.shop)
        announce(self.store, self.vendor.world, self.vendor.secret)
        self.vendor.tokens = set()
        self.store.subscriptions.clear()
        return {"uninstalled": True}

    def summary(self):
        """What GET /_control/state/shopify shows."""
        store = self.store
        return {
            "orders": [shown(order) for order in store.orders.values()],
            "stock": stock_table(store),
            "prices": {sku: variant["price"] for sku, variant in store.skus.items()},
            "subscriptions": [
                {"topic": s["topic"], "uri": s["uri"]} for s in store.subscriptions.values()
            ],
            "fulfillments": [
                {**rest_movements.fulfillment_body(f), "notified": f.get("notified", False)}
                for f in store.fulfillments.values()
            ],
            "bucket": self.vendor.bucket.status(),
            "throttled": self.vendor.bucket.refused,
        }


def stock_table(store):
    """{sku: {location name: {available, committed, on_hand}}}"""
    table = {}
    for level in store.levels.values():
        counts = {n: stock.quantity(level, n) for n in ("available", "committed", "on_hand")}
        table.setdefault(level["item"]["sku"], {})[level["location"]["name"]] = counts
    return table


def shown(order):
    links = {"gid": order["id"], "status_url": f"/shopify/orders/{order['token']}"}
    return {**order_body(order), **links}


def _cancel(store, order, given):
    order_changes.cancel(
        store,
        order,
        given.get("reason", "CUSTOMER").upper(),
        given.get("restock", True),
        given.get("refund", True),
        given.get("note"),
    )


def _edit(store, order, given):
    """{lines: {sku: new quantity}, add: [line]}"""
    wanted = given.get("lines") or {}
    changes = [(x, wanted[x["sku"]]) for x in order["lineItems"] if x["sku"] in wanted]
    added = [new_line(store, order, row) for row in given.get("add") or []]
    order["last_edit"] = {
        "additions": [{"id": rest_id(x["id"]), "delta": x["quantity"]} for x in added],
        "removals": [
            {"id": rest_id(x["id"]), "delta": x["currentQuantity"] - quantity}
            for x, quantity in changes
        ],
    }
    order_changes.edit(store, order, changes, added)


def _refund(store, order, given):
    """{lines: {sku: units}, restock?: RETURN, amount?, shipping?}; nothing: everything."""
    wanted = given.get("lines")
    rows = [
        (line, line["refundableQuantity"] if wanted is None else wanted.get(line["sku"], 0),
         given.get("restock", "NO_RESTOCK"))
        for line in order["lineItems"]
    ]  # fmt: skip
    shipping = {"amount": given["shipping"]} if "shipping" in given else None
    if wanted is None and "amount" not in given:
        shipping = {"fullRefund": True}
    if "amount" in given and wanted is None:
        rows = []
    order_changes.refund(
        store,
        order,
        [row for row in rows if row[1]],
        Decimal(str(given.get("amount", "0"))),
        shipping,
        given.get("note"),
    )


def _pay(store, order, given):
    payment.pay(store, order, given.get("amount"), given.get("gateway", "manual"))


CHANGES = {"cancel": _cancel, "edit": _edit, "refund": _refund, "pay": _pay}
