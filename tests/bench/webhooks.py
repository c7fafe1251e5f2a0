"""Webhooks stored and acknowledged per second, beside Odoo's own bare route in the same set-up."""

import base64
import hashlib
import hmac
import http.client
import itertools
import json
import threading
import time
from statistics import median
from urllib.parse import urlsplit

from tests.support.databases import query
from tests.support.processes import start_odoo

SENDERS = 8
SECONDS = 4
ROUNDS = 3
STEADY_PER_SECOND = 50
STEADY_SENDERS = 5
STEADY_SAMPLES = 3_000
PROCESSED = 200
LONGEST = 900
"""Seconds until a busy machine is given up; it is one or two minutes."""
STORED = """
    SELECT count(DISTINCT external_id) FROM omni_message
     WHERE origin = 'webhook' AND external_id LIKE '1000000______'
"""
OPEN = "SELECT count(*) FROM omni_message WHERE state IN ('rung', 'new')"


def bench_webhooks(env, connection, outside):
    """Return deliveries per second with 2 prefork workers, the bare route's, and p99 at 50/s."""
    path = f"/omni/{connection.webhook_token}"
    env.cr.commit()
    server = start_odoo(env.cr.dbname, options=["--workers=2", "--max-cron-threads=0"])
    try:
        _rate(server.url, "GET", "/web/health", lambda number: (None, {}), seconds=2)
        numbers = itertools.count(10**12)
        pairs = [_both_rates(server.url, path, numbers) for _round in range(ROUNDS)]
        steady = _latencies(server.url, path, numbers)
    finally:
        server.stop()
    env.cr.execute(STORED)
    stored, sent = env.cr.fetchone()[0], next(numbers) - 10**12
    return {
        "webhooks_per_s": median(ours for _bare, ours in pairs),
        "bare_route_per_s": median(bare for bare, _ours in pairs),
        "webhook_ratio": median(ours / bare for bare, ours in pairs),
        "webhook_p99_ms": steady,
        "webhooks_stored": stored,
        "webhooks_not_stored": sent - stored,
        **_with_processing(env, connection, outside, path),
    }


def _both_rates(url, path, numbers):
    """The bare route's rate and ours, one right after the other: both on the same machine."""
    bare = _rate(url, "GET", "/web/health", _nothing)
    return bare, _rate(url, "POST", path, _delivery(numbers))


def _with_processing(env, connection, outside, path):
    """Deliveries of real orders, each one twice, while a worker reads and imports them."""
    env.cr.execute("DELETE FROM omni_message WHERE origin = 'webhook'")
    env.cr.commit()
    wish = {"orders": PROCESSED, "lines": 2}
    orders = outside.post("/_control/shopify/bulk", wish)["placed"]
    server = start_odoo(env.cr.dbname, options=["--workers=2", "--max-cron-threads=1"])
    try:
        started = time.monotonic()
        times = _doubled(server.url, path, orders)
        acknowledged = time.monotonic() - started
        while query(env.cr.dbname, OPEN) != ["0"]:
            assert time.monotonic() - started < LONGEST, "the deliveries are not worked off"
            time.sleep(0.2)
        ended = time.monotonic() - started
    finally:
        server.stop()
    env.invalidate_all()
    made = env["sale.order"].search_count([("omni_external_id", "in", orders)])
    return {
        "webhooks_with_processing_per_s": len(times) / acknowledged,
        "webhook_with_processing_p99_ms": 1000 * sorted(times)[int(0.99 * len(times))],
        "webhook_orders_per_s": PROCESSED / ended,
        "webhook_orders_doubled": made - PROCESSED,
    }


def _doubled(url, path, orders):
    """Ring twice for each order, from several senders; return the seconds of each answer."""
    times = []

    def ring(sender):
        wire = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        for order in orders[sender::SENDERS]:
            for _copy in range(2):
                started = time.monotonic()
                _ask(wire, "POST", path, *_notice_of(int(order)))
                times.append(time.monotonic() - started)

    _all_at_once(ring, SENDERS)
    return times


def _nothing(_number):
    return None, {}


def _delivery(numbers):
    """Notices about orders that do not exist, no two alike: they are stored, and never read."""
    return lambda _number: _notice_of(next(numbers))


def _notice_of(number):
    body = json.dumps({"id": number, "updated_at": "2026-07-01T10:00:00Z"}).encode()
    mark = hmac.new(b"sandbox-secret", body, hashlib.sha256).digest()
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/updated",
        "X-Shopify-Hmac-Sha256": base64.b64encode(mark).decode(),
        "X-Shopify-Shop-Domain": "atelier-kaolin.myshopify.com",
        "X-Shopify-API-Version": "2026-07",
        "X-Shopify-Webhook-Id": f"hook-{number}",
        "X-Shopify-Event-Id": f"event-{number}",
    }
    return body, headers


def _rate(url, method, path, make, seconds=SECONDS):
    """Requests per second answered with 200, from several senders at once."""
    counts = [0] * SENDERS
    end = time.monotonic() + seconds

    def send(sender):
        wire = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        number = sender * 10**6
        while time.monotonic() < end:
            number += 1
            _ask(wire, method, path, *make(number))
            counts[sender] += 1

    _all_at_once(send, SENDERS)
    return sum(counts) / seconds


def _latencies(url, path, numbers):
    """The 99th percentile in ms of deliveries that come at a steady pace from several senders.

    Each is due at its own moment, and late ones are measured from then: a slow answer does not hide
    those that had to wait behind it.
    """
    times, begin = [], time.monotonic() + 0.1

    def send(sender):
        wire = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        for turn in range(sender, STEADY_SAMPLES, STEADY_SENDERS):
            due = begin + turn / STEADY_PER_SECOND
            time.sleep(max(0, due - time.monotonic()))
            _ask(wire, "POST", path, *_notice_of(next(numbers)))
            times.append(time.monotonic() - due)

    _all_at_once(send, STEADY_SENDERS)
    assert len(times) == STEADY_SAMPLES
    return 1000 * sorted(times)[int(0.99 * len(times))]


def _all_at_once(work, count):
    """Let so many threads work, each with its number, and wait for all of them."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _ask(wire, method, path, body, headers):
    wire.request(method, path, body=body, headers=headers)
    answer = wire.getresponse()
    answer.read()
    assert answer.status == 200, (answer.status, path)
