"""Placing an order: one way for the storefront, the tests' control and the benchmark's bulk.

`wish` is JSON; README.md lists its keys. Amounts are decimal strings in the shop's currency.
"""

from dataclasses import dataclass
from decimal import Decimal

from tests.sandbox.shopify import fulfilment, people, stock
from tests.sandbox.shopify.catalogue import grams_of
from tests.sandbox.shopify.money import ZERO, Currencies
from tests.sandbox.shopify.order_lines import line_item
from tests.sandbox.shopify.order_shape import new_order
from tests.sandbox.shopify.order_totals import write_totals
from tests.sandbox.shopify.payment import pay_at_checkout
from tests.sandbox.shopify.pricing import (
    Discount,
    Item,
    Shipping,
    apply_discounts,
    rates_of,
    tax_of,
)

STANDARD_RATE = Decimal("0.2")


class Refusal(Exception):
    """The shop cannot take this order; the text is for the buyer."""


def place_order(store, wish, quiet=False):
    """Store the order, take its stock, make its fulfillment orders, tell the webhooks."""
    items = [_item(store, row) for row in wish["lines"]]
    shipping = _shipping(wish.get("shipping"))
    discounts = _discounts(store, wish, items)
    apply_discounts(items, shipping, discounts, store.currency)
    if wish.get("tip"):
        items.append(_tip(Decimal(wish["tip"])))
    parts = {
        "items": items,
        "shipping": shipping,
        "discounts": discounts,
        "bags": _currencies(store, wish.get("presentment")),
        **_people(store, wish),
    }
    order = new_order(store, wish, parts)
    store.orders[order["id"]] = order
    write_totals(order)
    pay_at_checkout(store, order, wish)
    fulfilment.open_fulfillment_orders(store, order)
    _take_stock(store, order)
    if not quiet:
        _announce(store, order)
    return order


@dataclass
class Quote:
    """What a wish would cost, before it is an order."""

    items: list
    shipping: Shipping | None
    discount: Decimal
    code: str | None
    total: Decimal
    tax: Decimal


def quote(store, wish):
    """Price a wish with the same rules as place_order; nothing is stored."""
    items = [_item(store, row) for row in wish["lines"]]
    shipping = _shipping(wish.get("shipping"))
    discounts = _discounts(store, wish, items)
    apply_discounts(items, shipping, discounts, store.currency)
    priced = [*items, shipping] if shipping else items
    before = sum((item.original for item in items), ZERO) + (shipping.price if shipping else ZERO)
    total = sum((part.after_discounts for part in priced), ZERO)
    tax = sum((tax_of(p.after_discounts, p.rates, True, store.currency) for p in priced), ZERO)
    codes = [discount.code for discount in discounts if discount.code]
    return Quote(items, shipping, before - total, codes[0] if codes else None, total, tax)


def _announce(store, order):
    store.tell("orders/create", order)
    if order["displayFinancialStatus"] == "PAID":
        store.tell("orders/paid", order)
    store.tell("orders/updated", order)


def _currencies(store, wish):
    if not wish:
        return store.currencies()
    return Currencies(store.currency, wish["currency"], Decimal(str(wish.get("rate", "1"))))


def _people(store, wish):
    delivery = people.address(store, wish.get("shipping_address"))
    billing = people.address(store, wish.get("billing_address")) or delivery
    customer = None
    if "customer" not in wish or wish["customer"] is not None:
        home = delivery or billing
        contact = (wish.get("email"), wish.get("phone"))
        if home or any(contact) or wish.get("customer"):
            customer = people.customer_for(store, wish.get("customer"), home, *contact)
    return {"delivery": delivery, "billing": billing, "customer": customer}


def _item(store, row):
    """A catalogue line by sku; a custom line by title and price; an unknown sku needs both."""
    quantity = int(row.get("quantity", 1))
    variant = store.variant_by_sku(row.get("sku"))
    if variant is None:
        return _custom_item(row, quantity)
    product = variant["product"]
    alone = variant["title"] == "Default Title"
    return Item(
        title=product["title"],
        quantity=quantity,
        unit_price=Decimal(str(row.get("price", variant["price"]))),
        variant=variant,
        product=product,
        variant_title=None if alone else variant["title"],
        sku=variant["sku"],
        vendor=product["vendor"],
        rates=rates_of(row, product["tax_rate"]),
        requires_shipping=variant["inventoryItem"]["requiresShipping"],
        taxable=variant["taxable"],
        gift_card=product["isGiftCard"],
        grams=grams_of(variant),
        discount=row.get("discount"),
        duty=Decimal(str(row.get("duty", "0"))),
        properties=row.get("properties") or {},
    )


def _custom_item(row, quantity):
    if "title" not in row or "price" not in row:
        raise Refusal(f"no product has sku {row.get('sku')}; a custom line needs title and price")
    taxable = row.get("taxable", True)
    return Item(
        title=row["title"],
        quantity=quantity,
        unit_price=Decimal(str(row["price"])),
        sku=row.get("sku"),
        vendor=row.get("vendor"),
        variant_title=row.get("variant_title"),
        rates=rates_of(row, STANDARD_RATE) if taxable else (),
        requires_shipping=row.get("requires_shipping", True),
        taxable=taxable,
        gift_card=row.get("gift_card", False),
        grams=int(row.get("grams", 0)),
        discount=row.get("discount"),
        duty=Decimal(str(row.get("duty", "0"))),
        properties=row.get("properties") or {},
    )


def _tip(amount):
    return Item("Tip", 1, amount, requires_shipping=False, taxable=False, tip=True)


def _shipping(row):
    if not row:
        return None
    return Shipping(
        title=row.get("title", "Livraison standard"),
        price=Decimal(str(row.get("price", "0"))),
        code=row.get("code"),
        rates=rates_of(row, STANDARD_RATE),
    )


def _discounts(store, wish, items):
    rows = list(wish.get("discounts") or [])
    if wish.get("discount"):
        rows.append(wish["discount"])
    if wish.get("discount_code"):
        rows.append(known_code(store, wish["discount_code"]))
    lines = [_discount(item.discount, item) for item in items if item.discount]
    return lines + [_discount(row) for row in rows]


def known_code(store, typed):
    rule = store.discount_codes.get(typed.strip().upper())
    if rule is None:
        raise Refusal(f"Le code « {typed} » n’est pas valable.")
    return rule


def _discount(row, item=None):
    return Discount(
        percent=Decimal(str(row["percent"])) if row.get("percent") is not None else None,
        amount=Decimal(str(row["amount"])) if row.get("amount") is not None else None,
        free_shipping=bool(row.get("free_shipping")),
        code=row.get("code"),
        title=row.get("title"),
        automatic=bool(row.get("automatic")),
        item=item,
    )


def _take_stock(store, order):
    for line in order["lineItems"]:
        level = line_level(store, line)
        if level is not None:
            stock.commit(store, level, line["quantity"])


def line_level(store, line):
    """Where a line's units are taken from: the primary location, None when not tracked."""
    if not line["variant"] or not line["variant"]["inventoryItem"]["tracked"]:
        return None
    item = line["variant"]["inventoryItem"]["id"]
    return store.level(item, store.primary_location()["id"])


def new_line(store, order, row):
    """A line for an order that exists already, priced without the order's discounts."""
    return line_item(store, order["bags"], _item(store, row), [], order["taxesIncluded"])
