"""A whole shop's orders are listed and stored, some of them imported: what it takes in memory."""

import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import mean

from .shop import drain, pull

LONG = (100_000, 5_000)
SHORT = (5_000, 400)
PLACED_AT_ONCE = 5_000
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def bench_backfill(env, connection, outside):
    """Return how memory grew while orders were stored and imported: last tenth / second tenth."""
    orders, imported = LONG if os.environ.get("LONG") else SHORT
    drain(env)
    _place(outside, orders)
    feed = connection.feed_ids.filtered(lambda feed: feed.resource == "order")
    with sampled() as while_pulled:
        started = time.perf_counter()
        pull(env, connection, "order")
        seconds = time.perf_counter() - started
    run = feed.run_ids[:1]
    assert run.new_count >= orders, run.read(["read_count", "new_count", "reason"])
    with sampled() as while_imported:
        made = _import(env, imported)
    _forget_the_rest(env)
    return {
        "backfill_orders": orders,
        "backfill_imported": made,
        "backfill_per_s": orders / seconds,
        "backfill_mb": while_pulled[-1] / 2**20,
        "backfill_memory_ratio": grown(while_pulled),
        "backfill_import_memory_ratio": grown(while_imported),
    }


def _place(outside, orders):
    for first in range(0, orders, PLACED_AT_ONCE):
        count = min(PLACED_AT_ONCE, orders - first)
        outside.post("/_control/shopify/bulk", {"orders": count, "lines": 2, "first": first})
    outside.forget_calls()


def _import(env, wanted):
    """Work on slices, those that tell their stock among them, until so many orders are here."""
    before, made = env["sale.order"].search_count([]), 0
    while made < wanted:
        assert env["omni.drain"]._drain_slice(50), "nothing was left to import"
        env["omni.checkpoint"]._commit()
        made = env["sale.order"].search_count([]) - before
    return made


def _forget_the_rest(env):
    env["omni.message"].search([("state", "=", "new")]).unlink()
    env.cr.commit()


@contextmanager
def sampled(seconds=0.1):
    """Yield a list that fills with the bytes this process holds, many times a second."""
    held, ended = [], threading.Event()

    def look():
        while not ended.wait(seconds):
            held.append(resident_bytes())

    watching = threading.Thread(target=look, daemon=True)
    watching.start()
    try:
        yield held
    finally:
        ended.set()
        watching.join()
        held.append(resident_bytes())


def resident_bytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


def grown(held):
    """The last tenth beside the second one; the first one still fills caches."""
    tenth = max(len(held) // 10, 1)
    return mean(held[-tenth:]) / mean(held[tenth : 2 * tenth] or held[:1])
