import re

from odoo import Command, fields
from odoo.addons.omni_base.core.documents import Outcome
from odoo.tests import new_test_user

from .common import ChannelCase
from .papers import line, order
from .stall import COUNTER


class TestStockWhy(ChannelCase):
    """Why this number: its terms, who takes what, and how far the channel knows it."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.connection._go_live()
        self.drain()

    def why(self, listing=None):
        listing = listing or self.listing
        self.env.invalidate_all()
        return listing.why_text.replace("\N{NNBSP}", " ")

    def page(self):
        self.env.invalidate_all()
        return self.listing.why

    def test_the_terms_are_named(self):
        self.sell(line(quantity=3))
        self.listing.buffer = 2
        self.drain()
        self.assertRegex(self.why(), r"^on hand 20 − reserved 3 − buffer 2 = 15, sent \d")

    def test_the_number_explained_is_the_number_that_was_told(self):
        self.sell(line(quantity=3))
        self.listing.write({"buffer": 10, "buffer_unit": "percent"})
        self.connection.shown_most = 12
        self.drain()
        self.assertEqual(f" = {COUNTER.there['stock-v-1']},", re.search(" = .+?,", self.why())[0])

    def test_it_says_when_it_was_sent_and_acknowledged(self):
        self.assertRegex(self.why(), r", sent \d+:\d\d [AP]M, acknowledged \d")

    def test_what_is_on_its_way_is_said(self):
        self.listing.level_ids.write(
            {"in_flight_at": fields.Datetime.now(), "in_flight_quantity": 6}
        )
        self.assertRegex(self.why(), "6 on its way since .+, 20 acknowledged")

    def test_what_was_never_told_is_said(self):
        self.assertIn("never told", self.why(self.list_product(self.cup, "v-2")))

    def test_the_time_is_the_readers(self):
        self.listing.level_ids.acknowledged_at = "2026-01-05 23:30:00"
        self.listing = self.listing.with_context(tz="Asia/Tokyo")
        self.assertIn("acknowledged 01/06/2026 8:30", self.why())

    def test_who_takes_it_is_a_link(self):
        picking = self.sell(line(quantity=3)).picking_ids
        self.assertIn(f'href="/odoo/stock.picking/{picking.id}"', self.page())

    def test_what_left_already_is_not_listed(self):
        picking = self.sell(line(quantity=3)).picking_ids
        self.ship(picking)
        self.assertNotIn("stock.picking", self.page())

    def test_an_order_that_waits_for_its_payment_is_a_link(self):
        message = self.bring(
            order(line(quantity=2, listing_id="v-1"), payment="pending", holds_stock=True)
        )
        self.assertIn("ordered, not reserved 2 = 18", self.why())
        self.assertIn(f'href="/odoo/omni.message/{message.id}"', self.page())

    def test_one_who_may_not_see_transfers_sees_the_number_only(self):
        self.sell(line(quantity=3))
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        self.listing = self.listing.with_user(user)
        page = self.page()
        self.assertIn("reserved", page)
        self.assertNotIn("stock.picking", page)

    def test_a_salesman_may_ask(self):
        user = new_test_user(self.env, "seller", groups="sales_team.group_sale_salesman")
        self.assertIn("on hand 20", self.listing.with_user(user).why_text)

    def test_a_change_that_waits_is_said(self):
        self.put(self.teapot, 1)
        self.end_transaction()
        self.assertIn("Waits to be told since", self.page())

    def test_a_refusal_is_said(self):
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="rejected", reason="Not stocked there.")
        self.put(self.teapot, 1)
        self.drain()
        self.assertIn("Not stocked there.", self.page())

    def test_words_of_the_shop_are_no_markup(self):
        self.listing.level_ids.problem = "<b>bold</b>"
        self.assertIn("&lt;b&gt;bold", self.page())

    def test_pieces_sold_there_and_not_here_yet_are_said(self):
        self.listing.level_ids.unexplained_quantity = 2
        self.assertIn("2 more were sold there", " ".join(self.page().split()))

    def test_test_mode_is_the_reason_of_silence(self):
        self.connection.action_back_to_test()
        self.assertIn("Nothing is sent. Test mode", self.page())

    def test_a_listing_that_is_held_says_so(self):
        self.connection._hold_listings(self.listing)
        self.assertIn("Nothing is sent. It is held", self.page())

    def test_a_listing_that_is_switched_off_says_so(self):
        self.listing.publishes_stock = False
        self.assertIn("“Send stock” is switched off", self.page())

    def test_what_the_channel_does_not_count_says_so(self):
        self.listing.is_stock_managed = False
        self.assertIn("does not count its stock", self.page())

    def test_a_feed_that_is_off_says_so(self):
        self.connection.feed_ids.filtered(lambda feed: feed.resource == "stock").active = False
        self.assertIn("The feed “Stock” is switched off", self.page())

    def test_a_listing_that_is_told_has_no_reason_of_silence(self):
        self.assertNotIn("Nothing is sent", self.page())

    def test_what_a_slow_channel_is_not_shown_is_a_term(self):
        self.connection.write({"lag_buffer": 4, "is_lagging": True})
        self.assertIn("− buffer while the channel is slow 4 = 16", self.why())

    def test_the_rule_in_force_is_said(self):
        self.connection.buffer = 3
        self.assertIn("3 held back (connection)", self.page())

    def test_each_place_has_its_own_terms(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, 7, annex.lot_stock_id)
        self.env["omni.channel.location"].create(
            {
                "connection_id": self.connection.id,
                "name": "Annex",
                "external_id": "annex",
                "warehouse_id": annex.id,
            }
        )
        self.assertRegex(self.why(), "on hand 20 = 20.+\non hand 7 = 7")

    def test_shared_stock_has_its_worst_case(self):
        self.assertIn("Shared stock", self.page())

    def test_a_channel_with_a_part_of_its_own_has_none(self):
        self.env["omni.pool"].create(
            {
                "name": "All",
                "mode": "partitioned",
                "warehouse_ids": self.warehouse.ids,
                "share_ids": [Command.create({"connection_id": self.connection.id})],
            }
        )
        self.assertNotIn("Shared stock", self.page())

    def test_it_opens_as_a_dialog(self):
        action = self.listing.action_open_why()
        self.assertEqual((action["target"], action["res_id"]), ("new", self.listing.id))
