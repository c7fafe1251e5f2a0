from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Address
from odoo.tests import new_test_user

from .papers import HOME, WORK
from .people import ZOE, CustomerCase


class TestCustomersOwned(CustomerCase):
    """What of an account is written on its contact, and what is kept of what loses."""

    def setUp(self):
        super().setUp()
        self.zoe = self.contact(phone="+33 1 00 00 00 00")
        self.link(self.zoe)

    def test_by_default_what_a_person_wrote_stays(self):
        self.bring_customer(ZOE)
        self.assertEqual(self.zoe.phone, "+33 1 00 00 00 00")

    def test_by_default_what_is_empty_is_filled(self):
        self.bring_customer(ZOE)
        self.assertEqual(self.zoe.company_name, "Kaolin")

    def test_a_phone_that_loses_is_kept_and_put_back(self):
        self.bring_customer(ZOE)
        kept = self.conflicts().filtered(lambda row: row.field == "phone")
        self.assertEqual((kept.there, kept.winner), (ZOE.phone, "odoo"))
        kept.action_restore()
        self.assertEqual(self.zoe.phone, ZOE.phone)

    def test_where_the_shop_decides_a_new_phone_and_email_are_taken(self):
        self.decides("remote", "phone", "email")
        self.bring_customer(self.later(phone="+33 2 40 12 34 56", email="new@example.org"))
        self.assertEqual((self.zoe.phone, self.zoe.email), ("+33 2 40 12 34 56", "new@example.org"))

    def test_what_was_overwritten_is_kept_and_put_back(self):
        self.decides("remote", "phone")
        self.bring_customer(ZOE)
        self.assertEqual(self.conflicts().here, "+33 1 00 00 00 00")
        self.conflicts().action_restore()
        self.assertEqual(self.zoe.phone, "+33 1 00 00 00 00")

    def test_where_odoo_decides_not_even_what_is_empty_is_filled(self):
        self.decides("odoo", "company")
        self.bring_customer(ZOE)
        self.assertFalse(self.zoe.company_name)

    def test_nothing_there_erases_nothing_here(self):
        self.decides("remote", "phone", "email", "name")
        self.bring_customer(replace(ZOE, phone="", email="", name=""))
        self.assertEqual(
            (self.zoe.phone, self.zoe.email, self.zoe.name),
            ("+33 1 00 00 00 00", "zoe@example.org", "Zoé Lefèvre"),
        )

    def test_the_same_phone_written_otherwise_is_no_difference(self):
        self.zoe.phone = "06 12 34 56 78"
        self.decides("remote", "phone")
        self.bring_customer(ZOE)
        self.assertEqual(self.zoe.phone, "06 12 34 56 78")
        self.assertNotIn("phone", self.conflicts().mapped("field"))

    def test_an_email_that_is_none_is_not_taken(self):
        self.decides("remote", "email")
        self.bring_customer(replace(ZOE, email="not an address"))
        self.assertEqual(self.zoe.email, "zoe@example.org")

    def test_an_older_state_changes_nothing(self):
        self.decides("remote", "phone")
        self.bring_customer(self.later(5))
        self.bring_customer(self.later(1, phone="+33 2 40 12 34 56"))
        self.assertEqual(self.zoe.phone, ZOE.phone)

    def test_the_same_bytes_are_not_looked_at_again(self):
        self.bring_customer(ZOE)
        self.assertFalse(self.store("customer", ZOE))

    def test_the_same_processed_again_writes_nothing(self):
        message = self.bring_customer(ZOE)
        lines, addresses = len(self.conflicts()), len(self.zoe.child_ids)
        self.env.flush_all()
        stamp = self.zoe.write_date
        self.process(message)
        self.env.flush_all()
        self.assertEqual(
            (len(self.conflicts()), len(self.zoe.child_ids), self.zoe.write_date),
            (lines, addresses, stamp),
        )

    def test_a_contact_that_is_a_company_here_stays_one(self):
        self.zoe.write({"is_company": True, "name": "Atelier"})
        self.decides("remote", "name", "company", "vat", "phone")
        self.bring_customer(ZOE)
        self.assertEqual(
            (self.zoe.name, self.zoe.company_name, self.zoe.phone), ("Atelier", False, ZOE.phone)
        )

    def test_a_contact_below_a_company_keeps_its_company(self):
        company = self.env["res.partner"].create({"name": "Atelier", "is_company": True})
        self.zoe.parent_id = company
        self.decides("remote", "name", "company", "vat", "phone")
        self.bring_customer(replace(ZOE, vat="FR40303265045"))
        self.assertEqual((self.zoe.parent_id, company.vat), (company, False))
        self.assertEqual(self.zoe.phone, ZOE.phone)

    def test_two_states_of_a_customer_can_be_compared(self):
        known = self.connection._known_customer(["7"])["7"]
        self.assertEqual(self.connection._portrait_customer(known)["Phone"], self.zoe.phone)

    def test_a_valid_vat_number_fills_an_empty_one(self):
        self.bring_customer(replace(ZOE, vat="FR40303265045"))
        self.assertEqual(self.zoe.vat, "FR40303265045")

    def test_who_logs_in_here_is_not_changed_by_a_shop(self):
        """Whoever registers under his name there would have his new password sent to himself."""
        boss = new_test_user(self.env, "boss", name="Zoé Lefèvre", email="boss@example.org")
        self.link(boss.partner_id, "8")
        self.decides("remote", "email", "phone", "name")
        self.bring_customer(replace(ZOE, external_id="8", email="thief@example.org"))
        self.assertEqual(boss.partner_id.email, "boss@example.org")


class TestCustomerAddresses(CustomerCase):
    """A changed address is another contact; none that an order points to changes."""

    def setUp(self):
        super().setUp()
        self.sale = self.sell()
        self.buyer = self.sale.partner_id

    def test_an_address_that_is_known_makes_none(self):
        before = self.contacts()
        self.bring_customer(replace(ZOE, company="", billing=HOME, delivery=HOME))
        self.assertEqual(self.contacts(), before)

    def test_another_delivery_address_is_a_contact_below_the_customer(self):
        self.bring_customer(replace(ZOE, company="", billing=HOME, delivery=WORK))
        made = self.buyer.child_ids.filtered(lambda one: one.type == "delivery")
        self.assertEqual((made.city, made.company_name), ("Nantes", "Atelier Kaolin"))

    def test_the_address_of_an_order_stays_as_it_is(self):
        self.decides("remote", "name", "email", "phone", "company")
        was = self.sale.partner_shipping_id.street
        self.bring_customer(self.later(billing=WORK, delivery=WORK))
        self.assertEqual(self.sale.partner_shipping_id.street, was)
        self.assertEqual(self.buyer.street, HOME.street)

    def test_a_new_phone_alone_makes_no_new_address(self):
        before = self.contacts()
        moved = replace(HOME, phone="02 40 12 34 56")
        self.bring_customer(self.later(company="", billing=moved, delivery=moved))
        self.assertEqual(self.contacts(), before)

    def test_the_same_new_address_twice_is_one_contact(self):
        self.bring_customer(self.later(1, delivery=WORK))
        before = self.contacts()
        self.bring_customer(self.later(2, delivery=WORK))
        self.assertEqual(self.contacts(), before)

    def test_a_country_alone_is_no_address(self):
        before = self.contacts()
        self.bring_customer(self.later(billing=None, delivery=Address(country_code="FR")))
        self.assertEqual(self.contacts(), before)
