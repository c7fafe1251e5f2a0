"""Whatever happened to an order, its lines add up to the total that the shop says it has now."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_channel.channels.shopify.lines import sum_of
from odoo.addons.omni_channel.channels.shopify.mapping import read_order

from .shop import bag, body, delivery, line, tax

CENT = Decimal("0.01")
amounts = st.integers(0, 50_000).map(lambda cents: cents * CENT)
rates = st.sampled_from([Decimal(0), Decimal("5.5"), Decimal(10), Decimal(20), Decimal("9.975")])


class Shopping:
    """A shop's own arithmetic for one order, told as the API tells it."""

    def __init__(self, included):
        self.included = included
        self.total = Decimal(0)

    def tax_of(self, net, rate):
        """The tax in or on an amount, rounded as shops do, for each line."""
        share = rate / (100 + rate) if self.included else rate / 100
        return rounded(net * share, "EUR")

    def count(self, net, tax_amount):
        self.total += net if self.included else net + tax_amount

    def line(self, number, quantity, removed, price, discount, rate):
        """A line that lost ``removed`` units: the API tells discount and tax of all of them."""
        discount = min(discount, price * quantity)
        now = quantity - removed
        tax_amount = self.tax_of(price * quantity - discount, rate)
        kept = rounded(discount * now / quantity, "EUR")
        net = price * now - kept
        self.count(net, self.tax_of(net, rate))
        return line(
            number,
            quantity=quantity,
            currentQuantity=now,
            originalUnitPriceSet=bag(price),
            discountAllocations=[{"allocatedAmountSet": bag(discount)}] if discount else [],
            taxLines=[tax(tax_amount, float(rate))] if rate else [],
        )

    def delivery(self, price, discount, rate):
        net = price - min(price, discount)
        tax_amount = self.tax_of(net, rate)
        self.count(net, tax_amount)
        return delivery(
            price,
            discountedPriceSet=bag(net),
            currentDiscountedPriceSet=bag(net),
            taxLines=[tax(tax_amount, float(rate))] if rate else [],
        )


@st.composite
def orders(draw):
    shop = Shopping(draw(st.booleans()))
    lines = []
    for number in range(draw(st.integers(0, 5))):
        quantity = draw(st.integers(1, 7))
        removed = draw(st.one_of(st.just(0), st.integers(0, quantity)))
        lines.append(
            shop.line(number, quantity, removed, draw(amounts), draw(amounts), draw(rates))
        )
    deliveries = []
    if draw(st.booleans()):
        deliveries.append(shop.delivery(draw(amounts), draw(amounts), draw(rates)))
    tip, duties, fees = (draw(st.one_of(st.just(Decimal(0)), amounts)) for _ in range(3))
    if tip and draw(st.booleans()):
        lines.append(_tip_line(tip))
    shop.total += tip + duties + fees
    return body(
        lines=lines,
        deliveries=deliveries,
        total=shop.total,
        taxesIncluded=shop.included,
        totalTipReceivedSet=bag(tip),
        currentTotalDutiesSet=bag(duties),
        currentTotalAdditionalFeesSet=bag(fees),
    )


def _tip_line(tip):
    return line(
        99,
        name="Tip",
        sku=None,
        variant=None,
        requiresShipping=False,
        originalUnitPriceSet=bag(tip),
    )


@given(orders())
def test_lines_and_taxes_add_up_to_the_total_to_the_cent(payload):
    found = read_order(payload)
    assert sum_of(found.lines, found.taxes_included) == found.total


@given(orders())
def test_each_line_is_quantity_times_price_less_discount(payload):
    for one in read_order(payload).lines:
        assert one.total == one.quantity * one.unit_price - one.discount
        assert one.discount >= 0


@given(orders())
def test_no_line_has_nothing_left_of_it(payload):
    assert all(one.quantity > 0 for one in read_order(payload).lines)


@given(orders(), st.integers(100, 5000))
def test_a_difference_that_nothing_explains_is_left_to_be_seen(payload, cents):
    told = read_order(payload).total
    off = payload.replace(
        b'"currentTotalPriceSet": {"shopMoney": {"amount": "%s"}' % str(told).encode(),
        b'"currentTotalPriceSet": {"shopMoney": {"amount": "%s"}' % str(told - cents).encode(),
    )
    found = read_order(off)
    assert found.total == told - cents
    assert sum_of(found.lines, found.taxes_included) != found.total
