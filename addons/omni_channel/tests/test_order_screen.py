from .common import ChannelCase
from .papers import AT, line, order


class TestOrderScreen(ChannelCase):
    """Which orders wait or are left out, and what a person reads about it."""

    def verdict(self, *lines, **values):
        return self.bring(order(*lines, **values))

    def test_an_unpaid_order_is_parked(self):
        message = self.verdict(payment="pending")
        self.assertEqual((message.state, message.reason), ("parked", "The order is not paid yet."))

    def test_a_parked_order_makes_no_sale_order(self):
        self.verdict(payment="pending")
        self.assertFalse(self.connection.order_ids)

    def test_a_partly_paid_order_is_parked(self):
        self.assertEqual(self.verdict(payment="partially_paid").state, "parked")

    def test_an_authorised_order_waits_for_the_money(self):
        self.assertEqual(self.verdict(payment="authorized").state, "parked")

    def test_an_authorised_order_is_enough_where_the_merchant_says_so(self):
        self.connection.payment_rule = "authorized"
        self.assertEqual(self.verdict(payment="authorized").state, "done")

    def test_an_unpaid_order_is_confirmed_where_the_merchant_says_so(self):
        self.connection.payment_rule = "always"
        self.assertEqual(self.verdict(payment="pending").state, "done")

    def test_a_free_order_needs_no_payment(self):
        self.assertEqual(self.verdict(line(price="0.00"), payment="pending").state, "done")

    def test_a_parked_order_comes_in_once_it_is_paid(self):
        self.verdict(payment="pending")
        self.assertEqual(self.verdict(version="2026-07-02T00:00:00Z").state, "done")

    def test_a_partly_refunded_order_comes_in(self):
        self.assertEqual(self.verdict(payment="partially_refunded").state, "done")

    def test_an_order_cancelled_before_it_came_in_is_ignored(self):
        self.assertEqual(self.verdict(cancelled_at=AT).state, "ignored")

    def test_a_refunded_order_is_ignored(self):
        self.assertEqual(self.verdict(payment="refunded").state, "ignored")

    def test_a_voided_order_is_ignored(self):
        self.assertEqual(self.verdict(payment="voided").state, "ignored")

    def test_an_order_without_lines_is_ignored(self):
        empty = order()
        values = {name: getattr(empty, name) for name in empty.__struct_fields__}
        message = self.bring(type(empty)(**{**values, "lines": ()}))
        self.assertEqual(
            (message.state, message.reason), ("ignored", "Nothing is left on the order.")
        )

    def test_a_currency_that_is_not_in_use_parks_the_order(self):
        self.assertEqual(self.verdict(currency="SEK").state, "parked")

    def test_a_currency_that_is_not_in_use_needs_a_person(self):
        message = self.verdict(currency="SEK")
        self.assertEqual(message.severity, "error")
        self.assertIn("SEK", message.reason)
