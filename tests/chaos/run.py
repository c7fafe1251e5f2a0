"""One run: people at work while everything fails, then rest, then the count."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.journey.back_office import wait

from . import cluster
from .books import read_here, read_there
from .count import count
from .crashes import Crashes
from .packer import Packer
from .people import Buyers, Merchant
from .processes import put_on_a_par
from .weather import Weather
from .world import World

SECONDS_BETWEEN_HURRIES = 3
SECONDS_TO_REST = 600
SECONDS_FOR_WEBHOOKS = 60
IN_TRANSACTION = "A scheduled network call was made while a transaction was open"
HURRY = """
    UPDATE omni_connection SET paused_until = NULL, backfill_paused_until = NULL
     WHERE paused_until IS NOT NULL OR backfill_paused_until IS NOT NULL;
    UPDATE omni_message SET not_before = NULL
     WHERE state IN ('rung', 'new') AND not_before IS NOT NULL AND lease_until IS NULL;
    UPDATE omni_intent SET not_before = NULL
     WHERE state = 'new' AND not_before IS NOT NULL AND lease_until IS NULL;
    INSERT INTO ir_cron_trigger (cron_id, call_at)
    SELECT res_id, now() AT TIME ZONE 'UTC' FROM ir_model_data
     WHERE module = 'omni_base' AND name IN ('cron_drain_live', 'cron_drain_all');
"""
PULL = """
    INSERT INTO ir_cron_trigger (cron_id, call_at)
    SELECT cron_id, now() AT TIME ZONE 'UTC' FROM omni_feed WHERE resource = 'order'
"""
LAST_RUN = """
    SELECT r.id, r.state FROM omni_run r JOIN omni_feed f ON f.id = r.feed_id
     WHERE f.resource = 'order' ORDER BY r.id DESC LIMIT 1
"""


@dataclass
class Story:
    """What was done to the system, beside what came of it."""

    seed: int
    database_restart: str
    seconds: float = 0
    killed: dict = field(default_factory=dict)
    restarts: int = 0
    storms: int = 0
    faults: dict = field(default_factory=dict)
    clock_seconds: float = 0
    calls_in_transaction: int = 0
    never_came: str = ""
    asked: dict = field(default_factory=dict)
    unmet: list = field(default_factory=list)


class Run:
    """``begin``, ``work``, ``rest``, ``count``, in this order."""

    def __init__(self, plan, database, sandbox):
        self.plan = plan
        self.world = World(plan, database, sandbox)
        self.crashes = Crashes(self.world, plan)
        self.weather = Weather(self.world.outside, plan)
        asked = {"orders": plan.orders, "stock_changes": plan.stock_changes}
        self.story = Story(plan.seed, database.kind, asked=asked)
        self._pulled = self._hurried = 0

    def begin(self):
        self.world.open()
        self.crashes.prepare()
        self.buyers = Buyers(self.world, self.plan, self.crashes)
        self.merchant = Merchant(self.world, self.plan, self.buyers)
        self.packer = Packer(self.world, self.buyers)

    def work(self):
        """Until everybody has finished; the servers belong to this very thread."""
        self.weather.begin()
        started = time.monotonic()
        self.world.ends_at = started + 60 * self.plan.minutes
        with ThreadPoolExecutor(max_workers=3) as pool:
            people = (self.buyers, self.merchant, self.packer)
            working = [pool.submit(person.work) for person in people]
            try:
                while self.crashes.has_restarts_left or not all(one.done() for one in working):
                    self._tick()
            finally:
                self.world.ends_at = time.monotonic()
            for one in working:
                one.result()
        self.story.seconds = time.monotonic() - started

    def _tick(self):
        self.weather.tick()
        self.crashes.tick(self.buyers.progress)
        self._make_time_short()
        time.sleep(0.3)

    def _make_time_short(self):
        """Nobody waits for the clock: pauses end, put-off work is due, the feed runs often."""
        now = time.monotonic()
        if now - self._hurried > SECONDS_BETWEEN_HURRIES and self.world.unfinished():
            self.world.sql(HURRY)
            for server in self.world.servers:
                put_on_a_par(server.pid)
            self._hurried = now
            self._notify()
        if now - self._pulled > self.plan.seconds_between_pulls:
            self.world.sql(PULL)
            self._pulled = now
            self._notify()

    def _notify(self):
        cluster.query("postgres", f"NOTIFY cron_trigger, '{self.world.database.name}'")

    def rest(self):
        """The weather clears; the feed runs to its end, and all work comes to a verdict.

        What does not come to rest is counted all the same, and told.
        """
        self.crashes.end()
        self.weather.end()
        last = self.world.sql(LAST_RUN)
        try:
            wait(lambda: not self._pending(), "the last webhooks", SECONDS_FOR_WEBHOOKS)
            wait(lambda: self._has_pulled(last), "a whole run of the feed", SECONDS_TO_REST)
            wait(self._is_quiet, "a verdict on everything", SECONDS_TO_REST)
        except AssertionError as error:
            self.story.never_came = str(error)

    def _pending(self):
        return self.world.outside.get("/_control/webhooks")["pending"]

    def _has_pulled(self, last):
        self._make_time_short()
        run = self.world.sql(LAST_RUN)
        return run != last and run[0].endswith("|done")

    def _is_quiet(self):
        self._make_time_short()
        return not self.world.unfinished()

    def count(self):
        there, here = read_there(self.world), read_here(self.world, self.packer)
        injected = self.buyers.injected
        injected.labels = set(self.packer.heavy)
        return count(there, here, injected, self.merchant.changes)

    def tell(self):
        """Return the Story, once everything was counted."""
        story = self.story
        story.killed, story.restarts = dict(self.crashes.killed), self.crashes.restarts
        story.unmet = self.crashes.unmet
        story.storms, story.faults = self.weather.storms, self.weather.tally
        story.clock_seconds = self.weather.clock_seconds
        logs = [log.read_text(errors="replace") for log in self.world.logs]
        story.calls_in_transaction = sum(log.count(IN_TRANSACTION) for log in logs)
        return story
