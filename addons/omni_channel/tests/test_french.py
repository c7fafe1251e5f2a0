from odoo.addons.omni_base.core.text import Text

from .common import ChannelCase
from .papers import AT, ZOE, line, order

FIXED = "omni_channel"


class TestFrench(ChannelCase):
    """What a shop's adapter says to a person comes out in French, by the real catalogue."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("fr_FR")
        self.shopify = (
            self.env["omni.connection"]
            .with_context(lang="fr_FR")
            .create({"name": "Boutique", "adapter_code": "shopify"})
        )

    def bring_as_read(self, document):
        """Import a document as a mapping makes it: its words still know where they come from."""
        message = self.store("order", order())
        connection = self.env["omni.drain"]._as_company(self.connection)
        return connection._import_order([(message.with_env(connection.env), document)])

    def sale(self):
        return self.connection.order_ids

    def test_a_field_of_the_log_in_form(self):
        token = self.shopify.credential_ids.filtered(lambda row: row.name == "token")
        self.assertEqual(token.label, "Jeton d’accès à l’API Admin")

    def test_a_field_s_explanation(self):
        token = self.shopify.credential_ids.filtered(lambda row: row.name == "token")
        self.assertIn("Développer des applications", token.help)

    def test_the_name_of_a_feed(self):
        labels = self.shopify.feed_ids.mapped("label")
        comes = ["Commandes", "Produits", "Fiches produits", "Images des produits"]
        self.assertEqual(labels, [*comes, "Stock", "Expéditions"])

    def test_the_state_of_a_feed(self):
        feeds = self.env["omni.feed"].with_context(lang="fr_FR")
        states = dict(feeds._fields["last_state"]._description_selection(feeds.env))
        runs = self.env["omni.run"].with_context(lang="fr_FR")
        self.assertEqual(states, dict(runs._fields["state"]._description_selection(runs.env)))

    def test_a_refusal_of_what_was_typed(self):
        shop = self.shopify.credential_ids.filtered(lambda row: row.name == "shop")
        shop.value = "ma boutique"
        notice = self.shopify.action_test()["params"]["message"]
        self.assertIn("n’est pas une boutique Shopify", notice)

    def test_a_line_of_our_own_words_is_in_the_buyers_language(self):
        tip = line(2, "5", kind="tip", name=Text(FIXED, "Tip"), rates=())
        self.bring_as_read(order(line(), tip, customer=self.french_buyer()))
        self.assertIn("Pourboire", self.sale().order_line.mapped("name"))

    def test_the_reason_of_a_cancellation(self):
        self.connection.user_id.lang = "fr_FR"
        self.sell()
        reason = Text(FIXED, "The items were not in stock.")
        document = order(version="2026-07-02T08:00:00Z", cancelled_at=AT, cancel_reason=reason)
        verdict = next(iter(self.bring_as_read(document).values()))
        self.assertIn("Les articles n’étaient pas en stock.", verdict.reason)

    def french_buyer(self):
        return type(ZOE)(external_id="8", name="Léa Roy", email="lea@example.org", language="fr")
