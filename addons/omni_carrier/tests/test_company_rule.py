from odoo.tests import new_test_user

from .common import CarrierCase


class TestCompanyRule(CarrierCase):
    def setUp(self):
        super().setUp()
        self.other = self.env["res.company"].create({"name": "Elsewhere"})
        self.stranger = new_test_user(
            self.env,
            "stranger",
            groups="stock.group_stock_user,omni_base.group_user",
            company_id=self.other.id,
            company_ids=[(6, 0, self.other.ids)],
        )
        self.packer = new_test_user(
            self.env, "packer", groups="stock.group_stock_user", company_id=self.env.company.id
        )

    def test_labels_of_another_company_are_not_seen(self):
        self.validate(self.make_transfer())
        self.assertFalse(self.env["omni.label"].with_user(self.stranger).search([]))

    def test_parcels_of_another_company_are_not_seen(self):
        self.validate(self.make_transfer())
        self.assertFalse(self.env["omni.label.parcel"].with_user(self.stranger).search([]))

    def test_a_warehouse_user_compares_chooses_and_validates(self):
        picking = self.make_transfer().with_user(self.packer)
        wizard = (
            self.env["omni.rate.wizard"]
            .with_user(self.packer)
            .browse(picking.action_omni_compare()["res_id"])
        )
        wizard.line_ids.filtered(lambda one: one.service_code == "chronopost:13").action_choose()
        self.validate(picking)
        self.assertEqual((picking.state, picking.carrier_tracking_ref), ("done", "6A10"))

    def test_a_warehouse_user_sees_the_labels_of_his_company(self):
        picking = self.make_transfer()
        self.validate(picking)
        labels = self.env["omni.label"].with_user(self.packer).search([])
        self.assertIn(picking.name, labels.mapped("transfer"))

    def test_another_companys_carriers_are_not_asked(self):
        there = self.connect(self.other)
        picking = self.make_transfer()
        wizard = self.env["omni.rate.wizard"].browse(picking.action_omni_compare()["res_id"])
        self.assertNotIn(there, wizard.line_ids.connection_id)
