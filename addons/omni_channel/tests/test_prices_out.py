from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .price_case import PriceCase, cost
from .stall import COUNTER


class TestPricesOut(PriceCase):
    """What a product costs is told to the shop, where Odoo decides it."""

    def setUp(self):
        super().setUp()
        COUNTER.priced["v-1"] = cost(4)

    def test_a_new_price_is_in_the_shop(self):
        self.go_live()
        self.teapot.list_price = 7
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost(7))

    def test_prices_are_off_until_a_person_switches_them_on(self):
        self.connection = self.connect(name="Second")
        self.assertFalse(self.connection._price_feed().active)

    def test_in_test_mode_nothing_is_told(self):
        self.teapot.list_price = 7
        self.drain()
        self.assertFalse(COUNTER.prices)

    def test_a_switched_off_feed_tells_nothing(self):
        self.go_live()
        self.switch_on(False)
        self.teapot.list_price = 7
        self.end_transaction()
        self.assertFalse(self.intents("price"))

    def test_where_the_shop_decides_the_feed_cannot_be_switched_on(self):
        self.decide("remote")
        with self.assertRaisesRegex(UserError, "Who decides"):
            self.switch_on()

    def test_who_lets_the_shop_decide_switches_it_off(self):
        self.decide("remote")
        self.assertFalse(self.connection._price_feed().active)

    def test_what_was_to_be_told_is_forgotten_then(self):
        self.go_live()
        self.teapot.list_price = 7
        self.end_transaction()
        self.decide("remote")
        self.assertFalse(self.intents("price"))

    def test_an_unchanged_price_is_never_sent(self):
        self.go_live()
        self.teapot.list_price = 7
        self.drain()
        self.teapot.list_price = 8
        self.teapot.list_price = 7
        self.drain()
        self.assertEqual(len(COUNTER.prices), 1)

    def test_what_was_acknowledged_is_not_even_looked_at(self):
        self.go_live()
        self.teapot.list_price = 7
        self.drain()
        reads = COUNTER.price_reads
        self.teapot.taxes_id = False
        self.drain()
        self.assertEqual(COUNTER.price_reads, reads)

    def test_what_the_shop_asks_already_is_not_written(self):
        COUNTER.priced["v-1"] = cost(5)
        self.connection._go_live()
        self.drain()
        self.assertFalse(COUNTER.prices)

    def test_many_changes_of_one_product_are_one_call(self):
        self.go_live()
        for price in (6, 7, 8):
            self.teapot.list_price = price
            self.end_transaction()
        self.drain()
        self.assertEqual(self.told(), [{"v-1": (8, None)}])

    def test_a_transaction_appends_by_one_statement(self):
        self.list_product(self.cup, "v-2")
        self.go_live()
        self.end_transaction()
        self.count_statements()
        (self.teapot | self.cup).list_price = 9
        self.end_transaction()
        self.assertEqual(self.statements(), 1)

    def test_a_hundred_products_are_one_call(self):
        for number in range(99):
            self.list_product(self.make_product(f"P{number}", f"P{number}"), f"w-{number}")
        self.connection._go_live()
        self.drain()
        self.assertEqual(len(COUNTER.prices), 1)

    def test_a_refused_price_is_a_problem(self):
        self.go_live()
        COUNTER.refuse(str(self.listing.id))
        self.teapot.list_price = 7
        self.drain()
        self.assertEqual(self.intents("price").mapped("state"), ["dead"])

    def test_a_product_without_a_price_is_not_given_away(self):
        self.go_live()
        self.teapot.list_price = 0
        self.drain()
        self.assertEqual((COUNTER.prices, len(self.intents("price"))), ([], 0))

    def test_a_listing_can_have_its_own_price(self):
        self.go_live()
        self.listing.own_price = 9.9
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost("9.9"))

    def test_a_listing_whose_price_is_switched_off_stays(self):
        self.listing.publishes_price = False
        self.go_live()
        self.teapot.list_price = 7
        self.drain()
        self.assertFalse(COUNTER.prices)

    def test_an_extra_price_of_a_value_is_told(self):
        colour = self.env["product.attribute"].create({"name": "Colour"})
        names = [{"name": name, "attribute_id": colour.id} for name in ("White", "Blue")]
        values = self.env["product.attribute.value"].create(names)
        line = {"attribute_id": colour.id, "value_ids": [(6, 0, values.ids)]}
        jug = self.env["product.template"].create(
            {"name": "Jug", "list_price": 5, "attribute_line_ids": [(0, 0, line)]}
        )
        blue = jug.product_variant_ids[1]
        blue.taxes_id = False
        self.list_product(blue, "v-2", currency="EUR")
        self.go_live()
        blue.product_template_attribute_value_ids.price_extra = 2
        self.drain()
        self.assertEqual(self.told(), [{"v-2": (7, None)}])


class TestSales(PriceCase):
    """A rule with an end is a sale price in the shop; a sale of the shop's own stays."""

    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        COUNTER.priced["v-1"] = cost(5)

    def sale(self, price=4, starts=-1, days=7):
        start = self.now + timedelta(days=starts)
        return self.sales_pricelist(
            compute_price="fixed",
            fixed_price=price,
            date_start=start,
            date_end=start + timedelta(days=days),
        )

    def test_a_rule_with_an_end_is_a_sale_with_its_dates(self):
        rule = self.sale()
        self.connection._go_live()
        self.drain()
        there = COUNTER.priced["v-1"]
        ends = there.sale_to.replace(tzinfo=None)
        self.assertEqual((there.regular, there.sale, ends), (5, 4, rule.date_end))

    def test_one_that_begins_later_is_told_beforehand(self):
        rule = self.sale(starts=3)
        self.connection._go_live()
        self.drain()
        starts = COUNTER.priced["v-1"].sale_from.replace(tzinfo=None)
        self.assertEqual(starts, rule.date_start)

    def test_one_that_is_not_lower_is_none(self):
        self.sale(price=6)
        self.connection._go_live()
        self.drain()
        self.assertIsNone(COUNTER.priced["v-1"].sale)

    def test_a_sale_of_the_shop_s_own_stays(self):
        COUNTER.priced["v-1"] = cost(4, 3)
        self.connection._go_live()
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost(5, 3))

    def test_a_sale_that_is_over_here_ends_there(self):
        rule = self.sale()
        self.connection._go_live()
        self.drain()
        rule.unlink()
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost(5))

    def test_a_sale_that_the_shop_changed_is_its_own_from_then_on(self):
        rule = self.sale()
        self.connection._go_live()
        self.drain()
        COUNTER.priced["v-1"] = cost(5, "3.5")
        rule.unlink()
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost(5, "3.5"))

    def test_what_begins_or_ends_by_its_date_is_looked_at_then(self):
        self.sale(starts=-1, days=2)
        self.go_live()
        since = self.now - timedelta(days=2)
        self.env["omni.price.change"].with_context(lastcall=since)._cron_dates()
        self.end_transaction()
        self.assertEqual(self.intents("price").mapped("res_id"), self.listing.ids)


class TestEditedPrices(PriceCase):
    """Somebody changed the price in the shop: Odoo's is set, and the other one is kept."""

    def setUp(self):
        super().setUp()
        COUNTER.priced["v-1"] = cost(4)
        self.connection._go_live()
        self.drain()
        COUNTER.priced["v-1"] = cost("6.5")
        self.teapot.list_price = 7
        self.drain()

    def kept(self):
        return self.env["omni.conflict"].search([("field", "=", "price")], order="id")

    def test_odoo_s_price_is_set(self):
        self.assertEqual(COUNTER.priced["v-1"], cost(7))

    def test_the_price_that_lost_is_kept(self):
        kept = self.kept()
        self.assertEqual((kept.here, kept.there, kept.winner), (7, 6.5, "odoo"))

    def test_it_can_be_put_back(self):
        self.kept().action_restore()
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost("6.5"))

    def test_what_was_told_by_odoo_is_nobody_s_edit(self):
        self.teapot.list_price = 8
        self.drain()
        self.assertEqual(len(self.kept()), 1)
