from odoo.addons.omni_channel.tests.common import ChannelCase


class TestToldOnce(ChannelCase):
    """The buyer hears once of the parcel; the shop hears the carrier's own name."""

    def setUp(self):
        super().setUp()
        self.picking = self.sell().picking_ids
        self.picking.write({"omni_label_reference": "OUT-1", "carrier_tracking_ref": "6A1"})

    def test_odoo_informs_the_buyer(self):
        self.picking._omni_mail_tracking()
        self.assertEqual(self.picking.omni_mailed_reference, "OUT-1")

    def test_odoo_is_silent_where_the_shop_informs_the_buyer(self):
        self.connection.notifies_buyer = True
        self.picking._omni_mail_tracking()
        self.assertFalse(self.picking.omni_mailed_reference)

    def test_the_shop_is_told_the_carrier_s_own_name(self):
        product = self.env.ref("omni_channel.product_shipping")
        self.picking.carrier_id = self.env["delivery.carrier"].create(
            {"name": "Home", "product_id": product.id, "omni_carrier_name": "Colissimo"}
        )
        self.assertEqual(self.picking._carrier_name(), "Colissimo")
