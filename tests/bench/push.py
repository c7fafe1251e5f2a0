"""From the commit of a user's stock move to the call at the shop, on a running threaded server."""

import time
from statistics import median

from tests.support.databases import query
from tests.support.odoo_client import OdooClient
from tests.support.processes import start_odoo

from .channels import CHANNELS
from .shop import drain, transfer

MOVES = 200
WARM = 5
"""Moves that are not counted: a server that has just started does what was due, first."""
SECONDS_TO_WAIT = 60
CHANNEL = CHANNELS["shopify"]
CLOCK = """
    CREATE TABLE bench_commit (number serial, at timestamptz);
    CREATE FUNCTION bench_committed() RETURNS trigger AS $$ BEGIN
        INSERT INTO bench_commit (at) VALUES (clock_timestamp());
        RETURN NULL; END $$ LANGUAGE plpgsql;
    CREATE CONSTRAINT TRIGGER bench_committed AFTER INSERT ON omni_intent
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bench_committed();
"""
NO_CLOCK = """
    DROP TRIGGER bench_committed ON omni_intent;
    DROP FUNCTION bench_committed; DROP TABLE bench_commit;
"""
NEWEST = "SELECT extract(epoch FROM at) FROM bench_commit ORDER BY number DESC LIMIT 1"


def bench_push(env, connection, outside):
    """Return the seconds of the median and of 95 of 100 moves, each made when the last was told."""
    drain(env)
    skus = sorted(sku for sku in outside.state()["stock"] if sku.startswith("BULK"))
    products = env["product.product"].search([("default_code", "in", skus)], limit=MOVES)
    moves = [transfer(env, products[number % len(products)], "incoming") for number in range(MOVES)]
    env.cr.commit()
    drain(env)
    query(env.cr.dbname, CLOCK)
    server = start_odoo(env.cr.dbname, name="bench-push")
    try:
        user = OdooClient(server.url, env.cr.dbname)
        seconds = [_told_after(env.cr.dbname, user, outside, one.id) for one in moves]
    finally:
        server.stop()
        query(env.cr.dbname, NO_CLOCK)
    env.invalidate_all()
    seconds = sorted(seconds[WARM:])
    return {
        "push_moves": len(seconds),
        "push_p50_s": median(seconds),
        "push_p95_s": seconds[int(0.95 * (len(seconds) - 1))],
        "push_slowest_s": seconds[-1],
    }


def _told_after(database, user, outside, transfer_id):
    """A user validates a receipt; return the seconds from its commit to the call at the shop."""
    outside.forget_calls()
    user.press("stock.picking", "button_validate", transfer_id)
    committed = float(query(database, NEWEST)[0])
    end = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < end:
        for call in outside.calls(CHANNEL.code):
            if CHANNEL.tells_stock(call):
                return call["time"] - call["seconds"] - committed
        time.sleep(0.01)
    raise AssertionError(f"not told after {SECONDS_TO_WAIT} s")
