"""kill -9 at each step of a message's life, and the database's own restarts.

A trigger at each step puts the first statement that comes there to sleep when the step is armed
(a sequence tells, so that nothing is locked); the process whose statement sleeps is killed.
"""

import os
import random
import signal
import time
from collections import Counter

from .processes import children, ports
from .world import THREADED

STEPS = {
    "the delivery is stored": ("omni_message", "BEFORE INSERT", ""),
    "it is taken": (
        "omni_message",
        "BEFORE UPDATE OF lease_until",
        "WHEN (NEW.lease_until IS NOT NULL)",
    ),
    "what was read is stored": ("omni_payload", "BEFORE INSERT", ""),
    "a page's place is kept": ("omni_feed", "BEFORE UPDATE OF cursor", ""),
    "a customer is made": ("res_partner", "BEFORE INSERT", ""),
    "the order is made": ("sale_order", "BEFORE INSERT", ""),
    "the stock is reserved": ("stock_move", "BEFORE INSERT", ""),
    "the verdict is written": (
        "omni_message",
        "BEFORE UPDATE OF state",
        "WHEN (NEW.state = 'done')",
    ),
    "a change is noted": ("omni_intent", "BEFORE INSERT", ""),
    "a change is taken": (
        "omni_intent",
        "BEFORE UPDATE OF lease_until",
        "WHEN (NEW.lease_until IS NOT NULL)",
    ),
    "stock is about to be told": (
        "omni_listing_level",
        "BEFORE UPDATE OF in_flight_quantity",
        "WHEN (NEW.in_flight_at IS NOT NULL)",
    ),
    "stock was told": ("omni_listing_level", "BEFORE UPDATE OF acknowledged_quantity", ""),
    "a change is settled": ("omni_intent", "BEFORE DELETE", ""),
    "a label is asked for": ("omni_label", "BEFORE INSERT", ""),
    "a label was bought": (
        "omni_label",
        "BEFORE UPDATE OF state",
        "WHEN (NEW.state = 'bought')",
    ),
    "the transfer takes its label": ("stock_picking", "BEFORE UPDATE OF omni_label_reference", ""),
    "the shipment was told": ("stock_picking", "BEFORE UPDATE OF omni_told_at", ""),
}
FUNCTION = """
    CREATE FUNCTION omni_chaos_sleep() RETURNS trigger AS $$
    BEGIN
        IF nextval(TG_ARGV[0]::regclass) = 1 THEN PERFORM pg_sleep(120); END IF;
        RETURN COALESCE(NEW, OLD);
    END $$ LANGUAGE plpgsql;
"""
TRIGGER = """
    CREATE SEQUENCE {name}; SELECT setval('{name}', 2);
    CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW {condition}
        EXECUTE FUNCTION omni_chaos_sleep('{name}');
"""
ASLEEP = (
    "SELECT pid, replace(application_name, 'odoo-', ''), client_port FROM pg_stat_activity"
    " WHERE wait_event = 'PgSleep' AND datname = current_database()"
)
POISON = """
    CREATE FUNCTION omni_chaos_poison() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'This order can never be written.'; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_chaos_poison BEFORE INSERT ON sale_order FOR EACH ROW
        WHEN (NEW.client_order_ref LIKE 'POISON%') EXECUTE FUNCTION omni_chaos_poison();
"""


class Crashes:
    """Called again and again; each call takes a moment, a restarted server a few seconds."""

    def __init__(self, world, plan):
        self.world, self.plan = world, plan
        self.chance = random.Random(f"crashes {plan.seed}")
        self.names = {step: f"omni_chaos_{n}" for n, step in enumerate(STEPS)}
        self.killed, self.restarts = Counter(), 0
        self.queue = self._queue()
        self.planned = set(self.queue)
        self.armed, self.since = None, time.monotonic()

    def prepare(self):
        self.world.sql(FUNCTION + POISON)
        for step, (table, moment, condition) in STEPS.items():
            name = self.names[step]
            sql = TRIGGER.format(name=name, table=table, moment=moment, condition=condition)
            self.world.sql(sql)

    def _queue(self):
        """Every step equally often, in an order of the seed's own."""
        queue = []
        while len(queue) < self.plan.crashes:
            queue += self.chance.sample(list(STEPS), len(STEPS))
        return queue[: self.plan.crashes]

    @property
    def has_restarts_left(self):
        return self.restarts < self.plan.restarts

    @property
    def unmet(self):
        """The planned steps at which nobody was killed yet."""
        return sorted(self.planned - self.killed.keys())

    def tick(self, progress):
        """``progress``: which part of the orders was placed."""
        self._revive()
        if self.armed:
            self._meet()
        elif self.has_restarts_left and progress > (self.restarts + 1) / (self.plan.restarts + 1):
            self._restart_database()
        elif self.queue and time.monotonic() - self.since > self.plan.seconds_between_crashes:
            self._arm(self.queue.pop(0))

    def end(self):
        """From now on nothing falls asleep, and both servers run."""
        for name in self.names.values():
            self.world.sql(f"SELECT setval('{name}', 2)")
        self.armed = None
        for backend, _process, _port in self._asleep():
            self.world.sql(f"SELECT pg_terminate_backend({backend})")
        self._revive()

    def _arm(self, step):
        self.world.sql(f"SELECT setval('{self.names[step]}', 1, false)")
        self.armed, self.since = step, time.monotonic()

    def _meet(self):
        asleep = self._asleep()
        if not asleep and time.monotonic() - self.since < self.plan.seconds_to_meet:
            return
        self.world.sql(f"SELECT setval('{self.names[self.armed]}', 2)")
        before = self.killed[self.armed]
        for backend, process, port in asleep:
            self._kill(int(process), int(port or -1))
            self.world.sql(f"SELECT pg_terminate_backend({backend})")
        if self.killed[self.armed] == before:
            del self.killed[self.armed]
            self.queue.append(self.armed)
        self.armed, self.since = None, time.monotonic()

    def _asleep(self):
        return [row.split("|") for row in self.world.sql(ASLEEP)]

    def _kill(self, process, port):
        """Kill the worker whose session this is; a threaded server is one process, and dies whole.

        Processes of a server share the name of their session: the port tells which one it is.
        """
        for server in self.world.servers:
            workers = [worker for worker in children(server.pid) if port in ports(worker)]
            for number in workers or [server.pid] * (server.pid == process):
                os.kill(number, signal.SIGKILL)
                self.killed[self.armed] += 1

    def _revive(self):
        for number, server in enumerate(self.world.servers):
            if not server.is_running():
                self.world.start(number)

    def _restart_database(self):
        """Odoo's threaded server may have lost its scheduled threads by it: it is begun anew."""
        self.world.database.restart()
        self.world.servers[THREADED].kill()
        self.restarts += 1
        self.since = time.monotonic()
