from datetime import timedelta

from odoo import fields
from odoo.addons.omni_base.core.auth import digest
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import STAGE


class TestReplay(EngineCase):
    """What came in is processed again: first for show, then for good."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def done(self, *keys):
        messages = self.store(self.connection, *[self.thing(key) for key in keys])
        self.drain()
        return messages

    def tag(self, message):
        return self.env["res.partner.category"].browse(message.res_id)

    def preview(self, messages):
        """Press “Process again…”; return the wizard."""
        with self.enter_registry_test_mode():
            action = messages.action_replay()
        return self.env["omni.replay"].browse(action["res_id"])

    def whole(self, **values):
        """Open the wizard of a connection; return it after its preview."""
        wizard = self.env["omni.replay"].browse(self.connection.action_replay()["res_id"])
        wizard.write(values)
        with self.enter_registry_test_mode():
            wizard.action_preview()
        return wizard

    def shown(self, wizard):
        return [(row.name, row.kind, row.what, row.now, row.then) for row in wizard.row_ids]

    def test_nothing_changed_says_so(self):
        wizard = self.preview(self.done(1))
        self.assertEqual((self.shown(wizard), wizard.same_count), ([], 1))

    def test_a_changed_mapping_shows_its_differences(self):
        message = self.done(1)
        STAGE.prefix = "New "
        self.assertEqual(
            self.shown(self.preview(message)),
            [("New Thing 1", "changed", "Name", "Thing 1", "New Thing 1")],
        )

    def test_the_preview_writes_nothing(self):
        message = self.done(1)
        STAGE.prefix = "New "
        before = self.everything()
        self.preview(message)
        self.assertEqual(self.everything(), before)

    def everything(self):
        """Return what a preview might leave behind."""
        self.env.flush_all()
        self.env.invalidate_all()
        tables = ("omni_message", "omni_payload", "omni_intent", "mail_mail", "mail_message")
        tables += ("bus_bus", "res_partner_category", "ir_cron_trigger")
        found = {}
        for table in tables:
            self.env.cr.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")  # noqa: S608
            found[table] = self.env.cr.fetchone()[0]
        return found

    def test_the_preview_asks_the_remote_nothing(self):
        message = self.done(1)
        STAGE.asked.clear()
        self.preview(message)
        self.assertFalse(STAGE.asked)

    def test_what_would_be_new_is_shown_as_new(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        self.env.cr.execute("UPDATE omni_payload SET packed = packed")
        good = self.connection._keep_payload("in", self.thing(1).body, "rehearsal_in", "1")
        message.write({"payload_id": good.id, "digest": digest(self.thing(1).body)})
        self.assertEqual(
            self.shown(self.preview(message)), [("Thing 1", "new", "Name", "", "Thing 1")]
        )

    def test_what_would_be_a_problem_is_shown_as_one(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        (row,) = self.preview(message).row_ids
        self.assertEqual((row.kind, row.then), ("problem", "the poisoned thing"))

    def test_one_that_fails_does_not_hide_the_others(self):
        messages = self.store(self.connection, self.thing(1), self.thing(2, poison=True))
        self.drain()
        STAGE.prefix = "New "
        kinds = self.preview(messages).row_ids.mapped("kind")
        self.assertEqual(sorted(kinds), ["changed", "problem"])

    def test_apply_brings_the_change(self):
        message = self.done(1)
        STAGE.prefix = "New "
        self.preview(message).action_apply()
        self.drain()
        self.assertEqual(self.tag(message).name, "New Thing 1")

    def test_apply_is_a_message_of_its_own_in_the_users_name(self):
        message = self.done(1)
        self.preview(message).action_apply()
        self.drain()
        (again,) = self.messages() - message
        self.assertEqual(
            (again.state, again.origin, again.person_id, again.payload_id),
            ("done", "person", self.env.user, message.payload_id),
        )

    def test_it_must_be_looked_at_before_it_is_applied(self):
        wizard = self.env["omni.replay"].browse(self.connection.action_replay()["res_id"])
        with self.assertRaises(UserError):
            wizard.action_apply()

    def test_pressing_apply_twice_puts_it_up_once(self):
        wizard = self.preview(self.done(1))
        wizard.action_apply()
        wizard.action_apply()
        self.assertEqual(len(self.messages()), 2)

    def test_only_the_newest_state_is_processed(self):
        old = self.store(self.connection, self.thing(1))
        self.drain()
        self.store(self.connection, self.thing(1, more=True))
        self.drain()
        STAGE.prefix = "New "
        wizard = self.preview(old)
        wizard.action_apply()
        newest = self.messages()[-1]
        self.assertEqual(newest.payload_id, self.messages()[1].payload_id)

    def test_a_whole_connection_is_processed_again(self):
        self.done(*range(30))
        wizard = self.whole()
        self.assertEqual((wizard.count, wizard.shown_count), (30, 25))
        wizard.action_apply()
        self.assertEqual(len(self.messages()), 60)

    def test_a_large_set_is_put_up_by_one_statement_and_waits_behind_live_work(self):
        self.done(*range(60))
        wizard = self.whole()
        with self.assertQueryCount(20):
            wizard.action_apply()
        self.assertEqual(set(self.messages()[60:].mapped("priority")), {50})

    def test_a_period_holds_what_was_received_then(self):
        old, new = self.done(1), self.done(2)
        old.write({"received_at": fields.Datetime.now() - timedelta(days=10)})
        today = fields.Date.today()
        self.assertEqual(self.whole(since=today).count, 1)
        self.assertEqual(self.whole(until=today - timedelta(days=1)).count, 1)
        self.assertEqual(self.whole(since=today - timedelta(days=10)).count, 2)
        self.assertTrue(new)

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        today = fields.Date.today()
        with self.assertRaisesRegex(UserError, "ends before"):
            self.whole(since=today, until=today - timedelta(days=1))

    def test_what_is_not_kept_any_more_cannot_be_processed(self):
        message = self.done(1)
        message.write({"payload_id": False})
        with self.assertRaisesRegex(UserError, "payloads are gone"):
            message.action_replay()

    def test_a_user_processes_what_he_chose(self):
        user = new_test_user(self.env, "marc", groups="omni_base.group_user")
        message = self.done(1).with_user(user)
        self.preview(message).with_user(user).action_apply()
        self.assertEqual(len(self.messages()), 2)

    def test_only_an_administrator_processes_all_of_a_connection(self):
        user = new_test_user(self.env, "marc", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            self.connection.with_user(user).action_replay()
        wizard = self.env["omni.replay"].with_user(user)
        own = wizard.create({"connection_id": self.connection.id, "resource": "rehearsal_in"})
        with self.assertRaises(AccessError):
            own.action_preview()

    def test_nobody_processes_another_companys(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="omni_base.group_manager",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        wizard = self.env["omni.replay"].with_user(stranger).sudo()
        own = wizard.create({"connection_id": self.connection.id, "resource": "rehearsal_in"})
        with self.assertRaises(AccessError):
            own.sudo(False).action_preview()
