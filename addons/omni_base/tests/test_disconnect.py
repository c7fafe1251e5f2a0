from odoo.addons.omni_base.core.errors import RetryableError
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import STAGE


class TestDisconnect(EngineCase):
    """What was stored for a connection goes; the person typed its name, so that it is meant."""

    def wizard(self, connection, user=None):
        connection = connection.with_user(user or self.env.user)
        action = connection.action_open_disconnect()
        return self.env["omni.disconnect"].with_user(user or self.env.user).browse(action["res_id"])

    def disconnect(self, connection, links="keep", **values):
        wizard = self.wizard(connection)
        wizard.write({"typed_name": connection.name, "links": links, **values})
        return wizard.action_disconnect()

    def used(self, mode="test"):
        """Return a connection with something of every kind."""
        connection = self.connect(mode)
        self.store(connection, self.thing(1), self.thing(2))
        self.want(connection, 1)
        return connection

    def rows(self, connection_id):
        """Return {model: rows left} of everything that belongs to a connection."""
        found = {}
        for name in self.env["omni.connection"]._going():
            model = self.env[name].sudo().with_context(active_test=False)
            found[name] = model.search_count([("connection_id", "=", connection_id)])
        return {name: count for name, count in found.items() if count}

    def finish(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.connection"]._cron_disconnect()

    def test_another_name_than_its_own_is_refused(self):
        wizard = self.wizard(self.used())
        wizard.typed_name = "Another"
        with self.assertRaisesRegex(UserError, "exactly"):
            wizard.action_disconnect()

    def test_it_says_how_much_goes(self):
        lines = self.wizard(self.used()).line_ids
        name = self.env["ir.model"]._get("omni.message").name
        message = lines.filtered(lambda line: line.label == name)
        self.assertEqual((message.count, message.fate), (2, "goes"))

    def test_nothing_stored_for_it_is_left(self):
        connection = self.used()
        self.env.flush_all()
        self.assertTrue(self.rows(connection.id))
        self.disconnect(connection)
        self.assertFalse(self.rows(connection.id))

    def test_its_secret_is_forgotten(self):
        connection = self.used()
        self.disconnect(connection)
        self.assertFalse(any(connection.sudo().credential_ids.mapped("secret")))

    def test_its_schedules_are_gone(self):
        connection = self.used()
        cron = self.feed(connection).sudo().cron_id
        self.disconnect(connection)
        self.assertFalse(cron.exists())

    def test_it_ends_archived_where_links_are_kept(self):
        connection = self.used()
        self.disconnect(connection)
        self.assertEqual((connection.active, connection.state), (False, "waiting"))

    def test_it_ends_deleted_where_links_go_as_well(self):
        connection = self.used()
        self.disconnect(connection, "remove")
        self.assertFalse(connection.exists())

    def test_its_address_is_no_longer_answered(self):
        connection = self.used()
        token = connection.webhook_token
        self.disconnect(connection)
        self.assertNotEqual(connection.webhook_token, token)

    def test_another_connection_keeps_what_is_its_own(self):
        other, connection = self.used(), self.used()
        self.disconnect(connection)
        self.assertEqual(self.env["omni.message"].search([]).connection_id, other)

    def test_large_ones_are_deleted_in_the_background(self):
        connection = self.used()
        items = [self.thing(f"many-{n}") for n in range(1200)]
        self.store(connection, *items)
        self.disconnect(connection)
        self.assertEqual((connection.state, connection.active), ("closing", False))
        self.finish()
        self.assertEqual((connection.state, self.rows(connection.id)), ("waiting", {}))

    def test_while_it_is_deleted_nothing_of_it_runs(self):
        connection = self.used("live")
        connection._disconnect(keeps_links=True)
        self.drain()
        self.assertFalse(STAGE.pushed)

    def test_a_live_one_takes_its_subscriptions_back(self):
        connection = self.used("live")
        self.disconnect(connection)
        self.assertEqual(STAGE.unsubscribed, 1)

    def test_one_in_test_mode_changes_nothing_there_by_itself(self):
        self.disconnect(self.used())
        self.assertFalse(STAGE.unsubscribed)

    def test_a_copy_cannot_take_the_subscriptions_of_the_live_one(self):
        connection = self.used("live")
        connection.sudo().live_identity = "7000000000000000000/5"
        self.disconnect(connection, unsubscribes=True)
        self.assertFalse(STAGE.unsubscribed)

    def test_a_remote_that_does_not_answer_does_not_hinder_it(self):
        connection = self.used("live")
        STAGE.error = RetryableError("Nobody is there.")
        shown = self.disconnect(connection)
        self.assertIn("Nobody is there.", shown["params"]["message"])
        self.assertFalse(self.rows(connection.id))

    def test_it_can_be_taken_up_again(self):
        connection = self.used()
        self.disconnect(connection)
        connection.action_unarchive()
        self.credential(connection, "key").value = "new"
        connection.action_test()
        self.assertEqual((connection.state, len(connection.feed_ids)), ("connected", 2))

    def test_a_user_who_solves_problems_may_not(self):
        user = new_test_user(self.env, "solver", groups="omni_base.group_user")
        connection = self.used()
        with self.assertRaises(AccessError):
            self.wizard(connection, user)

    def test_an_addon_that_goes_takes_its_connections_along(self):
        connection = self.used("live")
        cron = self.feed(connection).sudo().cron_id
        self.env["omni.connection"]._forget_addon("omni_base")
        self.assertFalse(connection.exists() or cron.exists())
