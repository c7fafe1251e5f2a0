from odoo.exceptions import UserError

from .papers import given_back, line
from .refund_case import RefundCase


class TestCreditNotes(RefundCase):
    """“Make the credit note” prepares Odoo's own from the posted invoice."""

    def setUp(self):
        super().setUp()
        self.posted = self.invoice()
        self.ship(self.sale.picking_ids)

    def credit(self, *lines, **values):
        refund = self.give_back_lines(*lines, **values)
        refund.action_credit_note()
        return refund.credit_note_ids

    def test_it_is_a_draft_that_reverses_the_invoice(self):
        note = self.credit((1, 1, "24.00"))
        self.assertEqual(
            (note.move_type, note.state, note.reversed_entry_id),
            ("out_refund", "draft", self.posted),
        )

    def test_it_has_the_refunded_line_and_no_other(self):
        note = self.credit((1, 1, "24.00"))
        self.assertEqual(
            [(row.product_id, row.quantity, row.price_total) for row in note.invoice_line_ids],
            [(self.teapot, 1, 24.0)],
        )

    def test_its_taxes_are_those_of_the_line(self):
        note = self.credit((1, 1, "24.00"))
        self.assertEqual((note.amount_untaxed, note.amount_tax), (20.0, 4.0))

    def test_several_lines_are_credited_together(self):
        note = self.credit((1, 1, "24.00"), (2, 2, "20.00"), (3, 0, "6.00"))
        self.assertEqual((len(note.invoice_line_ids), note.amount_total), (3, 50.0))

    def test_an_amount_that_no_piece_has_is_credited_to_the_cent(self):
        note = self.credit((2, 3, "29.99"))
        self.assertEqual((note.amount_total, len(note.invoice_line_ids)), (29.99, 1))

    def test_money_without_lines_lowers_the_price_with_its_taxes(self):
        note = self.credit(amount="12.00")
        self.assertEqual((note.amount_total, note.amount_tax), (12.0, 2.0))

    def test_more_than_the_lines_is_a_line_of_its_own(self):
        note = self.credit((1, 1, "24.00"), amount="30.00")
        self.assertEqual(sorted(note.invoice_line_ids.mapped("price_total")), [6.0, 24.0])

    def test_less_than_the_lines_is_credited_as_it_was_given(self):
        self.assertEqual(self.credit((1, 1, "24.00"), amount="20.00").amount_total, 20.0)

    def test_cents_beside_the_lines_are_on_a_rounding_line(self):
        note = self.credit((1, 1, "24.00"), amount="24.01")
        self.assertEqual(note.amount_total, 24.01)
        self.assertEqual(note.invoice_line_ids[-1:].name, "Rounding")

    def test_all_can_be_given_back(self):
        note = self.credit((1, 2, "48.00"), (2, 3, "30.00"), (3, 0, "6.00"))
        self.assertEqual(note.amount_total, self.posted.amount_total)

    def test_a_refund_of_money_alone_is_not_invoiced_once_more(self):
        self.credit((1, 0, "5.00")).action_post()
        self.assertEqual(self.sale.invoice_status, "invoiced")

    def test_goods_that_stay_away_are_not_invoiced_once_more(self):
        self.credit((1, 1, "24.00")).action_post()
        self.assertEqual(self.sale.invoice_status, "invoiced")

    def test_it_is_not_made_twice(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        refund.action_credit_note()
        with self.assertRaises(UserError):
            refund.action_credit_note()

    def test_a_cancelled_one_can_be_made_again(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        refund.action_credit_note()
        refund.credit_note_ids.button_cancel()
        refund.action_credit_note()
        self.assertEqual(refund.amount_left, 0)

    def test_a_refund_that_is_dealt_with_is_done(self):
        refund = self.give_back_lines((3, 0, "6.00"))
        refund.action_credit_note()
        self.assertEqual(refund.state, "done")

    def test_nothing_left_to_do_can_be_said(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        refund.action_settle()
        self.assertEqual(refund.state, "done")


class TestCreditNotesOfTheNotInvoiced(RefundCase):
    def test_without_a_posted_invoice_a_person_learns_what_to_do(self):
        refund = self.give_back_lines((3, 0, "6.00"))
        with self.assertRaisesRegex(UserError, "no posted invoice"):
            refund.action_credit_note()

    def test_what_was_taken_off_before_it_was_invoiced_is_not_credited(self):
        refund = self.give_back_lines((1, 1, "24.00"), (3, 0, "6.00"))
        self.invoice()
        refund.action_credit_note()
        self.assertEqual(refund.credit_note_ids.amount_total, 6.0)

    def test_pieces_taken_off_after_it_was_invoiced_leave_the_order_invoiced(self):
        self.invoice()
        refund = self.give_back_lines((1, 1, "24.00"))
        refund.action_credit_note()
        refund.credit_note_ids.action_post()
        self.assertEqual(refund.credit_note_ids.amount_total, 24.0)
        self.assertEqual(self.row(1).qty_to_invoice, 0)


class TestCreditNotesWithTaxesOnTop(RefundCase):
    def setUp(self):
        super().setUp()
        self.lines = (line(1, "20.00", 3, included=False),)
        self.sale = self.sell(*self.lines, external_id="45", taxes_included=False)

    def test_the_taxes_come_on_top_of_the_line(self):
        self.invoice()
        self.ship(self.sale.picking_ids)
        told = given_back((1, 1, "20.00"), amount="24.00")
        refund = self.give_back(told, external_id="45", taxes_included=False)
        refund.action_credit_note()
        self.assertEqual(refund.credit_note_ids.amount_total, 24.0)
        self.assertEqual(refund.credit_note_ids.amount_tax, 4.0)

    def test_money_without_lines_is_split_into_price_and_taxes(self):
        self.invoice()
        told = given_back(amount="10.00")
        refund = self.give_back(told, external_id="45", taxes_included=False)
        refund.action_credit_note()
        self.assertEqual(refund.credit_note_ids.amount_total, 10.0)


class TestReturns(RefundCase):
    """“Make the return” opens Odoo's own window, filled in."""

    def setUp(self):
        super().setUp()
        self.ship(self.sale.picking_ids)

    def ask(self, refund):
        action = refund.action_return()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_the_window_has_the_refunded_pieces(self):
        wizard = self.ask(self.give_back_lines((1, 1, "24.00")))
        wanted = {row.product_id: row.quantity for row in wizard.product_return_moves}
        self.assertEqual(wanted, {self.teapot: 1, self.cup: 0})

    def test_what_comes_back_is_known_by_its_refund(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        self.ask(refund).action_create_returns()
        self.assertEqual(refund.return_ids.move_ids.product_uom_qty, 1)
        self.assertEqual(refund.pieces_left, 0)

    def test_it_is_not_made_twice(self):
        refund = self.give_back_lines((1, 1, "24.00"))
        self.ask(refund).action_create_returns()
        with self.assertRaises(UserError):
            refund.action_return()

    def test_a_return_is_not_told_as_a_shipment(self):
        self.end_transaction()
        self.go_live()
        refund = self.give_back_lines((1, 1, "24.00"))
        self.ask(refund).action_create_returns()
        self.ship(refund.return_ids)
        self.end_transaction()
        self.assertFalse(self.intents("shipment"))

    def test_money_alone_brings_nothing_back(self):
        refund = self.give_back_lines((1, 0, "5.00"))
        self.assertEqual(refund.pieces_left, 0)
