from odoo.addons.omni_base.core.errors import ReadOnlyError

from .common import EngineCase
from .rehearsal import STAGE


class TestReadOnly(EngineCase):
    """A log-in that reads and may not write: one problem, on the connection."""

    def refused(self):
        """Return a live connection that found out when it told two things, and its intents."""
        connection = self.connect("live")
        intents = self.want(connection, 1, 2)
        STAGE.error = ReadOnlyError("This key only reads.")
        self.drain()
        STAGE.error = None
        self.env.invalidate_all()
        return connection, intents

    def test_nothing_of_it_is_a_problem_of_its_own(self):
        _connection, intents = self.refused()
        self.assertEqual(intents.mapped("state"), ["new", "new"])

    def test_the_connection_says_it(self):
        connection, _intents = self.refused()
        self.assertEqual(connection.problem, "This key only reads.")

    def test_a_person_is_asked_once(self):
        connection, _intents = self.refused()
        self.want(connection, 3)
        self.drain()
        self.assertEqual(len(connection.activity_ids), 1)

    def test_it_is_not_tried_again_and_again(self):
        connection, _intents = self.refused()
        self.want(connection, 3)
        self.drain()
        self.assertNotIn("3", STAGE.pushed)

    def test_it_still_reads(self):
        connection, _intents = self.refused()
        self.assertEqual(connection.state, "connected")

    def test_once_it_may_write_all_of_it_is_told(self):
        connection, _intents = self.refused()
        STAGE.pushed.clear()
        connection.action_test()
        self.drain()
        self.assertEqual(sorted(STAGE.pushed), ["1", "2"])

    def test_nobody_goes_live_with_it(self):
        connection = self.connect()
        STAGE.may_write = False
        wizard = self.env["omni.go.live"].browse(connection.action_open_go_live()["res_id"])
        self.assertTrue(wizard.is_blocked)

    def test_without_anything_to_tell_it_may_go_live(self):
        connection = self.connect()
        self.feed(connection, "out").active = False
        STAGE.may_write = False
        self.assertEqual(connection._check_log_in()["state"], "warning")
