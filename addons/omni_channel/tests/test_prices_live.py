from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .price_case import PriceCase, cost
from .stall import COUNTER


class TestPricesGoLive(PriceCase):
    """Before a price is told, the merchant sees which would change, and by how much."""

    def setUp(self):
        super().setUp()
        COUNTER.priced["v-1"] = cost(4)

    def test_it_lists_what_would_change_by_the_shop_s_prices_of_this_moment(self):
        row = self.wizard().price_ids
        self.assertEqual((row.label, row.there, row.here, row.share), ("TEAPOT Teapot", 4, 5, 0.25))

    def test_the_largest_change_is_the_first(self):
        self.list_product(self.cup, "v-2", sku="CUP", currency="EUR", price=1)
        labels = self.wizard().price_ids.mapped("label")
        self.assertEqual(labels, ["CUP Cup", "TEAPOT Teapot"])

    def test_what_is_right_already_is_not_listed(self):
        COUNTER.priced["v-1"] = cost(5)
        self.assertFalse(self.wizard().price_ids)

    def test_prices_that_are_off_are_not_listed(self):
        self.switch_on(False)
        self.assertFalse(self.wizard().price_ids)

    def test_a_stage_without_prices_tells_none(self):
        wizard = self.wizard()
        wizard.feed_ids.filtered(lambda row: row.feed_id.resource == "price").is_chosen = False
        wizard.action_go_live()
        self.drain()
        self.assertFalse(COUNTER.prices)

    def test_what_is_listed_is_what_is_told(self):
        self.wizard().action_go_live()
        self.drain()
        self.assertEqual(self.told(), [{"v-1": (5, None)}])

    def many_steep_changes(self):
        for number in range(6):
            product = self.make_product(f"P{number}", f"P{number}", taxes_id=False)
            self.list_product(product, f"w-{number}", currency="EUR")
            COUNTER.priced[f"w-{number}"] = cost(50)

    def test_many_large_changes_need_a_second_person(self):
        self.colleague()
        self.many_steep_changes()
        wizard = self.wizard()
        with self.assertRaisesRegex(UserError, "6 prices would change by more than 30 %"):
            wizard.action_go_live()

    def test_a_colleague_can_agree(self):
        other = self.colleague()
        self.many_steep_changes()
        self.wizard().action_ask_colleague()
        self.wizard(other).action_go_live()
        self.assertEqual(self.connection.mode, "live")

    def test_a_limit_of_one_s_own_does_not_replace_the_second_person(self):
        self.colleague()
        self.many_steep_changes()
        wizard = self.wizard()
        wizard.price_steps = 100
        with self.assertRaisesRegex(UserError, "second person"):
            wizard.action_go_live()


class TestPricesBack(PriceCase):
    """The way back: the shop asks again for what it asked before."""

    def setUp(self):
        super().setUp()
        COUNTER.priced["v-1"] = cost(4, 3)
        self.connection._go_live()
        self.drain()

    def wizard(self):
        action = self.connection.action_open_way_back()
        return self.env["omni.way.back"].browse(action["res_id"])

    def test_it_lists_the_prices_of_before(self):
        self.teapot.list_price = 9
        self.drain()
        row = self.wizard().price_ids
        self.assertEqual((row.label, row.shown), ("TEAPOT Teapot", 9))

    def test_they_are_given_back_and_test_mode_follows(self):
        self.teapot.list_price = 9
        self.drain()
        self.wizard().action_give_back()
        self.drain()
        self.env.invalidate_all()
        self.assertEqual((COUNTER.priced["v-1"], self.connection.mode), (cost(4, 3), "test"))

    def test_what_is_not_ticked_stays(self):
        self.wizard().price_ids.is_chosen = False
        wizard = self.wizard()
        wizard.price_ids.is_chosen = False
        wizard.action_give_back()
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"].regular, 5)

    def test_what_a_worker_is_telling_right_now_stays_its_own(self):
        self.teapot.list_price = 9
        self.end_transaction()
        taken = self.intents("price")
        taken.lease_until = "2999-01-01 00:00:00"
        self.wizard().action_give_back()
        self.assertTrue(taken.exists())

    def test_going_live_again_begins_anew(self):
        self.wizard().action_give_back()
        self.drain()
        self.env.invalidate_all()
        COUNTER.priced["v-1"] = cost(6)
        self.connection._go_live()
        self.drain()
        self.assertEqual(self.row().before_regular, 6)


class TestWhyThisPrice(PriceCase):
    """A price is explained by its terms, and by what the shop knows of it."""

    def why(self):
        self.env.invalidate_all()
        return self.listing.why_price_text, str(self.listing.why_price)

    def test_it_adds_up_what_makes_the_price(self):
        self.tax(20)
        self.connection.price_taxes = "included"
        self.sales_pricelist(compute_price="percentage", percent_price=10)
        text = "sales price 5.00 − pricelist “Shop” 0.50 + taxes 0.90 = 5.40, never told"
        self.assertEqual(self.why()[0], text)

    def test_it_says_when_it_was_sent_and_acknowledged(self):
        COUNTER.priced["v-1"] = cost(4)
        self.connection._go_live()
        self.drain()
        self.assertRegex(self.why()[0], r"^sales price 5\.00 = 5\.00, sent .+, acknowledged .+$")

    def test_it_says_why_nothing_is_sent(self):
        self.assertIn("Test mode: nothing is written", self.why()[1])

    def dear_sale(self, **values):
        """Let a sale cost 6.00, more than the price, until next week."""
        pricelist = self.sales_pricelist(compute_price="fixed", fixed_price=5).pricelist_id
        week = fields.Datetime.now() + timedelta(days=7)
        values = {"fixed_price": 6, "date_end": week, "product_id": self.teapot.id, **values}
        return self.rule(pricelist, applied_on="0_product_variant", **values)

    def test_a_sale_above_the_price_is_not_told_and_it_is_said(self):
        self.dear_sale()
        self.assertIn("[TEAPOT] Teapot) is above the price 5.00", self.why()[1])

    def test_the_listing_warns_of_it(self):
        self.dear_sale()
        self.assertIn("The sale price 6.00", self.listing.price_warning)

    def test_a_sale_that_is_no_dearer_is_no_warning(self):
        self.dear_sale(fixed_price=5)
        self.assertFalse(self.listing.price_warning)

    def test_where_the_price_is_not_told_nothing_is_warned_of(self):
        self.dear_sale()
        self.listing.publishes_price = False
        self.assertFalse(self.listing.price_warning)

    def test_it_says_what_the_shop_asked_before(self):
        COUNTER.priced["v-1"] = cost(4)
        self.connection._go_live()
        self.drain()
        self.assertIn("Before going live, the shop asked 4.00", self.why()[1])
