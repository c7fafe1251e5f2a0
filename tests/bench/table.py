"""The figures as a table: what was measured, its floor, the bar, and whether it is met."""

import os

ROWS = (
    ("order, 50 at a time: CPU / floor", "order_cpu_ratio", "order_floor_cpu_ms", "<=", 1.35),
    (
        "the same, its stock told too",
        "order_cpu_ratio_stock_told",
        "order_floor_cpu_ms",
        "<=",
        1.35,
    ),
    (
        "order, one at a time: CPU / floor",
        "order_cpu_ratio_single",
        "order_floor_cpu_ms_single",
        "<=",
        1.35,
    ),
    ("order, 50 at a time: SQL over floor", "order_sql_over_floor", "order_floor_sql", "<=", 20),
    ("order, backfill: HTTP calls", "order_http", None, "<=", 0.1),
    ("unchanged order seen again: SQL", "unchanged_order_sql", None, "<=", 1),
    ("unchanged order seen again: HTTP beyond its page", "unchanged_order_http", None, "<=", 0),
    ("stock levels pushed per second", "stock_levels_per_s", None, ">=", 300),
    ("HTTP calls per 100 changed SKUs", "stock_http_per_100", None, "<=", 1),
    (
        "statements that write, added to a moved transfer",
        "stock_move_sql_added_per_set",
        None,
        "<=",
        1,
    ),
    ("webhooks stored per second / bare route", "webhook_ratio", "bare_route_per_s", ">=", 0.5),
    ("webhook answered at 50 per second: p99 ms", "webhook_p99_ms", None, "<=", 50),
    ("webhooks answered with 200 and not stored", "webhooks_not_stored", None, "<=", 0),
    ("memory while storing: last tenth / second", "backfill_memory_ratio", None, "<=", 1.1),
    (
        "memory while importing: last tenth / second",
        "backfill_import_memory_ratio",
        None,
        "<=",
        1.1,
    ),
    ("orders made twice by two servers", "two_servers_doubled", None, "<=", 0),
    ("interleavings that oversold a parted stock", "partitioned_oversells", None, "<=", 0),
)


def show(figures):
    """Print the table; return how many bars were missed or not measured, where ``STRICT`` is set.

    Otherwise 0: a busy machine is no fault of the code.
    """
    missed = 0
    print(f"{'work':52}{'measured':>10}{'floor':>10}{'bar':>9}")
    for label, key, floor, sign, bar in ROWS:
        value = figures.get(key)
        if value is None:
            print(f"{label:52}{'—':>10}")
            missed += 1
            continue
        met = value <= bar if sign == "<=" else value >= bar
        beside = f"{figures[floor]:.1f}" if floor else ""
        verdict = "met" if met else "MISSED"
        missed += not met
        print(f"{label:52}{value:>10.2f}{beside:>10}{f'{sign} {bar:g}':>9}  {verdict}")
    print()
    for key in sorted(figures.keys() - {row[1] for row in ROWS}):
        print(f"  {key} = {figures[key]:.3f}")
    return missed if os.environ.get("STRICT") else 0
