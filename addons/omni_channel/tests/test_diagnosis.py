from odoo import fields
from odoo.addons.omni_base.core.documents import Outcome

from .papers import line, order
from .stall import COUNTER
from .test_stages import StageCase


class TestDiagnosis(StageCase):
    """Why orders do not come in, or stock does not change in the shop."""

    def found(self, label):
        action = self.connection.action_diagnose()
        wizard = self.env["omni.diagnosis"].browse(action["res_id"])
        return wizard.line_ids.filtered(lambda row: row.label == label)

    def said(self, label):
        return " ".join(self.found(label).mapped("text"))

    def test_a_shop_without_orders_is_told_so(self):
        self.assertIn("None has come yet", self.said("Orders"))

    def test_the_newest_order_is_named(self):
        sale = self.sell(line())
        self.assertIn(sale.name, self.said("Orders"))

    def test_parked_orders_are_counted(self):
        self.bring(order(line(), payment="pending"))
        self.assertIn("Parked orders: 1.", self.said("Orders"))

    def test_stock_that_is_switched_off_is_said(self):
        feeds = self.connection.feed_ids
        feeds.filtered(lambda feed: feed.resource == "stock").active = False
        self.assertIn("switched off", self.said("Stock"))

    def test_listings_that_are_held_are_counted(self):
        self.stage(scope="first", first_count=1)
        self.assertIn("Listings that are not sent: 1 (held", self.said("Stock"))

    def test_a_listing_whose_stock_is_not_sent_is_counted(self):
        self.pot.publishes_stock = False
        self.assertIn("“Send stock”", self.said("Stock"))

    def test_a_listing_that_the_shop_does_not_count_is_told(self):
        self.pot.is_stock_managed = False
        self.assertIn("does not count", self.said("Stock"))

    def followed(self, **values):
        """Let the shop keep the stock, counted here as ``values`` say."""
        self.connection.write({"stock_master": "channel", "follows_stock": True, **values})

    def test_a_shop_that_keeps_its_stock_says_when_it_was_counted(self):
        self.followed(followed_at=fields.Datetime.now(), followed_count=3)
        self.assertEqual(self.found("Stock").state, "good")
        self.assertIn("Products that differed: 3.", self.said("Stock"))

    def test_what_was_not_counted_for_hours_is_a_warning(self):
        self.followed(followed_at="2026-01-01 00:00:00")
        self.assertEqual(self.found("Stock").state, "warning")

    def test_what_was_never_counted_is_said(self):
        self.followed()
        self.assertIn("not counted here yet", self.said("Stock"))

    def test_listings_that_are_left_out_are_counted(self):
        self.followed(followed_at=fields.Datetime.now(), followed_left_count=2)
        self.assertIn("Listings left out: 2", self.said("Stock"))

    def test_orders_that_must_be_read_first_are_said(self):
        self.followed(followed_at=fields.Datetime.now())
        self.store("order", order(line()))
        self.assertIn("before all orders", self.said("Stock"))

    def test_why_it_could_not_be_counted_is_said(self):
        self.followed(followed_at=fields.Datetime.now())
        told = {"reason": "The shop is shut."}
        self.env["omni.notice"]._note(self.connection, "follow", "warning", "", "stock", **told)
        self.assertIn("The shop is shut.", self.said("Stock"))

    def test_changes_on_their_way_are_counted(self):
        self.stage()
        key = f"{self.pot.id}-{self.pot.level_ids.location_id.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="retry", reason="Later.")
        self.put(self.teapot, 1)
        self.drain()
        self.assertIn("not acknowledged yet: 1.", self.said("Stock"))

    def test_when_the_shop_acknowledged_last_is_said(self):
        self.stage()
        self.assertIn("Last acknowledged", self.said("Stock"))

    def test_a_shop_that_acknowledged_nothing_is_told(self):
        self.go_live()
        self.assertIn("not acknowledged any", self.said("Stock"))
