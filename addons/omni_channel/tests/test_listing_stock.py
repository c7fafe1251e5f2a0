from ast import literal_eval
from datetime import timezone

from odoo import fields

from .common import ChannelCase
from .papers import line
from .stall import COUNTER


class TestListingStock(ChannelCase):
    """The list of listings: what would be told, what was told, and in which state it is."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.connection._go_live()
        self.drain()

    def found(self, name):
        """Return the listings that a filter of the list leaves."""
        arch = self.env["omni.listing"].get_view(view_type="search")["arch"]
        domain = arch.split(f'name="{name}"')[1].split('domain="')[1].split('"')[0]
        domain = domain.replace("&gt;", ">")
        return self.env["omni.listing"].search(literal_eval(domain))

    def state(self):
        self.env.invalidate_all()
        return self.listing.stock_state

    def test_what_would_be_told_is_beside_what_was(self):
        self.put(self.teapot, 2)
        row = (self.listing.wanted_quantity, self.listing.acknowledged_quantity)
        self.assertEqual(row, (22, 20))

    def test_what_is_acknowledged_is_told(self):
        self.assertEqual(self.state(), "told")

    def test_a_change_is_to_be_told(self):
        self.put(self.teapot, 1)
        self.end_transaction()
        self.assertEqual(self.state(), "waiting")

    def test_what_the_shop_does_not_take_is_refused(self):
        COUNTER.refuse(f"{self.listing.id}-{self.connection.location_ids.id}")
        self.put(self.teapot, 1)
        self.drain()
        self.assertEqual(self.state(), "refused")

    def test_what_was_refused_and_is_right_by_now_is_told(self):
        self.listing.level_ids.problem = "Pieces were sold there."
        self.connection._offer_stock()
        self.drain()
        self.assertEqual(self.state(), "told")

    def test_without_a_product_there_is_nothing_to_tell(self):
        self.listing.product_id = False
        self.assertEqual((self.state(), self.listing.wanted_quantity), ("unmatched", 0))

    def test_what_is_switched_off_is_not_sent(self):
        self.listing.publishes_stock = False
        self.assertEqual(self.state(), "off")

    def test_what_waits_is_found(self):
        other = self.list_product(self.cup, "v-2")
        self.end_transaction()
        self.intents("stock").unlink()
        self.put(self.cup, 1)
        self.end_transaction()
        self.assertEqual(self.found("waiting"), other)

    def test_what_is_refused_is_found(self):
        COUNTER.refuse(f"{self.listing.id}-{self.connection.location_ids.id}")
        self.put(self.teapot, 1)
        self.drain()
        self.assertEqual(self.found("refused"), self.listing)

    def test_what_is_on_sale_again_is_to_be_told(self):
        self.listing.active = False
        self.end_transaction()
        self.intents("stock").unlink()
        self.listing.active = True
        self.end_transaction()
        self.assertEqual(self.intents("stock").mapped("res_id"), self.listing.ids)

    def test_what_is_sold_out_there_is_found(self):
        self.list_product(self.cup, "v-2")
        self.put(self.teapot, -20)
        self.drain()
        self.assertEqual(self.found("sold_out"), self.listing)

    def test_what_is_held_is_found(self):
        self.connection._hold_listings(self.listing)
        self.assertEqual(self.found("held"), self.listing)

    def test_many_listings_cost_the_queries_of_one(self):
        for number in range(20):
            product = self.make_product(f"P{number}", f"P{number}", stock=number + 1)
            self.list_product(product, f"w-{number}")
        listings = self.connection.listing_ids.search([("connection_id", "=", self.connection.id)])
        names = ("wanted_quantity", "stock_state", "worst_case", "rule_words", "is_waiting")
        counts = []
        for some in (self.listing, self.listing, listings):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.browse(some.ids).read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


class TestWorstCase(ChannelCase):
    """One pool for all channels: how many pieces may be sold twice is printed."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.other = self.connection
        self.connection = self.connect(name="Second")
        self.theirs = self.list_product(self.teapot, "v-2")

    def measured(self, connection, kind, seconds):
        hour = fields.Datetime.now().replace(minute=0, second=0)
        number = 0
        while 1.25**number < seconds:
            number += 1
        row = (connection.id, self.company.id, kind, hour, 1, seconds, seconds)
        self.env["omni.measure"]._keep([(*row, f'{{"{number}": 1}}')])

    def sold_there(self, pieces):
        """Let the second shop sell the teapot now."""
        self.sell(line(quantity=pieces, listing_id="v-2"), ordered_at=_now())

    def worst(self, listing):
        self.env.flush_all()
        self.env.invalidate_all()
        return listing.worst_case

    def test_it_is_the_delay_times_what_others_sell(self):
        self.measured(self.other, "out.stock", 7200)
        self.sold_there(168)
        self.assertIn(self.worst(self.listing), (2, 3))

    def test_the_time_that_their_orders_take_counts_as_well(self):
        self.measured(self.other, "out.stock", 7200)
        self.measured(self.connection, "placed.order", 7200)
        self.sold_there(168)
        self.assertIn(self.worst(self.listing), (4, 5))

    def test_what_it_sells_itself_is_no_risk_to_it(self):
        self.measured(self.connection, "out.stock", 7200)
        self.sold_there(168)
        self.assertEqual(self.worst(self.theirs), 0)

    def test_a_cancelled_order_does_not_count(self):
        self.measured(self.other, "out.stock", 7200)
        self.sold_there(168)
        self.env["sale.order"].search(
            [("omni_connection_id", "=", self.connection.id)]
        )._action_cancel()
        self.assertEqual(self.worst(self.listing), 0)

    def test_without_a_measure_it_says_so(self):
        self.sold_there(168)
        self.listing.invalidate_recordset()
        self.assertIn("is not measured yet", self.listing.why)

    def test_it_is_said_with_its_reasons(self):
        self.measured(self.other, "out.stock", 7200)
        self.sold_there(168)
        self.env.invalidate_all()
        self.assertRegex(
            self.listing.why,
            "Worst case [23]: other channels sell 1 an hour, and it takes up to 2 h",
        )

    def test_what_nobody_else_sells_is_no_risk(self):
        self.assertIn("No other channel has sold it", self.listing.why)

    def test_listings_at_risk_are_found(self):
        self.measured(self.other, "out.stock", 7200)
        self.sold_there(168)
        self.env.flush_all()
        found = self.env["omni.listing"].search([("worst_case", ">", 0)])
        self.assertEqual(found & (self.listing | self.theirs), self.listing)


def _now():
    return fields.Datetime.now().replace(tzinfo=timezone.utc)
