"""What a basket costs: discounts spread over lines, taxes per line, both to the cent."""

from dataclasses import dataclass, field
from decimal import Decimal

from tests.sandbox.shopify.money import ZERO, rounded, spread


@dataclass
class Item:
    """One line of a basket. `variant` is None for a custom line, a tip or an unknown product.

    `rates`: (title, rate) of each tax.
    """

    title: str
    quantity: int
    unit_price: Decimal
    variant: dict | None = None
    product: dict | None = None
    variant_title: str | None = None
    sku: str | None = None
    vendor: str | None = None
    rates: tuple = ()
    requires_shipping: bool = True
    taxable: bool = True
    gift_card: bool = False
    tip: bool = False
    grams: int = 0
    discount: dict | None = None
    duty: Decimal = ZERO
    properties: dict = field(default_factory=dict)
    allocations: list = field(default_factory=list)

    @property
    def taxed(self):
        return self.rates if self.taxable else ()

    @property
    def original(self):
        return self.unit_price * self.quantity

    @property
    def after_discounts(self):
        return self.original - sum((amount for _index, amount in self.allocations), ZERO)


@dataclass
class Shipping:
    title: str
    price: Decimal
    code: str | None = None
    rates: tuple = ()
    allocations: list = field(default_factory=list)

    @property
    def after_discounts(self):
        return self.price - sum((amount for _index, amount in self.allocations), ZERO)


@dataclass
class Discount:
    """percent or amount or free_shipping; `item` names the one line it is for, None: all."""

    percent: Decimal | None = None
    amount: Decimal | None = None
    free_shipping: bool = False
    code: str | None = None
    title: str | None = None
    item: Item | None = None
    automatic: bool = False


def apply_discounts(items, shipping, discounts, currency):
    """Fill the items' and the shipping line's allocations: (index of the discount, amount).

    Discounts apply one after another to what earlier ones left. Gift cards and tips are spared.
    """
    for index, discount in enumerate(discounts):
        if discount.free_shipping:
            if shipping and shipping.after_discounts:
                shipping.allocations.append((index, shipping.after_discounts))
            continue
        chosen = [discount.item] if discount.item else [i for i in items if _discountable(i)]
        total = sum((item.after_discounts for item in chosen), ZERO)
        taken = min(_size(discount, total, currency), total)
        parts = spread(taken, [item.after_discounts for item in chosen], currency)
        for item, part in zip(chosen, parts, strict=False):
            if part:
                item.allocations.append((index, part))


def _discountable(item):
    return not item.gift_card and not item.tip


def _size(discount, total, currency):
    if discount.percent is not None:
        return rounded(total * discount.percent / 100, currency)
    return discount.amount


def taxes_of(amount, rates, taxes_included, currency):
    """[(title, rate, amount)] of the taxes in (or on top of) an amount after discounts.

    Each is rounded by itself, once per line:
    https://help.shopify.com/en/manual/taxes/us/us-tax-manage#tax-rounding
    """
    whole = 1 + sum((rate for _title, rate in rates), ZERO)
    base = amount / whole if taxes_included else amount
    return [(title, rate, rounded(base * rate, currency)) for title, rate in rates if rate]


def tax_of(amount, rates, taxes_included, currency):
    taxes = taxes_of(amount, rates, taxes_included, currency)
    return sum((tax for _title, _rate, tax in taxes), ZERO)


def rates_of(row, default):
    """The rates of a wish: `tax_rates` [{title, rate}], or one `tax_rate`."""
    if "tax_rates" in row:
        return tuple((one["title"], Decimal(str(one["rate"]))) for one in row["tax_rates"])
    rate = Decimal(str(row.get("tax_rate", default)))
    return ((tax_title(rate), rate),) if rate else ()


def tax_title(rate):
    percent = format((rate * 100).normalize(), "f").replace(".", ",")
    return f"TVA {percent} %"
