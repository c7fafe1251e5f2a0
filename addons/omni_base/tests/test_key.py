import os
from unittest.mock import patch

from cryptography.fernet import Fernet

from .common import EngineCase
from .rehearsal import STAGE


class TestKey(EngineCase):
    """A server whose key is not the one that the credentials were stored with."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")

    def lose_key(self):
        key = Fernet.generate_key().decode()
        self.startPatcher(patch.dict(os.environ, {"OMNI_SECRET_KEY": key}))

    def assert_suspended(self):
        self.assertEqual(self.connection.state, "suspended")
        self.assertIn("cannot be read with this server's key", self.connection.problem)

    def test_testing_the_connection_suspends_it_with_a_sentence(self):
        self.lose_key()
        self.connection.action_test()
        self.assert_suspended()

    def test_a_feed_suspends_it_with_a_sentence(self):
        self.lose_key()
        self.pull(self.connection)
        self.assert_suspended()

    def test_a_thing_to_process_suspends_it_with_a_sentence(self):
        self.store(self.connection, self.thing(1))
        self.lose_key()
        self.drain()
        self.assert_suspended()

    def test_a_thing_to_process_waits(self):
        message = self.store(self.connection, self.thing(1))
        self.lose_key()
        self.drain()
        self.assertEqual((message.state, message.lease_until), ("new", False))

    def test_a_thing_to_read_again_suspends_it_with_a_sentence(self):
        self.ring(self.connection, 1)
        self.lose_key()
        self.drain()
        self.assert_suspended()

    def test_a_change_to_tell_suspends_it_with_a_sentence(self):
        self.want(self.connection, 1)
        self.lose_key()
        self.drain()
        self.assert_suspended()

    def test_a_change_to_tell_waits(self):
        intent = self.want(self.connection, 1)
        self.lose_key()
        self.drain()
        self.assertEqual((intent.state, intent.lease_until, STAGE.pushed), ("new", False, []))

    def test_the_form_still_opens(self):
        self.lose_key()
        self.assertTrue(self.credential(self.connection, "key").is_filled)

    def test_other_connections_go_on_with_credentials_of_this_key(self):
        self.store(self.connection, self.thing(1))
        self.lose_key()
        other = self.connect()
        message = self.store(other, self.thing(2))
        self.drain()
        self.assertEqual(message.state, "done")

    def test_an_older_key_is_still_read_beside_a_new_one(self):
        old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
        with patch.dict(os.environ, {"OMNI_SECRET_KEY": old}):
            self.credential(self.connection, "key").value = "typed long ago"
        with (
            patch.dict(os.environ, {"OMNI_SECRET_KEY": f"{new},{old}"}),
            self.connection._session() as adapter,
        ):
            self.assertEqual(adapter.values["key"], "typed long ago")
