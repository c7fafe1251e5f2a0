"""A million messages: what they weigh, and how fast a worker still takes its slice."""

import time
from statistics import median

from tests.support.databases import query

MESSAGES = 1_000_000
WAITING = 100_000
LATER = 50_000
SLICES = 8

FILL = """
    INSERT INTO omni_message (connection_id, company_id, resource, external_id, state, priority,
                              tries, origin, digest, received_at, not_before)
    SELECT %s, %s, 'order', n::text,
           CASE WHEN n <= %s THEN 'parked' WHEN n <= %s THEN 'rung' ELSE 'done' END,
           10, 0, 'feed', md5(n::text) || md5(n::text), now(),
           CASE WHEN n <= %s THEN now() + interval '1 hour' END
      FROM generate_series(1, %s) n
"""
CLAIM_ALL = """
    UPDATE omni_message SET lease_until = now() + interval '5 minutes', lease_backend = 1
     WHERE external_id::int > %s AND external_id::int <= %s
"""
DECIDE_ALL = """
    UPDATE omni_message SET state = 'done', severity = 'info', lease_until = NULL, done_at = now()
     WHERE external_id::int > %s AND external_id::int <= %s
"""


def bench_claims(env, connection, _outside):
    """Return milliseconds a claim takes with few and with a million messages, size and bloat."""
    few = _fill_and_claim(env, connection, 1000, 600, 100)
    many = _fill_and_claim(env, connection, MESSAGES, WAITING + LATER, LATER)
    size, indexes = _sizes(env)
    _work_through(env)
    after = _sizes(env)[0]
    env.cr.execute("TRUNCATE omni_message CASCADE")
    env.cr.commit()
    return {
        "claim_ms_of_1000": few,
        "claim_ms_of_1000000": many,
        "claim_ratio": many / few,
        "message_bytes": size / MESSAGES,
        "message_index_bytes": indexes / MESSAGES,
        "message_bloat": after / size,
    }


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


def _fill_and_claim(env, connection, count, waiting, later):
    env.cr.execute("TRUNCATE omni_message CASCADE")
    values = [connection.id, connection.company_id.id, later, waiting, later, count]
    env.cr.execute(FILL, values)
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
