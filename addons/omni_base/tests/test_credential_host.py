import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo import Command

from .common import EngineCase
from .rehearsal import SECRET, STAGE


class Listener(BaseHTTPRequestHandler):
    """A server that accepts everybody, and writes down all that it is sent."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append(f"{self.path} {self.headers} {body}")
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def do_POST(self):
        self.do_GET()

    def log_message(self, *arguments):
        """Be quiet."""


class TestCredentialHost(EngineCase):
    """Whoever changes the address does not get the secret that was typed for the old one."""

    def setUp(self):
        super().setUp()
        self.ours, self.theirs = self.listen(), self.listen()
        self.connection = self.connect()
        self.url = self.credential(self.connection, "url")
        self.key = self.credential(self.connection, "key")
        self.save(url=self.at(self.ours), key=SECRET)
        self.connection.action_test()

    def listen(self):
        server = HTTPServer(("127.0.0.1", 0), Listener)
        server.heard = []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def at(self, server, host="127.0.0.1"):
        return f"http://{host}:{server.server_port}"

    def save(self, **typed):
        """What the form does, in a transaction of its own."""
        rows = [
            Command.update(self.credential(self.connection, name).id, {"value": value})
            for name, value in typed.items()
        ]
        self.connection.write({"credential_ids": rows})
        self.env.cr.flush()

    def use(self):
        """Everything that calls: the test, the diagnosis, a feed, a change to be told."""
        STAGE.wire = self.url.value
        self.connection.action_test()
        self.connection.action_diagnose()
        self.connection.sudo().write({"state": "connected", "mode": "live"})
        self.want(self.connection, 1)
        self.pull(self.connection)
        self.drain()

    def test_the_secret_was_sent_to_the_first_host(self):
        self.assertIn(SECRET, str(self.ours.heard))

    def test_no_call_brings_it_to_another_host(self):
        self.save(url=self.at(self.theirs))
        self.use()
        self.assertNotIn(SECRET, str(self.theirs.heard))

    def test_the_connection_says_what_to_type_again(self):
        self.save(url=self.at(self.theirs))
        self.assertIn("type Secret key again", self.connection.problem)
        self.assertEqual(self.connection.state, "waiting")

    def test_typed_together_with_the_address_it_is_kept(self):
        for order in (("url", "key"), ("key", "url")):
            server = self.listen()
            values = {"url": self.at(server), "key": "the-new-key"}
            self.save(**{name: values[name] for name in order})
            self.connection.action_test()
            self.assertIn("the-new-key", str(server.heard))
            self.assertFalse(self.connection.problem)

    def test_an_address_taken_away_and_another_typed_later_gets_nothing(self):
        self.save(url="")
        self.save(url=self.at(self.theirs))
        self.use()
        self.assertNotIn(SECRET, str(self.theirs.heard))

    def test_another_way_to_write_the_address_keeps_it(self):
        self.save(url=f"{self.at(self.ours)}/shop/")
        self.assertTrue(self.key.is_filled)

    def test_www_is_the_same_host(self):
        self.save(url="https://shop.example", key=SECRET)
        self.save(url="https://www.Shop.example/de")
        self.assertTrue(self.key.is_filled)

    def test_a_remote_cannot_correct_its_address_to_another_host(self):
        STAGE.corrected["url"] = self.at(self.theirs)
        self.connection.action_test()
        self.assertEqual(self.url.value, self.at(self.ours))

    def test_a_remote_corrects_its_address_on_the_same_host(self):
        STAGE.corrected["url"] = f"{self.at(self.ours)}/shop"
        self.connection.action_test()
        self.assertEqual(self.url.value, f"{self.at(self.ours)}/shop")

    def test_a_remote_corrects_its_address_to_another_name_of_the_own_machine(self):
        other = self.at(self.ours).replace("127.0.0.1", "localhost")
        STAGE.corrected["url"] = other
        self.connection.action_test()
        self.assertEqual(self.url.value, other)

    def test_a_field_moved_to_another_connection_takes_no_secret_along(self):
        other = self.connection.copy()
        self.credential(other, "key").unlink()
        self.key.connection_id = other
        self.assertFalse(self.key.is_filled)

    def test_a_field_renamed_to_the_address_is_no_address(self):
        self.url.unlink()
        self.key.name = "url"
        self.assertFalse(self.key.is_filled)

    def test_another_connector_gets_no_secret(self):
        codes = [code for code, _label in self.connection._selection_adapter_code()]
        self.connection.adapter_code = next(code for code in codes if code != "omni_rehearsal")
        self.assertFalse(self.key.is_filled)
