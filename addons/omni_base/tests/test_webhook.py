import hashlib
import hmac
import json
import os
from unittest.mock import patch

from cryptography.fernet import Fernet

from odoo.addons.omni_base.core.errors import SignatureError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import Rehearsed
from .rehearsal import SECRET, STAGE

LOGGER = "odoo.addons.omni_base.models.connection_webhook"


@tagged("post_install", "-at_install")
class TestWebhook(Rehearsed, HttpCase):
    """A delivery rings: it is verified, stored and acknowledged, nothing more."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.address = f"/omni/{self.connection.webhook_token}"

    def body(self, topic="thing", ids=("1",)):
        return json.dumps({"topic": topic, "ids": ids, "event": "e-1"}).encode()

    def deliver(self, body, signature=None, address=None):
        """Post the bytes, rightly signed unless told otherwise; return the answer."""
        if signature is None:
            signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Signature": signature, "Content-Type": "application/json"}
        with mute_logger("odoo.http", "werkzeug"):
            answer = self.url_open(address or self.address, data=body, headers=headers)
        self.env.invalidate_all()
        return answer

    def test_a_signed_delivery_is_acknowledged(self):
        self.assertEqual(self.deliver(self.body()).status_code, 200)

    def test_a_signed_delivery_leaves_one_message_for_each_thing_it_names(self):
        self.deliver(self.body(ids=["1", "2"]))
        self.assertEqual(self.messages().mapped("state"), ["rung", "rung"])

    def test_a_signed_delivery_is_kept_verbatim(self):
        self.deliver(self.body())
        self.assertEqual(list(self.messages().payload_id._bodies().values()), [self.body()])

    def test_a_delivery_asks_for_its_connection_and_log_in_only(self):
        """Two reads and two inserts: not where this database is, nor who is responsible."""
        body = self.body()
        signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            self.connection._ring({"x-signature": signature}, body)

    def test_a_topic_that_is_not_followed_is_acknowledged(self):
        self.assertEqual(self.deliver(self.body(topic="weather")).status_code, 200)

    def test_a_topic_that_is_not_followed_is_ignored_with_a_reason(self):
        self.deliver(self.body(topic="weather"))
        message = self.messages()
        self.assertEqual((message.state, message.reason), ("ignored", "The topic is not followed."))

    def test_what_no_addon_follows_is_ignored_with_a_reason_too(self):
        told = {**json.loads(self.body()), "silent": "parcels_of_the_moon"}
        self.deliver(json.dumps(told).encode())
        message = self.messages()
        self.assertEqual(message.state, "ignored")
        self.assertEqual(message.reason, "Nothing here follows “parcels_of_the_moon”.")

    def test_what_names_nothing_is_ignored_with_a_reason_too(self):
        self.deliver(self.body(ids=[]))
        self.assertEqual(self.messages().reason, "The delivery names nothing to read.")

    def test_a_wrong_signature_is_refused(self):
        self.assertEqual(self.deliver(self.body(), signature="0" * 64).status_code, 401)

    def test_a_missing_signature_is_refused(self):
        self.assertEqual(self.deliver(self.body(), signature="").status_code, 401)

    def test_a_refused_delivery_leaves_nothing(self):
        self.deliver(self.body(), signature="0" * 64)
        self.assertFalse(self.messages())

    def test_what_is_not_understood_is_acknowledged(self):
        self.assertEqual(self.deliver(b"<html>").status_code, 200)

    def test_what_is_not_understood_is_stored_with_its_reason(self):
        self.deliver(b"<html>")
        message = self.messages()
        self.assertEqual(
            (message.state, message.severity, message.reason),
            ("ignored", "error", "This is not JSON."),
        )

    def test_what_is_not_understood_is_kept_verbatim(self):
        self.deliver(b"<html>")
        self.assertEqual(list(self.messages().payload_id._bodies().values()), [b"<html>"])

    def test_what_is_neither_signed_nor_understood_leaves_nothing(self):
        self.deliver(b"<html>", signature="0" * 64)
        self.assertFalse(self.messages())

    def test_what_can_be_no_id_is_acknowledged_and_rings_for_nothing(self):
        for odd in ("9" * 5000, "\0", "\n"):
            answer = self.deliver(self.body(ids=["1", odd]))
            message = self.messages()[:1]
            self.assertEqual((answer.status_code, message.state), (200, "ignored"))
            self.assertEqual(message.reason, "The delivery names something that can be no id.")

    def test_an_event_of_odd_letters_is_acknowledged(self):
        told = {"topic": "weather", "ids": [], "event": "e\0" + "9" * 5000}
        self.assertEqual(self.deliver(json.dumps(told).encode()).status_code, 200)
        self.assertTrue(self.messages().external_id.startswith("e99"))

    def fault(self):
        """A signed delivery meets a fault of our program; return (answer, message)."""
        STAGE.bug = ZeroDivisionError("division by zero")
        answer = self.deliver(self.body())
        STAGE.bug = None
        return answer, self.messages()

    def test_a_fault_of_our_program_is_no_refusal(self):
        answer, message = self.fault()
        self.assertEqual((answer.status_code, message.state), (200, "dead"))

    def test_a_fault_of_our_program_is_a_problem_with_its_traceback(self):
        _answer, message = self.fault()
        self.assertEqual(message.reason, "A fault of the program: division by zero")
        self.assertIn("ZeroDivisionError", message.detail)

    def test_what_met_a_fault_is_kept_verbatim_and_without_its_signature(self):
        _answer, message = self.fault()
        self.assertEqual(list(message.payload_id._bodies().values()), [self.body()])
        self.assertNotIn("x-signature", message.headers)

    def test_tried_again_it_rings_as_if_nothing_had_been(self):
        _answer, message = self.fault()
        message.action_retry()
        self.env["omni.drain"]._process(self.connection, message)
        self.assertEqual(message.state, "done")
        rung = self.messages() - message
        self.assertEqual((rung.state, rung.external_id), ("rung", "1"))

    def test_tried_again_too_early_it_is_the_same_problem(self):
        _answer, message = self.fault()
        STAGE.bug = ZeroDivisionError("division by zero")
        message.action_retry()
        self.env["omni.drain"]._process(self.connection, message)
        self.assertEqual(message.state, "dead")

    def test_unsigned_a_fault_leaves_nothing(self):
        STAGE.bug = ZeroDivisionError("division by zero")
        answer = self.deliver(self.body(), signature="0" * 64)
        self.assertEqual((answer.status_code, len(self.messages())), (401, 0))

    def unsure(self):
        """A delivery meets a fault of our program before it is known whose it is."""
        STAGE.unsure = ZeroDivisionError(f"{SECRET} by zero")
        with self.assertLogs(LOGGER, "ERROR") as log:
            answer = self.deliver(self.body())
        STAGE.unsure = None
        return answer, "\n".join(log.output)

    def test_who_cannot_be_verified_is_asked_to_ring_again(self):
        answer, _log = self.unsure()
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(self.deliver(self.body()).status_code, 200)

    def test_what_cannot_be_verified_leaves_nothing(self):
        payloads = self.env["omni.payload"].search_count([])
        self.unsure()
        self.assertFalse(self.messages())
        self.assertEqual(self.env["omni.payload"].search_count([]), payloads)

    def test_the_log_says_why_it_cannot_be_verified_without_the_secret(self):
        _answer, log = self.unsure()
        self.assertIn("ZeroDivisionError: ••• by zero", log)
        self.assertNotIn(SECRET, log)

    def test_without_its_addon_a_connection_takes_no_deliveries(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE omni_connection SET adapter_code = 'gone' WHERE id = %s", [self.connection.id]
        )
        self.env.invalidate_all()
        with self.assertRaises(SignatureError):
            self.connection._ring({}, self.body())

    def test_an_unknown_address_is_not_found(self):
        self.assertEqual(self.deliver(self.body(), address="/omni/guessed").status_code, 404)

    def test_more_than_two_megabytes_are_refused(self):
        self.assertEqual(self.deliver(b"x" * (2 * 1024 * 1024 + 1)).status_code, 413)

    def test_two_megabytes_are_read(self):
        self.assertEqual(self.deliver(b"x" * (2 * 1024 * 1024)).status_code, 200)

    def test_an_archived_connections_address_is_not_found(self):
        self.connection.action_archive()
        self.assertEqual(self.deliver(self.body()).status_code, 404)

    def test_a_suspended_connection_still_stores_what_rings(self):
        self.connection._suspend("The key is wrong.")
        self.deliver(self.body())
        self.assertEqual(self.messages().state, "rung")

    def test_a_delivery_that_cannot_be_checked_now_is_asked_for_again(self):
        key = Fernet.generate_key().decode()
        with patch.dict(os.environ, {"OMNI_SECRET_KEY": key}):
            self.assertEqual(self.deliver(self.body()).status_code, 503)
