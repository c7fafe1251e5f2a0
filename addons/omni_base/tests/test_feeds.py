from odoo.exceptions import UserError

from .common import EngineCase


class TestFeeds(EngineCase):
    """A feed and the scheduled action that is its own."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.inwards = self.feed(self.connection, "in")
        self.outwards = self.feed(self.connection, "out")

    def triggers(self, cron):
        return self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def test_a_connection_has_the_feeds_that_its_adapter_implements(self):
        self.assertEqual(
            set(self.connection.feed_ids.mapped("resource")), {"rehearsal_in", "rehearsal_out"}
        )

    def test_a_feed_that_pulls_is_scheduled_as_often_as_the_resource_says(self):
        cron = self.inwards.cron_id
        self.assertEqual((cron.interval_number, cron.interval_type), (20, "minutes"))

    def test_a_feed_that_pushes_has_no_schedule(self):
        self.assertFalse(self.outwards.cron_id)

    def test_the_schedule_follows_the_minutes(self):
        self.inwards.minutes = 7
        self.assertEqual(self.inwards.cron_id.interval_number, 7)

    def test_no_minutes_mean_no_schedule(self):
        self.inwards.minutes = 0
        self.assertFalse(self.inwards.next_at)
        self.assertGreater(self.inwards.cron_id.nextcall.year, 2030)

    def test_run_now_starts_a_feed_without_a_schedule_too(self):
        self.inwards.minutes = 0
        self.inwards.action_run_now()
        self.assertTrue(self.triggers(self.inwards.cron_id))

    def test_a_feed_switched_off_is_not_scheduled(self):
        self.inwards.active = False
        self.assertFalse(self.inwards.cron_id.active)

    def test_a_feed_switched_on_again_is_scheduled(self):
        self.inwards.active = False
        self.inwards.active = True
        self.assertTrue(self.inwards.cron_id.active)

    def test_run_now_triggers_the_feeds_own_schedule(self):
        before = self.triggers(self.inwards.cron_id)
        self.inwards.action_run_now()
        self.assertEqual(len(self.triggers(self.inwards.cron_id) - before), 1)

    def test_run_now_of_a_feed_that_pushes_offers_everything(self):
        self.outwards.action_run_now()
        self.assertEqual(self.intents().connection_id, self.connection)

    def test_run_now_needs_a_tested_connection(self):
        self.connection._suspend("The key is wrong.")
        with self.assertRaises(UserError):
            self.inwards.action_run_now()

    def test_a_deleted_feed_takes_its_schedule_along(self):
        cron = self.inwards.cron_id
        self.inwards.unlink()
        self.assertFalse(cron.exists())

    def test_a_deleted_connection_takes_its_schedules_along(self):
        cron = self.inwards.cron_id
        self.connection._suspend("The key is wrong.")
        self.connection.unlink()
        self.assertFalse(cron.exists())

    def test_a_deleted_connection_takes_the_schedules_of_switched_off_feeds_along(self):
        cron = self.inwards.cron_id
        self.inwards.active = False
        self.connection._suspend("The key is wrong.")
        self.connection.unlink()
        self.assertFalse(cron.exists())

    def test_a_connected_connection_is_not_deleted(self):
        with self.assertRaises(UserError):
            self.connection.unlink()

    def test_the_schedule_runs_with_the_connections_company_only(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        connection = self.connect(company=company)
        seen = self.env["omni.drain"]._as_company(connection)
        self.assertEqual((seen.env.company, seen.env.companies), (company, company))
