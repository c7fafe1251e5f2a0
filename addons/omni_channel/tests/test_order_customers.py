from odoo.addons.omni_base.core.documents import Address, Customer

from .common import ChannelCase
from .papers import HOME, WORK, ZOE, order


class TestOrderCustomers(ChannelCase):
    """Who bought; nobody is ever overwritten."""

    def guest(self, name="Zoé Lefèvre", email="zoe@example.org"):
        return Customer(name=name, email=email)

    def buyer(self, **values):
        return self.sell(**values).partner_id

    def contact(self, **values):
        return self.env["res.partner"].create(
            {"name": "Zoé Lefèvre", "email": "zoe@example.org", **values}
        )

    def test_an_unknown_buyer_becomes_a_contact(self):
        buyer = self.buyer()
        self.assertEqual((buyer.name, buyer.email), ("Zoé Lefèvre", "zoe@example.org"))

    def test_a_contacts_phone_is_in_the_international_form(self):
        self.assertEqual(self.buyer().phone, "+33 6 12 34 56 78")

    def test_an_account_that_buys_again_is_the_same_contact(self):
        first = self.buyer(external_id="1")
        moved = Customer(external_id="7", name="Zoé Martin", email="new@example.org")
        self.assertEqual(self.buyer(external_id="2", customer=moved), first)

    def test_an_account_that_buys_again_does_not_change_its_contact(self):
        first = self.buyer(external_id="1")
        moved = Customer(external_id="7", name="Zoé Martin", email="new@example.org")
        self.buyer(external_id="2", customer=moved, billing=WORK, delivery=WORK)
        self.assertEqual(
            (first.name, first.email, first.city), ("Zoé Lefèvre", "zoe@example.org", "Paris")
        )

    def test_two_orders_of_an_account_in_one_slice_make_one_contact(self):
        messages = self.bring(order(external_id="1"), order(external_id="2"))
        sales = self.env["sale.order"].browse(messages.mapped("res_id"))
        self.assertEqual(len(sales.partner_id), 1)

    def test_a_known_contact_with_the_same_name_and_email_is_the_buyer(self):
        known = self.contact()
        self.assertEqual(self.buyer(), known)

    def test_a_name_is_compared_without_accents_and_case(self):
        known = self.contact(name="ZOE  LEFEVRE")
        self.assertEqual(self.buyer(), known)

    def test_a_known_contact_is_not_changed(self):
        known = self.contact(street="1 old road", phone="+33 1 00 00 00 00")
        self.buyer()
        self.assertEqual((known.street, known.phone), ("1 old road", "+33 1 00 00 00 00"))

    def test_another_person_with_the_same_email_is_another_contact(self):
        known = self.contact(name="Paul Lefèvre")
        self.assertNotEqual(self.buyer(), known)

    def test_a_company_with_the_same_email_is_not_the_buyer(self):
        known = self.contact(name="Zoé Lefèvre", is_company=True)
        self.assertNotEqual(self.buyer(), known)

    def test_a_contact_of_another_company_is_not_the_buyer(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        known = self.contact(company_id=elsewhere.id)
        self.assertNotEqual(self.buyer(), known)

    def test_two_accounts_of_one_name_and_email_stay_two_contacts(self):
        first = self.buyer(external_id="1")
        other = Customer(external_id="8", name=ZOE.name, email=ZOE.email)
        self.assertNotEqual(self.buyer(external_id="2", customer=other), first)

    def test_a_guest_who_returns_is_the_same_contact(self):
        first = self.buyer(external_id="1", customer=self.guest())
        self.assertEqual(self.buyer(external_id="2", customer=self.guest()), first)

    def test_two_guests_of_one_email_are_two_contacts(self):
        first = self.buyer(external_id="1", customer=self.guest())
        other = self.buyer(
            external_id="2", customer=self.guest("Paul Lefèvre"), billing=None, delivery=None
        )
        self.assertNotEqual(other, first)

    def test_guests_without_email_are_not_one_guest(self):
        first = self.buyer(external_id="1", customer=self.guest(email=""))
        self.assertNotEqual(self.buyer(external_id="2", customer=self.guest(email="")), first)

    def test_a_guest_without_a_name_is_called_as_the_parcel_is_addressed(self):
        buyer = self.buyer(customer=Customer(email="x@example.org"), billing=None, delivery=WORK)
        self.assertEqual(buyer.name, "Zoé Lefèvre")

    def test_a_buyer_who_says_nothing_is_called_after_the_order(self):
        buyer = self.buyer(customer=Customer(), billing=None, delivery=None)
        self.assertEqual(buyer.name, "#1041")

    def test_an_email_that_is_none_costs_nothing(self):
        buyer = self.buyer(customer=self.guest(email="not an address"))
        self.assertEqual(buyer.name, "Zoé Lefèvre")

    def test_a_business_buyer_is_a_person_of_that_company_name(self):
        customer = Customer(external_id="9", name="Zoé Lefèvre", company="Atelier Kaolin")
        self.assertEqual(self.buyer(customer=customer).company_name, "Atelier Kaolin")

    def test_a_buyer_reads_the_language_of_the_shop(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        customer = Customer(external_id="9", name="Zoé", language="fr-CA")
        self.assertEqual(self.buyer(customer=customer).lang, "fr_FR")

    def test_an_unknown_state_never_costs_the_order(self):
        home = Address(name="Zoé", street="1 rue", city="Paris", country_code="FR", state_code="ZZ")
        self.assertEqual(self.sell(billing=home, delivery=home).state, "sale")

    def test_an_unknown_country_never_costs_the_order(self):
        home = Address(name="Zoé", street="1 rue", city="Pristina", country_code="QQ")
        self.assertFalse(self.sell(billing=home, delivery=home).partner_shipping_id.country_id)

    def test_the_shops_customer_is_linked_with_the_contact(self):
        buyer = self.buyer()
        link = self.env["omni.partner.link"].search([("external_id", "=", "7")])
        self.assertEqual((link.partner_id, link.connection_id), (buyer, self.connection))

    def test_a_home_address_is_the_contacts_own(self):
        self.assertEqual(self.buyer().street, HOME.street)
