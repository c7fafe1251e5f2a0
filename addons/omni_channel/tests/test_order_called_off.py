from decimal import Decimal

from .common import ChannelCase
from .papers import AT, line, order


class TestOrderCalledOff(ChannelCase):
    """The shop gives the money back, or never got it, after the order was imported."""

    def setUp(self):
        super().setUp()
        self.sale = self.sell(line(quantity=2))
        self.day = 1

    def told(self, **values):
        self.day += 1
        version = f"2026-07-{self.day:02}T08:00:00Z"
        return self.bring(order(line(quantity=2), **{"version": version, **values}))

    def test_a_refunded_order_is_cancelled(self):
        self.told(payment="refunded")
        self.assertEqual(self.sale.state, "cancel")

    def test_a_refunded_order_is_not_packed(self):
        self.told(payment="refunded")
        self.assertEqual(self.sale.picking_ids.state, "cancel")

    def test_an_order_whose_payment_failed_is_not_packed(self):
        self.told(payment="voided")
        self.assertEqual(self.sale.picking_ids.state, "cancel")

    def test_the_order_tells_why(self):
        self.assertEqual(self.told(payment="refunded").reason, "Refunded as a whole in the shop.")

    def test_a_refunded_order_whose_goods_have_left_is_for_a_person(self):
        self.ship(self.sale.picking_ids)
        self.told(payment="refunded")
        self.assertIn("make the return", self.sale.omni_review)

    def test_what_has_not_left_of_it_stays_here(self):
        rest = self.ship(self.sale.picking_ids, 1)
        self.told(payment="refunded")
        self.assertEqual(rest.state, "cancel")

    def test_what_was_invoiced_is_not_packed_either(self):
        self.teapot.invoice_policy = "order"
        self.sale._create_invoices().action_post()
        self.told(payment="refunded")
        self.assertEqual((self.sale.state, self.sale.picking_ids.state), ("sale", "cancel"))

    def test_a_printed_label_is_not_forgotten(self):
        self.sale.picking_ids.carrier_tracking_ref = "6A1"
        self.told(payment="refunded")
        self.assertIn("a label is printed already", self.sale.omni_review)

    def test_a_person_is_asked_once(self):
        self.ship(self.sale.picking_ids)
        self.told(payment="refunded")
        self.sale.action_omni_reviewed()
        self.told(payment="refunded", note="more")
        self.assertFalse(self.sale.omni_review)

    def test_a_total_of_nothing_after_it_is_not_flagged(self):
        self.sale.action_omni_reviewed()
        self.told(payment="refunded")
        self.told(payment="refunded", total=Decimal(0))
        self.assertFalse(self.sale.omni_review)

    def test_an_order_that_is_paid_after_all_is_packed(self):
        self.told(payment="voided")
        self.told(payment="pending")
        self.told(payment="paid")
        self.assertEqual(self.sale.state, "sale")
        self.assertIn("assigned", self.sale.picking_ids.mapped("state"))

    def test_it_waits_until_it_is_paid(self):
        self.told(payment="voided")
        self.told(payment="pending")
        self.assertEqual(self.sale.state, "cancel")

    def test_an_order_that_a_person_cancelled_stays_so(self):
        self.sale._action_cancel()
        self.told(payment="voided")
        self.told(payment="paid")
        self.assertEqual(self.sale.state, "cancel")

    def test_a_cancelled_order_that_is_open_again_is_packed(self):
        self.told(cancelled_at=AT)
        self.told()
        self.assertEqual(self.sale.state, "sale")

    def test_a_part_refund_is_for_a_person(self):
        self.told(payment="partially_refunded", refunded_total=Decimal("10.00"))
        self.assertIn("10.00", self.sale.omni_review)

    def test_a_part_refund_asks_a_person_once(self):
        for _time in range(2):
            self.told(payment="partially_refunded", refunded_total=Decimal("10.00"))
        self.assertEqual(len(self.sale.activity_ids), 1)

    def test_a_second_part_refund_is_told_too(self):
        self.told(payment="partially_refunded", refunded_total=Decimal("10.00"))
        self.told(payment="partially_refunded", refunded_total=Decimal("15.00"))
        self.assertIn("15.00", self.sale.omni_review)

    def test_what_was_refunded_is_on_the_order(self):
        self.told(payment="partially_refunded", refunded_total=Decimal("10.00"))
        self.assertEqual(self.sale.omni_refunded, 10.0)

    def test_a_refund_before_it_was_imported_is_said(self):
        values = {"payment": "partially_refunded", "refunded_total": Decimal("5.00")}
        sale = self.sell(external_id="42", **values)
        self.assertIn("5.00", sale.omni_review)

    def test_an_order_that_is_paid_on_delivery_is_packed(self):
        sale = self.sell(external_id="43", payment="on_delivery")
        self.assertEqual((sale.state, sale.omni_payment), ("sale", "on_delivery"))
