from odoo.addons.omni_base.core.errors import RejectedError

from .common import EngineCase


class TestVerdicts(EngineCase):
    """What a person finds in the list of problems."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def verdict(self, **content):
        message = self.store(self.connection, self.thing(1, **content))
        self.drain()
        return message

    def test_a_problem_is_an_error(self):
        self.assertEqual(self.verdict(poison=True).severity, "error")

    def test_a_parked_thing_is_tried_again(self):
        self.assertEqual(self.verdict(state="parked").severity, "retry")

    def test_an_ignored_thing_is_for_information(self):
        self.assertEqual(self.verdict(state="ignored").severity, "info")

    def test_a_verdict_keeps_its_reason(self):
        self.assertEqual(self.verdict(state="ignored").reason, "As the thing wants it.")

    def test_a_connection_counts_its_problems(self):
        self.verdict(poison=True)
        self.want(self.connection, 1)._give_up("No such item.")
        self.assertEqual(self.connection.problem_count, 2)

    def test_a_connection_counts_what_waits(self):
        self.want(self.connection, 1, 2)
        self.assertEqual(self.connection.waiting_count, 2)

    def test_the_button_opens_this_connections_problems(self):
        domain = self.connection.action_open_problems()["domain"]
        self.assertIn(("connection_id", "=", self.connection.id), domain)

    def test_a_suspension_asks_the_responsible_person_once(self):
        self.connection._suspend("The key is wrong.")
        self.connection._suspend("The key is wrong.")
        self.assertEqual(self.connection.activity_ids.user_id, self.connection.user_id)
        self.assertEqual(len(self.connection.activity_ids), 1)

    def test_testing_again_ends_a_suspension(self):
        self.connection._suspend("The key is wrong.")
        self.connection.action_test()
        self.assertEqual((self.connection.state, self.connection.problem), ("connected", False))

    def test_what_a_person_waits_for_is_refused_with_a_sentence(self):
        with self.assertRaisesRegex(Exception, "Not like this"), self.connection._person_waits():
            raise RejectedError("Not like this.")
