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
        self.assertIn("1 orders are parked", self.said("Orders"))

    def test_stock_that_is_switched_off_is_said(self):
        feeds = self.connection.feed_ids
        feeds.filtered(lambda feed: feed.resource == "stock").active = False
        self.assertIn("switched off", self.said("Stock"))

    def test_listings_that_are_held_are_counted(self):
        self.stage(scope="first", first_count=1)
        self.assertIn("1 listings are not sent: held", self.said("Stock"))

    def test_a_listing_whose_stock_is_not_sent_is_counted(self):
        self.pot.publishes_stock = False
        self.assertIn("“Send stock”", self.said("Stock"))

    def test_a_listing_that_the_shop_does_not_count_is_told(self):
        self.pot.is_stock_managed = False
        self.assertIn("does not count", self.said("Stock"))

    def test_changes_on_their_way_are_counted(self):
        self.stage()
        key = f"{self.pot.id}-{self.pot.level_ids.location_id.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="retry", reason="Later.")
        self.put(self.teapot, 1)
        self.drain()
        self.assertIn("1 changes are on their way", self.said("Stock"))

    def test_when_the_shop_acknowledged_last_is_said(self):
        self.stage()
        self.assertIn("Last acknowledged", self.said("Stock"))

    def test_a_shop_that_acknowledged_nothing_is_told(self):
        self.go_live()
        self.assertIn("not acknowledged any", self.said("Stock"))
