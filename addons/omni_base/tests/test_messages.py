from freezegun import freeze_time

from odoo.addons.omni_base.core.errors import AuthError, RejectedError, RetryableError
from odoo.exceptions import UserError

from .common import EngineCase
from .rehearsal import STAGE


class TestMessages(EngineCase):
    """What becomes of a thing that came in."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def test_a_stored_thing_is_done_with_the_record_it_made(self):
        message = self.store(self.connection, self.thing(1))
        self.drain()
        record = self.env[message.res_model].browse(message.res_id)
        self.assertEqual((message.state, record.name), ("done", "Thing 1"))

    def test_one_poisoned_thing_among_fifty_costs_only_itself(self):
        things = [self.thing(key, poison=key == 23) for key in range(50)]
        messages = self.store(self.connection, *things)
        self.drain()
        self.assertEqual(
            messages.filtered(lambda m: m.state != "done").mapped("external_id"), ["23"]
        )

    def test_the_dead_one_says_why(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        self.assertEqual((message.state, message.reason), ("dead", "the poisoned thing"))

    def test_the_dead_one_keeps_its_traceback(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        self.assertIn("in import_things", message.detail)

    def test_a_thing_that_the_mapping_does_not_know_is_dead_alone(self):
        strange = self.thing(1)
        strange = type(strange)(external_id="1", body=b"?x")
        messages = self.store(self.connection, strange, self.thing(2))
        self.drain()
        self.assertEqual(messages.mapped("state"), ["dead", "done"])

    def test_a_dead_mapping_speaks_to_a_person(self):
        message = self.store(self.connection, type(self.thing(1))(external_id="1", body=b"?x"))
        self.drain()
        self.assertEqual(message.reason, "“?x” is not a thing.")

    def test_a_parked_thing_is_left_alone_for_an_hour(self):
        self.store(self.connection, self.thing(1, state="parked"))
        self.drain()
        STAGE.asked.clear()
        with freeze_time(self.later(minutes=59)):
            self.drain()
        self.assertFalse(STAGE.asked)

    def test_a_parked_thing_is_read_again_after_an_hour(self):
        self.store(self.connection, self.thing(1, state="parked"))
        self.drain()
        STAGE.things["1"] = self.thing(1).body
        with freeze_time(self.later(minutes=61)):
            self.drain()
        self.assertEqual((STAGE.asked, self.messages().state), ([["1"]], "done"))

    def test_a_dead_thing_is_not_taken_again_by_itself(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        with freeze_time(self.later(days=30)):
            self.drain()
        self.assertEqual(message.state, "dead")

    def test_an_older_open_message_is_closed_by_a_newer_state(self):
        old = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        self.store(self.connection, self.thing(1))
        self.drain()
        self.assertEqual((old.state, old.reason), ("done", "A newer state of it was processed."))

    def test_messages_of_other_things_stay_open(self):
        other = self.store(self.connection, self.thing(2, poison=True))
        self.drain()
        self.store(self.connection, self.thing(1))
        self.drain()
        self.assertEqual(other.state, "dead")

    def test_two_states_of_one_thing_in_a_slice_make_one_record(self):
        self.store(self.connection, self.thing(1))
        self.store(self.connection, self.thing(1, more=True))
        self.drain()
        self.assertEqual(len([m for m in self.messages() if m.res_id]), 1)

    def test_five_doorbells_for_one_thing_are_one_question(self):
        STAGE.things["1"] = self.thing(1).body
        for _time in range(5):
            self.ring(self.connection, 1)
        self.drain()
        self.assertEqual(STAGE.asked, [["1"]])

    def test_five_doorbells_for_one_thing_make_one_record(self):
        STAGE.things["1"] = self.thing(1).body
        for _time in range(5):
            self.ring(self.connection, 1)
        self.drain()
        self.assertEqual(
            self.env["res.partner.category"].search_count([("name", "=", "Thing 1")]), 1
        )

    def test_what_the_remote_no_longer_has_is_ignored_with_a_reason(self):
        message = self.ring(self.connection, 1)
        self.drain()
        self.assertEqual(
            (message.state, message.reason), ("ignored", "The remote no longer has it.")
        )

    def test_a_remote_that_asks_to_wait_is_left_alone_that_long(self):
        STAGE.error = RetryableError("Later, please.", after=90)
        self.ring(self.connection, 1)
        self.drain()
        waits = (self.connection.paused_until - self.later()).total_seconds()
        self.assertAlmostEqual(waits, 90, delta=10)

    def test_a_message_that_must_wait_is_tried_again(self):
        STAGE.error = RetryableError("Later, please.", after=90)
        message = self.ring(self.connection, 1)
        self.drain()
        STAGE.error, STAGE.things["1"] = None, self.thing(1).body
        with freeze_time(self.later(seconds=120)):
            self.drain()
        self.assertEqual(message.state, "done")

    def test_refused_credentials_suspend_the_connection(self):
        STAGE.error = AuthError("The key is wrong.")
        self.ring(self.connection, 1)
        self.drain()
        self.assertEqual(
            (self.connection.state, self.connection.problem), ("suspended", "The key is wrong.")
        )

    def test_refused_credentials_leave_the_work_waiting(self):
        STAGE.error = AuthError("The key is wrong.")
        message = self.ring(self.connection, 1)
        self.drain()
        self.assertEqual((message.state, message.lease_until), ("rung", False))

    def test_a_refused_question_is_a_problem_with_its_reason(self):
        STAGE.error = RejectedError("No such thing type.")
        message = self.ring(self.connection, 1)
        self.drain()
        self.assertEqual((message.state, message.reason), ("dead", "No such thing type."))

    def test_a_problem_tried_again_is_read_from_the_remote(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        STAGE.things["1"] = self.thing(1).body
        message.action_retry()
        self.drain()
        self.assertEqual((STAGE.asked, message.state), ([["1"]], "done"))

    def test_what_is_done_cannot_be_tried_again(self):
        message = self.store(self.connection, self.thing(1))
        self.drain()
        with self.assertRaises(UserError):
            message.action_retry()
