from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Address
from odoo.addons.omni_base.core.paging import slices

from .papers import HOME
from .people import ZOE, CustomerCase


class TestCustomersIn(CustomerCase):
    """Which contact an account of the shop is, and which become one."""

    def test_an_account_that_nobody_knows_makes_no_contact_by_itself(self):
        before = self.contacts()
        message = self.bring_customer(ZOE)
        self.assertEqual((self.contacts(), message.state, message.res_id), (before, "done", 0))
        self.assertIn("has not ordered here yet", message.reason)

    def test_where_it_is_asked_for_an_account_becomes_a_contact(self):
        self.connection.creates_customers = True
        message = self.bring_customer(ZOE)
        made = self.found()
        self.assertEqual(
            (made.name, made.email, made.phone, made.company_name, made.street, made.city),
            (ZOE.name, ZOE.email, ZOE.phone, "Kaolin", HOME.street, HOME.city),
        )
        self.assertEqual((message.res_model, message.res_id), ("res.partner", made.id))

    def test_who_asks_for_missing_customers_gets_those_read_before(self):
        message = self.bring_customer(ZOE)
        self.connection.creates_customers = True
        self.assertEqual(message.state, "new")
        self.process(message)
        self.assertEqual(self.found().name, ZOE.name)

    def test_an_account_of_the_shops_own_people_makes_no_contact(self):
        self.connection.creates_customers = True
        message = self.bring_customer(replace(ZOE, is_buyer=False))
        self.assertFalse(self.found())
        self.assertIn("own people", message.reason)

    def test_an_account_of_the_shops_own_people_that_ordered_is_read(self):
        known = self.contact()
        self.link(known)
        self.bring_customer(replace(ZOE, is_buyer=False))
        self.assertEqual(known.phone, ZOE.phone)

    def test_a_person_of_the_same_name_and_email_is_the_account(self):
        known = self.contact(name="ZOE LEFEVRE")
        self.bring_customer(ZOE)
        self.assertEqual(self.found(), known)

    def test_a_company_of_the_same_name_and_email_is_not(self):
        self.connection.creates_customers = True
        known = self.contact(is_company=True)
        self.bring_customer(ZOE)
        self.assertTrue(self.found() and self.found() != known)
        self.assertFalse(known.phone)

    def test_another_person_of_the_same_email_is_not(self):
        known = self.contact(name="Paul Lefèvre")
        self.bring_customer(ZOE)
        self.assertFalse(self.found())
        self.assertFalse(known.phone)

    def test_who_ordered_is_the_same_contact(self):
        buyer = self.sell().partner_id
        self.bring_customer(replace(ZOE, name="Zoé Martin", email="new@example.org"))
        self.assertEqual(self.found(), buyer)

    def test_an_account_that_orders_later_is_the_same_contact(self):
        self.connection.creates_customers = True
        self.bring_customer(ZOE)
        self.assertEqual(self.sell().partner_id, self.found())

    def test_two_accounts_in_one_slice_are_two_contacts(self):
        self.connection.creates_customers = True
        self.bring_customer(ZOE, replace(ZOE, external_id="8", email="paul@example.org"))
        self.assertNotEqual(self.found("7"), self.found("8"))

    def test_an_account_without_a_name_is_called_by_its_email(self):
        self.connection.creates_customers = True
        self.bring_customer(replace(ZOE, name="", company="", billing=None))
        self.assertEqual(self.found().name, ZOE.email)

    def test_the_number_of_queries_does_not_grow_with_the_customers(self):
        self.connection.creates_customers = True
        self.bring_customer(*self.many("warm", 2))
        self.bring_customer(*self.many("known", 45))
        few = self.queries(self.many("known", 5, phone="+33 2 40 12 34 56"))
        many = self.queries(self.many("known", 40, first=5, phone="+33 2 40 12 34 56"))
        self.assertLessEqual(many, few + 5)

    def many(self, prefix, count, first=0, **values):
        return [
            replace(
                ZOE,
                external_id=f"{prefix}{number}",
                email=f"{prefix}{number}@example.org",
                billing=Address(name=ZOE.name, street=f"{number} rue", country_code="FR"),
                **values,
            )
            for number in range(first, first + count)
        ]

    def queries(self, documents):
        messages = self.store("customer", *documents)
        return self.queries_of(lambda: self.process(messages))

    def test_many_customers_are_one_contact_each_however_often_they_come(self):
        self.connection.creates_customers = True
        people = self.many("crowd", 120)
        for some in slices(people, 50):
            self.bring_customer(*some)
        before = self.contacts()
        for some in slices(self.many("crowd", 120, language="fr"), 50):
            self.bring_customer(*some)
        self.assertEqual(self.contacts(), before)
