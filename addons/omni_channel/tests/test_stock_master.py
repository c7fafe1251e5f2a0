from odoo.exceptions import UserError

from .common import ChannelCase
from .stall import COUNTER


class TestStockMaster(ChannelCase):
    """Who keeps the stock: Odoo, the channel, or nobody."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.connection._go_live()
        self.feed = self.connection.feed_ids.filtered(lambda feed: feed.resource == "stock")

    def told(self):
        self.put(self.teapot, 1)
        self.drain()
        return COUNTER.levels

    def test_odoo_keeps_it_by_default(self):
        self.assertEqual(self.connection.stock_master, "odoo")

    def test_a_channel_that_keeps_it_is_told_nothing(self):
        self.connection.stock_master = "channel"
        self.assertFalse(self.told())

    def test_where_nobody_keeps_it_nothing_is_told(self):
        self.connection.stock_master = "none"
        self.assertFalse(self.told())

    def test_what_was_not_told_yet_is_forgotten(self):
        self.connection.stock_master = "channel"
        self.assertFalse(self.intents("stock"))

    def test_the_feed_is_off_and_says_why(self):
        self.connection.stock_master = "channel"
        self.assertEqual(
            (self.feed.active, self.feed.help), (False, "Off: the channel keeps its stock itself.")
        )

    def test_the_feed_cannot_be_switched_on_meanwhile(self):
        self.connection.stock_master = "none"
        with self.assertRaisesRegex(UserError, "who keeps the stock first"):
            self.feed.active = True

    def test_when_odoo_keeps_it_again_all_of_it_is_told(self):
        self.connection.stock_master = "channel"
        self.drain()
        self.connection.stock_master = "odoo"
        self.drain()
        self.assertEqual(COUNTER.there, {"stock-v-1": 20})

    def test_a_new_connection_can_begin_without_stock(self):
        other = self.connect(stock_master="none")
        feed = other.with_context(active_test=False).feed_ids
        self.assertFalse(feed.filtered(lambda feed: feed.resource == "stock").active)

    def test_a_feed_that_is_off_is_warned_of(self):
        self.feed.active = False
        self.assertIn("may sell what is gone", self.connection.stock_warning)

    def test_stock_that_nobody_keeps_is_warned_of(self):
        self.connection.stock_master = "none"
        self.assertIn("may sell too much", self.connection.stock_warning)

    def test_a_channel_that_keeps_its_own_is_not_warned_of(self):
        self.connection.stock_master = "channel"
        self.assertFalse(self.connection.stock_warning)

    def test_stock_that_is_sent_as_it_changes_is_not_warned_of(self):
        self.assertFalse(self.connection.stock_warning)

    def test_going_live_changes_no_number_of_a_channel_that_keeps_its_own(self):
        self.connection.stock_master = "channel"
        self.assertFalse(self.connection._live_differences())

    def test_going_live_asks_for_no_warehouse_then(self):
        self.connection.stock_master = "channel"
        self.connection.location_ids.warehouse_id = False
        self.assertEqual(self.connection._check_locations()["state"], "good")

    def test_a_feed_that_an_upgrade_brings_is_off_where_odoo_keeps_no_stock(self):
        self.connection.stock_master = "channel"
        feeds = self.connection.with_context(active_test=False).feed_ids
        feed = feeds.filtered(lambda feed: feed.resource == "stock")
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM omni_feed WHERE id = %s", [feed.id])
        self.env.invalidate_all()
        self.env["omni.connection"]._register_hook()
        feeds = self.connection.with_context(active_test=False).feed_ids
        self.assertEqual([feed.active for feed in feeds if feed.resource == "stock"], [False])
