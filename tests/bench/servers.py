"""One connection's queue worked on by one Odoo server, then by two; and what servers do idle.

First what just changed, which both lanes take; then a backfill, which is shared by one worker more
(Settings > Integrations) where a second server is there.
"""

import os
import time
from pathlib import Path

from tests.support.databases import query
from tests.support.processes import start_odoo

from .shop import drain

ORDERS = 300
IDLE_SECONDS = 65
"""So long that each scheduled worker looks once whether there is anything to do."""
TICKS = os.sysconf("SC_CLK_TCK")
DRAINS = (
    "ir_actions_server_id IN (SELECT id FROM ir_act_server WHERE code LIKE 'model._cron_drain%')"
)
LIVE, BACKFILL = 10, 50
OPEN = "SELECT count(*) FROM omni_message WHERE state IN ('rung', 'new')"
DOUBLED = """
    SELECT count(*) FROM (SELECT client_order_ref FROM sale_order
     WHERE omni_external_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) twice
"""


def bench_servers(env, connection, outside):
    """Return the speed-up by a second server, orders made twice, and the CPU of idle servers."""
    drain(env)
    skus = [sku for sku in outside.state()["stock"] if sku.startswith("BULK")]
    servers = [_start(env.cr.dbname, 0)]
    try:
        alone = _work_off(env, connection, outside, skus, 0)
        filled_alone = _work_off(env, connection, outside, skus, 1, BACKFILL)
        servers.append(_start(env.cr.dbname, 1))
        together = _work_off(env, connection, outside, skus, 2)
        env["omni.drain"]._set_more_workers(1)
        env.cr.commit()
        filled_together = _work_off(env, connection, outside, skus, 3, BACKFILL)
        env["omni.drain"]._set_more_workers(0)
        env.cr.commit()
        _sleep_drains(env.cr.dbname, "true")
        idle = _idle_percent(servers)
    finally:
        for server in servers:
            server.stop()
    return {
        "one_server_orders_per_s": ORDERS / alone,
        "two_servers_orders_per_s": ORDERS / together,
        "two_servers_speed_up": alone / together,
        "backfill_by_one_server_orders_per_s": ORDERS / filled_alone,
        "backfill_by_two_servers_orders_per_s": ORDERS / filled_together,
        "backfill_by_two_servers_speed_up": filled_alone / filled_together,
        "two_servers_doubled": int(query(env.cr.dbname, DOUBLED)[0]),
        "idle_cpu_percent": idle,
    }


def _start(database, number):
    return start_odoo(database, options=["--max-cron-threads=1"], name=f"bench{number}")


def _work_off(env, connection, outside, skus, turn, lane=LIVE):
    """Return the seconds that the running servers need for a queue of one lane."""
    database = env.cr.dbname
    _sleep_drains(database, "false")
    wish = {"orders": ORDERS, "lines": 2, "skus": skus, "first": turn * ORDERS}
    orders = outside.post("/_control/shopify/bulk", wish)["placed"]
    row = {"resource": "order", "state": "rung", "priority": lane}
    rows = [{**row, "external_id": order} for order in orders]
    env["omni.message"]._store(connection, rows)
    env.cr.commit()
    started = time.perf_counter()
    _sleep_drains(database, "true")
    while query(database, OPEN) != ["0"]:
        assert time.perf_counter() - started < 300, "the queue is not worked off"
        time.sleep(0.1)
    env.invalidate_all()
    return time.perf_counter() - started


def _sleep_drains(database, active):
    """Switch the scheduled workers off, or on and wake them."""
    query(database, f"UPDATE ir_cron SET active = {active}, nextcall = now() WHERE {DRAINS}")
    query("postgres", f"NOTIFY cron_trigger, '{database}'")


def _idle_percent(servers):
    """Per cent of one core that one server takes while nothing is to be done."""
    time.sleep(3)
    before = sum(_ticks(server.pid) for server in servers)
    time.sleep(IDLE_SECONDS)
    used = sum(_ticks(server.pid) for server in servers) - before
    return 100 * used / TICKS / IDLE_SECONDS / len(servers)


def _ticks(process):
    """User and system time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
