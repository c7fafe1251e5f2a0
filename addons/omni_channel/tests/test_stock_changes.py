from odoo import Command
from odoo.tests import new_test_user

from .common import ChannelCase


class TestStockChanges(ChannelCase):
    """Whatever a user's transaction does to stock ends as one INSERT just before the commit."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.list_product(self.cup, "v-2")
        self.connection._go_live()
        self.env.cr.flush()
        self.intents("stock", "shipment").unlink()

    def changed(self):
        """Return the products whose listings are to be told, at the end of the transaction."""
        self.end_transaction()
        ids = self.intents("stock").mapped("res_id")
        return self.env["omni.listing"].browse(ids).product_id

    def move(self, product, quantity=1):
        customers = self.env.ref("stock.stock_location_customers")
        return self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": customers.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": self.warehouse.lot_stock_id.id,
                            "location_dest_id": customers.id,
                        }
                    )
                ],
            }
        )

    def test_many_changes_of_one_transaction_are_one_insert(self):
        self.count_statements()
        for _time in range(3):
            self.put(self.teapot, 1)
            self.put(self.cup, 1)
        picking = self.move(self.teapot, 2)
        picking.action_confirm()
        self.ship(picking)
        self.end_transaction()
        self.assertEqual(self.statements(), 1)

    def test_telling_a_set_of_changes_is_one_query(self):
        self.put(self.teapot, 1)
        self.put(self.cup, 1)
        self.env.flush_all()
        with self.assertQueryCount(1, flush=False):
            self.env.cr.precommit.run()

    def test_each_listing_is_told_once_a_transaction(self):
        for _time in range(3):
            self.put(self.teapot, 1)
        self.end_transaction()
        self.assertEqual(self.intents("stock").mapped("res_id"), self.listing.ids)

    def test_counted_stock_is_told(self):
        self.put(self.teapot, 5)
        self.assertEqual(self.changed(), self.teapot)

    def test_a_confirmed_demand_is_told(self):
        self.move(self.teapot).action_confirm()
        self.assertEqual(self.changed(), self.teapot)

    def test_a_planned_transfer_is_not_told(self):
        self.move(self.teapot)
        self.env.cr.precommit.data.pop("omni.stock.change", None)
        self.assertFalse(self.changed())

    def test_a_cancelled_demand_is_told(self):
        picking = self.move(self.teapot)
        picking.action_confirm()
        self.end_transaction()
        self.intents("stock").unlink()
        picking.action_cancel()
        self.assertEqual(self.changed(), self.teapot)

    def test_a_changed_buffer_is_told(self):
        self.listing.buffer = 2
        self.assertEqual(self.changed(), self.teapot)

    def test_a_product_chosen_by_hand_is_told(self):
        self.listing.product_id = self.cup
        self.assertIn(self.listing.id, self.changed() and self.intents("stock").mapped("res_id"))

    def test_a_product_that_is_not_listed_is_not_told(self):
        self.make_product("Plain", "PLAIN", stock=3)
        self.assertFalse(self.changed())

    def test_in_test_mode_nothing_is_noted(self):
        self.connection.action_back_to_test()
        self.put(self.teapot, 1)
        self.assertFalse(self.changed())

    def test_an_archived_connection_is_told_nothing(self):
        self.connection.action_archive()
        self.put(self.teapot, 1)
        self.assertFalse(self.changed())

    def test_a_feed_that_is_off_is_told_nothing(self):
        self.connection.feed_ids.filtered(lambda feed: feed.resource == "stock").active = False
        self.put(self.teapot, 1)
        self.assertFalse(self.changed())

    def test_a_warehouse_worker_needs_no_right_of_ours(self):
        worker = new_test_user(self.env, "worker", groups="stock.group_stock_user")
        self.move(self.teapot).with_user(worker).action_confirm()
        self.assertEqual(self.changed(), self.teapot)
