from odoo.exceptions import UserError

from .common import EngineCase
from .rehearsal import STAGE


class TestStages(EngineCase):
    """What is not released yet is held, readable, and written nowhere."""

    def held(self):
        """Return a live connection whose outgoing feed is held."""
        connection = self.connect()
        connection._release(self.env["omni.feed"])
        return connection

    def wizard(self, connection):
        return self.env["omni.go.live"].browse(connection.action_open_go_live()["res_id"])

    def test_a_held_feed_writes_nothing(self):
        self.want(self.held(), 1)
        self.drain()
        self.assertFalse(STAGE.pushed)

    def test_what_is_held_says_why(self):
        intent = self.want(self.held(), 1)
        self.drain()
        self.assertIn("later stage", intent.reason)

    def test_what_is_held_is_taken_once_only(self):
        intent = self.want(self.held(), 1)
        self.drain()
        self.assertFalse(self.env["omni.intent"].sudo()._claim(50))
        self.assertEqual(intent.state, "new")

    def test_a_held_feed_leaves_the_connection_live_in_part(self):
        self.assertTrue(self.held().is_staged)

    def test_releasing_it_writes_what_was_held(self):
        connection = self.held()
        self.want(connection, 5)
        self.drain()
        connection._release(self.feed(connection, "out"))
        self.drain()
        self.assertIn("5", STAGE.pushed)

    def test_once_all_is_released_it_is_live_as_a_whole(self):
        connection = self.held()
        connection._release(self.feed(connection, "out"))
        self.assertFalse(connection.is_staged)

    def test_a_released_feed_is_not_held_by_the_next_stage(self):
        connection = self.connect("live")
        connection._release(self.env["omni.feed"])
        self.assertFalse(self.feed(connection, "out").is_held)

    def test_a_held_feed_does_not_start_by_hand(self):
        connection = self.held()
        with self.assertRaisesRegex(UserError, "Release more"):
            self.feed(connection, "out").action_run_now()

    def test_telling_a_held_one_again_does_not_tell_it(self):
        intent = self.want(self.held(), 1)
        self.drain()
        intent.action_retry()
        self.drain()
        self.assertFalse(STAGE.pushed)

    def test_back_in_test_mode_nothing_stays_held_by_a_stage(self):
        connection = self.held()
        connection.action_back_to_test()
        self.assertFalse(self.feed(connection, "out").is_held or connection.is_staged)

    def test_the_wizard_releases_what_is_chosen(self):
        connection = self.connect()
        self.wizard(connection).action_go_live()
        self.assertFalse(self.feed(connection, "out").is_held)

    def test_what_was_off_and_is_switched_on_later_waits_for_a_stage(self):
        connection = self.connect()
        self.feed(connection, "out").active = False
        self.wizard(connection).action_go_live()
        self.feed(connection, "out").active = True
        self.want(connection, 1)
        self.drain()
        self.assertTrue(connection.is_staged)
        self.assertFalse(STAGE.pushed)

    def test_what_was_released_may_be_off_for_a_while(self):
        connection = self.connect()
        self.wizard(connection).action_go_live()
        self.feed(connection, "out").active = False
        self.feed(connection, "out").active = True
        self.assertFalse(self.feed(connection, "out").is_held or connection.is_staged)

    def test_the_wizard_holds_what_is_not_chosen(self):
        connection = self.connect()
        wizard = self.wizard(connection)
        wizard.feed_ids.is_chosen = False
        with self.assertRaisesRegex(UserError, "at least one"):
            wizard.action_go_live()

    def test_the_stage_is_kept_in_the_history(self):
        connection = self.connect()
        self.wizard(connection).action_go_live()
        bodies = " ".join(str(body) for body in connection.message_ids.mapped("body"))
        self.assertIn("Released: Things out", bodies)

    def test_the_second_stage_opens_as_such(self):
        self.assertTrue(self.wizard(self.held()).is_next_stage)

    def test_it_shows_how_much_waits_for_each(self):
        connection = self.connect()
        self.want(connection, 1, 2)
        self.assertEqual(self.wizard(connection).feed_ids.waiting_count, 2)


class TestWayBack(EngineCase):
    def test_going_back_is_one_click(self):
        connection = self.connect("live")
        action = connection.action_open_way_back()
        self.env["omni.way.back"].browse(action["res_id"]).action_back()
        self.assertEqual(connection.mode, "test")

    def test_it_says_how_much_was_not_told_yet(self):
        connection = self.connect("live")
        self.want(connection, 1, 2)
        action = connection.action_open_way_back()
        self.assertEqual(self.env["omni.way.back"].browse(action["res_id"]).waiting_count, 2)

    def test_while_it_goes_back_nothing_else_is_written(self):
        connection = self.connect("live")
        connection.returning_at = self.later()
        self.want(connection, 1)
        self.drain()
        self.assertFalse(STAGE.pushed)
