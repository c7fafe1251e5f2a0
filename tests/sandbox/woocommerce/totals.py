"""A basket's totals as WooCommerce comes to them.

Amounts are Decimals in the smallest unit of the currency and keep six places until they are
rounded: each tax on each line, or, when the shop rounds at the subtotal, only the end.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from tests.sandbox.woocommerce.coupons import Discounts
from tests.sandbox.woocommerce.money import ZERO, rounded
from tests.sandbox.woocommerce.taxes import base_place, find_rates, taxes_of


@dataclass
class BasketLine:
    """`price`: of the whole line as it is entered, with or without tax."""

    price: Decimal
    quantity: Decimal
    tax_class: str = ""
    is_taxable: bool = True
    rates: list = field(default_factory=list)
    subtotal: Decimal = ZERO
    subtotal_taxes: dict = field(default_factory=dict)
    total: Decimal = ZERO
    taxes: dict = field(default_factory=dict)


@dataclass
class Charge:
    """A shipping cost or a fee, always entered without tax."""

    total: Decimal
    tax_class: str = ""
    is_taxable: bool = True
    taxes: dict = field(default_factory=dict)


class Totals:
    def __init__(self, store, place, lines, coupons, fees, shipping):
        self.store, self.place = store, place
        self.lines, self.coupons, self.fees, self.shipping = lines, coupons, fees, shipping
        self.is_included = store.settings["prices_include_tax"]
        self.at_subtotal = store.settings["tax_round_at_subtotal"]
        self.discounts = {}
        self.discount_taxes = {}
        self._rates = {}

    def calculate(self):
        for line in self.lines:
            line.rates = self.rates(line.tax_class) if line.is_taxable else []
            self._adjust_price(line)
            line.subtotal_taxes = taxes_of(line.price, line.rates, self.is_included)
            line.subtotal = self._net(line.price, line.subtotal_taxes)
        self._discount()
        for charge in self.shipping:
            self._tax_shipping(charge)
        self._take_fees()
        return self

    def _take_fees(self):
        """A fee below zero takes no more than there is, without taxes, before it."""
        items = sum((self.round_item(line.total) for line in self.lines), ZERO)
        there = items + sum((charge.total for charge in self.shipping), ZERO)
        for fee in self.fees:
            fee.total = max(fee.total, -rounded(there))
            there += fee.total
            self._tax_fee(fee)

    def rates(self, tax_class):
        if tax_class not in self._rates:
            self._rates[tax_class] = find_rates(self.store, tax_class, self.place)
        return self._rates[tax_class]

    def _adjust_price(self, line):
        """Prices with tax hold the shop's own tax; elsewhere it is taken out, theirs put in."""
        if not (self.is_included and line.is_taxable and self._adjusts()):
            return
        own = find_rates(self.store, line.tax_class, base_place(self.store))
        if [one.id for one in own] == [one.id for one in line.rates]:
            return
        net = line.price - sum(taxes_of(line.price, own, True).values(), ZERO)
        line.price = net + sum(taxes_of(net, line.rates, False).values(), ZERO)

    def _adjusts(self):
        return self.store.settings["adjust_non_base_prices"]

    def _net(self, price, taxes):
        return price - sum(taxes.values(), ZERO) if self.is_included else price

    def _discount(self):
        shared = Discounts(self.lines, self.store.decimals)
        self.discounts = shared.apply(self.coupons)
        for place, line in enumerate(self.lines):
            price = line.price - shared.of_line(place)
            line.taxes = taxes_of(price, line.rates, self.is_included)
            line.total = self._net(price, line.taxes)
        for code, shares in self.discounts.items():
            self.discount_taxes[code] = sum(
                (
                    sum(taxes_of(share, self.lines[p].rates, self.is_included).values(), ZERO)
                    for p, share in shares.items()
                ),
                ZERO,
            )

    def _tax_shipping(self, charge):
        tax_class = self._shipping_class()
        rates = [one for one in self.rates(tax_class) if one.shipping]
        taxes = taxes_of(charge.total, rates, False) if charge.is_taxable else {}
        charge.taxes = {key: self.round_item(tax) for key, tax in taxes.items()}

    def _shipping_class(self):
        """ "inherit" takes the class of the goods: the standard one if any line has it."""
        chosen = self.store.settings["shipping_tax_class"]
        if chosen != "inherit":
            return chosen
        classes = [line.tax_class for line in self.lines if line.is_taxable]
        return "" if not classes or "" in classes else classes[0]

    def _tax_fee(self, fee):
        if fee.total >= 0:
            rates = self.rates(fee.tax_class) if fee.is_taxable else []
            fee.taxes = taxes_of(fee.total, rates, False)
            return
        costs = self._costs_by_class()
        whole = sum(costs.values(), ZERO)
        for tax_class, cost in costs.items():
            if tax_class is None or not whole:
                continue
            share = taxes_of(fee.total * cost / whole, self.rates(tax_class), False)
            for key, tax in share.items():
                fee.taxes[key] = fee.taxes.get(key, ZERO) + tax

    def _costs_by_class(self):
        """{tax class, None: not taxable}: what a negative fee is spread over."""
        costs = {}
        shipping_class = self._shipping_class()
        parts = [(line.tax_class, line) for line in self.lines]
        parts += [(shipping_class, charge) for charge in self.shipping]
        for tax_class, part in parts:
            key = tax_class if part.is_taxable else None
            if part.total > 0:
                costs[key] = costs.get(key, ZERO) + part.total
        return costs

    def round_item(self, value):
        return value if self.at_subtotal else rounded(value)

    def round_tax(self, value):
        return value if self.at_subtotal else rounded(value, down=self.is_included)

    def tax_sum(self, taxes):
        return sum((self.round_tax(tax) for tax in taxes.values()), ZERO)

    def discount_total(self):
        """(without tax, its tax)"""
        gross = sum((sum(s.values(), ZERO) for s in self.discounts.values()), ZERO)
        tax = sum(self.discount_taxes.values(), ZERO)
        return (gross - tax if self.is_included else gross), tax

    def coupon_total(self, code):
        gross = sum(self.discounts.get(code, {}).values(), ZERO)
        tax = self.discount_taxes.get(code, ZERO)
        return (gross - tax if self.is_included else gross), tax

    def grand_total(self):
        items = sum((self.round_item(line.total) for line in self.lines), ZERO)
        charges = sum((charge.total for charge in [*self.fees, *self.shipping]), ZERO)
        taxed = [*self.lines, *self.fees, *self.shipping]
        taxes = sum((self.tax_sum(part.taxes) for part in taxed), ZERO)
        return max(ZERO, rounded(items + charges + taxes))

    def tax_by_rate(self):
        """{rate id: (of goods and fees, of shipping)}"""
        found = {}
        for line in self.lines:
            for key, tax in line.taxes.items():
                _add(found, key, self.round_tax(tax), 0)
        for fee in self.fees:
            for key, tax in fee.taxes.items():
                _add(found, key, self.round_tax(tax), 0)
        for charge in self.shipping:
            for key, tax in charge.taxes.items():
                _add(found, key, tax, 1)
        return {key: tuple(pair) for key, pair in found.items()}


def _add(found, key, tax, place):
    found.setdefault(key, [ZERO, ZERO])[place] += tax
