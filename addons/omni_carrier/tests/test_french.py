import json

from odoo.addons.omni_carrier.carriers.sendcloud.mapping import read_errors
from odoo.tools.translate import TranslationImporter, get_po_paths

from .common import CarrierCase

MISSING_TOWN = {
    "code": "required",
    "detail": "This field is required.",
    "source": {"pointer": "/to_address/city"},
}


class TestFrench(CarrierCase):
    """What a carrier's adapter and our e-mail say comes out in French, by the real catalogue."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("fr_FR")
        self.reader = self.connection.with_context(lang="fr_FR")

    def load_records(self):
        """As installing the language does, for this addon only."""
        importer = TranslationImporter(self.env.cr, verbose=False)
        for path in get_po_paths("omni_carrier", "fr_FR"):
            importer.load_file(path, "fr_FR")
        importer.save(force_overwrite=True)

    def test_a_field_of_the_log_in_form(self):
        label = self.reader.credential_ids.filtered(lambda row: row.name == "public_key").label
        self.assertEqual(label, "Clé publique")

    def test_a_refused_field_is_named(self):
        said = self.reader._say(read_errors([MISSING_TOWN]))
        self.assertEqual(said, "La ville du destinataire manque (This field is required.)")

    def test_several_refused_fields_are_named(self):
        said = self.reader._say(read_errors([MISSING_TOWN, MISSING_TOWN]))
        self.assertEqual(said.count("La ville du destinataire manque"), 2)

    def test_the_tracking_e_mail(self):
        self.load_records()
        self.customer.lang = "fr_FR"
        picking = self.make_transfer()
        self.validate(picking)
        mail = picking.message_ids.filtered(lambda one: self.customer in one.partner_ids)
        said = json.dumps([mail.subject, mail.body], ensure_ascii=False)
        self.assertRegex(said, "Votre commande #1001 est en route.*Suivre mon colis")
