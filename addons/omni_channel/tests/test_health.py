from datetime import datetime, timedelta, timezone

from .common import ChannelCase
from .papers import line, order

HOUR = timedelta(hours=1)


class TestHealth(ChannelCase):
    """How fast orders come is measured, and their silence is heard."""

    def setUp(self):
        super().setUp()
        self.env["omni.connection"].search([("id", "!=", self.connection.id)]).active = False
        self.env["omni.measure"].search([]).unlink()
        self.now = datetime.now(timezone.utc).replace(microsecond=0)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE omni_connection SET create_date = %s WHERE id = %s",
            [datetime(2026, 1, 1), self.connection.id],  # noqa: DTZ001
        )
        self.env.invalidate_all()

    def measure(self):
        measures = self.env["omni.measure"]
        measures._measure(measures._since())
        self.env["omni.connection"]._watch_health()
        self.env.invalidate_all()
        return measures.search(
            [("connection_id", "=", self.connection.id), ("kind", "=", "placed.order")]
        )

    def placed(self, seconds_ago, external_id="41", **values):
        return order(
            line(1),
            external_id=external_id,
            ordered_at=self.now - timedelta(seconds=seconds_ago),
            **values,
        )

    def sold(self, hour, count):
        """Note that so many orders were placed in an hour, as the figures would say."""
        naive = hour.replace(minute=0, second=0, tzinfo=None)
        return (self.connection.id, self.company.id, "placed.order", naive, count, 1, 1, "{}")

    def sell_for_weeks(self, weeks, an_hour, until):
        """Let figures say that the shop sold every hour for weeks, until some hours ago."""
        hours = range(until, weeks * 168)
        rows = [self.sold(self.now - back * HOUR, an_hour) for back in hours]
        self.env["omni.measure"]._keep(rows)
        self.env["omni.connection"]._watch_health()

    def warnings(self):
        return self.env["omni.notice"].search(
            [("connection_id", "=", self.connection.id), ("state", "=", "open")]
        )

    def test_the_time_from_the_buyers_click_is_measured(self):
        self.bring(self.placed(300))
        self.assertIn(self.measure().p95, range(300, 390))

    def test_an_order_is_counted_in_the_hour_in_which_it_was_placed(self):
        self.bring(self.placed(3 * 3600))
        hour = (self.now - 3 * HOUR).replace(minute=0, second=0, tzinfo=None)
        self.assertEqual(self.measure().hour, hour)

    def test_a_late_order_joins_those_of_its_hour(self):
        moment = (self.now - 3 * HOUR).replace(minute=30, second=0)
        self.bring(order(line(1), external_id="41", ordered_at=moment))
        self.measure()
        self.bring(order(line(1), external_id="42", ordered_at=moment))
        self.assertEqual(self.measure().count, 2)

    def test_an_order_that_waited_for_its_payment_is_not_timed(self):
        self.bring(self.placed(900, payment="pending"))
        self.bring(self.placed(900, version="2026-07-02T10:30:00Z"))
        row = self.measure()
        self.assertEqual((row.count, row.spread), (1, {}))

    def test_what_was_placed_before_the_shop_was_connected_is_not_timed(self):
        long = (self.now - datetime(2025, 12, 31, tzinfo=timezone.utc)).total_seconds()
        self.env.cr.execute("UPDATE omni_connection SET create_date = now() AT TIME ZONE 'UTC'")
        self.bring(self.placed(min(long, 86400)))
        row = self.measure()
        self.assertEqual((row.count, row.spread), (1, {}))

    def test_orders_that_come_late_are_told(self):
        self.bring(*[self.placed(3 * 3600, external_id=str(one)) for one in range(5)])
        self.measure()
        self.assertRegex(self.connection.health_reason, "Orders come late: up to . h")

    def test_the_silence_of_a_busy_shop_is_told(self):
        self.sell_for_weeks(8, 12, until=3)
        self.assertEqual(
            self.warnings().mapped("text"), ["Orders: usually 12 an hour, none for 2 h."]
        )

    def test_the_silence_ends_with_the_next_order(self):
        self.sell_for_weeks(8, 12, until=3)
        self.bring(self.placed(10))
        self.measure()
        self.assertFalse(self.warnings())

    def test_the_silence_of_a_small_shop_is_none(self):
        self.sell_for_weeks(8, 1, until=4)
        self.assertFalse(self.warnings())

    def test_a_long_silence_of_a_small_shop_is_told_in_its_words(self):
        self.sell_for_weeks(8, 1, until=31)
        self.assertRegex(self.warnings().text, "Orders: usually 1 an hour, none for 30 h")

    def test_another_companys_silence_is_not_shown(self):
        self.sell_for_weeks(8, 12, until=3)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        seen = (
            self.env["omni.notice"].with_company(other).with_context(allowed_company_ids=other.ids)
        )
        user = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "stranger-health",
                "company_id": other.id,
                "company_ids": [(6, 0, other.ids)],
                "group_ids": [(4, self.env.ref("omni_base.group_manager").id)],
            }
        )
        self.assertFalse(seen.with_user(user).search_count([]))
