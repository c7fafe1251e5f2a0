from .common import CarrierCase


class TestTrackingMail(CarrierCase):
    def mails(self, picking):
        """E-mails to the customer about a transfer."""
        notified = picking.message_ids.filtered(lambda one: self.customer in one.partner_ids)
        return notified.sorted("id")

    def test_the_customer_is_told_the_tracking_link(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertIn('href="https://track.example/6A10"', self.mails(picking).body)

    def test_the_subject_names_the_order(self):
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(self.mails(picking).subject, "Your order #1001 is on its way")

    def test_the_customer_is_told_once(self):
        picking = self.make_transfer()
        self.validate(picking)
        picking._omni_mail_tracking()
        self.assertEqual(len(self.mails(picking)), 1)

    def test_another_label_is_told_again(self):
        picking = self.make_transfer()
        self.validate(picking)
        with self.enter_registry_test_mode():
            picking.cancel_shipment()
            picking.send_to_shipper()
        self.assertEqual(len(self.mails(picking)), 2)

    def test_core_s_own_delivery_e_mail_is_enough(self):
        self.env.company.stock_move_email_validation = True
        picking = self.make_transfer()
        self.validate(picking)
        self.assertEqual(len(self.mails(picking)), 1)

    def test_nothing_is_sent_where_the_setting_is_off(self):
        self.env.company.omni_tracking_mail = False
        picking = self.make_transfer()
        self.validate(picking)
        self.assertFalse(self.mails(picking))

    def test_nothing_is_sent_without_a_label(self):
        self.connection.action_back_to_test()
        picking = self.make_transfer()
        self.validate(picking)
        self.assertFalse(self.mails(picking))
