from odoo.addons.omni_base.core.text import _

from .common import EngineCase


class TestWords(EngineCase):
    """Words of an adapter are read in the language of who looks, by the real catalogue."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("fr_FR")
        self.connection = self.connect().with_context(lang="fr_FR")

    def read_scheduled(self, message):
        """Let a worker work for a responsible person who reads French; return the reason."""
        self.connection.user_id.lang = "fr_FR"
        self.drain()
        return message.reason

    def test_a_label_of_the_log_in_form_is_translated(self):
        self.assertEqual(self.credential(self.connection, "key").label, "Clé secrète")

    def test_a_help_text_is_filled_in_after_translation(self):
        self.assertEqual(self.credential(self.connection, "key").help, "Sous Settings.")

    def test_a_feed_is_named_in_the_users_language(self):
        self.assertEqual(self.feed(self.connection).label, "Choses")

    def test_a_connector_is_described_in_the_users_language(self):
        self.assertEqual(self.connection.description, "Un service distant pour les tests.")

    def test_a_sentence_inside_a_sentence_is_translated_too(self):
        sentence = _("It says: %(what)s", what=_("Things"))
        self.assertEqual(self.connection._say(sentence), "Il dit\N{NO-BREAK SPACE}: Choses")

    def test_who_reads_english_reads_english(self):
        english = self.connection.with_context(lang="en_US")
        self.assertEqual(self.credential(english, "key").label, "Secret key")

    def test_a_scheduled_reason_is_in_the_responsible_persons_language(self):
        message = self.store(self.connection, type(self.thing(1))(external_id="1", body=b"?x"))
        self.assertIn("?x\N{NO-BREAK SPACE}» n’est pas une chose.", self.read_scheduled(message))

    def test_the_workers_own_reason_is_too(self):
        message = self.ring(self.connection, "unheard-of")
        self.assertEqual(self.read_scheduled(message), "Le service distant ne l’a plus.")
