from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .papers import given_back, line, order
from .refund_case import CUP, RefundCase


class TestRefunds(RefundCase):
    """The shop gives money back before the goods have left."""

    def test_what_was_given_back_is_kept_on_the_order(self):
        refund = self.give_back_lines((1, 1, "24.00"), reason="Broken")
        self.assertEqual(
            (refund.sale_id, refund.external_id, refund.amount, refund.reason),
            (self.sale, "740", 24.0, "Broken"),
        )
        self.assertEqual(refund.line_ids.line_id, self.row(1))

    def test_it_is_kept_once_however_often_it_is_told(self):
        told = given_back((1, 1, "24.00"))
        self.give_back(told)
        self.give_back(told, note="more")
        self.assertEqual(len(self.sale.omni_refund_ids), 1)

    def test_the_database_keeps_it_once(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            refund.copy({"connection_id": refund.connection_id.id, "external_id": "740"})
            self.env.flush_all()

    def test_a_refunded_piece_is_not_packed(self):
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual(self.waiting(self.teapot), 1)

    def test_its_stock_is_free_again(self):
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual(self.teapot.free_qty, 19)

    def test_the_order_asks_for_less_by_what_was_given_back(self):
        before = self.sale.amount_total
        refund = self.give_back_lines((1, 1, "24.00"))
        self.assertAlmostEqual(self.sale.amount_total, before - 24)
        self.assertEqual((refund.amount_off, refund.amount_left), (24.0, 0.0))

    def test_the_other_lines_keep_their_price(self):
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual([self.row(n).price_total for n in (2, 3)], [30.0, 6.0])

    def test_a_line_that_is_refunded_whole_is_not_packed(self):
        self.give_back_lines((2, 3, "30.00"))
        self.assertEqual((self.waiting(self.cup), self.waiting(self.teapot)), (0, 2))

    def test_a_second_refund_takes_off_more(self):
        first = given_back((2, 1, "10.00"))
        self.give_back(first)
        self.give_back(first, given_back((2, 1, "10.00"), external_id="741"))
        self.assertEqual(self.waiting(self.cup), 1)

    def test_the_chatter_says_what_is_not_sent(self):
        self.give_back_lines((1, 1, "24.00"))
        self.assertIn("Not to be sent any more: 1 × Teapot.", self.sale.message_ids[0].body)

    def test_it_is_flagged_with_an_activity(self):
        self.give_back_lines((1, 1, "24.00"))
        self.assertIn("24.00", self.sale.omni_review)
        self.assertEqual(len(self.sale.activity_ids), 1)

    def test_a_cent_that_is_left_is_on_the_rounding_line(self):
        before = self.sale.amount_total
        self.give_back_lines((1, 1, "24.01"))
        self.assertAlmostEqual(self.sale.amount_total, before - 24.01)

    def test_shipping_that_was_given_back_is_for_the_credit_note(self):
        refund = self.give_back_lines((3, 0, "6.00"))
        self.assertEqual((refund.amount_off, refund.amount_left), (0.0, 6.0))

    def test_money_alone_takes_no_goods_off(self):
        refund = self.give_back_lines(amount="5.00")
        self.assertEqual((self.waiting(self.teapot), refund.amount_left), (2, 5.0))

    def test_more_than_the_lines_is_left_for_the_credit_note(self):
        refund = self.give_back_lines((1, 1, "24.00"), amount="30.00")
        self.assertEqual((refund.amount_off, refund.amount_left), (24.0, 6.0))

    def test_a_piece_that_was_let_down_in_price_is_left_to_a_person(self):
        self.give_back_lines((1, 1, "5.00"))
        self.assertEqual(self.waiting(self.teapot), 2)
        self.assertIn("less was given back than it costs", self.sale.omni_review)

    def test_what_is_being_packed_is_left_to_a_person(self):
        self.sale.picking_ids.move_ids.picked = True
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual(self.waiting(self.teapot), 2)
        self.assertIn("it is being packed", self.sale.omni_review)

    def test_what_has_a_label_is_left_to_a_person(self):
        self.sale.picking_ids.carrier_tracking_ref = "6A1"
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual(self.waiting(self.teapot), 2)

    def test_a_quantity_that_a_person_changed_stays(self):
        self.row(1).product_uom_qty = 1
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual(self.waiting(self.teapot), 1)
        self.assertIn("its quantity was changed here", self.sale.omni_review)

    def test_nothing_is_ordered_anew_for_a_transfer_that_was_cancelled_here(self):
        self.sale.picking_ids.action_cancel()
        self.give_back_lines((1, 1, "24.00"))
        self.assertEqual(self.waiting(self.teapot), 0)

    def test_what_has_left_is_not_taken_off(self):
        self.ship(self.sale.picking_ids, 1)
        self.give_back_lines((1, 2, "48.00"))
        self.assertEqual(self.waiting(self.teapot), 0)
        self.assertIn("Teapot: 1 left already", self.sale.omni_review)

    def test_what_was_invoiced_is_not_packed_and_is_to_be_credited(self):
        self.invoice()
        refund = self.give_back_lines((1, 1, "24.00"))
        self.assertEqual((self.waiting(self.teapot), refund.amount_left), (1, 24.0))

    def test_fractions_of_a_coin_are_no_new_refund(self):
        values = {"payment": "partially_refunded", "refunded_total": Decimal("4.12345678")}
        sale = self.sell(*self.lines, external_id="43", **values)
        sale.omni_review = False
        later = {**values, "version": "2026-07-09T08:00:00Z", "note": "Ring twice"}
        self.bring(order(*self.lines, external_id="43", **later))
        self.assertFalse(sale.omni_review)

    def test_an_order_that_comes_with_a_refund_is_packed_without_it(self):
        told = given_back((1, 1, "24.00"))
        values = {"payment": "partially_refunded", "refunded_total": Decimal("24.00")}
        self.sale = self.sell(*self.lines, external_id="42", refunds=(told,), **values)
        self.assertEqual(self.waiting(self.teapot), 1)
        self.assertIn("Not to be sent any more", self.sale.omni_review)

    def test_a_refund_that_was_taken_back_is_said(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        self.give_back(payment="paid")
        self.assertEqual(refund.state, "gone")
        self.assertIn("was taken back in the shop", self.sale.omni_review)

    def test_a_cancelled_order_has_nothing_to_credit(self):
        refund = self.give_back(given_back((1, 2, "48.00"), amount="84.00"), payment="refunded")
        self.assertEqual((self.sale.state, refund.state), ("cancel", "done"))


class TestRefundsThatAreCounted(RefundCase):
    """A shop whose lines and total are less by what it gave back."""

    def give_back_counted(self, *refunds, teapots=1):
        lines = (line(1, "24.00", teapots), *self.lines[1:]) if teapots else self.lines[1:]
        return self.give_back(*refunds, lines=lines, refunds_counted=True)

    def test_a_refunded_piece_is_not_packed(self):
        self.give_back_counted(given_back((1, 1, "24.00")))
        self.assertEqual(self.waiting(self.teapot), 1)

    def test_the_lesser_total_is_no_edit(self):
        self.give_back_counted(given_back((1, 1, "24.00")))
        self.assertNotIn("its total went from", self.sale.omni_review)

    def test_a_second_refund_takes_off_the_rest(self):
        first = given_back((1, 1, "24.00"))
        self.give_back_counted(first)
        second = given_back((1, 1, "24.00"), external_id="741")
        self.give_back_counted(first, second, teapots=0)
        self.assertEqual(self.waiting(self.teapot), 0)

    def test_an_order_that_comes_with_it_is_not_lowered_twice(self):
        told = given_back((1, 1, "24.00"))
        values = {"refunds": (told,), "refunded_total": Decimal("24.00"), "refunds_counted": True}
        lines = (line(1, "24.00", 1), line(2, "10.00", 3, **CUP))
        self.sale = self.sell(*lines, external_id="42", **values)
        self.assertEqual(self.waiting(self.teapot), 1)
        self.assertEqual(self.sale.omni_refund_ids.state, "done")

    def test_processing_it_again_does_not_lower_it_twice(self):
        told = given_back((1, 1, "24.00"))
        lines = (line(1, "24.00", 1), *self.lines[1:])
        values = {"refunds": (told,), "refunded_total": told.amount, "refunds_counted": True}
        message = self.store("order", order(*lines, version="2026-07-09", **values))
        message.origin = "person"
        self.process(message)
        self.assertEqual(self.waiting(self.teapot), 1)
        self.assertEqual(self.sale.omni_refund_ids.line_ids.quantity_off, 1)
