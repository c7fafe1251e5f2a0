from datetime import timedelta

from .completeness_case import CompletenessCase
from .papers import order
from .stall import COUNTER


class TestCompleteness(CompletenessCase):
    """Every order of the shop is accounted for, or the day is red."""

    def test_an_imported_order_is_accounted_for(self):
        self.bring(order())
        row = self.check("41")
        self.assertEqual((row.imported_count, row.share, row.state), (1, 1, "complete"))

    def test_a_parked_order_is_accounted_for(self):
        self.bring(order(payment="pending"))
        row = self.check("41")
        self.assertEqual((row.parked_count, row.share), (1, 1))

    def test_an_ignored_order_is_accounted_for(self):
        self.bring(order(cancelled_at=self.now))
        row = self.check("41")
        self.assertEqual((row.ignored_count, row.share), (1, 1))

    def test_a_problem_is_not_accounted_for(self):
        self.bring(order()).state = "dead"
        self.env["sale.order"].search([("omni_external_id", "=", "41")]).omni_external_id = "gone"
        row = self.check("41")
        self.assertEqual((row.problem_count, row.share, row.state), (1, 0, "open"))

    def test_what_is_being_worked_on_is_not_accounted_for_yet(self):
        self.store("order", order())
        row = self.check("41")
        self.assertEqual((row.waiting_count, row.share, row.state), (1, 0, "open"))

    def test_an_order_that_never_came_is_missing(self):
        self.bring(order())
        row = self.check("41", "42")
        self.assertEqual((row.missing_count, row.share, row.state), (1, 0.5, "missing"))

    def test_a_day_without_orders_is_complete(self):
        self.assertEqual(self.check().state, "complete")

    def test_what_is_missing_is_asked_for(self):
        self.check("42")
        self.assertEqual(self.asked(), ["42"])

    def test_where_the_orders_are_switched_off_nothing_is_asked_for_by_itself(self):
        self.switch_orders(False)
        self.check("42")
        self.assertEqual(self.asked(), [])

    def test_what_is_there_is_not_asked_for(self):
        self.bring(order())
        self.check("41")
        self.assertEqual(self.asked(), [])

    def test_a_second_count_replaces_the_first(self):
        self.check("41")
        self.bring(order())
        row = self.check("41")
        self.assertEqual((len(row), row.missing_count), (1, 0))

    def test_counting_takes_two_queries_whatever_the_orders(self):
        table = self.env["omni.completeness"]
        with self.assertQueryCount(2):
            table._fates(self.connection, [str(number) for number in range(500)])

    def test_a_day_begins_by_the_clock_of_the_responsible_person(self):
        self.connection.user_id.tz = "Pacific/Kiritimati"
        there = self.now.astimezone(self.connection._zone())
        midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
        COUNTER.placed = [("1", midnight), ("2", midnight - timedelta(seconds=1))]
        self.run_check()
        rows = self.env["omni.completeness"].search(
            [("connection_id", "=", self.connection.id)], order="day desc"
        )
        self.assertEqual(rows[0].day, there.date())
        self.assertEqual(rows.mapped("placed_count"), [1, 1])
        self.assertEqual(set(rows.mapped("zone")), {"Pacific/Kiritimati"})

    def test_a_red_day_is_looked_at_again_until_it_is_complete(self):
        self.switch_orders(False)
        self.check("41", ago=1)
        self.row(1).day -= timedelta(days=5)
        self.bring_late()
        self.assertEqual(self.check("41", ago=6).state, "complete")

    def test_a_red_day_is_given_up_after_two_weeks(self):
        self.switch_orders(False)
        self.check("41", ago=1)
        self.row(1).day -= timedelta(days=20)
        self.bring_late()
        self.assertEqual(self.check("41", ago=21).state, "missing")
