"""/_control/woocommerce: what a buyer or the merchant does, asked for by tests and the demo."""

import time

from tests.sandbox.vendor import json_response
from tests.sandbox.woocommerce import books, customers, order_writes, products
from tests.sandbox.woocommerce.access import Key
from tests.sandbox.woocommerce.bulk import place_many, place_wishes
from tests.sandbox.woocommerce.catalogue import add_product, managed_by, refresh_stock_status, touch
from tests.sandbox.woocommerce.checkout import place_order
from tests.sandbox.woocommerce.clock import gmt, now
from tests.sandbox.woocommerce.errors import Refusal
from tests.sandbox.woocommerce.media import upload
from tests.sandbox.woocommerce.order_body import note_body, order_body, refund_body
from tests.sandbox.woocommerce.refunding import change_status, refund, shipping_of, units_of
from tests.sandbox.woocommerce.seed import add_tax_rate
from tests.sandbox.woocommerce.settings import change
from tests.sandbox.woocommerce.status_changes import trash, untrash
from tests.sandbox.woocommerce.webhooks import webhook_body


class ShopControl:
    def __init__(self, shop):
        self.shop = shop

    @property
    def store(self):
        return self.shop.store

    def handle(self, request, path):
        first, *rest = path.strip("/").split("/")
        action = getattr(self, f"on_{first}", None)
        if action is None:
            return json_response({"error": f"unknown control {path}"}, status=404)
        given = request.get_json(silent=True) or {}
        try:
            with self.shop.lock:
                answer = action(given, rest)
                self.shop.announcer.announce()
        except Refusal as problem:
            return json_response({"error": problem.message}, status=400)
        except (KeyError, ValueError, ArithmeticError) as problem:
            return json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return json_response(answer)

    def shown(self, order):
        link = f"/woocommerce/merci/{order['order_key']}"
        return {**order_body(self.store, order, self.shop.api), "status_url": link}

    def on_settings(self, given, rest):
        """Any of settings.DEFAULTS; statuses {slug: name} adds the shop's own."""
        given = dict(given)
        self.store.statuses.update(given.pop("statuses", {}))
        change(self.store.settings, given)
        return {**self.store.settings, "statuses": self.store.statuses}

    def on_orders(self, given, rest):
        """POST: place one; /<id>/<change>: change one."""
        if not rest:
            if given.get("only_shown"):
                given = books.only_shown(self.store, given)
            return self.shown(place_order(self.store, self._moments(given)))
        order = self._order(rest[0])
        if len(rest) > 1:
            getattr(self, f"_order_{rest[1]}")(order, given)
        return self.shown(order) if order["id"] in self.store.orders else {"deleted": order["id"]}

    def _moments(self, given):
        """Moments may be given with a zone; without one they are GMT."""
        found = dict(given)
        for name in ("placed_at", "modified_at", "paid_at"):
            if found.get(name):
                found[name] = gmt(found[name], "UTC")
        return found

    def _order(self, key):
        for order in self.store.orders.values():
            if key in (str(order["id"]), order["number"], order["order_key"]):
                return order
        raise KeyError(f"no order {key}")

    def _order_status(self, order, given):
        moment = self._moments(given).get("modified_at") or now()
        change_status(self.store, order, given["status"], moment)

    def _order_refund(self, order, given):
        """{lines: {sku or line id: units}, shipping: true, amount, reason, restock}; {}: all."""
        lines = units_of(self.store, order, given.get("lines") or {})
        if given.get("shipping"):
            lines |= shipping_of(self.store, order)
        amount = given.get("amount")
        if not given:
            lines = units_of(
                self.store, order, {str(x["id"]): x["quantity"] for x in order["line_items"]}
            )
            lines |= shipping_of(self.store, order)
            amount = order["total"]
        refund(
            self.store, order, amount, given.get("reason", ""), lines,
            restock=given.get("restock", True),
        )  # fmt: skip

    def _order_edit(self, order, given):
        order_writes.edit(self.store, order, given)

    def _order_trash(self, order, given):
        trash(self.store, order)

    def _order_untrash(self, order, given):
        untrash(self.store, order)

    def _order_delete(self, order, given):
        del self.store.orders[order["id"]]

    def on_bulk(self, given, rest):
        """orders: n quick orders, each with its own buyer; no webhooks. See bulk.py."""
        started = time.perf_counter()
        count = place_many(self.store, self._moments(given))
        return {"orders": count, "seconds": round(time.perf_counter() - started, 3)}

    def on_wishes(self, given, rest):
        """wishes: [an order's keys and `refund`: part | all]; no webhooks."""
        return {"orders": [self.shown(one) for one in place_wishes(self.store, given["wishes"])]}

    def on_sold(self, given, rest):
        """{sku: pieces} of all orders that stand."""
        return books.sold(self.store)

    def on_stock(self, given, rest):
        """{sku, quantity | delta | managed: false}: edited in the shop; product.updated rings."""
        product = self._product(given["sku"])
        if "managed" in given:
            product["manage_stock"] = bool(given["managed"])
            product["stock_quantity"] = 0 if given["managed"] else None
        owner = managed_by(self.store, product) or product
        if "quantity" in given:
            owner["stock_quantity"] = given["quantity"]
        owner["stock_quantity"] = (
            None
            if owner["stock_quantity"] is None
            else owner["stock_quantity"] + given.get("delta", 0)
        )
        refresh_stock_status(self.store, owner)
        touch(self.store, owner)
        return {"sku": given["sku"], "stock": products.stock_table(self.store)[given["sku"]]}

    def _product(self, sku):
        product = self.store.by_sku(sku)
        if product is None:
            raise KeyError(f"no product {sku}")
        return product

    def on_products(self, given, rest):
        """{count, stock}: BULK-000001 …, without ringing; {sku, price …}: new, or new values.

        Of a count it answers {sku: [id, the id that counts its stock]} of what it made.
        """
        if "count" in given:
            numbers = range(1, int(given["count"]) + 1)
            rows = [add_product(self.store, bulk_product(one, given), now()) for one in numbers]
            made = {row["sku"]: [str(row["id"])] * 2 for row in rows}
            return {"products": len(self.store.products), "made": made}
        known = self.store.products.get(given.get("id")) or self.store.by_sku(given.get("sku"))
        if known is None:
            row = {"name": given.get("sku", "Article"), **given}
            made = add_product(self.store, row, now())
            self.store.tell("product.created", made["id"])
            return {"id": made["id"]}
        if given.get("trash"):
            products.to_bin(self.store, known)
            return {"id": known["id"]}
        if "pictures" in given:
            files, home = given.pop("pictures"), self.shop.api.home
            given["images"] = [upload(self.store, home, name) for name in files]
        named = {"price": "regular_price", "barcode": "global_unique_id"}
        for name, value in given.items():
            known[named.get(name, name)] = value
        touch(self.store, known)
        return {"id": known["id"]}

    def on_customers(self, given, rest):
        """Somebody registers; /<id>: changes his account; /<id>/delete: it is deleted."""
        if not rest:
            known = customers.register(self.store, given)
            return customers.customer_body(self.store, known, self.shop.api)
        known = self.store.customers[int(rest[0])]
        if rest[1:] == ["delete"]:
            customers.remove(self.store, known)
        else:
            customers.edit(self.store, known, given)
        return customers.customer_body(self.store, known, self.shop.api)

    def on_keys(self, given, rest):
        """{key, secret, permissions, admin, lists_users}: a new key; {key, revoked: true}: gone."""
        if given.get("revoked"):
            self.store.keys.pop(given["key"], None)
        else:
            made = Key(given["key"], given["secret"], given.get("permissions", "read_write"))
            made.is_admin = given.get("admin", True)
            made.lists_users = given.get("lists_users", True)
            self.store.keys[given["key"]] = made
        return {name: key.permissions for name, key in self.store.keys.items()}

    def on_taxes(self, given, rest):
        """{rates: [{country, state, rate, name, priority, compound, shipping, class}], replace}"""
        if given.get("replace"):
            self.store.tax_rates.clear()
        for row in given.get("rates", [given]):
            add_tax_rate(
                self.store, row.get("country", ""), row.get("state", ""), str(row["rate"]),
                row.get("name", "Taxe"), row.get("priority", 1), row.get("compound", False),
                row.get("shipping", True), row.get("class", "standard"),
            )  # fmt: skip
        return list(self.store.tax_rates.values())

    def on_webhooks(self, given, rest):
        """/<id> {status}: paused or disabled by hand, or deleted with {deleted: true}."""
        hook = self.store.webhooks[int(rest[0])]
        if given.get("deleted"):
            del self.store.webhooks[hook["id"]]
        hook["status"] = given.get("status", hook["status"])
        return webhook_body(self.store, hook, self.shop.api)

    def summary(self):
        """What GET /_control/state/woocommerce shows."""
        store, api = self.store, self.shop.api
        return {
            "orders": [self.shown(order) for order in store.orders.values()],
            "notes": [note_body(store, note, api) for note in store.notes.values()],
            "refunds": [refund_body(store, made, api) for made in store.refunds.values()],
            "stock": products.stock_table(store),
            "prices": products.price_table(store),
            "goods": products.goods_table(store),
            "all": [one["name"] for one in store.products.values() if one["type"] != "variation"],
            "webhooks": [
                {**webhook_body(store, hook, api), "failures": hook["failures"]}
                for hook in store.webhooks.values()
            ],
            "settings": store.settings,
            "ignored_arguments": store.ignored_arguments,
        }


def bulk_product(number, given):
    return {
        "name": f"Article {number:06}",
        "sku": f"BULK-{number:06}",
        "price": "10.00",
        "stock": given.get("stock", 100),
        "weight": "0.1",
    }
