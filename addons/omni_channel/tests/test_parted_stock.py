from datetime import datetime, timezone

from odoo.addons.omni_base.core.documents import Outcome
from odoo.exceptions import ValidationError

from .papers import line
from .parted import PartedCase
from .stall import COUNTER


class TestPartedStock(PartedCase):
    """What one channel may sell, no other one shows."""

    def answer(self, listing, **values):
        """From now on the shop answers so."""
        key = f"{listing.id}-{listing.connection_id.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, **values)

    def test_the_shops_show_the_stock_once_between_them(self):
        self.assertEqual(self.shown(), (10, 10))

    def test_a_shared_stock_is_shown_by_all(self):
        self.pool.mode = "shared"
        self.assertEqual(self.shown(), (20, 20))

    def test_what_a_channel_sold_is_shared_out_anew(self):
        self.sell(line(quantity=4, listing_id="v-1"))
        self.assertEqual(self.shown(), (8, 8))

    def test_a_fixed_share_is_shown_and_the_rest_goes_by_sales(self):
        self.share(self.connection, "fixed", pieces=3)
        self.assertEqual(self.shown(), (3, 17))

    def test_percents_leave_a_rest(self):
        self.share(self.connection, "percent", percent=25)
        self.share(self.other, "percent", percent=50)
        self.assertEqual((self.shown(), self.allotment().free), ((5, 10), 5))

    def test_who_sold_more_shows_more(self):
        self.sell(line(quantity=4, listing_id="v-1"), ordered_at=datetime.now(timezone.utc))
        self.assertEqual(self.shown(), (16, 0))

    def test_what_is_kept_for_others_no_channel_shows(self):
        self.pool.kept = 6
        self.assertEqual(self.shown(), (7, 7))

    def test_a_channel_gets_no_more_before_the_other_one_acknowledged_less(self):
        self.answer(self.second, state="unknown", reason="No answer.")
        self.share(self.connection, "fixed", pieces=15)
        self.drain()
        self.assertEqual(self.listing.level_ids.acknowledged_quantity, 10)
        self.assertTrue(self.listing.level_ids.is_waiting)

    def test_it_gets_it_as_soon_as_the_other_one_did(self):
        self.share(self.connection, "fixed", pieces=15)
        self.assertEqual(self.shown(), (15, 5))
        self.assertEqual(self.levels().mapped("is_waiting"), [False, False])

    def test_a_number_that_was_never_answered_stays_held_when_a_lower_one_is(self):
        self.answer(self.listing, state="unknown", reason="No answer.")
        self.put(self.teapot, 10)
        self.drain()
        COUNTER.outcomes.clear()
        self.put(self.teapot, -10)
        self.drain()
        self.assertEqual((self.allotment().held, self.allotment().free), (25, -5))

    def test_pieces_found_gone_are_shown_by_nobody_until_their_order_is_here(self):
        COUNTER.there["stock-v-1"] -= 2
        self.put(self.teapot, 10)
        self.assertEqual((self.shown(), self.listing.level_ids.unexplained_quantity), ((13, 15), 2))
        self.sell(line(quantity=2, listing_id="v-1"))
        self.assertEqual((self.shown(), self.listing.level_ids.unexplained_quantity), ((14, 14), 0))

    def test_the_numbers_of_a_product(self):
        self.sell(line(quantity=4, listing_id="v-1"))
        self.drain()
        row = self.allotment()
        numbers = row.promised, row.allotted, row.acknowledged, row.in_flight, row.free
        self.assertEqual(numbers, (16, 16, 16, 0, 0))

    def test_the_reason_of_the_number_names_what_others_hold(self):
        explained = self.connection._explained(self.listing, self.connection.location_ids)
        terms = {term.code: term.pieces for term in next(iter(explained.values())).terms}
        self.assertEqual((terms["on_hand"], terms["share"]), (20, -10))

    def test_more_products_cost_no_more_queries(self):
        first = self.count(self.teapot)
        self.list_product(self.cup, "v-2")
        self.list_product(self.cup, "w-2", connection_id=self.other.id)
        self.assertEqual(self.count(self.teapot | self.cup), first)

    def count(self, products):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.pool._part(products)
        return self.cr.sql_log_count - before

    def test_a_warehouse_has_one_pool(self):
        with self.assertRaisesRegex(ValidationError, "take it out there first"):
            self.part(name="Other")

    def test_percents_above_a_hundred_are_refused(self):
        self.share(self.connection, "percent", percent=60)
        with self.assertRaisesRegex(ValidationError, "more than 100"):
            self.share(self.other, "percent", percent=60)

    def test_who_goes_live_later_gets_its_part_from_the_others(self):
        self.other.action_back_to_test()
        self.connection._offer_stock()
        self.drain()
        self.other._go_live()
        self.assertEqual(self.shown(), (10, 10))

    def test_a_shop_connected_after_the_stock_was_parted_gets_its_part_at_once(self):
        late = self.connect(name="Barrow")
        self.list_product(self.teapot, "x-1", connection_id=late.id)
        late._go_live()
        self.assertEqual((self.shown(), COUNTER.there.get("stock-x-1")), ((7, 7), 6))

    def test_a_place_that_gets_a_parted_warehouse_has_its_share_at_once(self):
        late = self.connect(name="Barrow")
        late.location_ids.warehouse_id = False
        self.pool.share_ids.filtered(lambda share: share.connection_id == late).unlink()
        late.location_ids.warehouse_id = self.warehouse
        self.assertIn(late, self.pool.share_ids.connection_id)

    def test_a_channel_in_test_mode_has_no_part(self):
        self.other.action_back_to_test()
        self.connection._offer_stock()
        self.assertEqual(self.shown()[0], 20)
