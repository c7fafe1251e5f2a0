from odoo import Command
from odoo.exceptions import ValidationError

from .common import ChannelCase
from .stall import COUNTER


class TestStockRules(ChannelCase):
    """What of the stock is shown: the listing decides, then its category, then the connection."""

    def setUp(self):
        super().setUp()
        self.category = self.env["product.category"].create({"name": "Pottery"})
        self.teapot.categ_id = self.category
        self.listing = self.list_product(self.teapot)
        self.connection._go_live()
        self.drain()

    def told(self):
        """Let the workers tell what changed; return the number that the shop shows now."""
        self.drain()
        return COUNTER.there["stock-v-1"]

    def test_the_connections_buffer_is_held_back(self):
        self.connection.buffer = 3
        self.assertEqual(self.told(), 17)

    def test_the_categorys_buffer_wins_over_the_connections(self):
        self.connection.buffer = 3
        self.category.omni_buffer = 5
        self.assertEqual(self.told(), 15)

    def test_the_category_above_counts_as_well(self):
        above = self.env["product.category"].create({"name": "All", "omni_buffer": 7})
        self.category.parent_id = above
        self.assertEqual(self.told(), 13)

    def test_the_listings_buffer_wins_over_its_categorys(self):
        self.category.omni_buffer = 5
        self.listing.buffer = 1
        self.assertEqual(self.told(), 19)

    def test_a_listing_can_hold_back_nothing_where_others_do(self):
        self.connection.buffer = 3
        self.listing.buffer_unit = "pieces"
        self.assertEqual(self.told(), 20)

    def test_a_share_of_what_can_be_promised_is_held_back(self):
        self.connection.write({"buffer": 25, "buffer_unit": "percent"})
        self.assertEqual(self.told(), 15)

    def test_no_more_than_the_maximum_is_shown(self):
        self.category.omni_shown_most = 10
        self.assertEqual(self.told(), 10)

    def test_only_in_stock_or_sold_out_is_shown(self):
        self.connection.shows = "in_out"
        self.assertEqual(self.told(), 1)

    def test_sold_out_is_shown_as_none(self):
        self.connection.write({"shows": "in_out", "shown_figure": 9})
        self.put(self.teapot, -20)
        self.assertEqual(self.told(), 0)

    def test_what_is_always_available_is_never_sold_out(self):
        self.listing.write({"shows": "always", "shown_figure": 50})
        self.put(self.teapot, -20)
        self.assertEqual(self.told(), 50)

    def make_to_order(self):
        route = self.env["stock.route"].create(
            {
                "name": "Bought for each order",
                "product_selectable": True,
                "rule_ids": [
                    Command.create(
                        {
                            "name": "Buy",
                            "action": "pull",
                            "procure_method": "make_to_order",
                            "picking_type_id": self.warehouse.out_type_id.id,
                            "location_src_id": self.warehouse.lot_stock_id.id,
                            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                        }
                    )
                ],
            }
        )
        self.teapot.product_tmpl_id.route_ids = route

    def test_what_is_made_to_order_is_counted_by_default(self):
        self.make_to_order()
        self.assertEqual(self.told(), 20)

    def test_what_is_made_to_order_is_always_available_where_that_is_chosen(self):
        self.connection.write({"made_to_order": "always", "shown_figure": 30})
        self.make_to_order()
        self.assertEqual(self.told(), 30)

    def test_a_product_that_odoo_does_not_count_is_available_where_that_is_chosen(self):
        wrap = self.make_product("Gift wrap", "WRAP", is_storable=False)
        self.list_product(wrap, "v-9")
        self.connection.made_to_order = "always"
        self.told()
        self.assertEqual(COUNTER.there["stock-v-9"], 1)

    def test_the_words_say_whose_decision_it_is(self):
        self.connection.buffer = 3
        self.category.omni_shown_most = 10
        self.assertEqual(
            self.listing.rule_words, "3 held back (connection), at most 10 shown (category Pottery)"
        )

    def test_without_a_decision_all_that_can_be_promised_is_shown(self):
        self.assertEqual(self.listing.rule_words, "all that can be promised")

    def test_another_companys_decision_about_the_category_does_not_count(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.category.with_company(other).omni_buffer = 5
        self.assertEqual(self.told(), 20)

    def test_a_negative_buffer_is_refused_with_a_sentence(self):
        with self.assertRaisesRegex(ValidationError, "type 0 or more"):
            self.listing.buffer = -1

    def test_more_than_all_of_it_cannot_be_held_back(self):
        with self.assertRaisesRegex(ValidationError, "type 100 or less"):
            self.category.write({"omni_buffer": 120, "omni_buffer_unit": "percent"})

    def test_reading_the_rules_costs_the_same_for_many(self):
        for number in range(30):
            category = self.env["product.category"].create(
                {"name": f"C{number}", "parent_id": self.category.id, "omni_buffer": number + 1}
            )
            product = self.make_product(f"P{number}", f"P{number}", categ_id=category.id)
            self.list_product(product, f"w-{number}")
        self.connection._stock_rules(self.listing)
        counts = [self.queries(self.listing), self.queries(self.connection.listing_ids)]
        self.assertEqual(*counts)

    def queries(self, listings):
        self.env.flush_all()
        self.env.invalidate_all()
        listings = listings.browse(listings.ids)
        listings.mapped("sku")
        before = self.env.cr.sql_log_count
        self.connection._stock_rules(listings)
        return self.env.cr.sql_log_count - before
