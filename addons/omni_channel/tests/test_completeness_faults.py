from odoo.addons.omni_base.core.errors import AuthError, RejectedError, RetryableError

from .completeness_case import CompletenessCase
from .papers import order
from .stall import COUNTER, SilentStall


class TestWhoCannotBeCounted(CompletenessCase):
    """A shop that does not answer, or cannot, says so and hinders no other."""

    def test_a_connector_that_cannot_list_its_orders_is_shown_as_such(self):
        silent = self.connect(adapter_code=SilentStall.code, name="Silent")
        self.run_check()
        self.run_check()
        rows = self.env["omni.completeness"].search([("connection_id", "=", silent.id)])
        self.assertEqual(rows.mapped("state"), ["unknown"])
        self.assertIn("cannot ask which orders were placed", rows.obstacle)

    def test_a_shop_that_does_not_answer_is_said_on_its_days(self):
        COUNTER.error = RetryableError("The shop is closed.")
        row = self.check()
        self.assertEqual((row.state, row.obstacle), ("unknown", "The shop is closed."))

    def test_the_numbers_of_the_last_count_stay(self):
        self.bring(order())
        self.check("41")
        COUNTER.error = RejectedError("No.")
        row = self.check("41")
        self.assertEqual((row.imported_count, row.obstacle), (1, "No."))

    def test_a_passing_fault_is_a_warning_and_no_lasting_problem(self):
        COUNTER.error = RetryableError("The shop is closed.")
        self.check()
        self.assertIn("The shop is closed.", self.notices("uncounted").text)
        self.assertFalse(self.connection.problem)

    def test_the_warning_ends_with_the_next_count(self):
        COUNTER.error = RejectedError("No.")
        self.check()
        COUNTER.error = None
        row = self.check()
        self.assertFalse(self.notices("uncounted"))
        self.assertFalse(row.obstacle)

    def test_a_refused_log_in_suspends_the_connection(self):
        COUNTER.error = AuthError("Wrong key.")
        self.check()
        self.assertEqual(self.connection.state, "suspended")

    def test_a_fault_of_ours_in_one_shop_does_not_stop_the_next(self):
        other = self.connect(name="Zebra")
        COUNTER.faults = [KeyError("surprise")]
        with self.assertLogs("odoo.addons.omni_channel.models.completeness_count", "ERROR"):
            self.check()
        rows = self.env["omni.completeness"].search([("day", "=", self.now.date())])
        states = {row.connection_id: row.state for row in rows}
        self.assertEqual(states, {self.connection: "unknown", other: "complete"})

    def test_a_fault_of_ours_is_said(self):
        COUNTER.faults = [KeyError("surprise")]
        with self.assertLogs("odoo.addons.omni_channel.models.completeness_count", "ERROR"):
            row = self.check()
        self.assertIn("A fault of the program", row.obstacle)

    def test_locations_that_could_not_be_read_are_a_warning(self):
        COUNTER.error = RetryableError("Later.")
        self.connection.action_test()
        self.assertTrue(self.notices("places"))
        self.assertFalse(self.connection.problem)

    def test_locations_are_asked_for_again_until_they_are_read(self):
        COUNTER.error = RejectedError("Later.")
        self.connection.action_test()
        COUNTER.error = None
        self.check()
        self.assertFalse(self.notices("places"))


class TestWhatStaysMissing(CompletenessCase):
    """Asked for and still not there: somebody must look."""

    def test_the_first_look_raises_no_alarm(self):
        self.check("42")
        self.assertFalse(self.notices("missing"))

    def test_an_order_that_stays_missing_is_a_warning(self):
        self.check("42")
        self.lose("42")
        self.check("42")
        notice = self.notices("missing")
        self.assertEqual((notice.level, notice.details["missing"]), ("bad", 1))
        self.assertIn("asked for again: 1.", notice.text)

    def test_it_is_a_fault_of_the_connection_s_health(self):
        self.check("42")
        self.lose("42")
        self.check("42")
        self.assertEqual(self.connection.health, "bad")

    def test_the_bell_rings(self):
        self.check("42")
        self.lose("42")
        self.check("42")
        self.assertEqual(self.env["omni.bell"].problems()["error"], 1)

    def test_it_ends_when_the_order_is_there(self):
        self.check("41")
        self.lose("41")
        self.check("41")
        self.bring(order())
        self.check("41")
        self.assertFalse(self.notices("missing"))
