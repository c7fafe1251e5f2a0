from odoo.exceptions import UserError

from .common import ChannelCase
from .papers import line


class TestOversold(ChannelCase):
    """An order that takes more than there is, is imported, and a person is asked what to do."""

    def oversell(self, quantity=25, **values):
        """Sell more teapots than the 20 that there are; return what is to be decided."""
        self.sale = self.sell(line(quantity=quantity), **values)
        return self.env["omni.oversold"].search([("sale_id", "=", self.sale.id)])

    def problems(self):
        self.env.flush_all()
        return self.env["omni.problem"].search([("res_model", "=", "omni.oversold")])

    def test_it_is_imported_and_confirmed(self):
        self.oversell()
        self.assertEqual(self.sale.state, "sale")

    def test_what_is_missing_is_counted(self):
        self.assertEqual(self.oversell().missing, 5)

    def test_it_is_a_problem_that_names_order_product_and_number(self):
        self.oversell()
        reason = self.problems().reason
        for words in (self.sale.omni_name, "25", "Teapot", "5 are missing"):
            self.assertIn(words, reason)

    def test_an_order_that_is_covered_is_none(self):
        self.assertFalse(self.oversell(quantity=20))

    def test_what_is_not_reserved_but_there_is_none(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.assertFalse(self.oversell(quantity=20))

    def test_of_two_orders_the_later_one_lacks(self):
        self.sell(line(quantity=15))
        self.assertEqual(self.oversell(quantity=10, external_id="o-2", name="#2").missing, 5)

    def test_it_ends_by_itself_when_the_goods_have_come(self):
        row = self.oversell()
        self.put(self.teapot, 5)
        row.action_retry()
        self.assertFalse(row.is_short or self.problems())

    def annex(self, pieces):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, pieces, annex.lot_stock_id)
        return annex

    def test_a_warehouse_that_has_it_is_proposed(self):
        annex = self.annex(30)
        self.assertEqual(self.oversell().warehouse_id, annex)

    def test_one_that_has_too_little_is_not(self):
        self.annex(4)
        self.assertFalse(self.oversell().warehouse_id)

    def test_it_is_sent_from_there(self):
        annex = self.annex(30)
        self.oversell().action_other_warehouse()
        move = self.sale.order_line.move_ids
        self.assertEqual(
            (move.picking_id.picking_type_id, move.state), (annex.out_type_id, "assigned")
        )

    def test_what_was_decided_is_kept_and_no_problem_any_more(self):
        self.annex(30)
        row = self.oversell()
        row.action_other_warehouse()
        self.assertEqual((row.state, row.note), ("decided", "Sent from Annex"))
        self.assertFalse(self.problems())

    def test_nothing_is_decided_twice(self):
        row = self.oversell()
        row.action_partial()
        with self.assertRaisesRegex(UserError, "decided already"):
            row.action_partial()

    def test_without_another_warehouse_it_says_so(self):
        with self.assertRaisesRegex(UserError, "No other warehouse"):
            self.oversell().action_other_warehouse()

    def test_odoo_s_own_window_orders_what_is_missing(self):
        action = self.oversell().action_replenish()
        self.assertEqual(
            (action["res_model"], action["context"]["default_quantity"]), ("product.replenish", 5)
        )

    def test_ignoring_keeps_the_reason(self):
        row = self.oversell()
        row._ignore("More come tomorrow")
        self.assertEqual((row.state, row.note), ("ignored", "More come tomorrow"))
