from odoo.addons.omni_base.tests.company_case import CompanyCase
from odoo.tests import HttpCase, tagged

from .common import CarrierCase


@tagged("post_install", "-at_install")
class TestTwoCompanies(CompanyCase, CarrierCase, HttpCase):
    """Whoever packs and connects in one company learns nothing of another one's parcels."""

    groups = (
        "omni_base.group_manager,base.group_allow_export,sales_team.group_sale_manager,"
        "stock.group_stock_manager"
    )

    def fill(self):
        self.picking = self.make_transfer()
        self.validate(self.picking)

    def test_there_is_a_row_of_each_model_to_hide(self):
        self.assertFalse(self.bare_models())

    def test_no_way_to_ask_tells_them(self):
        self.assertFalse(self.leaks())

    def test_no_file_of_them_is_given_to_who_guesses_ids(self):
        self.assertFalse(self.exported())

    def test_nothing_can_be_moved_into_it(self):
        self.assertFalse(self.moves())

    def test_its_labels_documents_are_not_seen(self):
        documents = (
            self.picking.omni_label_attachment_id
            | self.labels(self.picking).parcel_ids.attachment_id
        )
        self.assertTrue(documents)
        found = self.env["ir.attachment"].with_user(self.stranger).search([])
        self.assertFalse(found & documents)
