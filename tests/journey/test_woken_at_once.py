"""What just happened is worked on within a second, also while two connections are in backfill.

Each moment is written down by the database: when a row is committed, and when a worker takes it. A
scheduled action of the test's own, called in the same way at the same time, tells how long a free
worker takes to be woken at all on this machine: a busy one is measured against that.
"""

import threading
import time
from statistics import median

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop
from tests.support.databases import query
from tests.support.odoo_client import OdooClient
from tests.support.processes import mail_options, start_odoo

EVENTS = 30
BULK = 600
SECOND = 1.0
TIMES_FLOOR = 3
"""On a machine so busy that a bare call takes long, ours may take so many times as long."""
PLENTY = {"maximum": 20_000, "restore_rate": 10_000}
CLOCKS = """
    CREATE TABLE test_moment (thing text, what text, at timestamptz);
    CREATE FUNCTION test_committed() RETURNS trigger AS $$ BEGIN
        INSERT INTO test_moment VALUES (TG_TABLE_NAME || NEW.id, 'there', clock_timestamp());
        RETURN NULL; END $$ LANGUAGE plpgsql;
    CREATE FUNCTION test_taken() RETURNS trigger AS $$ BEGIN
        INSERT INTO test_moment VALUES (TG_TABLE_NAME || NEW.id, 'taken', clock_timestamp());
        RETURN NULL; END $$ LANGUAGE plpgsql;
"""
CLOCK = """
    CREATE CONSTRAINT TRIGGER test_committed AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.priority <= 10) EXECUTE FUNCTION test_committed();
    CREATE TRIGGER test_taken AFTER UPDATE OF lease_until ON {table} FOR EACH ROW
        WHEN (NEW.priority <= 10 AND OLD.lease_until IS NULL AND NEW.lease_until IS NOT NULL)
        EXECUTE FUNCTION test_taken();
"""
SECONDS = """
    SELECT extract(epoch FROM min(t.at) - min(m.at)) FROM test_moment m
      JOIN test_moment t ON t.thing = m.thing AND t.what = 'taken'
     WHERE m.what = 'there' AND m.thing LIKE '{table}%' GROUP BY m.thing
"""
CALL = """
    INSERT INTO test_moment VALUES ('cron{number}', 'there', clock_timestamp());
    INSERT INTO ir_cron_trigger (cron_id, call_at)
         VALUES ({cron}, now() AT TIME ZONE 'UTC');
"""
ANSWER = """
env.cr.execute("INSERT INTO test_moment SELECT m.thing, 'taken', clock_timestamp()"
               " FROM test_moment m WHERE m.thing LIKE 'cron%' AND NOT EXISTS"
               " (SELECT FROM test_moment t WHERE t.thing = m.thing AND t.what = 'taken')")
"""
PENDING = """
    SELECT count(*) FROM ir_cron_trigger WHERE xmax = 0 AND call_at <= now() AT TIME ZONE 'UTC'
       AND cron_id IN (SELECT res_id FROM ir_model_data WHERE name LIKE 'cron_drain_%')
     GROUP BY cron_id
"""


class Watch(threading.Thread):
    """Looks all the time how many triggers wait for a lane; ``most``: so many at one moment."""

    def __init__(self, database):
        super().__init__(daemon=True)
        self.database, self.most, self.ended = database, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            self.most = max([self.most, *map(int, query(self.database, PENDING))])


@pytest.fixture(scope="module")
def odoo_server(database, sandbox):
    """As many threads as may be busy at once: two feeds, two lanes, and the test's own action."""
    options = [*mail_options(sandbox), "--max-cron-threads=5"]
    server = start_odoo(database, options=options, name="odoo-woken")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shop(odoo_server, sandbox, database):
    """A live shop, and another connection to it that only reads: both have much to read."""
    shop = OpenShop(OdooClient(odoo_server.url, database), sandbox, database)
    shop.outside.post("/_control/shopify/settings", {"bucket": PLENTY})
    shop.other = shop.office.connect(
        "shopify",
        "Second",
        shop=f"{sandbox.url}/shopify",
        token="shpat_sandbox",
        client_secret="sandbox-secret",
    )
    shop.office.wait_until_quiet()
    query(
        database, CLOCKS + "".join(CLOCK.format(table=t) for t in ("omni_message", "omni_intent"))
    )
    return shop


def bare_action(shop):
    model = shop.odoo.search_read("ir.model", [("model", "=", "res.partner")], ["id"])[0]["id"]
    values = {"name": "Bare", "model_id": model, "state": "code", "code": ANSWER}
    return shop.odoo.create(
        "ir.cron", {**values, "interval_number": 1, "interval_type": "days", "priority": 0}
    )


def call(shop, cron, number):
    query(shop.database, CALL.format(cron=cron, number=number))
    query("postgres", f"NOTIFY cron_trigger, '{shop.database}'")


def seconds(shop, table):
    return sorted(map(float, query(shop.database, SECONDS.format(table=table))))


def is_filling(shop):
    found = query(shop.database, "SELECT count(*) FROM omni_message WHERE state = 'new'")
    return int(found[0]) > 0


def p95(times):
    return times[int(0.95 * (len(times) - 1))]


@pytest.fixture(scope="module")
def rush(shop):
    """Two backfills; meanwhile a delivery, a moved stock and a bare call, again and again."""
    shop.outside.post("/_control/shopify/bulk", {"orders": BULK, "lines": 2})
    cup, cron = shop.products["TAS-SABLE"], bare_action(shop)
    for connection in (shop.connection, shop.other):
        shop.office.run_feed(connection, "order")
    wait(lambda: is_filling(shop), "the backfill", 120)
    watch = Watch(shop.database)
    watch.start()
    shop.filling = []
    for number in range(EVENTS):
        call(shop, cron, number)
        shop.deliver("orders/updated", {"id": 10**12 + number})
        shop.office.set_stock(cup, 100 + number)
        shop.filling.append(is_filling(shop))
        time.sleep(0.2)
    shop.office.wait_until_quiet(600)
    watch.ended.set()
    watch.join()
    shop.most_pending = watch.most
    shop.floor, shop.ours = seconds(shop, "cron"), seconds(shop, "omni_message")
    shop.moved = seconds(shop, "omni_intent")
    print(told("a bare call", shop.floor), told("a delivery", shop.ours), told("stock", shop.moved))
    return shop


def told(what, times):
    return f"\n{what}: median {median(times):.3f} s, p95 {p95(times):.3f} s of {len(times)}"


def limit(rush):
    return max(SECOND, TIMES_FLOOR * p95(rush.floor))


def test_the_backfills_went_on_meanwhile(rush):
    assert sum(rush.filling) > EVENTS / 2


def test_each_delivery_was_taken(rush):
    assert len(rush.ours) >= EVENTS


def test_a_delivery_is_worked_on_within_a_second(rush):
    assert p95(rush.ours) < limit(rush)


def test_moved_stock_is_worked_on_within_a_second_of_its_commit(rush):
    assert len(rush.moved) >= EVENTS / 2
    assert p95(rush.moved) < limit(rush)


def test_at_most_one_trigger_waited_for_each_lane(rush):
    assert rush.most_pending == 1
