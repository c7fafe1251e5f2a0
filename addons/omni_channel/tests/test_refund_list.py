from .refund_case import RefundCase


class TestRefundList(RefundCase):
    """What is left to do of refunds is looked for and counted by its state."""

    def listed(self, state):
        return self.env["omni.refund"].search([("state", "=", state)])

    def sent(self):
        """A refund of goods that are invoiced and have left."""
        self.invoice()
        self.ship(self.sale.picking_ids)
        return self.give_back_lines((1, 1, "24.00"))

    def test_what_is_to_be_done_is_found(self):
        refund = self.sent()
        self.assertEqual((self.listed("open"), len(self.listed("done"))), (refund, 0))

    def test_what_was_taken_off_the_order_is_settled(self):
        self.assertEqual(self.give_back_lines((1, 1, "24.00")), self.listed("done"))

    def test_what_somebody_has_settled_is_no_longer_to_be_done(self):
        refund = self.sent()
        refund.action_settle()
        self.assertEqual(self.listed("done"), refund)

    def test_what_was_credited_and_came_back_is_settled(self):
        refund = self.sent()
        refund.action_credit_note()
        self.assertEqual(self.listed("open"), refund)
        wizard = self.env["stock.return.picking"].browse(refund.action_return()["res_id"])
        wizard.action_create_returns()
        self.assertEqual(self.listed("done"), refund)

    def test_a_credit_note_that_is_cancelled_is_to_be_made_again(self):
        self.invoice()
        self.ship(self.sale.picking_ids)
        refund = self.give_back_lines(amount="5.00")
        refund.action_credit_note()
        self.assertEqual(self.listed("done"), refund)
        refund.credit_note_ids.button_cancel()
        self.assertEqual(self.listed("open"), refund)

    def test_pieces_that_leave_all_the_same_are_to_come_back(self):
        self.sale.picking_ids.move_ids.picked = True
        refund = self.give_back_lines((1, 1, "24.00"))
        self.invoice()
        refund.action_credit_note()
        self.assertEqual(self.listed("done"), refund)
        self.ship(self.sale.picking_ids)
        self.assertEqual(self.listed("open"), refund)

    def test_they_are_grouped_by_it(self):
        refund = self.sent()
        groups = self.env["omni.refund"]._read_group([], ["state"], ["__count"])
        self.assertEqual(groups, [(refund.state, 1)])

    def test_the_menu_begins_with_what_is_to_be_done(self):
        window = self.env["ir.actions.act_window"]._for_xml_id("omni_channel.action_refund")
        view = self.env["omni.refund"].get_view(view_type="search")["arch"]
        self.assertIn("search_default_open", window["context"])
        self.assertIn('name="open"', view)
