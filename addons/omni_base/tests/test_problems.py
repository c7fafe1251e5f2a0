from unittest.mock import ANY

from odoo.exceptions import UserError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import METHODS


class TestProblems(EngineCase):
    """One list of all that is not in order, and the press that mends it."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def problems(self):
        return self.env["omni.problem"].search([("connection_id", "=", self.connection.id)])

    def stuck(self, key=1, **content):
        message = self.store(self.connection, self.thing(key, **content))
        self.drain()
        return message

    def refused(self):
        intent = self.want(self.connection, 1)
        intent._give_up("No such item.")
        return intent

    def test_what_came_in_and_what_goes_out_are_in_one_list(self):
        self.stuck(poison=True)
        self.refused()
        self.assertEqual(set(self.problems().mapped("res_model")), {"omni.message", "omni.intent"})

    def test_a_problem_says_what_it_is_about_and_why(self):
        self.stuck(poison=True)
        problem = self.problems()
        self.assertEqual(
            (problem.label, problem.subject, problem.reason, problem.severity),
            ("Things", "1", "the poisoned thing", "error"),
        )

    def test_what_is_in_order_is_not_listed(self):
        self.stuck()
        self.assertFalse(self.problems())

    def test_a_problem_leads_to_what_it_is(self):
        message = self.stuck(poison=True)
        action = self.problems().action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("omni.message", message.id))

    def test_several_are_tried_again_at_once(self):
        message, intent = self.stuck(poison=True), self.refused()
        self.problems().action_retry()
        self.assertEqual((message.state, intent.state), ("rung", "new"))

    def test_several_are_ignored_at_once(self):
        self.stuck(poison=True)
        self.refused()
        action = self.problems().action_ignore()
        wizard = self.env["omni.ignore"].with_context(**action["context"])
        wizard.create({"reason": "no matter"}).action_ignore()
        self.assertFalse(self.problems())

    def test_the_worst_come_first(self):
        self.stuck(1, state="parked")
        self.stuck(2, poison=True)
        self.stuck(3, state="parked")
        self.assertEqual(self.problems()[0].severity, "error")

    def test_the_bell_speaks_french_with_its_space(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.stuck(poison=True)
        newest = self.env["omni.bell"].with_context(lang="fr_FR").problems()["newest"]
        self.assertIn("Stage\N{NO-BREAK SPACE}: ", newest[0]["title"])

    def test_many_problems_are_shown_by_few_queries(self):
        self.stuck(poison=True)
        self.store(self.connection, *[self.thing(key, poison=True) for key in range(2, 9)])
        self.drain()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.env["omni.bell"].problems()


class TestMend(EngineCase):
    """A problem that one press mends, for all that wait for the same."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.opened = []
        model = self.registry["omni.message"]
        hooks = {
            "_mend_label_stage": lambda message, key: f"Open the {key}",
            "_mend_stage": lambda message, key: self.opened.append(key),
        }
        for name, hook in hooks.items():
            setattr(model, name, hook)
            self.addCleanup(delattr, model, name)

    def parked(self):
        self.assertIn("_import_rehearsal_in", METHODS)
        messages = self.store(
            self.connection, self.thing(1, state="parked"), self.thing(2, state="parked")
        )
        self.drain()
        return messages

    def test_the_button_says_what_it_does(self):
        self.assertEqual(self.parked()[0].mend_label, "Open the door")

    def test_pressing_it_mends_and_tries_all_again_that_wait_for_it(self):
        messages = self.parked()
        messages[0].action_mend()
        self.assertEqual((self.opened, set(messages.mapped("state"))), (["door"], {"rung"}))

    def test_a_user_may_press_it(self):
        user = new_test_user(self.env, "marc", groups="omni_base.group_user")
        self.parked()[0].with_user(user).action_mend()
        self.assertEqual(self.opened, ["door"])

    def test_it_is_not_offered_any_more_when_all_is_well(self):
        message = self.parked()[0]
        message.write({"state": "done"})
        self.assertFalse(message.mend_label)
        with self.assertRaises(UserError):
            message.action_mend()

    def test_the_notice_counts_what_is_tried_again(self):
        notice = self.parked()[0].action_mend()
        self.assertEqual(notice["params"], {**notice["params"], "message": ANY})
        self.assertIn("2", notice["params"]["message"])
