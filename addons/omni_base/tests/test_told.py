import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo.addons.omni_base.core.documents import Outcome
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import SECRET, STAGE


class Desk(BaseHTTPRequestHandler):
    """Answers what its server says; 0 hangs up before it answers."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.status:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *args):
        """Nothing is printed."""


class TestTold(EngineCase):
    """Each call that writes at a remote is kept with its answer, in one row."""

    def setUp(self):
        super().setUp()
        self.desk = HTTPServer(("127.0.0.1", 0), Desk)
        self.desk.status, self.desk.body = 200, b'{"taken": true}'
        threading.Thread(target=self.desk.serve_forever, daemon=True).start()
        self.addCleanup(self.desk.server_close)
        self.addCleanup(self.desk.shutdown)
        self.connection = self.connect("live")
        STAGE.wire = f"http://127.0.0.1:{self.desk.server_port}/things?token=abc"

    def tell(self, *record_ids):
        """Let a worker tell these records; return the calls that are kept."""
        intents = self.want(self.connection, *record_ids)
        self.drain()
        self.intent = intents.exists()
        return self.kept()

    def kept(self):
        own = [("connection_id", "=", self.connection.id), ("direction", "=", "out")]
        return self.env["omni.payload"].search(own, order="id")

    def content(self, payload):
        return json.loads(payload._bodies()[payload.id])

    def test_what_was_sent_and_what_came_back_are_kept_together(self):
        told = self.content(self.tell(1))
        self.assertEqual(
            (told["sent"]["keys"], told["status"], told["answer"]), (["1"], 200, {"taken": True})
        )

    def test_a_call_is_found_by_each_record_that_it_told(self):
        call = self.tell(1, 2, 3)
        found = [self.env["omni.payload"]._told_of("res.partner", [key]) for key in (1, 2, 3, 4)]
        self.assertEqual(found, [call, call, call, call.browse()])

    def test_a_call_costs_one_row_however_many_things_it_tells(self):
        self.assertEqual(len(self.tell(1, 2, 3)), 1)
        self.assertEqual(len(self.tell(4)), 2)

    def test_the_log_in_is_in_none_of_it(self):
        self.desk.body = json.dumps({"you": SECRET}).encode()
        (body,) = self.tell(1)._bodies().values()
        self.assertNotIn(SECRET.encode(), body)
        self.assertNotIn(b"token=abc", body)

    def test_a_refused_call_is_kept_with_the_whole_answer(self):
        self.desk.status, self.desk.body = 422, json.dumps({"why": "x" * 2000}).encode()
        told = self.content(self.tell(1))
        self.assertEqual((told["status"], len(told["answer"]["why"])), (422, 2000))

    def test_a_call_without_an_answer_is_kept_and_says_so(self):
        self.desk.status = 0
        told = self.content(self.tell(1))
        self.assertEqual(told["status"], None)
        self.assertIn("broke off", told["failure"])

    def test_refused_credentials_leave_the_call_that_met_them(self):
        self.desk.status = 401
        self.assertEqual(self.content(self.tell(1))["status"], 401)

    def test_a_fault_of_the_program_after_the_call_loses_nothing_of_it(self):
        STAGE.outcomes["1"] = "no outcome at all"
        calls = self.tell(1)
        self.assertEqual(self.intent.state, "dead")
        self.assertEqual(self.content(calls)["sent"]["keys"], ["1"])

    def test_a_large_answer_is_cut_and_says_how_large_it_was(self):
        self.desk.body = json.dumps("y" * 100_000).encode()
        told = self.content(self.tell(1))
        self.assertIn("100002 bytes in all", told["answer"])
        self.assertLess(len(told["answer"]), 66_000)

    def test_the_problem_leads_to_what_was_told(self):
        STAGE.outcomes["1"] = Outcome(key="1", state="rejected", reason="No such item.")
        call = self.tell(1)
        self.assertEqual(self.intent.action_told()["domain"], [("id", "in", call.ids)])

    def test_the_list_says_where_to_and_how_it_ended(self):
        host = f"127.0.0.1:{self.desk.server_port}"
        self.assertEqual(self.tell(1).summary, f"POST http://{host}/things → 200")

    def test_a_user_of_integrations_reads_it_and_a_stranger_does_not(self):
        user = new_test_user(self.env, "told-user", groups="omni_base.group_user")
        stranger = new_test_user(self.env, "told-stranger", groups="base.group_user")
        call = self.tell(1)
        self.assertTrue(call.with_user(user).has_access("read"))
        self.assertFalse(call.with_user(stranger).has_access("read"))

    def test_it_goes_when_its_time_is_over(self):
        call = self.tell(1)
        self.env.cr.execute("UPDATE omni_payload SET stored_at = '2020-01-01'")
        call._gc_payloads()
        self.assertFalse(call.exists())

    def test_a_call_that_reads_is_not_kept(self):
        for row in self.connection.credential_ids.filtered(lambda row: row.name == "url"):
            row.value = STAGE.wire
        self.connection.action_test()
        self.assertFalse(self.kept())
