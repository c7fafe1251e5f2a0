"""A million messages: what they weigh, and how fast a worker still takes its slice.

As after years of work: each decided one names the record that it made, a third says why, and a
tenth still has its payload, an order as the shop tells it; age has deleted those of the others.
"""

import json
import time
from statistics import median

from tests.support.databases import query

MESSAGES = 1_000_000
WAITING = 100_000
LATER = 50_000
SLICES = 8
PAYLOADS = 100_000
REASON = "Customer found by e-mail; the tax of one line was created: FR 20 % (included)."

FILL = """
    INSERT INTO omni_message (connection_id, company_id, resource, external_id, state, priority,
                              tries, origin, digest, version, received_at, not_before, done_at,
                              severity, reason, res_model, res_id)
    SELECT %(connection)s, %(company)s, 'order', n::text, s.state, 10, 0, 'feed',
           md5(n::text) || md5(n::text), now()::text, now(),
           CASE WHEN s.state = 'parked' THEN now() + interval '1 hour' END,
           CASE WHEN s.state = 'done' THEN now() END, 'info',
           CASE WHEN s.state = 'parked' OR n %% 3 = 0 THEN %(reason)s END,
           CASE WHEN s.state = 'done' THEN 'sale.order' END, CASE WHEN s.state = 'done' THEN n END
      FROM generate_series(1, %(count)s) n, LATERAL (
           SELECT CASE WHEN n <= %(later)s THEN 'parked' WHEN n <= %(waiting)s THEN 'rung'
                       ELSE 'done' END AS state) s
"""
FILL_PAYLOADS = """
    INSERT INTO omni_payload (connection_id, company_id, direction, resource, external_id, digest,
                              packed, size, stored_at)
    SELECT p.connection_id, p.company_id, 'in', 'order', n::text, md5(n::text) || md5(n::text),
           p.packed, p.size, now() - interval '1000 days'
      FROM omni_payload p, generate_series(%s, %s) n WHERE p.id = %s
"""
POINT_AT_THEM = """
    UPDATE omni_message m SET payload_id = p.id FROM omni_payload p
     WHERE p.external_id = m.external_id AND p.stored_at < now() - interval '999 days'
"""
CLAIM_ALL = """
    UPDATE omni_message SET lease_until = now() + interval '5 minutes', lease_backend = 1
     WHERE external_id::int > %s AND external_id::int <= %s
"""
DECIDE_ALL = """
    UPDATE omni_message SET state = 'done', severity = 'info', lease_until = NULL, done_at = now()
     WHERE external_id::int > %s AND external_id::int <= %s
"""


def bench_claims(env, connection, outside):
    """Return milliseconds a claim takes with few and with a million messages, size and bloat; what
    an order's payload weighs, and how fast the old ones are deleted.
    """
    few = _fill_and_claim(env, connection, 1000, 600, 100)
    many = _fill_and_claim(env, connection, MESSAGES, WAITING + LATER, LATER)
    size, indexes = _sizes(env)
    _work_through(env)
    after = _sizes(env)[0]
    payloads = _payloads(env, connection, outside)
    return {
        "claim_ms_of_1000": few,
        "claim_ms_of_1000000": many,
        "claim_ratio": many / few,
        "message_bytes": size / MESSAGES,
        "message_index_bytes": indexes / MESSAGES,
        "message_bloat": after / size,
        **payloads,
    }


def _payloads(env, connection, outside):
    """Give the newest tenth its payloads, weigh them, and let their age delete all of them."""
    order = outside.order(lines=[{"sku": "TAS-SABLE", "quantity": 2}])
    body = json.dumps(order).encode()
    sample = env["omni.payload"]._keep(connection, "in", [("order", "sample", body)])
    env.cr.commit()
    env.cr.execute("SELECT pg_total_relation_size('omni_payload')")
    before = env.cr.fetchone()[0]
    env.cr.execute(FILL_PAYLOADS, [MESSAGES - PAYLOADS + 1, MESSAGES, sample.id])
    env.cr.execute("SELECT pg_total_relation_size('omni_payload')")
    weight = env.cr.fetchone()[0] - before
    env.cr.execute(POINT_AT_THEM)
    env.cr.commit()
    query(env.cr.dbname, "VACUUM ANALYZE omni_message")
    query(env.cr.dbname, "VACUUM ANALYZE omni_payload")
    return {
        "payload_bytes": weight / PAYLOADS,
        "payload_bytes_as_they_came": len(body),
        "payloads_deleted_per_s": PAYLOADS / _let_age_delete(env),
    }


def _let_age_delete(env):
    """Return the seconds that it takes until nothing is left to delete, slice after slice."""
    started, deleted, more = time.perf_counter(), 0, True
    while more:
        count, more = env["omni.payload"]._gc_payloads()
        deleted += count
        env.cr.commit()
    assert deleted >= PAYLOADS, (deleted, PAYLOADS)
    return time.perf_counter() - started


def _sizes(env):
    """Return the bytes of the table with all that belongs to it, and of its indexes alone."""
    env.cr.execute("SELECT pg_total_relation_size('omni_message'), pg_indexes_size('omni_message')")
    return env.cr.fetchone()


def _work_through(env):
    """A tenth of the messages is claimed, then decided, slice after slice, and then vacuumed."""
    for text in (CLAIM_ALL, DECIDE_ALL):
        for first in range(0, MESSAGES // 10, MESSAGES // 100):
            env.cr.execute(text, [first, first + MESSAGES // 100])
            env.cr.commit()
        query(env.cr.dbname, "VACUUM omni_message")


def _clear(env):
    """Questions, and by them orders and whole companies, point at messages: TRUNCATE takes all."""
    env.cr.execute("DELETE FROM omni_message")
    env.cr.commit()
    query(env.cr.dbname, "VACUUM FULL omni_message")


def _fill_and_claim(env, connection, count, waiting, later):
    _clear(env)
    values = {"connection": connection.id, "company": connection.company_id.id, "reason": REASON}
    env.cr.execute(FILL, {**values, "later": later, "waiting": waiting, "count": count})
    env.cr.commit()
    env.cr.execute("ANALYZE omni_message")
    env.cr.commit()
    times = []
    for _slice in range(SLICES):
        started = time.perf_counter()
        messages = env["omni.message"]._claim(50)
        env.cr.commit()
        times.append(1000 * (time.perf_counter() - started))
        if not messages:
            break
    assert messages, "nothing was left to claim"
    return median(times)
