import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tools import SQL

from .common import EngineCase
from .rehearsal import SECRET, STAGE


class Parrot(BaseHTTPRequestHandler):
    """A remote that refuses, and repeats the key it was given."""

    def do_GET(self):
        data = json.dumps({"error": f"bad key {self.headers['Key']}"}).encode()
        self.send_response(400)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        """Be quiet."""


class TestCredentials(EngineCase):
    """A secret can be written, never read back."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.admin = self.env.ref("base.user_admin")
        self.row = self.credential(self.connection, "key").with_user(self.admin)

    def assert_untold(self, told):
        self.assertNotIn(SECRET, str(told))

    def parrot(self):
        server = HTTPServer(("127.0.0.1", 0), Parrot)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def test_reading_all_fields_shows_no_secret(self):
        self.assert_untold(self.row.read())

    def test_searching_and_reading_shows_no_secret(self):
        self.assert_untold(self.row.search_read([]))

    def test_an_export_shows_no_secret(self):
        self.assert_untold(self.row.export_data(["name", "value", "label"]))

    def test_the_stored_columns_cannot_be_exported(self):
        with self.assertRaises(AccessError):
            self.row.export_data(["secret"])

    def test_the_stored_columns_cannot_be_read(self):
        with self.assertRaises(AccessError):
            self.row.read(["secret"])

    def test_the_stored_columns_cannot_be_searched(self):
        with self.assertRaises(AccessError):
            self.row.search([("secret", "like", "gA%")])

    def test_the_stored_columns_cannot_be_written(self):
        with self.assertRaises(AccessError):
            self.row.write({"secret": "mine"})

    def test_a_search_by_name_shows_no_secret(self):
        self.assert_untold(self.row.name_search(""))

    def test_the_form_shows_no_secret(self):
        rows = {"fields": {"name": {}, "value": {}, "label": {}, "is_filled": {}}}
        connection = self.connection.with_user(self.admin)
        self.assert_untold(connection.web_read({"name": {}, "credential_ids": rows}))

    def test_saving_the_form_answers_no_secret(self):
        rows = {"fields": {"name": {}, "value": {}}}
        saved = self.connection.with_user(self.admin).web_save(
            {"credential_ids": [[1, self.row.id, {"value": SECRET}]]}, {"credential_ids": rows}
        )
        self.assert_untold(saved)

    def test_copying_the_connection_leaves_the_secret_behind(self):
        copied = self.connection.copy()
        self.assertFalse(self.credential(copied, "key").is_filled)

    def test_no_column_of_ours_holds_the_clear_text(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'omni%'")
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(SQL("SELECT row_to_json(t)::text FROM %s t", SQL.identifier(table)))
            self.assert_untold(self.env.cr.fetchall())

    def test_the_discussion_holds_no_clear_text(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT row_to_json(m)::text FROM mail_message m")
        self.assert_untold(self.env.cr.fetchall())

    def test_the_adapter_gets_the_clear_text(self):
        with self.connection._session() as adapter:
            self.assertEqual(adapter.values["key"], SECRET)

    def test_an_empty_value_leaves_a_secret_as_it_is(self):
        self.row.value = ""
        self.assertTrue(self.row.is_filled)

    def test_a_forgotten_secret_is_gone(self):
        self.row.action_forget()
        self.assertFalse(self.row.is_filled)

    def test_new_credentials_are_to_be_tested_first(self):
        self.row.value = "another"
        self.assertEqual(self.connection.state, "draft")

    def test_what_is_no_secret_can_be_read(self):
        self.credential(self.connection, "url").value = "https://shop.example"
        self.assertEqual(self.credential(self.connection, "url").value, "https://shop.example")

    def test_a_remote_that_repeats_the_key_does_not_bring_it_to_the_screen(self):
        self.credential(self.connection, "url").value = self.parrot()
        self.assert_untold(self.connection.action_test())

    def test_a_remote_that_repeats_the_key_does_not_bring_it_into_the_log(self):
        self.credential(self.connection, "url").value = self.parrot()
        with self.assertLogs(level="DEBUG") as logged:
            self.connection.action_test()
        self.assert_untold(logged.output)

    def test_what_is_typed_is_not_in_the_log_of_a_server_that_logs_every_call(self):
        with self.assertLogs("odoo.service.model", "DEBUG") as logged:
            call_kw(self.row, "write", [self.row.ids, {"value": SECRET}], {})
            rows = [[1, self.row.id, {"value": SECRET}]]
            connection = self.connection.with_user(self.admin)
            call_kw(
                connection, "web_save", [connection.ids, {"credential_ids": rows}, {"name": {}}], {}
            )
        self.assertIn("omni.credential", str(logged.output))
        self.assert_untold(logged.output)

    def test_rights_that_are_missing_there_are_named(self):
        STAGE.things["1"] = b""
        self.connection.action_test()
        self.assertIn("write_things", self.connection.problem)

    def test_what_the_remote_corrects_is_kept(self):
        STAGE.corrected["url"] = "https://shop.example"
        self.connection.action_test()
        self.assertEqual(self.credential(self.connection, "url").value, "https://shop.example")

    def test_a_secret_is_not_corrected(self):
        STAGE.corrected["key"] = "another"
        self.connection.action_test()
        with self.connection._session() as adapter:
            self.assertEqual(adapter.values["key"], SECRET)
