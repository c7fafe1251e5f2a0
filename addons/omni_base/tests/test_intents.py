from freezegun import freeze_time

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import (
    AuthError,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)

from .common import EngineCase
from .rehearsal import STAGE


class TestIntents(EngineCase):
    """What becomes of a change that must be told."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")

    def test_many_changes_of_one_record_are_told_once(self):
        self.want(self.connection, 1, 1, 1, 1, 1)
        self.drain()
        self.assertEqual(STAGE.pushed, ["1"])

    def test_changes_beyond_the_slice_are_told_with_their_record(self):
        self.want(self.connection, 1, 2, 3, 1, 2, 3)
        self.drain()
        self.assertEqual(STAGE.pushed, ["1", "2", "3"])

    def test_a_slice_is_as_large_as_the_resource_says(self):
        self.want(self.connection, 1, 2, 3, 4)
        self.env.flush_all()
        self.assertEqual(len(self.env["omni.intent"]._claim(50)), 3)

    def test_what_was_told_is_gone(self):
        self.want(self.connection, 1, 1)
        self.drain()
        self.assertFalse(self.intents())

    def test_a_change_made_while_another_is_told_is_told_too(self):
        self.want(self.connection, 1)
        self.drain()
        self.want(self.connection, 1)
        self.drain()
        self.assertEqual(STAGE.pushed, ["1", "1"])

    def test_a_refused_item_is_a_problem_with_its_reason(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="rejected", reason="No such item.")
        intent = self.want(self.connection, 1)
        self.drain()
        self.assertEqual((intent.state, intent.reason), ("dead", "No such item."))

    def test_a_refused_item_does_not_stop_the_others(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="rejected", reason="No such item.")
        self.want(self.connection, 1, 2)
        self.drain()
        self.assertEqual(self.intents().mapped("res_id"), [1])

    def test_a_refused_record_is_one_problem_however_often_it_changed(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="rejected", reason="No such item.")
        self.want(self.connection, 1, 1, 1)
        self.drain()
        self.assertEqual(len(self.intents()), 1)

    def test_a_problem_is_not_told_again_by_itself(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="rejected", reason="No such item.")
        self.want(self.connection, 1)
        self.drain()
        with freeze_time(self.later(days=30)):
            self.drain()
        self.assertEqual(STAGE.pushed, ["1"])

    def test_a_problem_is_told_again_when_a_person_asks(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="rejected", reason="No such item.")
        intent = self.want(self.connection, 1)
        self.drain()
        intent.action_retry()
        STAGE.outcomes.clear()
        self.drain()
        self.assertFalse(self.intents())

    def test_an_item_to_be_told_later_is_postponed_with_its_reason(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="retry", reason="Somebody sold one.")
        intent = self.want(self.connection, 1)
        self.drain()
        self.assertEqual(
            (intent.state, intent.reason, intent.not_before > self.later()),
            ("new", "Somebody sold one.", True),
        )

    def test_an_item_without_an_answer_is_postponed(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="unknown")
        intent = self.want(self.connection, 1)
        self.drain()
        self.assertEqual((intent.state, intent.tries), ("new", 1))

    def test_a_remote_that_asks_to_wait_is_left_alone(self):
        STAGE.error = RetryableError("Later.", after=90)
        self.want(self.connection, 1)
        self.drain()
        self.assertGreater(self.connection.paused_until, self.later(seconds=60))

    def test_refused_credentials_suspend_the_connection(self):
        STAGE.error = AuthError("The key is wrong.")
        self.want(self.connection, 1)
        self.drain()
        self.assertEqual(self.connection.state, "suspended")

    def test_refused_credentials_leave_the_change_waiting(self):
        STAGE.error = AuthError("The key is wrong.")
        intent = self.want(self.connection, 1)
        self.drain()
        self.assertEqual((intent.state, intent.tries, intent.lease_until), ("new", 0, False))

    def test_a_refused_batch_is_a_problem_for_each_of_its_records(self):
        STAGE.error = RejectedError("Not like this.")
        self.want(self.connection, 1, 2)
        self.drain()
        self.assertEqual(self.intents().mapped("reason"), ["Not like this."] * 2)

    def test_a_batch_without_an_answer_is_not_repeated_at_once(self):
        STAGE.error = UnknownOutcome("No answer.")
        intent = self.want(self.connection, 1)
        self.drain()
        self.assertGreater(intent.not_before, self.later(seconds=50))

    def test_what_goes_out_goes_before_what_comes_in(self):
        self.store(self.connection, self.thing(1))
        self.want(self.connection, 1, priority=50)
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.drain"]._drain_slice(50)
        self.assertEqual((STAGE.pushed, self.messages().state), (["1"], "new"))

    def test_one_bad_record_never_stops_the_others_on_their_way_out(self):
        STAGE.poison = "5"
        self.want(self.connection, *range(1, 9))
        self.drain()
        self.assertEqual(sorted(STAGE.pushed), ["1", "2", "3", "4", "6", "7", "8"])

    def test_the_bad_one_alone_is_a_problem(self):
        STAGE.poison = "5"
        self.want(self.connection, *range(1, 9))
        self.drain()
        self.assertEqual((self.intents().mapped("res_id"), self.intents().state), ([5], "dead"))
