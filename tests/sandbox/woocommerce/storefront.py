"""The shop as a buyer meets it, and the merchant's list of orders. Plain forms, no session."""

from werkzeug.utils import redirect

from tests.sandbox.woocommerce.checkout import WishRefused, place_order, quote
from tests.sandbox.woocommerce.key_hand_over import KeyHandOver
from tests.sandbox.woocommerce.media import file_response
from tests.sandbox.woocommerce.pages import checkout_page, shop, status_pages
from tests.sandbox.woocommerce.web_pages import html, not_found

NEEDED = ("first_name", "last_name", "address_1", "postcode", "city")
FIELDS = (*NEEDED, "company", "address_2", "country")


class Storefront:
    def __init__(self, vendor):
        self.vendor = vendor
        self.hand_over = KeyHandOver(vendor)

    @property
    def store(self):
        return self.vendor.store

    def handle(self, request, path):
        if path.startswith("/wc-auth/v1/") or "wc-auth-route" in request.args:
            step = request.args.get("wc-auth-route") or path.removeprefix("/wc-auth/v1/")
            return self.hand_over.handle(request, step.strip("/"))
        with self.vendor.lock:
            if path.startswith("/merci/"):
                return self._order(request, path.removeprefix("/merci/"))
            if request.method == "POST" and path in ("/panier", "/commander"):
                return self._checkout(request)
            if path in ("/", "/index.php", "/panier"):
                return _page(shop.shop_page(self.store))
            if path == "/commandes":
                return _page(status_pages.list_page(self.store))
            return file_response(self.store, path) or not_found()

    def _order(self, request, key):
        order = next((o for o in self.store.orders.values() if o["order_key"] == key), None)
        if order is None:
            return not_found()
        return _page(status_pages.order_page(self.store, order, fresh="merci" in request.args))

    def _checkout(self, request):
        typed = {name: value.strip() for name, value in request.form.items()}
        lines = chosen_lines(typed)
        if not lines:
            return _page(shop.shop_page(self.store, "Votre panier est vide."))
        if typed.get("action") == "example":
            typed = {**typed, **checkout_page.EXAMPLE}
        try:
            self._check_stock(lines)
            if typed.get("action") == "order":
                return self._place(lines, typed)
            return self._shown(lines, typed, quote(self.store, wish(lines, typed)))
        except WishRefused as refusal:
            plain = quote(self.store, wish(lines, {**typed, "coupon": ""}))
            return self._shown(lines, typed, plain, str(refusal), 422)

    def _shown(self, lines, typed, known, notice="", code=200):
        currency = self.store.settings["currency"]
        return _page(checkout_page.checkout_page(lines, typed, known, currency, notice), code)

    def _check_stock(self, lines):
        for number, units in lines:
            product = self.store.products.get(number)
            if product is None:
                raise WishRefused("Cet article n’est plus en vente.")
            left = shop.sellable(self.store, product)
            if left is not None and units > left:
                raise WishRefused(f"Il ne reste que {max(left, 0)} × {product['sku']}.")

    def _place(self, lines, typed):
        missing = [name for name in NEEDED if not typed.get(f"billing_{name}")]
        if missing or not typed.get("email"):
            raise WishRefused("Il manque votre e-mail ou une partie de l’adresse de facturation.")
        order = place_order(self.store, wish(lines, typed))
        self.vendor.announcer.announce()
        return redirect(f"{shop.BASE}/merci/{order['order_key']}?merci=1", 303)


def _page(page, code=200):
    return html(str(page), code, **{"Cache-Control": "no-store"})


def chosen_lines(typed):
    """[(product id, quantity)] of the form's "product:…" fields that are above nothing."""
    return [
        (int(name.removeprefix("product:")), int(value))
        for name, value in typed.items()
        if name.startswith("product:") and value.isdigit() and int(value)
    ]


def wish(lines, typed):
    """The order that the form asks for, in the words of checkout.place_order."""
    delivery = typed.get("delivery")
    title, kind, instance, cost = checkout_page.DELIVERIES.get(
        delivery, checkout_page.DELIVERIES["colissimo"]
    )
    billing = _address(typed, "billing")
    shipping = _address(typed, "shipping") if typed.get("other_shipping") else billing
    payment = "bacs" if typed.get("payment") == "bacs" else "stripe"
    return {
        "lines": [{"product": number, "quantity": units} for number, units in lines],
        "email": typed.get("email"),
        "note": typed.get("note"),
        "coupon": typed.get("coupon"),
        "shipping": {
            "title": title, "method_id": kind, "instance_id": instance, "cost": cost,
        },
        "billing_address": billing,
        "shipping_address": shipping,
        "payment_method": payment,
        "status": "on-hold" if payment == "bacs" else "processing",
        "meta": {"_billing_vat_number": typed["vat_number"]} if typed.get("vat_number") else {},
    }  # fmt: skip


def _address(typed, group):
    address = {name: typed.get(f"{group}_{name}", "") for name in FIELDS}
    return {**address, "country": address["country"] or "FR", "phone": typed.get("phone", "")}
