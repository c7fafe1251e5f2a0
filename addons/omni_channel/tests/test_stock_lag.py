from datetime import timedelta

from odoo import fields

from .common import ChannelCase
from .stall import COUNTER


class TestStockLag(ChannelCase):
    """While a channel learns of changes late, less is shown there."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.connection.write({"lag_buffer": 4, "lag_minutes": 10})
        self.connection._go_live()
        self.drain()

    def watch(self, minutes=0):
        """Let a change wait for so many minutes, then look as the scheduled job does."""
        if minutes:
            self.wait(minutes)
        self.env["omni.connection"]._watch_health()

    def wait(self, minutes):
        self.put(self.teapot, 1)
        self.end_transaction()
        self.intents("stock").created_at = fields.Datetime.now() - timedelta(minutes=minutes)

    def acknowledged(self, minutes_ago, seconds, count=1):
        self.env["omni.acknowledgement"].create(
            {
                "connection_id": self.connection.id,
                "company_id": self.company.id,
                "resource": "stock",
                "acknowledged_at": fields.Datetime.now() - timedelta(minutes=minutes_ago),
                "seconds": seconds,
                "count": count,
            }
        )

    def told(self):
        self.drain()
        return COUNTER.there["stock-v-1"]

    def notices(self):
        return self.env["omni.notice"].search(
            [("connection_id", "=", self.connection.id), ("kind", "=", "lag")]
        )

    def test_a_change_that_waits_long_lowers_what_is_shown(self):
        self.watch(minutes=11)
        self.assertEqual(self.told(), 17)

    def test_a_change_that_waits_a_little_lowers_nothing(self):
        self.watch(minutes=9)
        self.assertEqual(self.told(), 21)

    def test_changes_that_took_long_lower_it(self):
        self.acknowledged(1, 700)
        self.watch()
        self.assertEqual(self.told(), 16)

    def test_a_few_slow_ones_among_many_lower_nothing(self):
        self.acknowledged(1, 700)
        self.acknowledged(1, 5, count=99)
        self.watch()
        self.assertEqual(self.told(), 20)

    def test_what_was_slow_before_does_not_count_any_more(self):
        self.acknowledged(15, 700)
        self.watch()
        self.assertEqual(self.told(), 20)

    def test_it_is_given_back_when_the_channel_is_fast_again(self):
        self.watch(minutes=11)
        self.drain()
        self.env["omni.acknowledgement"].search([]).unlink()
        self.watch()
        self.assertEqual(self.told(), 21)

    def test_it_is_told_as_a_warning(self):
        self.watch(minutes=11)
        self.assertEqual(
            self.notices().text,
            "Changes of stock reach the channel late: 11 min. "
            "Meanwhile 4 more of each product are held back.",
        )

    def test_the_warning_ends_with_the_slowness(self):
        self.watch(minutes=11)
        self.intents("stock").unlink()
        self.watch()
        self.assertEqual(self.notices().state, "over")

    def test_a_comparison_that_takes_its_time_is_no_slowness(self):
        self.connection._offer_stock()
        self.intents("stock").created_at = fields.Datetime.now() - timedelta(hours=2)
        self.watch()
        self.assertFalse(self.connection.is_lagging)

    def test_without_a_buffer_it_is_told_and_nothing_is_lowered(self):
        self.connection.lag_buffer = 0
        self.watch(minutes=11)
        self.assertEqual((self.told(), len(self.notices())), (21, 1))

    def test_with_no_minutes_nothing_is_watched(self):
        self.connection.lag_minutes = 0
        self.watch(minutes=600)
        self.assertFalse(self.notices())

    def test_a_wider_buffer_is_told_at_once_while_it_is_slow(self):
        self.watch(minutes=11)
        self.drain()
        self.connection.lag_buffer = 6
        self.assertEqual(self.told(), 15)

    def test_watching_costs_the_same_for_many_channels(self):
        self.watch()
        counts = []
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            channels = self.env["omni.connection"].search([("kind", "=", "channel")])
            before = self.env.cr.sql_log_count
            channels._stock_lags()
            counts.append(self.env.cr.sql_log_count - before)
            for name in ("Second", "Third"):
                self.connect(name=name)._go_live()
        self.assertEqual(*counts)
