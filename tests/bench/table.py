"""The figures as a table: what was measured, its floor, the bar, and whether it is met."""

import os
from typing import NamedTuple

from tests.totals.shops import shops

from .channels import CHANNELS


class Row(NamedTuple):
    """``beside``: the figure that is shown as the floor. ``sign``: "<=" or ">=" the bar."""

    label: str
    figure: str
    bar: float
    sign: str = "<="
    beside: str | None = None


ORDERS = (
    Row("order, 50 at a time: CPU / floor", "order_cpu_ratio", 1.35, beside="order_floor_cpu_ms"),
    Row(
        "the same, its stock told too",
        "order_cpu_ratio_stock_told",
        1.35,
        "<=",
        "order_floor_cpu_ms",
    ),
    Row(
        "order, one at a time: CPU / floor",
        "order_cpu_ratio_single",
        1.35,
        "<=",
        "order_floor_cpu_ms_single",
    ),
    Row("order, 50 at a time: SQL over floor", "order_sql_over_floor", 20, "<=", "order_floor_sql"),
    Row("order, backfill: HTTP calls", "order_http", 0.1),
    Row("unchanged order seen again: SQL", "unchanged_order_sql", 1),
    Row("unchanged order seen again: HTTP beyond its page", "unchanged_order_http", 0),
)
STOCK = (
    Row("stock levels pushed per second", "stock_levels_per_s", 300, ">="),
    Row("HTTP calls per 100 changed SKUs", "stock_http_per_100", 1),
    Row("statements that write, added to a moved transfer", "stock_move_sql_added_per_set", 1),
    Row("from a move's commit to the call: p95, s", "push_p95_s", 2, "<=", "push_p50_s"),
    Row(
        "100 changed of 100,000 listings / of 1,000",
        "push_100_of_100000_ratio",
        1.3,
        "<=",
        "push_100_of_1000_cpu_ms",
    ),
    Row("100 components of kits / 100 plain products", "kit_ratio", 2, "<=", "kit_plain_sql"),
    Row("100,000 listings compared: seconds", "audit_s", 300),
    Row("the same: calls / the fewest its APIs allow", "audit_http_ratio", 1.05),
    Row("memory while comparing: last tenth / second", "audit_memory_ratio", 1.1),
    Row("interleavings that oversold a parted stock", "partitioned_oversells", 0),
)
ENGINE = (
    Row("webhooks stored per second / bare route", "webhook_ratio", 0.5, ">=", "bare_route_per_s"),
    Row("webhook answered at 50 per second: p99 ms", "webhook_p99_ms", 50),
    Row("webhooks answered with 200 and not stored", "webhooks_not_stored", 0),
    Row("orders made twice by doubled webhooks", "webhook_orders_doubled", 0),
    Row("memory while storing: last tenth / second", "backfill_memory_ratio", 1.1),
    Row("memory while importing: last tenth / second", "backfill_import_memory_ratio", 1.1),
    Row("orders made twice by two servers", "two_servers_doubled", 0),
    Row("claim among 1,000,000 messages / among 1,000", "claim_ratio", 2, "<=", "claim_ms_of_1000"),
)


def of_channel(channel):
    """Each channel's own rows: what is asked of its API stands beside what the API allows."""
    name, key = channel.label, channel.key
    return (
        Row(
            f"{name}: order, CPU / floor",
            key("order_cpu_ratio"),
            1.35,
            "<=",
            key("order_floor_cpu_ms"),
        ),
        Row(
            f"{name}: order, SQL over floor",
            key("order_sql_over_floor"),
            20,
            "<=",
            key("order_floor_sql"),
        ),
        Row(f"{name}: order, backfill: HTTP calls", key("order_http"), 0.1),
        Row(
            f"{name}: HTTP per 100 SKUs (its API: {channel.skus_a_call} a call)",
            key("http_per_100_skus"),
            channel.calls_per_100,
        ),
    )


TOTALS = tuple(
    Row(f"{CHANNELS[code].label}: totals that differ, of 5,000", f"{code}_totals_differ", 0)
    for code in shops()
)
CHANNEL_ROWS = tuple(row for one in CHANNELS.values() for row in of_channel(one))
ROWS = (*ORDERS, *STOCK, *ENGINE, *CHANNEL_ROWS, *TOTALS)


def show(figures):
    """Print the table; return how many bars were missed or not measured, where ``STRICT`` is set.

    Otherwise 0: a busy machine is no fault of the code.
    """
    missed = 0
    print(f"{'work':54}{'measured':>10}{'floor':>10}{'bar':>9}")
    for row in ROWS:
        value = figures.get(row.figure)
        if value is None:
            print(f"{row.label:54}{'—':>10}")
            missed += 1
            continue
        met = value <= row.bar if row.sign == "<=" else value >= row.bar
        beside = f"{figures[row.beside]:.1f}" if row.beside else ""
        verdict = "met" if met else "MISSED"
        missed += not met
        bar = f"{row.sign} {row.bar:g}"
        print(f"{row.label:54}{value:>10.2f}{beside:>10}{bar:>9}  {verdict}")
    print()
    for key in sorted(figures.keys() - {row.figure for row in ROWS}):
        print(f"  {key} = {figures[key]:.3f}")
    return missed if os.environ.get("STRICT") else 0
