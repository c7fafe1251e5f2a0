from odoo.tests import tagged

from .common import CarrierCase


@tagged("post_install", "-at_install")
class TestDashboard(CarrierCase):
    """The card of a carrier: labels of today, and those that need a look."""

    def rows(self):
        self.env.flush_all()
        self.connection.invalidate_recordset(["dashboard"])
        return {row["code"]: row for row in self.connection.dashboard["figures"]}

    def test_labels_bought_today_are_counted_and_a_click_away(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(self.rows()["labels_today"]["value"], "1")
        action = self.connection.action_open_labels_today()
        self.assertEqual(self.env["omni.label"].search(action["domain"]), self.labels(picking))

    def test_the_graph_ends_with_today(self):
        self.validate(self.make_transfer())
        self.env.flush_all()
        points = self.connection.dashboard["series"]["points"]
        self.assertEqual([number for _day, number in points], [0] * 13 + [1])

    def test_a_label_without_an_answer_is_shown(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertNotIn("action_open_silent_labels", self.rows())
        self.labels(picking).state = "unknown"
        self.assertEqual(self.rows()["action_open_silent_labels"]["tone"], "warning")

    def test_a_label_that_no_transfer_carries_is_shown(self):
        picking = self.make_transfer()
        self.validate(picking)
        picking.omni_label_reference = False
        action = self.connection.action_open_unused_labels()
        self.assertEqual(self.rows()["action_open_unused_labels"]["value"], "1")
        self.assertEqual(self.env["omni.label"].search(action["domain"]), self.labels(picking))

    def test_a_carrier_has_no_orders_and_no_stock(self):
        self.assertFalse({"orders_today", "stock_lag"} & self.rows().keys())
