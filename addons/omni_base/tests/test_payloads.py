from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.addons.omni_base.core.documents import Item
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import EngineCase

STRANGE = b'{"name":  "caf\xe9\x00",\r\n "2": 1.10}'


class TestPayloads(EngineCase):
    """What came is kept as it came."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def keep(self, body=STRANGE):
        return self.connection._keep_payload("in", body, "rehearsal_in", "1")

    def grow_old(self, payload, days=91):
        self.env.cr.execute(
            "UPDATE omni_payload SET stored_at = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=days), payload.id],
        )
        payload.invalidate_recordset()

    def test_the_bytes_are_kept_to_the_last_one(self):
        payload = self.keep()
        self.assertEqual(payload._bodies(), {payload.id: STRANGE})

    def test_a_stored_message_points_at_the_bytes_it_came_with(self):
        message = self.store(self.connection, Item(external_id="1", body=STRANGE))
        self.assertEqual(list(message.payload_id._bodies().values()), [STRANGE])

    def test_its_size_is_that_of_the_bytes(self):
        self.assertEqual(self.keep().size, len(STRANGE))

    def test_it_is_kept_compressed(self):
        payload = self.keep(b"the same again and again " * 1000)
        self.env.cr.execute(
            "SELECT octet_length(packed) FROM omni_payload WHERE id = %s", payload.ids
        )
        self.assertLess(self.env.cr.fetchone()[0], 1000)

    def test_a_payload_cannot_be_changed(self):
        with self.assertRaises(UserError):
            self.keep().digest = "0" * 64

    def test_not_even_an_administrator_deletes_one(self):
        with self.assertRaises(AccessError):
            self.keep().with_user(self.env.ref("base.user_admin")).unlink()

    def test_an_old_payload_goes(self):
        payload = self.keep()
        self.grow_old(payload)
        payload._gc_payloads()
        self.assertFalse(payload.exists())

    def test_a_young_payload_stays(self):
        payload = self.keep()
        payload._gc_payloads()
        self.assertTrue(payload.exists())

    def test_an_old_payload_that_work_needs_stays(self):
        payload = self.store(self.connection, self.thing(1)).payload_id
        self.grow_old(payload)
        payload._gc_payloads()
        self.assertTrue(payload.exists())

    def test_an_old_payload_of_a_problem_stays(self):
        message = self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        self.grow_old(message.payload_id)
        message.payload_id._gc_payloads()
        self.assertTrue(message.payload_id.exists())

    def test_an_old_payload_of_done_work_goes(self):
        message = self.store(self.connection, self.thing(1))
        self.drain()
        payload = message.payload_id
        self.grow_old(payload)
        payload._gc_payloads()
        self.assertFalse(payload.exists())

    def test_a_message_outlives_its_payload(self):
        message = self.store(self.connection, self.thing(1))
        self.drain()
        self.grow_old(message.payload_id)
        message.payload_id._gc_payloads()
        self.assertTrue(message.exists())

    def test_a_connection_says_how_long_its_payloads_are_kept(self):
        self.connection.keep_days = 30
        payload = self.keep()
        self.grow_old(payload, days=31)
        payload._gc_payloads()
        self.assertFalse(payload.exists())

    def test_a_longer_time_counts_for_what_was_stored_before(self):
        payload = self.keep()
        self.grow_old(payload)
        self.connection.keep_days = 365
        payload._gc_payloads()
        self.assertTrue(payload.exists())

    def test_another_connections_payloads_keep_their_own_time(self):
        payload = self.keep()
        self.connect().keep_days = 1
        self.grow_old(payload, days=2)
        payload._gc_payloads()
        self.assertTrue(payload.exists())

    def test_no_payload_is_thrown_away_on_its_first_day(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.connection.keep_days = 0

    def test_the_connection_shows_what_is_kept(self):
        self.grow_old(self.keep(), days=3)
        self.assertEqual(self.connection.payload_count, 1)
        self.assertEqual((fields.Datetime.now() - self.connection.oldest_payload_at).days, 3)
