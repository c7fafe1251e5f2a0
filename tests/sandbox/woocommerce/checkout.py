"""A buyer's wish becomes an order: the page, the control and the tests all come through here."""

from dataclasses import dataclass
from decimal import Decimal

from tests.sandbox.woocommerce import order_lines
from tests.sandbox.woocommerce.addresses import address
from tests.sandbox.woocommerce.clock import now
from tests.sandbox.woocommerce.customers import customer_for
from tests.sandbox.woocommerce.money import ZERO, kept
from tests.sandbox.woocommerce.product_body import price
from tests.sandbox.woocommerce.status_changes import add_note, is_paid_at, reduce_stock
from tests.sandbox.woocommerce.store import PAID
from tests.sandbox.woocommerce.taxes import rate, tax_place
from tests.sandbox.woocommerce.totals import BasketLine, Charge, Totals

GATEWAYS = {
    "bacs": "Virement bancaire",
    "cheque": "Paiement par chèque",
    "cod": "Paiement à la livraison",
    "stripe": "Carte bancaire",
    "paypal": "PayPal",
}


class WishRefused(ValueError):
    """In the buyer's words."""


@dataclass
class Quote:
    """What a wish comes to, before it is an order. Amounts of `totals` in the smallest unit."""

    lines: list
    totals: Totals
    methods: list
    fees: list
    unit: Decimal

    @property
    def total(self):
        return self.totals.grand_total() / self.unit

    @property
    def tax(self):
        return sum((a + b for a, b in self.totals.tax_by_rate().values()), ZERO) / self.unit


def quote(store, wish):
    """The basket of a wish, calculated. See README for a wish's keys."""
    unit = Decimal(10) ** store.decimals
    lines = [_line(store, row) for row in wish.get("lines", ())]
    basket = [_basket_line(store, line, row, unit) for line, row in lines]
    coupons = _coupons(store, wish)
    methods = _methods(wish, any(coupon["free_shipping"] for coupon in coupons))
    shipping = [Charge(total=method["cost"] * unit) for method in methods]
    fees = [
        Charge(
            total=Decimal(str(fee["amount"])) * unit,
            tax_class=fee.get("tax_class", ""),
            is_taxable=fee.get("taxable", True),
        )
        for fee in wish.get("fees", ())
    ]
    billing = address(wish.get("billing_address") or wish.get("shipping_address"))
    place = tax_place(store, billing, address(wish.get("shipping_address") or billing))
    totals = Totals(store, place, basket, coupons, fees, shipping).calculate()
    return Quote([line for line, _row in lines], totals, methods, wish.get("fees", ()), unit)


def _line(store, row):
    product = store.by_sku(row.get("sku")) or store.products.get(row.get("product"))
    quantity = row.get("quantity", 1)
    if product is None:
        if "price" not in row:
            raise WishRefused(f"Produit inconnu : {row.get('sku')}")
        return order_lines.free_line(store, row), row
    meta = [store.meta(key, value) for key, value in (row.get("meta") or {}).items()]
    return order_lines.product_line(store, product, quantity, meta, row.get("choices")), row


def _basket_line(store, line, row, unit):
    known = store.products.get(line["variation_id"] or line["product_id"])
    each = row["price"] if "price" in row else price(store, known)
    quantity = Decimal(str(line["quantity"]))
    return BasketLine(
        price=Decimal(str(each or 0)) * quantity * unit,
        quantity=quantity,
        tax_class=line["tax_class"],
        is_taxable=line["is_taxable"],
    )


def _coupons(store, wish):
    asked = wish.get("coupons") or ([wish["coupon"]] if wish.get("coupon") else [])
    found = []
    for row in asked:
        code = (row if isinstance(row, str) else row["code"]).lower()
        if isinstance(row, dict):
            plain = {"discount_type": "percent", "amount": "0", "free_shipping": False}
            found.append({**plain, **row, "code": code})
        elif code in store.coupons:
            found.append(store.coupons[code])
        else:
            raise WishRefused(f"Le code promo « {row} » n’existe pas.")
    return found


def _methods(wish, is_free):
    asked = wish.get("shipping", {"title": "Colissimo à domicile", "cost": "5.75"})
    rows = asked if isinstance(asked, list) else [asked] if asked else []
    if is_free and rows:
        rows = [{"title": "Livraison gratuite", "method_id": "free_shipping", "cost": "0"}]
    return [
        {
            "method_title": row.get("title", "Colissimo à domicile"),
            "method_id": row.get("method_id", "flat_rate"),
            "instance_id": str(row.get("instance_id", 1)),
            "cost": Decimal(str(row.get("cost", "0"))),
            "meta": row.get("meta") or {},
        }
        for row in rows
    ]


def place_order(store, wish):
    """The order, in the store and told to whoever listens (`quiet`: to nobody)."""
    known = quote(store, wish)
    order = order_frame(store, wish)
    _fill(store, order, known)
    store.orders[order["id"]] = order
    _settle(store, order, wish)
    if wish.get("quiet"):
        store.events.clear()
    return order


def order_frame(store, wish):
    """A pending order without lines."""
    number = store.new_id()
    return {
        "id": number,
        "number": str(wish.get("number", number)),
        "order_key": order_lines.order_key(),
        "created_via": wish.get("created_via", "checkout"),
        "version": store.settings["version"],
        "status": "pending",
        "currency": wish.get("currency") or store.settings["currency"],
        "prices_include_tax": store.settings["prices_include_tax"],
        "meta_data": [store.meta(key, value) for key, value in (wish.get("meta") or {}).items()],
        **{name: [] for name in LINES},
        **UNKNOWN_YET,
        **_moments(wish),
        **_buyer(store, wish),
        **_payment(wish),
    }


LINES = ("line_items", "tax_lines", "shipping_lines", "fee_lines", "coupon_lines")
UNKNOWN_YET = {"parent_id": 0, "cart_hash": "", "stock_reduced": False, "status_before_trash": None}


def _moments(wish):
    moment = wish.get("placed_at") or now()
    return {
        "date_created": moment,
        "date_modified": moment,
        "date_paid": None,
        "date_completed": None,
    }


def _buyer(store, wish):
    billing = address(wish.get("billing_address") or wish.get("shipping_address"))
    shipping = address(wish.get("shipping_address") or wish.get("billing_address"))
    if wish.get("email"):
        billing["email"] = wish["email"]
    return {
        "customer_id": customer_for(store, wish, billing, shipping),
        "customer_ip_address": "203.0.113.7",
        "customer_user_agent": "Mozilla/5.0",
        "customer_note": wish.get("note") or "",
        "billing": billing,
        "shipping": {name: text for name, text in shipping.items() if name != "email"},
    }


def _payment(wish):
    gateway = wish.get("payment_method", "stripe")
    title = wish.get("payment_method_title", GATEWAYS.get(gateway, gateway))
    return {"payment_method": gateway, "payment_method_title": title, "transaction_id": ""}


def _fill(store, order, known):
    totals, unit = known.totals, known.unit
    order["line_items"] = [
        order_lines.priced(line, row, unit, totals.round_tax)
        for line, row in zip(known.lines, totals.lines, strict=True)
    ]
    order["shipping_lines"] = [
        order_lines.charge_line(
            store, charge, unit, lambda tax: tax,
            **{name: method[name] for name in ("method_title", "method_id", "instance_id")},
            meta_data=[store.meta(key, value) for key, value in method["meta"].items()],
        )
        for charge, method in zip(totals.shipping, known.methods, strict=True)
    ]  # fmt: skip
    order["fee_lines"] = [
        order_lines.charge_line(
            store, charge, unit, totals.round_tax, name=row.get("name", "Frais")
        )
        for charge, row in zip(totals.fees, known.fees, strict=True)
    ]
    order["tax_lines"] = [
        order_lines.tax_line(
            store, rate(store.tax_rates[key]), kept(goods / unit), kept(ship / unit)
        )
        for key, (goods, ship) in totals.tax_by_rate().items()
    ]
    order["coupon_lines"] = [_coupon_line(store, coupon, totals, unit) for coupon in totals.coupons]
    _set_totals(order, totals, unit)


def _coupon_line(store, coupon, totals, unit):
    discount, tax = totals.coupon_total(coupon["code"])
    data = {"code": coupon["code"], "amount": coupon["amount"]}
    return {
        "id": store.new_id("line"),
        "code": coupon["code"],
        "discount": round(discount / unit, store.decimals),
        "discount_tax": round(tax / unit, store.decimals),
        "discount_type": coupon["discount_type"],
        "nominal_amount": Decimal(coupon["amount"]),
        "free_shipping": coupon["free_shipping"],
        "meta_data": [store.meta("coupon_data", data)],
    }


def _set_totals(order, totals, unit):
    discount, discount_tax = totals.discount_total()
    cart_tax = sum((totals.tax_sum(part.taxes) for part in [*totals.lines, *totals.fees]), ZERO)
    shipping_tax = sum((sum(c.taxes.values(), ZERO) for c in totals.shipping), ZERO)
    order.update(
        discount_total=kept(discount / unit),
        discount_tax=kept(discount_tax / unit),
        shipping_total=kept(sum((c.total for c in totals.shipping), ZERO) / unit),
        shipping_tax=kept(shipping_tax / unit),
        cart_tax=kept(cart_tax / unit),
        total_tax=kept((cart_tax + shipping_tax) / unit),
        total=kept(totals.grand_total() / unit),
    )


def _settle(store, order, wish):
    """First it is created, pending; then payment moves it on, which is told as an update."""
    store.tell("order.created", order["id"])
    status = wish.get("status", "processing")
    if status == "pending":
        return
    order["status"] = status
    if is_paid_at(order, status) or wish.get("paid_at"):
        order["date_paid"] = wish.get("paid_at") or order["date_created"]
        if order["payment_method"] in ("stripe", "paypal"):
            order["transaction_id"] = wish.get("transaction_id", f"pi_{order['order_key'][9:]}")
    if status == "completed":
        order["date_completed"] = order["date_created"]
    if status in (*PAID, "on-hold"):
        reduce_stock(store, order)
    name = store.statuses.get(status, status)
    add_note(store, order, f"État de la commande passé d’En attente de paiement à {name}.")
    order["date_modified"] = wish.get("modified_at") or order["date_modified"]
    store.tell("order.updated", order["id"])
