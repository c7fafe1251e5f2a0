import os
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tools import file_open

from .common import EngineCase
from .rehearsal import STAGE


class TestMode(EngineCase):
    """Only the database that a person made live writes to the outside."""

    def become_copy(self, connection):
        """What a copied database looks like: live, with another database's identity."""
        connection.sudo().live_identity = "7000000000000000000/5"

    def installed_as(self, name):
        return patch.dict(os.environ, {"OMNI_INSTALLATION": name})

    def neutralize(self):
        self.env.flush_all()
        with file_open("omni_base/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()

    def test_a_new_connection_is_in_test_mode(self):
        self.assertEqual(self.connect().mode, "test")

    def test_test_mode_pushes_nothing(self):
        self.want(self.connect(), 1)
        self.drain()
        self.assertFalse(STAGE.pushed)

    def test_test_mode_subscribes_to_nothing(self):
        with self.assertRaisesRegex(UserError, "go live"):
            self.connect().action_subscribe()

    def test_test_mode_holds_what_would_go_out(self):
        intent = self.want(self.connect(), 1)
        self.drain()
        self.assertEqual((intent.state, intent.tries), ("new", 0))

    def test_live_mode_pushes(self):
        self.want(self.connect("live"), 1)
        self.drain()
        self.assertEqual(STAGE.pushed, ["1"])

    def test_what_was_held_goes_out_when_it_goes_live(self):
        connection = self.connect()
        self.want(connection, 7)
        connection._go_live()
        self.drain()
        self.assertIn("7", STAGE.pushed)

    def test_going_live_offers_everything_for_comparison(self):
        connection = self.connect()
        connection._go_live()
        self.assertEqual(self.intents().connection_id, connection)

    def test_an_untested_connection_cannot_go_live(self):
        connection = self.connect()
        self.credential(connection, "key").value = "another"
        with self.assertRaises(UserError):
            connection._go_live()

    def test_back_in_test_mode_nothing_is_pushed(self):
        connection = self.connect("live")
        connection.action_back_to_test()
        self.want(connection, 1)
        self.drain()
        self.assertFalse(STAGE.pushed)

    def test_the_live_database_is_no_copy(self):
        self.assertFalse(self.connect("live").is_copy)

    def test_another_databases_live_connection_is_a_copy(self):
        connection = self.connect("live")
        self.become_copy(connection)
        self.assertTrue(connection.is_copy)

    def test_a_copy_pushes_nothing(self):
        connection = self.connect("live")
        self.become_copy(connection)
        self.want(connection, 1)
        self.drain()
        self.assertFalse(STAGE.pushed)

    def test_a_copy_says_why_it_holds_a_change(self):
        connection = self.connect("live")
        self.become_copy(connection)
        intent = self.want(connection, 1)
        self.drain()
        self.assertEqual(intent.reason, "Held: this database is not the live one.")

    def test_a_copy_tells_its_adapter_that_it_is_not_live(self):
        connection = self.connect("live")
        self.become_copy(connection)
        with connection._session() as adapter:
            self.assertFalse(adapter.live)

    def test_a_person_can_make_the_copy_the_live_one(self):
        connection = self.connect("live")
        self.become_copy(connection)
        connection._go_live()
        self.assertFalse(connection.is_copy)

    def test_a_copy_of_whole_disks_under_another_name_is_a_copy(self):
        with self.installed_as("production"):
            connection = self.connect("live")
            self.assertFalse(connection.is_copy)
        connection.invalidate_recordset(["is_copy"])
        with self.installed_as("staging"):
            self.want(connection, 1)
            self.drain()
            self.assertTrue(connection.is_copy)
        self.assertFalse(STAGE.pushed)

    def test_a_restart_under_the_same_name_is_no_copy(self):
        with self.installed_as("production"):
            connection = self.connect("live")
        connection.invalidate_recordset(["is_copy"])
        with self.installed_as("production"):
            self.assertFalse(connection.is_copy)

    def test_what_went_live_before_there_was_a_name_goes_on(self):
        connection = self.connect("live")
        identity = connection._database_identity()
        connection.sudo().live_identity = identity
        with self.installed_as("production"):
            self.assertFalse(connection.is_copy)

    def test_the_identity_names_cluster_and_database(self):
        identity = self.env["omni.connection"]._database_identity()
        self.env.cr.execute(
            "SELECT system_identifier::text, d.oid::text FROM pg_control_system(), pg_database d"
            " WHERE datname = current_database()"
        )
        self.assertEqual(identity, "/".join(self.env.cr.fetchone()))

    def test_a_neutralised_database_has_no_connection_that_writes(self):
        connection = self.connect("live")
        self.neutralize()
        self.assertFalse(connection._writes_outside())

    def test_a_neutralised_database_knows_no_secret(self):
        connection = self.connect("live")
        self.neutralize()
        self.assertFalse(self.credential(connection, "key").is_filled)

    def test_a_neutralised_database_reads_nothing(self):
        connection = self.connect("live")
        self.neutralize()
        self.pull(connection)
        self.assertFalse(STAGE.cursors)

    def test_a_duplicated_connection_is_in_test_mode(self):
        self.assertEqual(self.connect("live").copy().mode, "test")
