"""Webhooks stored and acknowledged per second, beside Odoo's own bare route in the same set-up."""

import base64
import hashlib
import hmac
import http.client
import json
import threading
import time
from statistics import median
from urllib.parse import urlsplit

from tests.support.databases import query
from tests.support.processes import start_odoo

SENDERS = 8
SECONDS = 6
ROUNDS = 2
STEADY_PER_SECOND = 50
PROCESSED = 200
OPEN = "SELECT count(*) FROM omni_message WHERE state IN ('rung', 'new')"


def bench_webhooks(env, connection, outside):
    """Return deliveries per second with 2 prefork workers, the bare route's, and p99 at 50/s."""
    path = f"/omni/{connection.webhook_token}"
    env.cr.commit()
    server = start_odoo(env.cr.dbname, options=["--workers=2", "--max-cron-threads=0"])
    try:
        _rate(server.url, "GET", "/web/health", lambda number: (None, {}), seconds=2)
        bare = [_rate(server.url, "GET", "/web/health", _nothing) for _round in range(ROUNDS)]
        ours = [_rate(server.url, "POST", path, _delivery) for _round in range(ROUNDS)]
        steady = _latencies(server.url, path)
    finally:
        server.stop()
    env.cr.execute("SELECT count(*) FROM omni_message WHERE origin = 'webhook'")
    stored = env.cr.fetchone()[0]
    return {
        "webhooks_per_s": median(ours),
        "bare_route_per_s": median(bare),
        "webhook_ratio": median(ours) / median(bare),
        "webhook_p99_ms": steady,
        "webhooks_stored": stored,
        **_with_processing(env, connection, outside, path),
    }


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
            assert time.monotonic() - started < 300, "the deliveries are not worked off"
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

    threads = [threading.Thread(target=ring, args=(sender,)) for sender in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _nothing(_number):
    return None, {}


def _delivery(number):
    """A notice about an order that does not exist: it is stored, and never read."""
    return _notice_of(10**12 + number)


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

    threads = [threading.Thread(target=send, args=(sender,)) for sender in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _latencies(url, path):
    """The 99th percentile in ms of deliveries that come at a steady pace."""
    wire = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    times = []
    for number in range(STEADY_PER_SECOND * SECONDS):
        started = time.monotonic()
        _ask(wire, "POST", path, *_delivery(10**9 + number))
        times.append(time.monotonic() - started)
        time.sleep(max(0, 1 / STEADY_PER_SECOND - times[-1]))
    return 1000 * sorted(times)[int(0.99 * len(times))]


def _ask(wire, method, path, body, headers):
    wire.request(method, path, body=body, headers=headers)
    answer = wire.getresponse()
    answer.read()
    assert answer.status == 200, (answer.status, path)
