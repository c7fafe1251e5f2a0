from datetime import timedelta

from odoo.exceptions import UserError

from .completeness_case import CompletenessCase
from .papers import order
from .stall import COUNTER


class TestButtons(CompletenessCase):
    """What a person does with a red day."""

    def test_what_is_missing_is_fetched(self):
        self.switch_orders(False)
        self.check("42").action_fetch_missing()
        self.assertEqual(self.asked(), ["42"])

    def test_what_has_come_meanwhile_is_not_fetched(self):
        self.switch_orders(False)
        row = self.check("41")
        self.bring_late()
        row.action_fetch_missing()
        self.assertEqual(self.asked(), [])

    def test_only_the_chosen_days_are_fetched(self):
        self.switch_orders(False)
        yesterday = self.now - timedelta(days=1)
        COUNTER.placed = [("1", self.now), ("2", yesterday)]
        self.run_check()
        self.row(1).action_fetch_missing()
        self.assertEqual(self.asked(), ["2"])

    def behind(self, row, fate):
        action = row.with_context(omni_fate=fate).action_open_orders()
        return self.env[action["res_model"]].search(action["domain"])

    def test_the_imported_lead_to_the_orders(self):
        self.bring(order())
        row = self.check("41")
        self.assertEqual(self.behind(row, "imported").omni_external_id, "41")

    def test_the_parked_lead_to_the_messages_with_their_reasons(self):
        self.bring(order())
        message = self.bring(order(external_id="42", payment="pending"))
        row = self.check("41", "42")
        self.assertEqual(self.behind(row, "parked"), message)
        self.assertTrue(self.behind(row, "parked").reason)

    def test_after_some_months_the_numbers_stay_and_the_list_goes(self):
        self.bring(order())
        row = self.check("41")
        row.write({"day": "2026-01-01", "checked_at": "2026-01-02 00:00:00"})
        row._gc_placed_ids()
        self.assertEqual((row.imported_count, row.placed_ids), (1, False))
        with self.assertRaisesRegex(UserError, "Check again"):
            row.action_open_orders()

    def test_what_is_missing_on_many_days_takes_as_many_queries_as_on_one(self):
        days = [(self.now - timedelta(days=ago)).date() for ago in range(50)]
        rows = self.env["omni.completeness"].create(
            [
                {"connection_id": self.connection.id, "day": day, "missing_ids": [str(day)]}
                for day in days
            ]
        )
        rows[0]._ask_missing()
        self.env.flush_all()
        with self.assertQueryCount(12):
            rows[1:]._ask_missing()
        self.assertEqual(len(self.asked()), 50)

    def period(self, first, last):
        days = {"date_from": self.now.date() - timedelta(days=first)}
        days["date_to"] = self.now.date() - timedelta(days=last)
        return self.env["omni.completeness.period"].create(days)

    def test_any_period_can_be_counted(self):
        self.period(70, 0).action_count()
        row = self.check("42", ago=60)
        self.assertEqual((row.missing_count, row.state), (1, "missing"))

    def test_a_counted_period_fetches_nothing_old_by_itself(self):
        self.period(70, 0).action_count()
        self.check("42", ago=60)
        self.assertEqual(self.asked(), [])

    def test_old_days_are_fetched_when_a_person_wants_it(self):
        self.period(70, 0).action_count()
        self.check("42", ago=60).action_fetch_missing()
        self.assertEqual(self.asked(), ["42"])

    def test_a_period_shows_its_days(self):
        action = self.period(9, 0).action_count()
        self.assertEqual(self.env["omni.completeness"].search_count(action["domain"]), 10)

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        with self.assertRaisesRegex(UserError, "ends before"):
            self.period(0, 3).action_count()

    def test_days_to_come_are_refused(self):
        with self.assertRaisesRegex(UserError, "to come"):
            self.period(0, -3).action_count()

    def test_more_than_a_year_is_refused(self):
        with self.assertRaisesRegex(UserError, "A year|a year"):
            self.period(800, 0).action_count()

    def test_without_a_shop_that_can_be_counted_it_says_so(self):
        self.connection.active = False
        with self.assertRaisesRegex(UserError, "No shop"):
            self.period(1, 0).action_count()
