from .common import ChannelCase
from .papers import HOME, WORK, order

LATER = "2026-07-01T11:00:00Z"


class TestOrderMoved(ChannelCase):
    """The buyer has the delivery address changed after the order was imported."""

    def setUp(self):
        super().setUp()
        self.sale = self.sell(billing=HOME, delivery=HOME)

    def move(self, address=WORK, **values):
        return self.bring(order(billing=HOME, delivery=address, version=LATER, **values))

    def street(self):
        return self.sale.partner_shipping_id.street

    def test_the_parcel_follows(self):
        self.move()
        self.assertEqual(self.street(), WORK.street)

    def test_the_transfer_follows(self):
        self.move()
        self.assertEqual(self.sale.picking_ids.partner_id.street, WORK.street)

    def test_both_addresses_are_named(self):
        said = self.move().reason
        self.assertTrue(HOME.street in said and WORK.street in said, said)

    def test_the_former_contact_is_not_changed(self):
        former = self.sale.partner_shipping_id
        self.move()
        self.assertEqual(former.street, HOME.street)

    def test_the_same_address_told_again_changes_nothing(self):
        self.move(HOME, note="Ring twice")
        self.assertEqual(self.street(), HOME.street)

    def test_goods_that_have_left_are_not_sent_elsewhere(self):
        self.sale.picking_ids.button_validate()
        self.move()
        self.assertEqual(self.street(), HOME.street)

    def test_somebody_is_told_when_it_is_too_late(self):
        self.sale.picking_ids.button_validate()
        self.move()
        self.assertIn("The delivery address was changed in the shop", self.sale.omni_review)

    def test_an_address_that_was_corrected_here_stays(self):
        here = self.sale.partner_id.create({"name": "Concierge", "street": "1 cour Royale"})
        self.sale.partner_shipping_id = here
        self.move()
        self.assertEqual(self.street(), "1 cour Royale")

    def test_a_printed_label_is_not_outdated_in_silence(self):
        self.sale.picking_ids.carrier_tracking_ref = "6A1"
        self.move()
        self.assertIn("Cancel it first", self.sale.omni_review)

    def test_it_is_followed_a_second_time(self):
        self.move()
        self.bring(order(billing=HOME, delivery=HOME, version="2026-07-01T12:00:00Z"))
        self.assertEqual(self.street(), HOME.street)

    def test_the_price_stays(self):
        total = self.sale.amount_total
        self.move()
        self.assertEqual(self.sale.amount_total, total)
