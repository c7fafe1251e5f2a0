from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import EngineCase


class TestGroups(EngineCase):
    """A user sees and solves problems; an administrator connects and goes live."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "omni-user", groups="omni_base.group_user")
        cls.employee = new_test_user(cls.env, "employee", groups="base.group_user")

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.seen = self.connection.with_user(self.user)

    def test_a_user_sees_the_connection(self):
        self.assertEqual(self.seen.name, "Stage")

    def test_an_employee_without_the_group_sees_none(self):
        with self.assertRaises(AccessError):
            self.env["omni.connection"].with_user(self.employee).search([])

    def test_a_user_cannot_go_live(self):
        with self.assertRaises(AccessError):
            self.seen.action_open_go_live()

    def test_a_user_cannot_go_back_to_test(self):
        live = self.connect("live").with_user(self.user)
        with self.assertRaises(AccessError):
            live.action_back_to_test()

    def test_a_user_cannot_change_a_connection(self):
        with self.assertRaises(AccessError):
            self.seen.mode = "live"

    def test_a_user_cannot_read_credentials(self):
        with self.assertRaises(AccessError):
            self.connection.credential_ids.with_user(self.user).mapped("value")

    def test_a_user_cannot_erase_a_secret(self):
        with self.assertRaises(AccessError):
            self.credential(self.connection, "key").with_user(self.user).action_forget()

    def test_a_user_cannot_use_the_credentials(self):
        with self.assertRaises(AccessError):
            self.seen.action_test()

    def test_a_user_cannot_subscribe(self):
        with self.assertRaises(AccessError):
            self.seen.action_subscribe()

    def test_a_user_does_not_learn_the_webhook_address(self):
        with self.assertRaises(AccessError):
            self.seen.mapped("webhook_url")

    def test_a_user_can_run_a_feed(self):
        self.feed(self.seen).action_run_now()
        cron = self.feed(self.connection).cron_id
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))

    def test_a_user_can_try_a_problem_again(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        message.with_user(self.user).action_retry()
        self.assertEqual(message.state, "rung")

    def test_an_employee_cannot_try_an_outgoing_problem_again(self):
        intent = self.want(self.connection, 1)
        with self.assertRaises(AccessError):
            intent.with_user(self.employee).action_retry()

    def test_nobody_changes_a_message_by_hand(self):
        message = self.store(self.connection, self.thing(1))
        with self.assertRaises(AccessError):
            message.with_user(self.env.ref("base.user_admin")).state = "done"
