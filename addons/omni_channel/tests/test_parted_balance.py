from datetime import timedelta

from odoo import fields

from .papers import line, order
from .parted import PartedCase
from .stall import COUNTER


class TestPartedBalance(PartedCase):
    """Pieces move on by themselves, and what other demand takes from channels is said."""

    def balance(self):
        self.env.flush_all()
        self.env["omni.listing.level"]._cron_balance()
        return self.shown()

    def make_doubtful(self):
        """A larger number was sent once and never answered; a smaller one was answered since."""
        self.listing.level_ids.write(
            {"unknown_quantity": 15, "unknown_until": fields.Datetime.now() + timedelta(minutes=4)}
        )
        self.env.flush_all()

    def test_what_may_still_arrive_is_held(self):
        self.make_doubtful()
        self.balance()
        self.assertEqual(self.allotment().held, 25)

    def test_what_can_arrive_no_more_is_asked_for_and_held_no_longer(self):
        self.make_doubtful()
        self.listing.level_ids.unknown_until = fields.Datetime.now() - timedelta(minutes=1)
        calls = len(COUNTER.levels)
        self.balance()
        self.assertEqual((self.allotment().held, len(COUNTER.levels)), (20, calls + 1))

    def find_gone(self):
        """Two pieces are sold there, and a new number finds out before their order is here."""
        COUNTER.there["stock-v-1"] -= 2
        self.put(self.teapot, 10)
        self.drain()

    def read_orders(self):
        feed = self.connection.feed_ids.filtered(lambda feed: feed.resource == "order")
        self.env["omni.run"].create(
            {
                "feed_id": feed.id,
                "connection_id": self.connection.id,
                "company_id": self.company.id,
                "state": "done",
                "started_at": fields.Datetime.now() + timedelta(seconds=5),
            }
        )

    def test_pieces_gone_stay_held_until_the_orders_were_read(self):
        self.find_gone()
        self.assertEqual((self.balance(), self.allotment().missing), ((13, 15), 2))

    def test_pieces_that_nobody_ordered_are_shown_again(self):
        self.find_gone()
        self.read_orders()
        self.assertEqual((self.balance(), self.allotment().missing), ((15, 15), 0))

    def test_pieces_gone_stay_held_while_an_order_waits_to_be_imported(self):
        self.find_gone()
        self.read_orders()
        self.env["omni.message"]._store(
            self.connection, [{"resource": "order", "external_id": "9", "state": "parked"}]
        )
        self.assertEqual(self.balance(), (13, 15))

    def test_a_channel_that_waits_though_there_is_room_is_looked_at_again(self):
        self.share(self.connection, "fixed", pieces=15)
        self.drain()
        self.env.cr.execute("UPDATE omni_listing_level SET is_waiting = TRUE")
        self.put(self.teapot, 5)
        self.drain()
        self.assertEqual(self.balance(), (15, 10))

    def test_an_order_cancelled_in_the_shop_is_its_pieces_again(self):
        sale = self.sell(line(quantity=4, listing_id="v-1"))
        self.drain()
        held = self.listing.level_ids._part().held
        gone = order(line(quantity=4, listing_id="v-1"), cancelled_at=fields.Datetime.now())
        self.env["omni.order.import"]._call_off(sale, gone)
        self.env.invalidate_all()
        self.assertEqual(self.listing.level_ids._part().held, held + 4)

    def test_a_direct_order_within_the_rest_says_nothing(self):
        self.pool.kept = 5
        self.drain()
        self.assertFalse(self.order_directly(5).omni_beyond_rest)

    def test_a_direct_order_beyond_the_rest_names_the_channels_that_still_sell(self):
        said = self.order_directly(3).omni_beyond_rest
        self.assertIn("3 more than what is left", said)
        self.assertIn("Kiosk 10", said)

    def test_its_transfer_says_so_too(self):
        picking = self.order_directly(3).picking_ids
        self.assertIn("Stall 10", picking.omni_beyond_rest)

    def test_the_channels_are_lowered_then(self):
        self.order_directly(4)
        self.assertEqual((self.shown(), self.allotment().free), ((8, 8), 0))

    def test_a_channels_own_order_is_not_warned_of(self):
        sale = self.sell(line(quantity=4, listing_id="v-1"))
        self.assertFalse(sale.omni_beyond_rest)

    def scrap(self, pieces):
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.teapot.id, "scrap_qty": pieces, "company_id": self.company.id}
        )
        scrap.action_validate()
        return scrap

    def test_a_scrap_names_the_channels_that_still_sell_what_it_took(self):
        said = self.scrap(3).omni_beyond_rest
        self.assertIn("3 more than what is left", said)
        self.assertIn("Kiosk 10", said)

    def test_a_scrap_within_the_rest_says_nothing(self):
        self.pool.kept = 5
        self.drain()
        self.assertFalse(self.scrap(5).omni_beyond_rest)
