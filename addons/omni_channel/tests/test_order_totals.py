from decimal import Decimal

from .common import ChannelCase
from .papers import line, order


class TestOrderTotals(ChannelCase):
    """The shop's total is the truth."""

    def rounding(self, sale):
        return sale.order_line.filtered(lambda row: row.product_id.default_code == "OMNI-ROUNDING")

    def test_equal_totals_need_no_rounding_line(self):
        self.assertFalse(self.rounding(self.sell()))

    def test_a_cent_more_gets_a_line_of_its_own(self):
        sale = self.sell(total=Decimal("24.01"))
        self.assertEqual(self.rounding(sale).price_unit, 0.01)

    def test_a_cent_less_gets_a_line_of_its_own(self):
        sale = self.sell(total=Decimal("23.99"))
        self.assertEqual(self.rounding(sale).price_unit, -0.01)

    def test_with_the_rounding_line_the_totals_are_equal(self):
        self.assertEqual(self.sell(total=Decimal("24.07")).amount_total, 24.07)

    def test_the_rounding_line_bears_no_tax(self):
        self.assertFalse(self.rounding(self.sell(total=Decimal("24.01"))).tax_ids)

    def test_the_whole_limit_may_be_used(self):
        self.assertEqual(self.bring(order(total=Decimal("24.10"))).state, "done")

    def test_more_than_the_limit_waits(self):
        self.assertEqual(self.bring(order(total=Decimal("24.11"))).state, "parked")

    def test_an_order_that_waits_shows_the_difference(self):
        message = self.bring(order(total=Decimal("25.50")))
        self.assertIn("a difference of 1.50", message.reason)

    def test_an_order_that_waits_is_for_a_person(self):
        self.assertEqual(self.bring(order(total=Decimal("25.50"))).severity, "error")

    def test_an_order_that_waits_leaves_no_sale_order(self):
        self.bring(order(total=Decimal("25.50")))
        self.assertFalse(self.connection.order_ids)

    def test_an_order_that_waits_does_not_stop_its_neighbour(self):
        messages = self.bring(
            order(external_id="1", total=Decimal("25.50")), order(external_id="2")
        )
        self.assertEqual(sorted(messages.mapped("state")), ["done", "parked"])

    def test_a_currency_without_cents_may_differ_by_as_many_coins(self):
        self.env.ref("base.JPY").active = True
        self.assertEqual(self.bring(order(currency="JPY", total=Decimal(34))).state, "done")

    def test_more_coins_of_a_currency_without_cents_wait(self):
        self.env.ref("base.JPY").active = True
        self.assertEqual(self.bring(order(currency="JPY", total=Decimal(35))).state, "parked")

    def test_the_merchant_may_allow_more(self):
        self.connection.rounding_limit = 2
        self.assertEqual(self.bring(order(total=Decimal("25.50"))).state, "done")

    def test_taxes_that_the_shop_rounds_by_line_do_not_change_the_total(self):
        lines = [line(number, "0.33", rates=("20",), included=False) for number in range(7)]
        sale = self.sell(*lines, taxes_included=False)
        self.assertEqual(sale.amount_total, 2.80)
