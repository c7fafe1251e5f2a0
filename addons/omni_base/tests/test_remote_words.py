from odoo.addons.omni_base.core.errors import AuthError

from .common import EngineCase
from .rehearsal import STAGE

EVIL = '<img src="https://evil.example/seen"><a href="https://evil.example">press</a>'


class TestRemoteWords(EngineCase):
    """What a remote says is shown as it was said, and does nothing."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def test_why_a_connection_is_suspended_is_no_markup_in_its_activity(self):
        STAGE.error = AuthError(EVIL)
        self.connection.action_test()
        note = self.connection.activity_ids.note
        self.assertIn("&lt;img", note)
        self.assertNotIn("<a ", note)

    def test_why_a_connection_is_suspended_is_no_markup_in_its_discussion(self):
        STAGE.error = AuthError(EVIL)
        self.connection.action_test()
        self.env.flush_all()
        for body in self.connection.message_ids.mapped("body"):
            self.assertNotIn("<img", body)

    def test_the_bell_hands_the_words_over_as_a_text(self):
        """The bell's template escapes: what it gets is not marked as HTML."""
        self.connection._suspend(EVIL)
        shown = self.env["omni.bell"].problems()["newest"]
        self.assertIn(EVIL, [row["reason"] for row in shown])
        self.assertTrue(all(type(row["reason"]) is str for row in shown))

    def test_a_payload_is_shown_as_a_text(self):
        message = self.store(self.connection, self.thing(1, note=EVIL))
        self.assertEqual(message._fields["payload_text"].type, "text")
        self.assertIn("<img", message.payload_text)

    def test_markup_is_kept_in_no_column_of_ours_unless_it_is_cleaned(self):
        raw = [
            f"{name}.{field.name}"
            for name, model in self.env.items()
            for field in model._fields.values()
            if field.type == "html" and field.store and (field._module or "").startswith("omni_")
            if field.sanitize is not True or field.sanitize_overridable
        ]
        self.assertFalse(raw)
