from msgspec.structs import replace

from .common import ChannelCase
from .papers import HOME, WORK, ZOE

GOOD, OTHER, BAD = "FR40303265045", "FR23334175221", "FR1234"


class TestOrderVat(ChannelCase):
    """A business buyer types a VAT number in the shop."""

    def buy(self, vat, address=WORK, **values):
        return self.sell(billing=replace(address, vat=vat), **values)

    def test_a_new_contact_has_it(self):
        self.assertEqual(self.buy(GOOD).partner_id.vat, GOOD)

    def test_the_invoice_address_has_it(self):
        sale = self.buy(GOOD, HOME, delivery=WORK)
        self.assertEqual(sale.partner_invoice_id.vat, GOOD)

    def test_one_that_only_the_account_tells_is_taken(self):
        self.assertEqual(self.sell(customer=replace(ZOE, vat=GOOD)).partner_id.vat, GOOD)

    def test_spaces_in_it_do_no_harm(self):
        self.assertEqual(self.buy("FR 40 303 265 045").partner_id.vat, GOOD)

    def test_a_contact_without_one_gets_it(self):
        known = self.sell().partner_id
        self.assertEqual(self.buy(GOOD, external_id="2").partner_id, known)
        self.assertEqual(known.vat, GOOD)

    def test_one_that_a_contact_has_is_not_replaced(self):
        known = self.buy(GOOD).partner_id
        self.buy(OTHER, external_id="2")
        self.assertEqual(known.vat, GOOD)

    def test_another_one_than_the_contacts_is_said(self):
        self.buy(GOOD)
        self.assertIn(OTHER, self.buy(OTHER, external_id="2").omni_review)

    def test_the_contacts_own_is_not_said(self):
        self.buy(GOOD)
        self.assertNotIn("VAT", self.buy(GOOD, external_id="2").omni_review or "")

    def test_an_invalid_one_does_not_stop_the_order(self):
        self.assertEqual(self.buy(BAD).state, "sale")

    def test_an_invalid_one_is_not_on_the_contact(self):
        self.assertFalse(self.buy(BAD).partner_id.vat)

    def test_an_invalid_one_is_said(self):
        self.assertIn(f"“{BAD}” is no valid VAT number", self.buy(BAD).omni_review)

    def test_an_invalid_one_is_kept_on_the_order(self):
        self.assertEqual(self.buy(BAD).omni_vat, BAD)

    def test_a_private_buyer_has_none(self):
        sale = self.sell()
        self.assertFalse(sale.partner_id.vat or sale.omni_vat)
