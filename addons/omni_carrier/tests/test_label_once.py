from odoo.addons.omni_base.core.errors import RemoteError
from odoo.exceptions import UserError

from .common import CarrierCase


class TestLabelOnce(CarrierCase):
    """Whatever happens to the transfer, its label is bought once."""

    def refused(self, picking, message):
        """Odoo's own assertRaises would roll back what the label has committed, too."""
        with self.assertRaisesRegex(RemoteError, message):
            self.buy_and_lose(picking)

    def buy_and_lose(self, picking):
        """Only the label's own transactions happen: the transfer's was rolled back after them."""
        request = picking._omni_shipping_request(self.method)
        with self.enter_registry_test_mode():
            self.env["omni.label"]._obtain(picking, self.method, request)

    def test_a_label_is_bought_when_the_transfer_is_validated(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(len(self.wire.purchases()), 1)

    def test_the_carrier_gets_the_committed_reference(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(list(self.wire.sold), [self.labels(picking).reference])

    def test_a_second_attempt_finds_the_label_in_our_own_table(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        self.validate(picking)
        self.assertEqual(len(self.wire.purchases()), 1)

    def test_the_label_found_again_is_on_the_transfer(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        self.validate(picking)
        self.assertEqual(picking.carrier_tracking_ref, "6A10")

    def test_a_label_sold_without_an_answer_is_found_by_its_reference(self):
        self.wire.lose_answer = True
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual((len(self.wire.sold), picking.carrier_tracking_ref), (1, "6A10"))

    def test_a_label_asked_for_by_a_process_that_died_is_found_by_its_reference(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        label = self.labels(picking)
        label.parcel_ids.unlink()
        label.write({"state": "asked", "external_id": False})
        self.validate(picking)
        self.assertEqual((len(self.wire.purchases()), label.state), (1, "bought"))

    def test_a_label_asked_for_and_never_made_is_bought_under_the_same_reference(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        label = self.labels(picking)
        label.parcel_ids.unlink()
        label.write({"state": "asked", "external_id": False})
        self.wire.sold.clear()
        self.validate(picking)
        self.assertEqual(list(self.wire.sold), [label.reference])

    def test_a_label_of_another_service_stands_in_the_way_of_a_second_one(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        picking.carrier_id = self.make_method("chronopost:13")
        with self.assertRaisesRegex(UserError, "already bought"):
            self.validate(picking)

    def test_a_refused_label_is_kept_with_the_carriers_reason(self):
        self.wire.refuse = (400, "This postcode does not exist.")
        picking = self.make_transfer()
        with self.assertRaisesRegex(UserError, "This postcode does not exist"):
            self.validate(picking)
        self.assertIn("This postcode does not exist", self.labels(picking).reason)

    def test_after_a_refusal_another_reference_is_used(self):
        self.wire.refuse = (400, "This postcode does not exist.")
        picking = self.make_transfer()
        self.refused(picking, "does not exist")
        self.validate(picking)
        self.assertEqual(len(set(self.labels(picking).mapped("reference"))), 2)

    def test_a_carrier_that_asks_to_wait_gets_the_same_reference_again(self):
        self.wire.refuse = (429, "Slow down.")
        picking = self.make_transfer()
        self.refused(picking, "asks to wait")
        self.validate(picking)
        self.assertEqual(len(self.labels(picking)), 1)

    def test_wrong_credentials_suspend_the_connection(self):
        self.wire.refuse = (401, "Invalid username/password.")
        self.refused(self.make_transfer(), "refuses the credentials")
        self.assertEqual(self.connection.state, "suspended")

    def test_labels_of_a_batch_that_was_rolled_back_are_found_again(self):
        first, second = self.make_transfer(), self.make_transfer(quantity=3)
        self.buy_and_lose(first)
        self.validate(first | second)
        self.assertEqual(len(self.wire.purchases()), 2)

    def test_what_was_asked_and_what_came_is_kept(self):
        picking = self.make_transfer()
        self.validate(picking)
        reference = self.labels(picking).reference
        kept = self.env["omni.payload"].search([("external_id", "=", reference)], order="id")
        self.assertEqual(kept.mapped("direction"), ["out", "in"])

    def test_a_label_that_was_never_answered_is_settled_later(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        label = self.labels(picking)
        label.parcel_ids.unlink()
        label.write({"state": "unknown", "external_id": False, "requested_at": "2026-01-01"})
        with self.enter_registry_test_mode():
            self.env.ref("omni_carrier.cron_settle").method_direct_trigger()
        self.assertEqual(label.state, "bought")

    def test_a_bought_label_without_its_transfer_is_told_to_a_person(self):
        picking = self.make_transfer()
        self.buy_and_lose(picking)
        label = self.labels(picking)
        label.parcel_ids.unlink()
        label.write({"state": "unknown", "requested_at": "2026-01-01"})
        with self.enter_registry_test_mode():
            self.env.ref("omni_carrier.cron_settle").method_direct_trigger()
        self.assertIn("A label is waiting", picking.activity_ids.mapped("summary"))
