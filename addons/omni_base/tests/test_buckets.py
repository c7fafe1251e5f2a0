import random

from odoo.addons.omni_base.core.errors import LimitReached
from odoo.addons.omni_base.core.pace import BACKFILL, KEPT_FREE, LIVE, PERSON, Charge, Level, Told
from odoo.addons.omni_base.models.shared_pace import SharedPace

from .common import EngineCase
from .rehearsal import STAGE

CHARGE = Charge("calls", 10)


class TestBuckets(EngineCase):
    """All workers count what they take of a remote's limit in one row, by the database's clock."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")
        self.buckets = self.env["omni.bucket"]

    def bucket(self, **values):
        """Return the connection's bucket with these values in it."""
        self.buckets._start(self.connection.id, "calls", None)
        bucket = self.buckets.search([("connection_id", "=", self.connection.id)])
        sets = ", ".join(f"{name} = %s" for name in values)
        if values:
            self.env.cr.execute(
                f"UPDATE omni_bucket SET {sets} WHERE id = %s",  # noqa: S608 - the test's own names
                [*values.values(), bucket.id],
            )
        bucket.invalidate_recordset()
        return bucket

    def pass_time(self, seconds):
        """Let the row be older by so many seconds."""
        self.env.cr.execute(
            """
            UPDATE omni_bucket SET counted_at = counted_at - %(old)s * interval '1 second',
                   fresh_at = fresh_at - %(old)s * interval '1 second',
                   closed_until = closed_until - %(old)s * interval '1 second'
            """,
            {"old": seconds},
        )

    def take(self, amount=10, lane=PERSON):
        return self.buckets._take(self.connection.id, Charge("calls", amount), lane)

    def settle(self, refund=0, told=None, closed_for=None):
        self.buckets._settle(self.connection.id, CHARGE, refund, told, closed_for)

    def used(self):
        self.buckets.invalidate_model()
        bucket = self.bucket()
        return bucket.capacity - bucket.free

    def test_a_bucket_that_is_not_there_is_unknown(self):
        self.assertIsNone(self.take())

    def test_a_bucket_is_started_once(self):
        starts = [self.buckets._start(self.connection.id, "calls", None) for _twice in range(2)]
        self.assertEqual(starts, [True, False])

    def test_no_bucket_is_started_for_a_connection_that_is_not_there(self):
        self.assertFalse(self.buckets._start(0, "calls", None))

    def test_without_a_known_limit_every_call_goes(self):
        self.bucket()
        self.assertEqual([self.take(1000, BACKFILL) for _call in range(5)], [0] * 5)

    def test_the_less_urgent_leaves_room_for_the_more_urgent(self):
        self.bucket(capacity=100, per_second=0.001)
        taken = {}
        for lane in (BACKFILL, LIVE, PERSON):
            taken[lane] = 0
            while not self.take(1, lane):
                taken[lane] += 1
        self.assertEqual(taken, {BACKFILL: 65, LIVE: 20, PERSON: 10})

    def test_the_wait_is_told(self):
        self.bucket(capacity=100, per_second=2, used=95)
        self.assertAlmostEqual(self.take(), 5, delta=0.2)

    def test_a_call_that_may_go_is_one_statement(self):
        self.bucket(capacity=100, per_second=2)
        with self.assertQueryCount(1):
            self.take()

    def test_a_settled_call_is_one_statement(self):
        self.bucket(capacity=100, per_second=2)
        with self.assertQueryCount(1):
            self.settle(5, Told(100, 50, 2), 3)

    def test_a_window_ends_at_its_time(self):
        self.bucket()
        self.settle(told=Told(10, 0, 1, 60))
        self.assertAlmostEqual(self.take(1), 60, delta=0.2)
        self.pass_time(61)
        self.assertEqual(self.take(1), 0)

    def test_a_remote_that_asks_to_wait_is_left_alone(self):
        self.bucket()
        self.settle(closed_for=30)
        self.assertAlmostEqual(self.take(), 30, delta=0.2)
        self.pass_time(31)
        self.assertEqual(self.take(), 0)

    def test_only_what_says_something_is_shown(self):
        self.bucket()
        self.assertFalse(self.connection.bucket_ids)
        self.settle(closed_for=30)
        self.connection.invalidate_recordset()
        self.assertTrue(self.connection.bucket_ids.waits_until)
        self.pass_time(31)
        self.connection.invalidate_recordset()
        self.buckets.invalidate_model()
        self.assertFalse(self.connection.bucket_ids)

    def test_what_a_killed_worker_has_counted_flows_back(self):
        self.bucket(capacity=100, per_second=1)
        while not self.take():
            pass
        self.pass_time(100)
        self.assertLess(self.used(), 1)

    def test_it_counts_as_the_core_does(self):
        """The same random steps on a row and on the core's bucket: the same answers."""
        chance = random.Random(7)
        self.bucket()
        level = Level()
        now = 0.0
        for _step in range(300):
            passed = chance.choice((0, 0, 1, 20))
            now += passed
            self.pass_time(passed)
            self.compare(level, now, chance)

    def compare(self, level, now, chance):
        lane, amount = chance.choice(sorted(KEPT_FREE)), chance.choice((1, 5, 30, 120))
        self.assertAlmostEqual(self.take(amount, lane), level.take(amount, lane, now), delta=1.5)
        if chance.random() < 0.5:
            capacity = chance.choice((50, 100))
            left = chance.randrange(capacity + 1)
            told = Told(capacity, left, 2, chance.choice((None, 15)))
            closed_for = chance.choice((None, None, 3))
            self.settle(amount / 2, told, closed_for)
            level.settle(amount / 2, now, told, closed_for)
        if level.capacity:
            self.assertAlmostEqual(self.used(), min(level.used_at(now), level.capacity), delta=3)


class TestSharedPace(EngineCase):
    """How the engine's sessions take their turn."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")

    def fill(self, free, per_second=0.001):
        """The remote has told that so many of its 100 calls are free."""
        buckets = self.env["omni.bucket"]
        buckets._start(self.connection.id, "calls", None)
        buckets._settle(self.connection.id, CHARGE, 0, Told(100, free, per_second), None)

    def bucket(self):
        return self.env["omni.bucket"].search([("connection_id", "=", self.connection.id)])

    def no_room(self):
        STAGE.error = LimitReached("No room.", after=60)

    def test_a_session_of_a_person_is_the_most_urgent(self):
        with self.connection._session() as adapter:
            self.assertEqual(adapter.http.pace.lane, PERSON)

    def test_a_scheduled_session_is_the_least_urgent(self):
        with self.connection._session(scheduled=True) as adapter:
            self.assertEqual(adapter.http.pace.lane, BACKFILL)

    def test_what_one_session_takes_the_next_one_misses(self):
        self.fill(free=30)
        with self.enter_registry_test_mode():
            paces = [SharedPace(self.connection, PERSON) for _session in range(2)]
            self.assertEqual(paces[0].take(Charge("calls", 20)), 0)
            self.assertGreater(paces[1].take(Charge("calls", 20)), 0)

    def test_a_session_starts_to_count_by_itself(self):
        with self.enter_registry_test_mode():
            SharedPace(self.connection, PERSON).take(CHARGE)
        self.assertEqual(self.bucket().used, 10)

    def test_a_connection_being_made_is_counted_by_its_own_process(self):
        pace = SharedPace(self.connection, PERSON)
        pace.take(CHARGE)
        pace.settle(CHARGE, told=Told(100, 0, 0.001))
        self.assertGreater(pace.take(CHARGE), 0)
        self.assertFalse(self.bucket())

    def test_a_scheduled_session_that_may_rest_goes_on_when_there_is_room(self):
        self.fill(free=39, per_second=100)
        with self.enter_registry_test_mode():
            rested = []
            pace = SharedPace(self.connection, BACKFILL, rest=lambda wait: rested.append(wait))
            self.assertGreater(pace.take(CHARGE), 0)
        self.assertEqual(len(rested), 1)

    def test_live_work_without_room_waits_and_loses_no_try(self):
        self.no_room()
        message = self.ring(self.connection, 1)
        self.drain(LIVE)
        self.assertEqual((message.state, message.tries, message.severity), ("rung", 0, "retry"))
        self.assertEqual(message.reason, "No room.")
        self.assertTrue(self.connection.paused_until)

    def test_bulk_work_without_room_waits_alone(self):
        self.no_room()
        STAGE.things = {"1": b'{"name": "One"}', "2": b'{"name": "Two"}'}
        bulk = self.ring(self.connection, 1, priority=BACKFILL)
        self.drain()
        self.assertFalse(self.connection.paused_until)
        self.assertTrue(self.connection.backfill_paused_until)
        STAGE.error = None
        more = self.ring(self.connection, 1, priority=BACKFILL)
        live = self.ring(self.connection, 2)
        self.drain()
        self.assertEqual([row.state for row in (bulk, more, live)], ["rung", "rung", "done"])

    def test_bulk_work_goes_on_when_there_is_room(self):
        self.connection.backfill_paused_until = self.later(seconds=-1)
        STAGE.things = {"1": b'{"name": "One"}'}
        bulk = self.ring(self.connection, 1, priority=BACKFILL)
        self.drain()
        self.assertEqual(bulk.state, "done")

    def test_outgoing_work_without_room_stays_to_be_told(self):
        self.no_room()
        intents = self.want(self.connection, 1)
        self.drain(LIVE)
        self.assertEqual((intents.state, intents.tries), ("new", 0))

    def test_a_feed_without_room_is_continued_later(self):
        STAGE.pages = [LimitReached("No room.", after=600)]
        run = self.pull(self.connection)
        self.assertEqual((run.state, run.reason), ("stopped", "No room."))
        cron = self.feed(self.connection).sudo().cron_id
        trigger = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertGreater(max(trigger.mapped("call_at")), self.later(seconds=500))
        self.assertFalse(self.connection.paused_until)

    def test_a_person_is_told_when_there_is_room_and_nothing_is_sent(self):
        self.credential(self.connection, "url").value = "http://127.0.0.1:9/closed"
        self.fill(free=0, per_second=2)
        with self.enter_registry_test_mode():
            action = self.connection.action_test()
        self.assertIn("there is room again in 3 s.", action["params"]["message"])
