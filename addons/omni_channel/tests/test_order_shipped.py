from datetime import timedelta

from .common import ChannelCase
from .papers import AT, order


class TestOrderShipped(ChannelCase):
    """An order whose goods have left before Odoo heard of it."""

    def sold(self, **values):
        self.bring(order(fulfilled=True, **values))
        return self.connection.order_ids

    def live_since(self, moment):
        self.connection.sudo().live_since = moment.replace(tzinfo=None)

    def test_it_is_a_confirmed_sale_order(self):
        self.assertEqual(self.sold().state, "sale")

    def test_before_going_live_nothing_waits_to_be_sent(self):
        self.assertEqual(self.sold().picking_ids.mapped("state"), ["cancel"])

    def test_before_going_live_the_stock_is_as_it_was_counted(self):
        self.sold()
        self.assertEqual(self.teapot.qty_available, 20)

    def test_since_going_live_its_goods_are_out_of_the_stock(self):
        self.live_since(AT - timedelta(days=1))
        self.sold()
        self.assertEqual(self.teapot.qty_available, 19)

    def test_since_going_live_it_counts_as_delivered(self):
        self.live_since(AT - timedelta(days=1))
        self.assertEqual(self.sold().delivery_status, "full")

    def test_the_shop_is_not_told_what_it_knows(self):
        self.go_live()
        self.live_since(AT - timedelta(days=1))
        self.sold()
        self.env.cr.flush()
        self.assertFalse(self.intents("shipment"))

    def test_one_that_the_shop_ships_later_asks_a_person(self):
        sale = self.sell()
        self.bring(order(fulfilled=True, version="2026-07-02T08:00:00Z"))
        self.assertIn("validate the transfer", sale.omni_review)
