from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tools import mute_logger

from .common import EngineCase

FAIL_TWENTY_TIMES = """
    CREATE SEQUENCE omni_times;
    CREATE FUNCTION omni_fail() RETURNS trigger AS $$
    BEGIN
        IF nextval('omni_times') < 20 THEN RAISE EXCEPTION 'broken'; END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_fail BEFORE UPDATE ON omni_message
        FOR EACH ROW EXECUTE FUNCTION omni_fail();
"""


class TestClaiming(EngineCase):
    """Which rows a worker takes, and for how long."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def claim(self, lowest_priority=50):
        self.env.flush_all()
        return self.env["omni.message"]._claim(lowest_priority)

    def test_a_slice_is_taken_once(self):
        self.store(self.connection, self.thing(1))
        self.claim()
        self.assertFalse(self.claim())

    def test_a_slice_belongs_to_one_connection(self):
        other = self.connect()
        mine = self.store(self.connection, self.thing(1))
        self.store(other, self.thing(2))
        self.assertEqual(self.claim(), mine)

    def test_a_slice_holds_one_state(self):
        rung = self.ring(self.connection, 1)
        self.store(self.connection, self.thing(2))
        self.assertEqual(self.claim(), rung)

    def test_a_slice_holds_one_resource(self):
        rung = self.ring(self.connection, 1)
        self.ring(self.connection, 2, resource="rehearsal_other")
        self.assertEqual(self.claim(), rung)

    def test_a_slice_is_as_large_as_the_resource_says(self):
        self.store(self.connection, *[self.thing(key) for key in range(60)])
        self.assertEqual(len(self.claim()), 50)

    def test_an_expired_lease_can_be_claimed_again(self):
        message = self.store(self.connection, self.thing(1))
        self.claim()
        with freeze_time(self.later(minutes=6)):
            self.assertEqual(self.claim(), message)

    def test_a_lease_holds_for_five_minutes(self):
        self.store(self.connection, self.thing(1))
        self.claim()
        with freeze_time(self.later(minutes=4)):
            self.assertFalse(self.claim())

    def test_what_just_changed_goes_before_the_backfill(self):
        self.store(self.connection, self.thing(1))
        live = self.ring(self.connection, 2)
        self.assertEqual(self.claim(), live)

    def test_the_live_lane_leaves_the_backfill_alone(self):
        self.store(self.connection, self.thing(1))
        self.assertFalse(self.claim(lowest_priority=10))

    def test_what_is_to_be_tried_later_is_not_taken_before(self):
        message = self.store(self.connection, self.thing(1))
        message.write({"not_before": fields.Datetime.now() + timedelta(minutes=5)})
        self.assertFalse(self.claim())

    def test_what_must_be_read_from_a_paused_remote_is_left_out(self):
        self.ring(self.connection, 1)
        self.connection._pause(60)
        self.assertFalse(self.claim())

    def test_what_is_here_already_is_worked_on_while_the_remote_asks_to_wait(self):
        self.ring(self.connection, 1)
        here = self.store(self.connection, self.thing(2))
        self.connection._pause(60)
        self.assertEqual(self.claim(), here)

    def test_a_pause_ends_by_itself(self):
        message = self.ring(self.connection, 1)
        self.connection._pause(60)
        with freeze_time(self.later(seconds=61)):
            self.assertEqual(self.claim(), message)

    def test_a_suspended_connection_is_left_out(self):
        self.store(self.connection, self.thing(1))
        self.connection._suspend("The key is wrong.")
        self.assertFalse(self.claim())

    def test_an_archived_connection_is_left_out(self):
        self.store(self.connection, self.thing(1))
        self.connection.action_archive()
        self.assertFalse(self.claim())

    def test_each_failure_waits_twice_as_long(self):
        message = self.store(self.connection, self.thing(1))
        waits = []
        for _time in range(3):
            message._postpone("Not now.")
            waits.append(round((message.not_before - self.later()).total_seconds(), -1))
        self.assertEqual(waits, [30, 60, 120])

    def test_nobody_waits_longer_than_an_hour_by_itself(self):
        message = self.store(self.connection, self.thing(1))
        message.tries = 40
        message._postpone("Not now.")
        self.assertLessEqual(message.not_before, self.later(hours=1))

    def test_claiming_a_slice_of_the_backfill_takes_three_queries(self):
        self.store(self.connection, *[self.thing(key) for key in range(50)])
        self.env.flush_all()
        with self.assertQueryCount(3):
            self.claim()

    @mute_logger("odoo.sql_db", "odoo.addons.omni_base.models.drain")
    def test_a_fault_before_anything_was_taken_ends_the_job(self):
        self.store(self.connection, self.thing(1))
        self.env.flush_all()
        self.env.cr.execute(FAIL_TWENTY_TIMES)
        self.drain()
        self.env.cr.execute("SELECT last_value FROM omni_times")
        self.assertEqual(self.env.cr.fetchone()[0], 1)
