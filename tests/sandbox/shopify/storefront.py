"""The shop as a buyer meets it, and the merchant's list of orders. Plain forms, no session."""

from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from tests.sandbox.shopify.announcements import announce
from tests.sandbox.shopify.checkout import Refusal, place_order, quote
from tests.sandbox.shopify.pages import basket, layout, shop, status

ADDRESS = ("first_name", "last_name", "company", "address1", "address2", "zip", "city")
NEEDED = ("first_name", "last_name", "address1", "zip", "city")


class Storefront:
    def __init__(self, vendor):
        self.vendor = vendor

    def handle(self, request, path):
        with self.vendor.lock:
            if path.startswith("/orders/"):
                return self._order(request, path.removeprefix("/orders/"))
            if request.method == "POST" and path in ("/panier", "/commander"):
                return self._checkout(request)
            pages = {"/": self._shop, "/panier": self._shop, "/commandes": self._list}
            if path not in pages:
                raise NotFound
            return html(pages[path]())

    @property
    def store(self):
        return self.vendor.store

    def _shop(self):
        return shop.shop_page(self.store)

    def _list(self):
        return status.list_page(self.store)

    def _order(self, request, token):
        token = token.partition("/")[0]
        order = next((o for o in self.store.orders.values() if o["token"] == token), None)
        if order is None:
            raise NotFound
        return html(status.order_page(order, fresh="merci" in request.args))

    def _checkout(self, request):
        typed = {name: value.strip() for name, value in request.form.items()}
        lines = chosen_lines(typed)
        if not lines:
            return html(shop.shop_page(self.store, "Votre panier est vide."))
        action = typed.get("action")
        if action == "example":
            typed = {**typed, **basket.EXAMPLE}
        try:
            self._check_stock(lines)
            if action == "order":
                return self._place(lines, typed)
            return html(basket.checkout_page(lines, typed, quote(self.store, wish(lines, typed))))
        except Refusal as refusal:
            plain = quote(self.store, wish(lines, {**typed, "code": ""}))
            return html(basket.checkout_page(lines, typed, plain, str(refusal)), 422)

    def _check_stock(self, lines):
        for sku, units in lines:
            variant = self.store.variant_by_sku(sku)
            if variant is None:
                raise NotFound
            if not variant["inventoryItem"]["tracked"]:
                continue
            left = shop.sellable(self.store, variant)
            if units > left:
                raise Refusal(f"Il ne reste que {max(left, 0)} × {variant['displayName']}.")

    def _place(self, lines, typed):
        missing = [name for name in NEEDED if not typed.get(f"shipping_{name}")]
        if missing or not typed.get("email"):
            raise Refusal("Il manque votre e-mail ou une partie de l’adresse de livraison.")
        order = place_order(self.store, wish(lines, typed))
        announce(self.store, self.vendor.world, self.vendor.secret)
        return redirect(f"{layout.BASE}/orders/{order['token']}?merci=1", 303)


def html(page, code=200):
    headers = {"Cache-Control": "no-store"}
    return Response(
        str(page), status=code, headers=headers, content_type="text/html; charset=utf-8"
    )


def chosen_lines(typed):
    """[(sku, quantity)] of the form's "sku:…" fields that are above nothing."""
    found = []
    for name, value in typed.items():
        if name.startswith("sku:") and value.isdigit() and int(value):
            found.append((name.removeprefix("sku:"), int(value)))
    return found


def wish(lines, typed):
    """The order that the form asks for, in the words of checkout.place_order."""
    title, price = basket.DELIVERIES.get(typed.get("delivery"), basket.DELIVERIES["colissimo"])
    delivery = _address(typed, "shipping")
    billing = _address(typed, "billing") if typed.get("other_billing") else delivery
    return {
        "lines": [{"sku": sku, "quantity": units} for sku, units in lines],
        "email": typed.get("email") or None,
        "phone": typed.get("phone") or None,
        "note": typed.get("note") or None,
        "discount_code": typed.get("code") or None,
        "shipping": {"title": title.partition(",")[0], "price": price},
        "shipping_address": delivery,
        "billing_address": billing,
        "financial_status": "pending" if typed.get("payment") == "pending" else "paid",
    }


def _address(typed, group):
    address = {name: typed.get(f"{group}_{name}") or None for name in ADDRESS}
    address["country_code"] = typed.get(f"{group}_country_code", "FR")
    address["phone"] = typed.get("phone") or None
    return address
