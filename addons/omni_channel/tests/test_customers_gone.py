from datetime import timedelta

from msgspec.structs import replace

from odoo import fields
from odoo.addons.omni_base.core.documents import Page

from .people import ZOE, CustomerCase
from .stall import COUNTER, item


class TestCustomersGone(CustomerCase):
    """An account that the shop deleted is marked, its contact stays; what is off is not read."""

    def setUp(self):
        super().setUp()
        self.zoe = self.contact()
        self.account = self.link(self.zoe)

    def listed(self, *documents, later=0):
        began = fields.Datetime.now() + timedelta(minutes=1 + later)
        items = tuple(item(one) for one in documents)
        page = Page(items=items, cursor={}, more=False, began=f"{began.isoformat()}Z")
        self.connection._after_page("customer", page)

    def ring(self, text=b"customer 7"):
        known = self.env["omni.message"].search([])
        self.connection._ring({}, text)
        return self.env["omni.message"].search([]) - known

    def test_a_deleted_account_is_marked_and_its_contact_stays(self):
        self.ring()
        self.drain()
        self.env.invalidate_all()
        self.assertEqual(
            (self.account.is_gone, self.zoe.exists(), self.zoe.active), (True, self.zoe, True)
        )

    def test_an_account_that_rings_is_read_again(self):
        COUNTER.people["7"] = ZOE
        self.account.is_gone = True
        self.ring()
        self.drain()
        self.env.invalidate_all()
        self.assertEqual((self.account.is_gone, self.zoe.phone), (False, ZOE.phone))

    def test_an_account_that_is_not_listed_any_more_is_marked(self):
        self.listed(replace(ZOE, external_id="8"))
        self.assertTrue(self.account.is_gone)

    def test_an_account_that_is_listed_again_is_back(self):
        self.account.is_gone = True
        self.listed(ZOE)
        self.assertFalse(self.account.is_gone)

    def test_a_list_of_changes_marks_nothing(self):
        self.connection._after_page("customer", Page(items=(), cursor={}, more=False))
        self.assertFalse(self.account.is_gone)

    def test_where_most_would_go_none_is_marked(self):
        for number in range(20):
            self.link(self.zoe, f"more-{number}")
        self.listed(ZOE)
        gone = self.env["omni.partner.link"].search([("is_gone", "=", True)])
        self.assertFalse(gone)

    def test_who_registers_again_is_the_same_contact(self):
        self.account.is_gone = True
        self.bring_customer(replace(ZOE, external_id="9"))
        self.assertEqual(self.found("9"), self.zoe)

    def test_a_delivery_is_not_kept_while_customers_are_switched_off(self):
        self.connection.feed_ids.filtered(lambda feed: feed.resource == "customer").active = False
        message = self.ring()
        self.assertEqual((message.state, message.payload_id.ids), ("ignored", []))
        self.assertIn("switched off", message.reason)

    def test_customers_are_off_until_a_person_switches_them_on(self):
        feeds = self.connect().with_context(active_test=False).feed_ids
        self.assertFalse(feeds.filtered(lambda feed: feed.resource == "customer").active)

    def test_a_customer_that_rings_waits_behind_an_order_that_rings(self):
        self.assertEqual(self.ring().priority, 50)
