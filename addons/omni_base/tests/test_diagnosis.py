from datetime import timedelta

from odoo import fields
from odoo.addons.omni_base.core.errors import AuthError, RejectedError
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import STAGE


class TestDiagnosis(EngineCase):
    """Which check fails, in the order in which things are mended, and what to do."""

    def look(self, connection, user=None):
        connection = connection.with_user(user or self.env.user)
        action = connection.action_diagnose()
        return self.env["omni.diagnosis"].with_user(user or self.env.user).browse(action["res_id"])

    def line(self, connection, label):
        return self.look(connection).line_ids.filtered(lambda line: line.label == label)

    def test_what_works_is_said_to_work(self):
        connection = self.connect("live")
        lines = self.look(connection).line_ids
        self.assertEqual(
            set(lines.filtered(lambda one: one.label == "Log-in").mapped("state")), {"good"}
        )

    def test_a_refused_log_in_comes_first(self):
        connection = self.connect()
        STAGE.error = AuthError("The key is wrong.")
        wizard = self.look(connection)
        self.assertEqual((wizard.worst, wizard.advice), ("blocker", "Log-in – The key is wrong."))

    def test_what_the_remote_says_is_shown(self):
        connection = self.connect()
        STAGE.error = RejectedError("A security plugin hides the addresses.")
        self.assertIn("security plugin", self.line(connection, "Log-in").text)

    def test_missing_rights_are_named(self):
        connection = self.connect()
        STAGE.things["1"] = b"{}"
        self.assertIn("write_things", self.line(connection, "Rights").text)

    def test_another_account_is_noticed(self):
        connection = self.connect()
        STAGE.account_url = "https://another.example"
        connection.account_url = "https://mine.example"
        self.assertIn("right account", self.line(connection, "Log-in").text)

    def test_what_the_adapter_alone_can_tell_is_shown(self):
        connection = self.connect()
        self.assertEqual(self.line(connection, "Curtain").text, "It is up.")

    def test_a_suspended_connection_that_would_work_says_how_to_go_on(self):
        connection = self.connect()
        connection._suspend("It was refused.")
        line = self.line(connection, "Log-in")
        line.action_mend()
        self.assertEqual(connection.state, "connected")

    def test_a_stopped_scheduled_action_is_a_blocker(self):
        connection = self.connect()
        self.feed(connection).sudo().cron_id.active = False
        self.assertEqual(self.line(connection, "Scheduled actions").state, "blocker")

    def test_a_stopped_scheduled_action_can_be_started_again(self):
        connection = self.connect()
        cron = self.feed(connection).sudo().cron_id
        cron.active = False
        self.line(connection, "Scheduled actions").action_mend()
        self.assertTrue(cron.active)

    def test_scheduled_actions_that_do_not_run_are_a_blocker(self):
        connection = self.connect()
        late = fields.Datetime.now() - timedelta(hours=2)
        self.feed(connection).sudo().cron_id.nextcall = late
        self.assertIn("max_cron_threads", self.line(connection, "Scheduled actions").text)

    def test_a_feed_that_is_off_is_named(self):
        connection = self.connect()
        self.feed(connection).active = False
        self.assertIn("Things", self.line(connection, "Feeds")[0].text)

    def test_a_held_feed_is_named(self):
        connection = self.connect()
        connection._release(self.env["omni.feed"])
        self.assertIn("Things out", self.line(connection, "Feeds")[0].text)

    def test_test_mode_is_said(self):
        self.assertIn("Test mode", self.line(self.connect(), "Mode").text)

    def test_a_copy_is_said(self):
        connection = self.connect("live")
        connection.sudo().live_identity = "7000000000000000000/5"
        self.assertIn("copy", self.line(connection, "Mode").text)

    def test_a_pause_that_the_remote_asked_for_is_said(self):
        connection = self.connect("live")
        connection._pause(600)
        self.assertIn("asked us to wait", self.line(connection, "Work")[0].text)

    def test_open_problems_are_counted(self):
        connection = self.connect("live")
        self.store(connection, self.thing(1)).state = "dead"
        self.assertIn("for a payment: 1.", self.line(connection, "Work").text)

    def test_an_archived_connection_is_said(self):
        connection = self.connect()
        connection.active = False
        self.assertIn("archived", self.line(connection, "Log-in").text)

    def test_a_user_who_solves_problems_may_look(self):
        user = new_test_user(self.env, "solver", groups="omni_base.group_user")
        self.assertTrue(self.look(self.connect(), user).line_ids)

    def test_a_user_of_another_company_may_not_look(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        user = new_test_user(
            self.env,
            "stranger",
            groups="omni_base.group_user",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        connection = self.connect()
        with self.assertRaises(AccessError):
            self.look(connection, user)

    def test_looking_again_looks_anew(self):
        connection = self.connect()
        wizard = self.look(connection)
        STAGE.error = AuthError("The key is wrong.")
        wizard.action_again()
        self.assertEqual(wizard.worst, "blocker")


class TestAuthoriseLater(EngineCase):
    """A connection can be saved without its log-in; until then nothing of it runs."""

    def saved(self):
        return self.env["omni.connection"].create(
            {"name": "Later", "adapter_code": "omni_rehearsal"}
        )

    def test_it_waits_for_its_authorisation(self):
        self.assertEqual(self.saved().state, "waiting")

    def test_it_says_what_is_missing(self):
        self.assertEqual(self.saved().next_step, "Fill in: Secret key.")

    def test_testing_it_says_what_is_missing_and_asks_nobody(self):
        connection = self.saved()
        STAGE.error = AuthError("Nobody should have asked.")
        self.assertIn("Secret key", connection.action_test()["params"]["message"])
        self.assertEqual(connection.state, "waiting")

    def test_nothing_of_it_runs(self):
        connection = self.saved()
        self.pull(connection)
        self.assertFalse(STAGE.cursors)

    def test_once_the_log_in_is_typed_it_only_needs_its_test(self):
        connection = self.saved()
        self.credential(connection, "key").value = "k"
        self.assertEqual((connection.state, connection.next_step), ("draft", ""))

    def test_an_erased_secret_makes_it_wait_again(self):
        connection = self.connect()
        self.credential(connection, "key").action_forget()
        self.assertEqual(connection.state, "waiting")

    def test_its_health_says_the_next_step(self):
        connection = self.saved()
        self.assertEqual(
            (connection.health, connection.health_reason), ("off", "Fill in: Secret key.")
        )

    def test_diagnosis_says_the_next_step(self):
        action = self.saved().action_diagnose()
        wizard = self.env["omni.diagnosis"].browse(action["res_id"])
        self.assertEqual(wizard.advice, "Log-in – Fill in: Secret key.")
