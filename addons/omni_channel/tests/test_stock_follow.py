from odoo.addons.omni_base.core.documents import Page
from odoo.addons.omni_base.core.errors import AuthError, RetryableError
from odoo.exceptions import ValidationError

from .opening_case import OpeningCase
from .papers import line, order
from .stall import COUNTER


class TestStockFollow(OpeningCase):
    """Where the channel keeps the stock, its numbers become Odoo's by inventory adjustments."""

    def setUp(self):
        super().setUp()
        self.connection.write({"stock_master": "channel", "follows_stock": True})

    def follow(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.connection"]._cron_follow_stock()
        self.env.invalidate_all()

    def warnings(self):
        notices = self.env["omni.notice"].search([("kind", "=", "follow"), ("state", "=", "open")])
        return " ".join(notices.mapped("text"))

    def test_what_the_shop_shows_is_counted_here(self):
        self.follow()
        self.assertEqual(self.on_hand(), 7)

    def test_it_follows_what_changes_there(self):
        self.follow()
        self.shows(self.listing, 3)
        self.follow()
        self.assertEqual(self.on_hand(), 3)

    def test_it_goes_on_after_going_live(self):
        self.connection._go_live()
        self.follow()
        self.assertEqual(self.on_hand(), 7)

    def test_it_is_an_inventory_adjustment_with_its_reason(self):
        self.follow()
        move = self.env["stock.move"].search([("product_id", "=", self.teapot.id)])
        self.assertEqual((move.is_inventory, move.reference), (True, "Stock of Stall"))

    def test_what_is_right_already_is_not_counted_again(self):
        self.follow()
        self.follow()
        moves = self.env["stock.move"].search_count([("product_id", "=", self.teapot.id)])
        self.assertEqual(moves, 1)

    def test_what_the_shop_sold_and_has_not_left_is_still_here(self):
        self.sell(line(quantity=2, listing_id="v-1"))
        self.follow()
        self.assertEqual((self.on_hand(), self.teapot.free_qty), (9, 7))

    def test_orders_that_nobody_has_read_yet_are_waited_for(self):
        self.store("order", order(line(quantity=2, listing_id="v-1")))
        self.follow()
        self.assertEqual(self.on_hand(), 20)

    def test_without_the_option_nothing_is_counted(self):
        self.connection.follows_stock = False
        self.follow()
        self.assertEqual(self.on_hand(), 20)

    def test_where_odoo_keeps_the_stock_nothing_is_counted(self):
        self.connection.stock_master = "odoo"
        self.follow()
        self.assertEqual(self.on_hand(), 20)

    def test_lots_several_listings_and_products_without_listing_are_left_out(self):
        clock = self.make_product("Clock", "CLOCK", tracking="serial")
        self.lists(clock, 3, "v-3")
        self.lists(self.cup, 1, "v-4")
        self.lists(self.cup, 2, "v-5")
        self.follow()
        self.assertEqual((self.on_hand(clock), self.on_hand(self.cup)), (0, 50))
        self.assertEqual(self.connection.followed_left_count, 3)

    def test_another_warehouse_is_not_touched(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, 4, annex.lot_stock_id)
        self.follow()
        self.assertEqual((self.on_hand(), self.on_hand(warehouse=annex)), (7, 4))

    def test_when_and_how_many_is_shown(self):
        self.follow()
        self.assertTrue(self.connection.followed_at)
        self.assertEqual(self.connection.followed_count, 1)

    def test_a_shop_that_suddenly_shows_nothing_is_not_believed(self):
        for number in range(12):
            self.lists(self.make_product(f"Bowl {number}", f"B{number}", stock=5), 0, f"b-{number}")
        self.follow()
        self.assertEqual(self.on_hand(), 20)
        self.assertIn("shows nothing of 12 of 13 products", self.warnings())

    def test_a_shop_that_does_not_answer_is_said_and_tried_again(self):
        COUNTER.faults = [RetryableError("The shop is closed.")]
        self.follow()
        self.assertIn("The shop is closed.", self.warnings())
        self.follow()
        self.assertEqual((self.on_hand(), self.warnings()), (7, ""))

    def test_a_refused_log_in_suspends_the_connection(self):
        COUNTER.error = AuthError("No.")
        self.follow()
        self.assertEqual(self.connection.state, "suspended")

    def test_one_shop_s_fault_does_not_stop_the_next(self):
        other = self.connect(name="Annex shop", stock_master="channel")
        self.connection.location_ids.warehouse_id = False
        other.follows_stock = True
        self.list_product(self.cup, "v-9", connection_id=other.id)
        COUNTER.there["stock-v-9"] = 5
        self.follow()
        self.assertEqual(self.on_hand(self.cup), 5)
        self.assertIn("Choose which warehouse", self.warnings())

    def test_a_second_channel_cannot_keep_the_same_warehouse(self):
        other = self.connect(name="Second", stock_master="channel")
        with self.assertRaisesRegex(ValidationError, "“Stall” keeps the stock of"):
            other.follows_stock = True

    def test_a_place_cannot_be_moved_to_a_warehouse_that_another_keeps(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        other = self.connect(name="Second", stock_master="channel")
        other.location_ids.warehouse_id = annex
        other.follows_stock = True
        with self.assertRaisesRegex(ValidationError, "one channel at most"):
            other.location_ids.warehouse_id = self.warehouse

    def test_a_reading_of_all_products_is_followed_at_once(self):
        cron = self.env.ref("omni_channel.cron_follow_stock")
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.connection._after_page("listing", Page(items=(), cursor={}, more=False))
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, triggers + 1)
