from datetime import date, datetime, timedelta, timezone

from odoo.addons.omni_base.core.documents import Page
from odoo.addons.omni_base.core.errors import RejectedError, RetryableError
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import STAGE

FIRST = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


class TestImportNow(EngineCase):
    """A person chooses what is read now; it takes the way of all that comes in."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.user = new_test_user(self.env, "import-user", groups="omni_base.group_user")
        STAGE.listed = [(str(n), FIRST + timedelta(days=n)) for n in range(20)]
        STAGE.things = {key: self.thing(key).body for key, _at in STAGE.listed}

    def window(self, **values):
        action = self.connection.with_user(self.user).action_import_now()
        wizard = self.env["omni.import"].with_user(self.user).browse(action["res_id"])
        wizard.write(values)
        return wizard

    def march(self, first, last):
        return {"since": date(2026, 3, first), "until": date(2026, 3, last)}

    def ran(self):
        return self.pull(self.connection)

    def rung(self):
        return sorted(
            self.messages().filtered(lambda one: one.state == "rung").mapped("external_id")
        )

    def test_it_offers_what_comes_in_with_the_first_one_chosen(self):
        lines = self.window().line_ids
        self.assertEqual(lines.mapped("label"), [self.feed(self.connection).label])
        self.assertTrue(lines[0].is_chosen)

    def test_a_connection_that_is_not_connected_is_not_asked(self):
        self.connection._suspend("The key is wrong.")
        with self.assertRaisesRegex(UserError, "Connect “Stage” first"):
            self.window()

    def test_nothing_chosen_is_said(self):
        wizard = self.window()
        wizard.line_ids.is_chosen = False
        with self.assertRaisesRegex(UserError, "Choose what"):
            wizard.action_import()

    def test_a_feed_that_is_off_is_not_started(self):
        self.feed(self.connection).active = False
        wizard = self.window()
        self.assertFalse(wizard.line_ids.is_chosen)
        wizard.line_ids.is_chosen = True
        with self.assertRaisesRegex(UserError, "Switch “.*” on first"):
            wizard.action_import()

    def test_it_starts_the_feed_and_leads_to_its_executions(self):
        cron = self.feed(self.connection).sudo().cron_id
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        shown = self.window().action_import()
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertEqual((after - before, shown["params"]["next"]["res_model"]), (1, "omni.run"))

    def test_without_a_period_it_goes_on_where_it_was(self):
        self.feed(self.connection).sudo().cursor = {"since": "yesterday"}
        self.window().action_import()
        self.ran()
        self.assertEqual(STAGE.cursors, [{"since": "yesterday"}])

    def test_all_of_it_again_starts_at_the_beginning(self):
        self.feed(self.connection).sudo().cursor = {"since": "yesterday"}
        wizard = self.window()
        wizard.line_ids.again = True
        wizard.action_import()
        self.ran()
        self.assertEqual(STAGE.cursors, [{}])

    def test_a_period_is_read_by_the_days_on_which_things_were_made(self):
        self.window(**self.march(3, 5)).action_import()
        run = self.ran()
        self.assertEqual((self.rung(), run.read_count), (["2", "3", "4"], 3))

    def test_more_than_a_week_is_read_whole(self):
        self.window(**self.march(1, 20)).action_import()
        self.ran()
        self.assertEqual(len(self.rung()), 20)

    def test_the_workers_import_it_as_all_that_comes_in(self):
        self.window(**self.march(3, 5)).action_import()
        self.ran()
        self.drain()
        states = {m.external_id: m.state for m in self.messages()}
        self.assertEqual(states, dict.fromkeys("234", "done"))

    def test_asked_twice_what_waits_is_not_put_up_twice(self):
        for _time in range(2):
            self.window(**self.march(3, 5)).action_import()
            self.ran()
        self.assertEqual(self.rung(), ["2", "3", "4"])

    def test_the_next_run_does_not_ask_again(self):
        self.window(**self.march(3, 5)).action_import()
        self.ran()
        self.drain()
        self.ran()
        self.assertEqual(self.rung(), [])

    def test_what_is_new_is_read_in_the_same_run(self):
        STAGE.pages = [Page(items=(self.thing("new"),), cursor={}, more=False)]
        self.window(**self.march(3, 5)).action_import()
        self.ran()
        self.assertIn("new", self.messages().mapped("external_id"))

    def test_a_refused_period_is_told_and_does_not_come_back(self):
        self.window(**self.march(3, 5)).action_import()
        STAGE.error = RejectedError("No such period.")
        run = self.ran()
        STAGE.error = None
        self.assertEqual((run.state, run.reason), ("failed", "No such period."))
        self.assertFalse(self.feed(self.connection).asked)

    def test_a_period_is_asked_for_again_after_a_passing_fault(self):
        self.window(**self.march(3, 5)).action_import()
        STAGE.error = RetryableError("Busy.")
        self.ran()
        STAGE.error = None
        self.connection.sudo().paused_until = False
        self.ran()
        self.assertEqual(self.rung(), ["2", "3", "4"])

    def test_how_many_there_are_is_said_before(self):
        self.store(self.connection, self.thing(2))
        wizard = self.window(**self.march(3, 5))
        wizard.action_count()
        self.assertEqual(wizard.found, "3 there; 2 of them were never read here.")

    def test_a_period_that_ends_before_it_begins_is_said(self):
        with self.assertRaisesRegex(UserError, "ends before it begins"):
            self.window(**self.march(5, 3)).action_import()

    def test_who_may_not_see_connections_may_not_import(self):
        stranger = new_test_user(self.env, "import-stranger")
        with self.assertRaises(AccessError):
            self.connection.with_user(stranger).action_import_now()
