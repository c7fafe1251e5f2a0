from odoo.exceptions import UserError

from .carrier_wire import PDF
from .common import CarrierCase


class TestTransfer(CarrierCase):
    def test_the_label_is_attached_to_the_transfer(self):
        picking = self.make_transfer()
        self.validate(picking)
        attachment = picking.omni_label_attachment_id
        self.assertEqual((attachment.res_model, attachment.raw), ("stock.picking", PDF))

    def test_the_label_is_in_the_chatter(self):
        picking = self.make_transfer()
        self.validate(picking)
        names = picking.message_ids.attachment_ids.mapped("name")
        self.assertIn("LabelShipping-omni-6A10.pdf", names)

    def test_the_tracking_link_leads_to_the_carrier(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(picking.carrier_tracking_url, "https://track.example/6A10")

    def test_the_label_is_printed_again_from_the_transfer(self):
        picking = self.make_transfer()
        self.validate(picking)
        action = picking.action_omni_print_label()
        self.assertEqual(action["url"], f"/web/content/{picking.omni_label_attachment_id.id}")

    def test_the_cost_is_asked_for_where_nobody_compared(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(picking.carrier_price, 7.35)

    def test_each_package_is_a_parcel_with_its_own_number(self):
        picking = self.make_transfer(quantity=4)
        move = picking.move_ids
        move.move_line_ids.quantity = 2
        first = self.env["stock.package"].create({})
        second = self.env["stock.package"].create({})
        move.move_line_ids.result_package_id = first
        move.move_line_ids.copy({"result_package_id": second.id, "quantity": 2})
        self.validate(picking)
        self.assertEqual(picking.carrier_tracking_ref, "6A10,6A11")

    def test_goods_are_weighed_in_kilograms(self):
        self.validate(self.make_transfer(quantity=2))
        weight = self.wire.purchases()[0]["parcels"][0]["weight"]
        self.assertEqual(weight, {"value": "1.600", "unit": "kg"})

    def test_the_empty_box_is_weighed_and_measured_too(self):
        self.method.omni_package_type_id = self.env["stock.package.type"].create(
            {
                "name": "Box",
                "base_weight": 0.2,
                "packaging_length": 300,
                "width": 200,
                "height": 100,
            }
        )
        self.validate(self.make_transfer(quantity=2))
        parcel = self.wire.purchases()[0]["parcels"][0]
        self.assertEqual(
            (parcel["weight"]["value"], parcel["dimensions"]["length"]), ("1.800", "30.00")
        )

    def test_the_parcel_goes_to_the_delivery_contact(self):
        self.validate(self.make_transfer())
        address = self.wire.purchases()[0]["to_address"]
        self.assertEqual((address["name"], address["house_number"]), ("Zoé Lefèvre", "12"))

    def test_in_test_mode_no_label_is_bought(self):
        self.connection.action_back_to_test()
        self.validate(self.make_transfer())
        self.assertFalse(self.wire.purchases())

    def test_in_test_mode_the_transfer_is_validated_all_the_same(self):
        self.connection.action_back_to_test()
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(picking.state, "done")

    def test_in_test_mode_the_transfer_says_why_it_has_no_label(self):
        self.connection.action_back_to_test()
        picking = self.make_transfer()
        self.validate(picking)
        said = " ".join(str(body) for body in picking.message_ids.mapped("body"))
        self.assertIn("is in test mode", said)

    def test_in_a_copy_of_the_database_no_label_is_bought(self):
        self.connection.sudo().live_identity = "another/database"
        self.validate(self.make_transfer())
        self.assertFalse(self.wire.purchases())

    def test_an_address_without_a_postcode_is_named_before_anything_is_asked(self):
        self.customer.zip = False
        with self.assertRaisesRegex(UserError, "Zoé Lefèvre.* lacks: postcode"):
            self.validate(self.make_transfer())
        self.assertFalse(self.wire.purchases())

    def test_a_french_postcode_has_five_digits(self):
        self.customer.zip = "7500"
        with self.assertRaisesRegex(UserError, "“7500” is no postcode"):
            self.validate(self.make_transfer())

    def test_a_missing_phone_number_is_named_where_the_service_needs_it(self):
        self.method.omni_needs_phone = True
        self.customer.phone = False
        with self.assertRaisesRegex(UserError, "lacks: phone number"):
            self.validate(self.make_transfer())

    def test_a_pickup_service_needs_the_pickup_point(self):
        self.method.omni_needs_service_point = True
        with self.assertRaisesRegex(UserError, "delivers to a pick-up point"):
            self.validate(self.make_transfer())

    def test_goods_without_weight_are_not_sent(self):
        self.product.weight = 0
        with self.assertRaisesRegex(UserError, "weighs nothing"):
            self.validate(self.make_transfer())

    def test_a_document_that_did_not_come_does_not_hold_the_transfer(self):
        self.wire.keeps_document = True
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual((picking.state, bool(picking.omni_label_attachment_id)), ("done", False))

    def test_a_document_that_did_not_come_is_fetched_when_printed(self):
        self.wire.keeps_document = True
        picking = self.make_transfer()
        self.validate(picking)
        self.wire.keeps_document = False
        picking.action_omni_print_label()
        self.assertEqual(picking.omni_label_attachment_id.raw, PDF)

    def test_shipping_is_invoiced_as_estimated(self):
        self.assertEqual(self.method.invoice_policy, "estimated")
