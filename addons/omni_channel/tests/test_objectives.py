from datetime import timedelta

from odoo import fields
from odoo.addons.omni_base.core.spread import duration_class

from .common import ChannelCase


class TestObjectives(ChannelCase):
    """95 of 100 orders here within 5 minutes: is it kept, and what of the budget is used."""

    def setUp(self):
        super().setUp()
        self.connection.state = "connected"
        self.env["omni.measure"].search([]).unlink()

    def measured(self, in_time, late, days_ago=1, kind="placed.order"):
        """Let the figures say that so many came within ten seconds, and so many after an hour."""
        hour = fields.Datetime.now().replace(minute=0, second=0) - timedelta(days=days_ago)
        spread = {duration_class(10): in_time, duration_class(3600): late}
        self.env["omni.measure"].create(
            {
                "connection_id": self.connection.id,
                "company_id": self.company.id,
                "kind": kind,
                "hour": hour,
                "count": in_time + late,
                "spread": spread,
            }
        )

    def shown(self):
        self.env.invalidate_all()
        return str(self.connection.health_objectives or "")

    def warnings(self):
        self.env["omni.connection"]._watch_health()
        self.env.invalidate_all()
        domain = [("kind", "=", "objective"), ("state", "=", "open")]
        return self.env["omni.notice"].search(domain)

    def test_the_page_says_what_is_to_be_kept(self):
        self.assertIn("Orders are here: 95 of 100 within 5 min", self.shown())
        self.assertIn("Changed stock is shown: 95 of 100 within 2 min", self.shown())

    def test_without_figures_it_says_so(self):
        self.assertIn("Nothing was measured in the last 30 days.", self.shown())

    def test_it_says_what_of_the_budget_is_used(self):
        self.measured(196, 4)
        self.assertIn("Kept: 98.0 of 100", self.shown())
        self.assertIn("Error budget used: 40", self.shown())

    def test_a_used_up_budget_is_said(self):
        self.measured(90, 10)
        self.assertIn("Missed: only 90.0 of 100", self.shown())

    def test_hours_and_days_are_added_up(self):
        self.measured(90, 10, days_ago=2)
        self.measured(300, 0, days_ago=20)
        self.assertIn("Error budget used: 50", self.shown())

    def test_after_30_days_it_is_forgotten(self):
        self.measured(0, 100, days_ago=31)
        self.assertIn("Nothing was measured", self.shown())

    def test_the_settings_count(self):
        self.connection.write({"order_share": 80, "order_minutes": 10})
        self.measured(90, 10)
        self.assertIn("Orders are here: 80 of 100 within 10 min", self.shown())
        self.assertIn("Error budget used: 50", self.shown())

    def test_0_is_no_objective(self):
        self.connection.write({"order_share": 0, "stock_share": 0})
        self.assertEqual(self.shown(), "")

    def test_a_used_up_budget_is_a_warning(self):
        self.measured(90, 10)
        warning = self.warnings()
        self.assertEqual(warning.connection_id, self.connection)
        self.assertIn("Orders are here: 95 of 100 within 5 min; it was 90.0", warning.text)

    def test_the_warning_ends_when_the_budget_has_recovered(self):
        self.measured(90, 10)
        self.warnings()
        self.measured(900, 0, days_ago=0)
        self.assertFalse(self.warnings())

    def test_a_few_late_ones_are_no_warning(self):
        self.measured(2, 1)
        self.assertFalse(self.warnings())

    def test_stock_has_an_objective_of_its_own(self):
        self.measured(50, 50, kind="out.stock")
        self.assertEqual(self.warnings().mapped("subject"), ["out.stock"])
