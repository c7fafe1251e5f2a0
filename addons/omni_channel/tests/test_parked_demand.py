from .common import COUNTER, ChannelCase
from .papers import line, order


class TestParkedDemand(ChannelCase):
    """A shop takes the pieces of an unpaid order off its own number; so do we."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot, "v-1")
        self.place = self.connection.location_ids
        self.place.warehouse_id = self.warehouse
        self.day = 1

    def wait(self, quantity=2, **values):
        """Let an order come that waits for its money."""
        self.day += 1
        version = f"2026-07-{self.day:02}T08:00:00Z"
        told = {"payment": "pending", "holds_stock": True, "version": version, **values}
        return self.bring(order(line(quantity=quantity, listing_id="v-1"), **told))

    def shown(self):
        self.env.flush_all()
        wanted = self.connection._wanted(self.listing, self.place)
        return wanted[self.listing, self.place]

    def test_what_waits_is_not_shown(self):
        self.assertEqual(self.wait().state, "parked")
        self.assertEqual(self.shown(), 18)

    def test_a_shop_that_holds_nothing_shows_it(self):
        self.wait(holds_stock=False)
        self.assertEqual(self.shown(), 20)

    def test_told_again_it_counts_once(self):
        self.wait()
        self.wait()
        self.assertEqual(self.shown(), 18)

    def test_its_new_quantity_counts(self):
        self.wait()
        self.wait(quantity=5)
        self.assertEqual(self.shown(), 15)

    def test_once_it_is_paid_the_order_counts(self):
        self.wait()
        self.wait(payment="paid")
        self.assertEqual(self.shown(), 18)
        self.assertFalse(self.env["omni.parked.demand"].search([]))

    def test_a_cancelled_one_is_given_back(self):
        self.wait()
        self.wait(payment="voided")
        self.assertEqual(self.shown(), 20)

    def test_one_that_a_person_ignored_is_given_back(self):
        self.wait()._ignore("No.")
        self.assertEqual(self.shown(), 20)

    def test_the_number_is_told_once_and_not_lowered_twice(self):
        self.go_live()
        level = self.connection._levels(self.listing, self.place)[self.listing.id, self.place.id]
        level.write({"acknowledged_quantity": 20, "expected_quantity": 20})
        level.acknowledged_at = "2026-07-01 00:00:00"
        self.wait()
        self.assertEqual(level.expected_quantity, 18)

    def test_the_shop_keeps_the_number_that_it_has(self):
        self.go_live()
        COUNTER.there["stock-v-1"] = 18
        self.wait()
        self.drain()
        self.assertEqual(COUNTER.there["stock-v-1"], 18)
