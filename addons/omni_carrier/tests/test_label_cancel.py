from odoo.exceptions import UserError

from .common import CarrierCase


class TestLabelCancel(CarrierCase):
    def cancel(self, pickings):
        with self.enter_registry_test_mode():
            pickings.cancel_shipment()

    def test_a_cancelled_label_is_cancelled_at_the_carrier(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.cancel(picking)
        self.assertEqual(self.wire.requests[-1][1], "/shipments/ship-1/cancel")

    def test_a_transfer_whose_label_is_cancelled_has_no_number(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.cancel(picking)
        self.assertFalse(picking.carrier_tracking_ref)

    def test_a_cancelled_label_can_be_bought_again_with_another_carrier(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.cancel(picking)
        picking.carrier_id = self.make_method("chronopost:13")
        with self.enter_registry_test_mode():
            picking.send_to_shipper()
        self.assertEqual(self.labels(picking).mapped("state"), ["cancelled", "bought"])

    def test_the_next_label_has_the_next_reference(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.cancel(picking)
        with self.enter_registry_test_mode():
            picking.send_to_shipper()
        self.assertTrue(self.labels(picking)[1].reference.startswith(f"{picking.name}-2."))

    def test_a_refused_cancellation_leaves_the_label_on_the_transfer(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.wire.refuse = (409, "The parcel was delivered.")
        with self.assertRaisesRegex(UserError, "The parcel was delivered"):
            self.cancel(picking)
        self.assertEqual(picking.carrier_tracking_ref, "6A10")

    def test_only_the_transfers_of_a_method_are_cancelled_by_it(self):
        other = self.make_method("chronopost:13")
        ours, theirs = self.make_transfer(), self.make_transfer(method=other)
        self.validate(ours)
        self.validate(theirs)
        with self.enter_registry_test_mode():
            self.method.cancel_shipment(ours | theirs)
        self.assertEqual(self.labels(theirs).state, "bought")

    def test_a_label_is_not_cancelled_from_test_mode(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.connection.action_back_to_test()
        with self.assertRaisesRegex(UserError, "test mode"):
            self.cancel(picking)

    def test_a_bought_label_that_is_on_no_transfer_is_found_by_the_filter(self):
        used, unused = self.make_transfer(), self.make_transfer()
        self.validate(used)
        self.validate(unused)
        unused.omni_label_reference = False
        found = self.env["omni.label"].search([("is_unused", "=", True)])
        self.assertEqual(found.mapped("transfer"), [unused.name])

    def test_a_bought_label_without_a_transfer_is_cancelled_from_its_own_form(self):
        picking = self.make_transfer()
        self.validate(picking)
        picking.write({"carrier_tracking_ref": False, "omni_label_reference": False})
        label = self.labels(picking)
        with self.enter_registry_test_mode():
            label.action_cancel()
        self.assertEqual(label.state, "cancelled")
