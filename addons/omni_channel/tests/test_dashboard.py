from datetime import datetime, timedelta, timezone

from freezegun import freeze_time

from odoo import fields
from odoo.tests import new_test_user

from .common import ChannelCase


class TestDashboard(ChannelCase):
    """The card of a shop: orders of today, what is late, how far its stock is behind."""

    def rows(self, connection=None):
        connection = connection or self.connection
        self.env.flush_all()
        connection.invalidate_recordset(["dashboard"])
        return {row["code"]: row for row in connection.dashboard["figures"]}

    def order_of(self, **ago):
        """Let an order come in that was placed so long ago; return its sale order."""
        return self.order_at(datetime.now(timezone.utc) - timedelta(**ago))

    def order_at(self, moment):
        self.placed = getattr(self, "placed", 0) + 1
        return self.sell(external_id=str(self.placed), ordered_at=moment)

    def opened(self, code):
        action = getattr(self.connection, self.rows()[code]["opens"])()
        return self.env["sale.order"].search(action["domain"])

    def test_orders_of_today_are_counted_and_a_click_away(self):
        sale = self.order_of(seconds=0)
        self.order_of(days=3)
        self.assertEqual(self.rows()["orders_today"]["value"], "1")
        self.assertEqual(self.opened("orders_today"), sale)

    def test_a_cancelled_order_is_not_counted(self):
        self.order_of(seconds=0)._action_cancel()
        self.assertEqual(self.rows()["orders_today"]["value"], "0")

    def test_a_day_begins_when_the_readers_day_begins(self):
        self.order_at(datetime(2026, 7, 15, 22, 25, tzinfo=timezone.utc))
        paris = self.connection.with_context(tz="Europe/Paris")
        lisbon = self.connection.with_context(tz="Europe/Lisbon")
        with freeze_time("2026-07-16 08:00:00"):
            self.assertEqual(self.rows(paris)["orders_today"]["value"], "1")
            self.assertEqual(self.last_days(paris), [0, 1])
            self.assertEqual(self.rows(lisbon)["orders_today"]["value"], "0")
            self.assertEqual(self.last_days(lisbon), [1, 0])

    def last_days(self, connection):
        return [number for _day, number in connection.dashboard["series"]["points"][-2:]]

    def test_an_order_whose_transfer_should_have_left_yesterday_is_late(self):
        sale = self.order_of(days=2)
        self.assertEqual(self.rows()["orders_late"]["value"], "1")
        self.assertEqual(self.opened("orders_late"), sale)
        self.assertTrue(sale.omni_is_late)

    def test_a_shipped_order_is_not_late(self):
        sale = self.order_of(days=2)
        self.ship(sale.picking_ids)
        self.assertFalse(self.opened("orders_late"))

    def test_an_order_of_today_is_not_late_yet(self):
        self.order_of(seconds=1)
        self.assertFalse(self.opened("orders_late"))

    def test_the_graph_has_fourteen_days_and_ends_today(self):
        self.order_of(seconds=0)
        self.order_of(days=20)
        self.env.flush_all()
        points = self.connection.dashboard["series"]["points"]
        self.assertEqual([number for _day, number in points], [0] * 13 + [1])

    def test_in_test_mode_no_stock_is_sent(self):
        self.assertIn("test mode", self.rows()["stock_lag"]["value"])

    def test_acknowledged_stock_is_up_to_date(self):
        self.go_live()
        self.assertEqual(self.rows()["stock_lag"]["value"], "Up to date")

    def test_unacknowledged_stock_is_behind_by_its_oldest_change(self):
        self.list_product(self.teapot)
        self.go_live()
        with freeze_time(fields.Datetime.subtract(fields.Datetime.now(), hours=2)):
            self.put(self.teapot, 1)
            self.end_transaction()
        row = self.rows()["stock_lag"]
        self.assertEqual((row["value"], row["tone"]), ("2 hours behind", "bad"))

    def test_who_may_not_read_orders_sees_no_orders(self):
        user = new_test_user(self.env, "packer", groups="omni_base.group_user")
        rows = self.rows(self.connection.with_user(user))
        self.assertNotIn("orders_today", rows)
        self.assertIn("stock_lag", rows)

    def test_ten_shops_cost_as_many_queries_as_two(self):
        shops = self.env["omni.connection"].union(*(self.connect() for _ in range(10)))
        self.env.flush_all()
        self.queries(shops)
        self.assertEqual(self.queries(shops[:2]), self.queries(shops))

    def queries(self, connections):
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        connections.with_prefetch(connections.ids).web_read({"name": {}, "dashboard": {}})
        return self.cr.sql_log_count - before
