"""An order's totals once more from its lines, as after an edit in the shop or by the API.

Here every line is taken without tax, whatever the shop's prices hold.
"""

from decimal import Decimal

from tests.sandbox.woocommerce.money import ZERO, kept, rounded
from tests.sandbox.woocommerce.order_lines import tax_line
from tests.sandbox.woocommerce.taxes import base_place, find_rates, rate, tax_place, taxes_of


def recalculate(store, order):
    """Taxes of every line for the order's address, then the sums."""
    place = tax_place(store, order["billing"], order["shipping"])
    for line in order["line_items"]:
        _tax_line_item(store, order, line, place)
    for line in order["shipping_lines"]:
        rates = [r for r in find_rates(store, _shipping_class(store), place) if r.shipping]
        _tax_charge(store, order, line, rates)
    for line in order["fee_lines"]:
        _tax_charge(store, order, line, find_rates(store, line["tax_class"], place))
    sum_up(store, order)


def _shipping_class(store):
    chosen = store.settings["shipping_tax_class"]
    return "" if chosen == "inherit" else chosen


def _tax_line_item(store, order, line, place):
    unit = Decimal(10) ** store.decimals
    rates = find_rates(store, line["tax_class"], place) if line["is_taxable"] else []
    total = taxes_of(line["total"] * unit, rates, False)
    subtotal = taxes_of(line["subtotal"] * unit, rates, False)
    line["taxes"] = {key: (kept(total[key] / unit), kept(subtotal[key] / unit)) for key in total}
    line["total_tax"] = kept(_sum(store, order, total) / unit)
    line["subtotal_tax"] = kept(_sum(store, order, subtotal) / unit)


def _tax_charge(store, order, line, rates):
    unit = Decimal(10) ** store.decimals
    taxes = taxes_of(line["total"] * unit, rates if line["is_taxable"] else [], False)
    line["taxes"] = {key: kept(tax / unit) for key, tax in taxes.items()}
    line["total_tax"] = kept(_sum(store, order, taxes) / unit)


def _sum(store, order, taxes):
    return sum((_round(store, order, tax) for tax in taxes.values()), ZERO)


def _round(store, order, tax):
    if store.settings["tax_round_at_subtotal"]:
        return tax
    return rounded(tax, down=order["prices_include_tax"])


def sum_up(store, order):
    """The order's totals and tax lines from what its lines say."""
    places = store.decimals
    cart, shipping = _taxes_by_rate(store, order)
    order["tax_lines"] = [
        tax_line(store, rate(store.tax_rates[key]), cart.get(key, ZERO), shipping.get(key, ZERO))
        for key in sorted({*cart, *shipping})
    ]
    exact = store.settings["tax_round_at_subtotal"]
    goods = [line["total"] if exact else rounded(line["total"], places)
             for line in order["line_items"]]  # fmt: skip
    before = [line["subtotal"] if exact else rounded(line["subtotal"], places)
              for line in order["line_items"]]  # fmt: skip
    order["discount_total"] = rounded(sum(before, ZERO) - sum(goods, ZERO), places)
    order["discount_tax"] = _discount_tax(order, places)
    order["shipping_total"] = sum((line["total"] for line in order["shipping_lines"]), ZERO)
    order["cart_tax"], order["shipping_tax"] = (
        sum(cart.values(), ZERO),
        sum(shipping.values(), ZERO),
    )
    order["total_tax"] = order["cart_tax"] + order["shipping_tax"]
    fees = sum((line["total"] for line in order["fee_lines"]), ZERO)
    order["total"] = rounded(
        sum(goods, ZERO) + fees + order["shipping_total"] + order["total_tax"], places
    )


def _taxes_by_rate(store, order):
    unit = Decimal(10) ** store.decimals
    cart, shipping = {}, {}
    for line in order["line_items"]:
        for key, (total, _subtotal) in line["taxes"].items():
            cart[key] = cart.get(key, ZERO) + _round(store, order, total * unit) / unit
    for lines, found in ((order["fee_lines"], cart), (order["shipping_lines"], shipping)):
        for line in lines:
            for key, tax in line["taxes"].items():
                found[key] = found.get(key, ZERO) + _round(store, order, tax * unit) / unit
    return cart, shipping


def _discount_tax(order, places):
    pairs = [pair for line in order["line_items"] for pair in line["taxes"].values()]
    return rounded(sum((subtotal - total for total, subtotal in pairs), ZERO), places)


def price_without_tax(store, product, amount):
    """What a price of the catalogue is without the shop's own tax."""
    amount = Decimal(str(amount or 0))
    if not store.settings["prices_include_tax"] or product["tax_status"] != "taxable":
        return amount
    unit = Decimal(10) ** store.decimals
    rates = find_rates(store, product["tax_class"], base_place(store))
    return kept(amount - sum(taxes_of(amount * unit, rates, True).values(), ZERO) / unit)
