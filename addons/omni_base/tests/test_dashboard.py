from ast import literal_eval

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import new_test_user

from .common import EngineCase


class TestDashboard(EngineCase):
    """The card of a connection says how it is doing, and where to look."""

    def card(self, connection):
        self.env.flush_all()
        connection.invalidate_recordset(["dashboard"])
        return connection.dashboard

    def rows(self, connection):
        return {row["code"]: row for row in self.card(connection)["figures"]}

    def opened(self, connection, code):
        """Return the records that a click on a row shows, as its own search filters leave them."""
        action = getattr(connection, self.rows(connection)[code]["opens"])()
        model = self.env[action["res_model"]]
        arch = etree.fromstring(model.get_view(view_type="search")["arch"])
        chosen = [name for name in action["context"] if name.startswith("search_default_")]
        filters = [
            literal_eval(arch.find(f".//filter[@name='{name[15:]}']").get("domain"))
            for name in chosen
        ]
        return model.search(Domain.AND([action["domain"], *filters]))

    def test_a_quiet_connection_has_no_problem(self):
        row = self.rows(self.connect())["problems"]
        self.assertEqual((row["value"], row["tone"]), ("None", "good"))

    def test_one_that_was_never_connected_does_not_say_that_all_is_well(self):
        connection = self.env["omni.connection"].create(
            {"name": "New", "adapter_code": "omni_rehearsal"}
        )
        self.assertEqual(self.rows(connection), {})

    def test_what_a_person_must_solve_is_counted_and_a_click_away(self):
        connection = self.connect("live")
        message = self.ring(connection, 1, severity="error")
        message.write({"state": "dead"})
        self.want(connection, 1)._give_up("No good")
        row = self.rows(connection)["action_open_errors"]
        self.assertEqual((row["value"], row["tone"]), ("2", "bad"))
        shown = self.opened(connection, "action_open_errors")
        self.assertEqual(set(shown.mapped("res_model")), {"omni.message", "omni.intent"})

    def test_what_is_tried_again_by_itself_is_told_apart(self):
        connection = self.connect()
        message = self.ring(connection, 1, severity="retry")
        message.write({"state": "parked"})
        rows = self.rows(connection)
        self.assertEqual(rows["action_open_retries"]["tone"], "warning")
        self.assertNotIn("action_open_errors", rows)
        self.assertEqual(self.opened(connection, "action_open_retries")._source(), message)

    def test_what_waits_says_since_when(self):
        connection = self.connect("live")
        with freeze_time(self.later(minutes=-4)):
            self.want(connection, 1, 2)
        row = self.rows(connection)["waiting"]
        self.assertEqual(row["value"], "2")
        self.assertIn("4 minutes", row["hint"])

    def test_in_test_mode_it_is_held_back(self):
        connection = self.connect()
        self.want(connection, 1)
        self.assertEqual(self.rows(connection)["waiting"]["label"], "Held back")

    def test_the_last_run_is_shown(self):
        connection = self.connect()
        self.pull(connection)
        last = self.card(connection)["last"]
        self.assertEqual((last["text"][:7], last["state"]), ("Things:", "done"))

    def test_run_now_starts_every_feed_that_reads(self):
        connection = self.connect()
        cron = self.feed(connection).sudo().cron_id
        connection.action_run_now()
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))

    def test_run_now_of_one_that_is_not_connected_says_what_to_do(self):
        connection = self.connect()
        connection._suspend("wrong key")
        self.assertFalse(self.card(connection)["can_run"])
        with self.assertRaisesRegex(UserError, "test its connection"):
            connection.action_run_now()

    def test_twenty_cards_cost_as_many_queries_as_two(self):
        connections = self.env["omni.connection"].union(*(self.connect() for _ in range(20)))
        for connection in connections:
            self.ring(connection, 1, severity="error").write({"state": "dead"})
            self.want(connection, 1)
            self.start_run(connection)
        self.env.flush_all()
        self.queries(connections)
        self.assertEqual(self.queries(connections[:2]), self.queries(connections))

    def queries(self, connections):
        self.env.invalidate_all()
        connections = connections.with_prefetch(connections.ids)
        before = self.cr.sql_log_count
        connections.web_read({"name": {}, "dashboard": {}})
        return self.cr.sql_log_count - before

    def test_another_companys_rows_are_not_counted(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.connect(company=other)
        self.ring(theirs, 1, severity="error").write({"state": "dead"})
        user = new_test_user(self.env, "own", groups="omni_base.group_user")
        self.assertNotIn(theirs, self.env["omni.connection"].with_user(user).search([]))

    def test_a_user_of_the_app_reads_his_card(self):
        connection = self.connect()
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        self.assertTrue(connection.with_user(user).dashboard["figures"])

    def test_it_is_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        connection = self.connect().with_context(lang="fr_FR")
        self.assertEqual(self.rows(connection)["problems"]["value"], "Aucun")
