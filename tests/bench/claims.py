"""A million messages: what they weigh, and how fast a worker still takes its slice."""

import time
from statistics import median

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


def bench_claims(env, connection, _outside):
    """Return milliseconds a claim takes with few and with a million messages, and the size."""
    few = _fill_and_claim(env, connection, 1000, 600, 100)
    many = _fill_and_claim(env, connection, MESSAGES, WAITING + LATER, LATER)
    env.cr.execute("SELECT pg_total_relation_size('omni_message')")
    size = env.cr.fetchone()[0]
    env.cr.execute("TRUNCATE omni_message CASCADE")
    env.cr.commit()
    return {
        "claim_ms_of_1000": few,
        "claim_ms_of_1000000": many,
        "claim_ratio": many / few,
        "message_bytes": size / MESSAGES,
    }


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
