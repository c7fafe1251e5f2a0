from odoo.tests import new_test_user

from .kit_case import KitCase


class TestKitChanges(KitCase):
    """A changed component or bill is told for every kit that contains it."""

    def setUp(self):
        super().setUp()
        self.party = self.make_kit("Party", "PARTY", (self.tea_set, 2))
        self.list_product(self.party, "v-2")
        self.list_product(self.cup, "v-3")
        self.connection._go_live()
        self.forget()

    def forget(self):
        self.env.cr.flush()
        self.intents("stock", "shipment").unlink()

    def changed(self):
        self.end_transaction()
        ids = self.intents("stock").mapped("res_id")
        return self.env["omni.listing"].browse(ids).product_id

    def test_a_changed_component_is_told_for_its_kits_at_any_depth(self):
        self.put(self.teapot, 1)
        self.assertEqual(self.changed(), self.tea_set | self.party)

    def test_a_component_that_is_listed_itself_is_told_too(self):
        self.put(self.cup, 1)
        self.assertEqual(self.changed(), self.tea_set | self.party | self.cup)

    def test_many_changed_components_are_one_insert(self):
        self.count_statements()
        for product in (self.teapot, self.cup, self.teapot):
            self.put(product, 1)
        self.end_transaction()
        self.assertEqual(self.statements(), 1)

    def test_telling_them_is_one_query(self):
        self.put(self.teapot, 1)
        self.put(self.cup, 1)
        self.env.flush_all()
        with self.assertQueryCount(1, flush=False):
            self.env.cr.precommit.run()

    def test_a_warehouse_worker_needs_no_right_to_bills(self):
        worker = new_test_user(self.env, "worker", groups="stock.group_stock_user")
        self.demand(self.teapot, 1)
        self.forget()
        picking = self.env["stock.picking"].search([("move_ids.product_id", "=", self.teapot.id)])
        picking.with_user(worker).action_cancel()
        self.assertEqual(self.changed(), self.tea_set | self.party)

    def test_each_kit_is_told_once(self):
        self.put(self.teapot, 1)
        self.put(self.cup, 1)
        self.end_transaction()
        told = self.intents("stock").mapped("res_id")
        self.assertEqual(len(told), len(set(told)))

    def test_what_is_in_no_kit_tells_none(self):
        self.make_product("Plain", "PLAIN", stock=3)
        self.assertFalse(self.changed())

    def test_a_changed_quantity_of_a_bill_is_told(self):
        self.bom.bom_line_ids[0].product_qty = 2
        self.assertLessEqual(self.tea_set | self.party, self.changed())

    def test_a_component_taken_out_of_a_bill_is_told(self):
        self.bom.bom_line_ids[0].unlink()
        self.assertLessEqual(self.tea_set | self.party, self.changed())

    def test_a_bill_that_is_no_kit_any_more_is_told(self):
        self.bom.type = "normal"
        self.assertLessEqual(self.tea_set | self.party, self.changed())

    def test_a_deleted_bill_is_told(self):
        self.bom.unlink()
        self.assertIn(self.tea_set, self.changed())

    def test_a_product_that_becomes_a_kit_is_told(self):
        self.make_bill(self.cup, (self.teapot, 1))
        self.assertIn(self.cup, self.changed())

    def test_a_bill_of_what_is_manufactured_tells_nothing(self):
        bill = self.make_bill(self.teapot, (self.cup, 1), type="normal")
        bill.bom_line_ids.product_qty = 3
        self.assertFalse(self.changed())
