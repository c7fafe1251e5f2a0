import hashlib
import hmac
from datetime import timedelta

from odoo import fields
from odoo.addons.omni_base.core.errors import RetryableError
from odoo.tools import mute_logger

from .common import EngineCase
from .rehearsal import SECRET, STAGE

LOGGER = "odoo.addons.omni_base.models.connection_webhook"
BODY = b'{"topic": "thing", "ids": ["1"], "event": "e-1"}'


class TestUnverified(EngineCase):
    """That deliveries cannot be verified is a warning while the remote is not heard."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def stumble(self, body=b"buy gold"):
        """A delivery, of whomever, meets a fault of our program where it is verified."""
        STAGE.unsure = ZeroDivisionError("by zero")
        with mute_logger(LOGGER), self.assertRaises(RetryableError):
            self.connection._ring({}, body)
        STAGE.unsure = None
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()
        self.env.invalidate_all()

    def ring(self, minutes_ago=0):
        """A good delivery comes, or came."""
        signature = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
        self.connection._ring({"x-signature": signature}, BODY)
        at = fields.Datetime.now() - timedelta(minutes=minutes_ago)
        self.env.flush_all()
        self.env.cr.execute("UPDATE omni_payload SET stored_at = %s", [at])

    def watch(self):
        self.env["omni.connection"]._watch_health()

    def notice(self):
        return self.env["omni.notice"].search([("connection_id", "=", self.connection.id)])

    def test_it_is_one_to_act_on(self):
        """It has none of the delivery's own words: they may be anybody's."""
        self.stumble()
        notice = self.notice()
        self.assertEqual((notice.kind, notice.level, notice.state), ("contract", "bad", "open"))
        self.assertIn("a fault of the program (ZeroDivisionError)", notice.text)
        self.assertNotIn("by zero", notice.text)

    def test_it_stays_while_nothing_good_comes(self):
        self.ring(minutes_ago=90)
        self.stumble()
        self.watch()
        self.assertEqual(self.notice().state, "open")

    def test_the_first_good_delivery_ends_it(self):
        self.stumble()
        self.ring()
        self.watch()
        self.assertEqual(self.notice().state, "over")
        self.assertFalse(self.connection.activity_ids)

    def test_a_stranger_s_delivery_is_none_where_good_ones_come(self):
        self.ring(minutes_ago=50)
        self.stumble()
        self.assertFalse(self.notice())

    def test_a_stranger_does_not_bring_it_back(self):
        self.stumble()
        self.ring()
        self.watch()
        self.stumble()
        self.assertEqual(self.notice().state, "over")

    def test_what_a_feed_brings_does_not_end_it(self):
        self.stumble()
        self.store(self.connection, self.thing(1))
        self.watch()
        self.assertEqual(self.notice().state, "open")
