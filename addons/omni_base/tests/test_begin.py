from odoo import fields

from .common import EngineCase


class TestBegin(EngineCase):
    """Who has just connected something reads what is next, and how long it took."""

    def begin(self, **delta):
        connection = self.connect(began_at=self.later(**delta))
        connection.invalidate_recordset()
        return connection

    def test_how_long_it_took_is_told(self):
        words = self.begin(minutes=-4).pace_words
        self.assertEqual(words, "Connected 4 minutes after you began.")

    def test_the_first_success_counts(self):
        connection = self.begin(minutes=-4)
        first = connection.connected_at = self.later(minutes=-1)
        connection.action_test()
        self.assertEqual(connection.connected_at, first)

    def test_after_a_week_it_is_no_news(self):
        connection = self.begin(days=-9)
        connection.connected_at = self.later(days=-8)
        self.assertFalse(connection.pace_words)

    def test_a_moment_that_was_typed_is_not_told_as_less_than_nothing(self):
        self.assertFalse(self.begin(minutes=4).pace_words)

    def test_what_is_next_is_to_look_and_go_live(self):
        self.assertIn("then go live", self.begin().step_words)

    def test_once_live_nothing_is_next(self):
        self.assertFalse(self.connect(mode="live").step_words)

    def test_before_it_is_connected_the_form_s_own_buttons_lead(self):
        connection = self.env["omni.connection"].new({"adapter_code": "omni_rehearsal"})
        self.assertFalse(connection.step_words)

    def test_a_duplicate_begins_anew(self):
        copy = self.begin(days=-9).copy()
        self.assertEqual((copy.connected_at, copy.began_at.date()), (False, fields.Date.today()))
