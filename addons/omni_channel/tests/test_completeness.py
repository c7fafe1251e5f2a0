from datetime import datetime, timezone

from .common import ChannelCase
from .papers import order
from .stall import COUNTER


class TestCompleteness(ChannelCase):
    """Every order of the shop is accounted for, or the day is red."""

    def setUp(self):
        super().setUp()
        self.now = datetime.now(timezone.utc)
        self.env["omni.connection"].search([("id", "!=", self.connection.id)]).active = False

    def check(self, *external_ids):
        COUNTER.placed = [(one, self.now) for one in external_ids]
        with self.enter_registry_test_mode():
            self.env.ref("omni_channel.cron_completeness").method_direct_trigger()
        self.env.invalidate_all()
        return self.env["omni.completeness"].search(
            [("connection_id", "=", self.connection.id), ("day", "=", self.now.date())]
        )

    def asked(self):
        return self.env["omni.message"].search([("state", "=", "rung")]).mapped("external_id")

    def test_an_imported_order_is_accounted_for(self):
        self.bring(order())
        row = self.check("41")
        self.assertEqual((row.placed_count, row.imported_count, row.share), (1, 1, 1))

    def test_a_parked_order_is_accounted_for(self):
        self.bring(order(payment="pending"))
        self.assertEqual(self.check("41").parked_count, 1)

    def test_an_ignored_order_is_accounted_for(self):
        self.bring(order(cancelled_at=self.now))
        self.assertEqual(self.check("41").ignored_count, 1)

    def test_an_order_that_never_came_is_missing(self):
        self.bring(order())
        row = self.check("41", "42")
        self.assertEqual((row.missing_count, row.share), (1, 0.5))

    def test_what_is_missing_is_asked_for(self):
        self.check("42")
        self.assertEqual(self.asked(), ["42"])

    def test_what_is_there_is_not_asked_for(self):
        self.bring(order())
        self.check("41")
        self.assertEqual(self.asked(), [])

    def test_a_second_count_replaces_the_first(self):
        self.check("41")
        self.bring(order())
        row = self.check("41")
        self.assertEqual((len(row), row.missing_count), (1, 0))

    def test_counting_a_day_takes_two_queries_whatever_its_orders(self):
        table = self.env["omni.completeness"]
        with self.assertQueryCount(2):
            table._fates(self.connection, [str(number) for number in range(500)])
