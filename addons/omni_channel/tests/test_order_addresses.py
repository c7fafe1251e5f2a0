from odoo.addons.omni_base.core.documents import Address

from .common import ChannelCase
from .papers import HOME, WORK


class TestOrderAddresses(ChannelCase):
    """The parcel goes where the buyer said."""

    def told(self, partner):
        return (
            partner.name,
            partner.street,
            partner.street2 or "",
            partner.city,
            partner.zip,
            partner.country_id.code,
        )

    def wanted(self, address):
        return (
            address.name,
            address.street,
            address.street2,
            address.city,
            address.zip,
            address.country_code,
        )

    def test_the_parcel_goes_where_the_buyer_said(self):
        sale = self.sell(billing=HOME, delivery=WORK)
        self.assertEqual(self.told(sale.partner_shipping_id), self.wanted(WORK))

    def test_the_transfer_goes_where_the_buyer_said(self):
        sale = self.sell(billing=HOME, delivery=WORK)
        self.assertEqual(self.told(sale.picking_ids.partner_id), self.wanted(WORK))

    def test_the_invoice_goes_where_the_buyer_said(self):
        sale = self.sell(billing=WORK, delivery=HOME)
        self.assertEqual(self.told(sale.partner_invoice_id), self.wanted(WORK))

    def test_the_delivery_keeps_its_own_phone(self):
        sale = self.sell(billing=HOME, delivery=WORK)
        self.assertEqual(sale.partner_shipping_id.phone, "+33 2 40 12 34 56")

    def test_the_delivery_keeps_its_company(self):
        sale = self.sell(billing=HOME, delivery=WORK)
        self.assertEqual(sale.partner_shipping_id.company_name, "Atelier Kaolin")

    def test_the_delivery_has_an_email_to_tell_the_tracking_to(self):
        sale = self.sell(billing=HOME, delivery=WORK)
        self.assertEqual(sale.partner_shipping_id.email, "zoe@example.org")

    def test_one_address_for_all_is_the_customer(self):
        sale = self.sell()
        self.assertEqual(sale.partner_shipping_id | sale.partner_invoice_id, sale.partner_id)

    def test_a_present_goes_to_who_receives_it(self):
        present = Address(name="Paul Martin", street="2 rue X", city="Lyon", country_code="FR")
        self.assertEqual(self.sell(delivery=present).partner_shipping_id.name, "Paul Martin")

    def test_the_same_other_address_again_is_the_same_contact(self):
        first = self.sell(external_id="1", delivery=WORK).partner_shipping_id
        self.assertEqual(self.sell(external_id="2", delivery=WORK).partner_shipping_id, first)

    def test_a_moved_buyer_leaves_the_older_order_where_it_was(self):
        first = self.sell(external_id="1")
        self.sell(external_id="2", billing=WORK, delivery=WORK)
        self.assertEqual(self.told(first.partner_shipping_id), self.wanted(HOME))

    def test_a_moved_buyers_new_order_goes_to_the_new_place(self):
        self.sell(external_id="1")
        second = self.sell(external_id="2", billing=WORK, delivery=WORK)
        self.assertEqual(self.told(second.partner_shipping_id), self.wanted(WORK))

    def test_another_phone_at_the_same_place_is_an_address_of_its_own(self):
        first = self.sell(external_id="1", delivery=WORK).partner_shipping_id
        values = {name: getattr(WORK, name) for name in WORK.__struct_fields__}
        called = Address(**{**values, "phone": "06 99 88 77 66"})
        second = self.sell(external_id="2", delivery=called).partner_shipping_id
        self.assertEqual((first.phone, second.phone), ("+33 2 40 12 34 56", "+33 6 99 88 77 66"))

    def test_without_a_delivery_address_the_billing_address_is_used(self):
        sale = self.sell(billing=WORK, delivery=None)
        self.assertEqual(self.told(sale.partner_shipping_id), self.wanted(WORK))

    def test_an_order_without_any_address_is_the_customers(self):
        sale = self.sell(billing=None, delivery=None)
        self.assertEqual(sale.partner_shipping_id, sale.partner_id)

    def test_a_state_is_found_by_its_code(self):
        there = Address(
            name="Al",
            street="1 Main St",
            city="Austin",
            zip="78701",
            country_code="US",
            state_code="TX",
        )
        self.assertEqual(self.sell(delivery=there).partner_shipping_id.state_id.name, "Texas")

    def test_a_phone_that_is_none_is_kept_as_it_was_written(self):
        odd = Address(name="Al", street="1 rue", city="Lyon", country_code="FR", phone="ask Bob")
        self.assertEqual(self.sell(delivery=odd).partner_shipping_id.phone, "ask Bob")
