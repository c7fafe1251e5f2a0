from odoo.exceptions import UserError
from odoo.tests import new_test_user

from .common import EngineCase


class TestIgnore(EngineCase):
    """A person says that a problem is none, and why."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.user = new_test_user(self.env, "marc", name="Marc", groups="omni_base.group_user")

    def problem(self, key=1):
        message = self.store(self.connection, self.thing(key, poison=True))
        self.drain()
        return message

    def ignore(self, records, reason="a test of the shop"):
        action = records.with_user(self.user).action_ignore()
        wizard = self.env["omni.ignore"].with_user(self.user).with_context(**action["context"])
        wizard.create({"reason": reason}).action_ignore()
        self.env.invalidate_all()

    def test_it_is_ignored_with_the_reason_and_the_name(self):
        message = self.problem()
        self.ignore(message)
        self.assertEqual(
            (message.state, message.severity, message.reason),
            ("ignored", "info", "Ignored by Marc: a test of the shop"),
        )

    def test_it_is_kept_who_it_was_and_when(self):
        message = self.problem()
        self.ignore(message)
        self.assertEqual(message.ignored_by_id, self.user)
        self.assertTrue(message.done_at)

    def test_what_was_wrong_is_kept(self):
        message = self.problem()
        self.ignore(message)
        self.assertIn("Before: the poisoned thing", message.detail)

    def test_the_activity_ends(self):
        self.ignore(self.problem())
        self.env.cr.flush()
        self.assertFalse(self.connection.activity_ids)

    def test_many_are_ignored_at_once(self):
        messages = self.problem(1) | self.problem(2)
        self.ignore(messages)
        self.assertEqual(set(messages.mapped("state")), {"ignored"})

    def test_many_cost_no_query_each(self):
        messages = self.store(self.connection, *[self.thing(key, poison=True) for key in range(40)])
        self.drain()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            messages._ignore("all of them")
            messages.flush_recordset()

    def test_a_done_thing_cannot_be_ignored(self):
        message = self.store(self.connection, self.thing(1))
        self.drain()
        with self.assertRaises(UserError):
            self.ignore(message)

    def test_a_newer_state_of_it_stays_ignored(self):
        self.ignore(self.problem())
        newer = self.store(self.connection, self.thing(1, more=True))
        self.drain()
        self.assertEqual(
            (newer.state, newer.reason), ("ignored", "Ignored by Marc: a test of the shop")
        )

    def test_another_thing_does_not(self):
        self.ignore(self.problem())
        other = self.store(self.connection, self.thing(2))
        self.drain()
        self.assertEqual(other.state, "done")

    def test_processing_it_again_ends_that(self):
        message = self.store(self.connection, self.thing(1, state="parked"))
        self.drain()
        self.ignore(message)
        newer = self.store(self.connection, self.thing(1, more=True))
        self.drain()
        message._replay(self.connection, "rehearsal_in", external_ids=["1"])
        self.drain()
        latest = self.store(self.connection, self.thing(1, more="again"))
        self.drain()
        self.assertEqual((newer.state, latest.state), ("ignored", "done"))

    def test_another_companys_problem_is_left_alone(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.connect(company=elsewhere)
        message = self.store(other, self.thing(1, poison=True))
        self.drain()
        context = {"default_chosen": [["omni.message", message.ids]]}
        wizard = self.env["omni.ignore"].with_user(self.user).with_context(**context)
        wizard.create({"reason": "not mine"}).action_ignore()
        self.assertEqual(message.state, "dead")

    def test_a_refused_change_is_not_told_and_the_chatter_says_so(self):
        intent = self.want(self.connection, self.env.company.partner_id.id)
        intent._give_up("No such item.")
        self.ignore(intent, "sold elsewhere")
        self.assertFalse(intent.exists())
        log = self.connection.message_ids[:1].body
        self.assertIn("Marc: sold elsewhere", log)
        self.assertIn(self.env.company.partner_id.name, log)
