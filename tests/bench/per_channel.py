"""What an order and a changed stock cost at each channel of the sandbox, a database for each."""

from statistics import median

from tests.support.databases import fresh_database
from tests.support.processes import start_sandbox

from .channels import CHANNELS
from .orders import BATCH, LINES, floor, orders_of, problems
from .shop import change_stock, connect, drain, make_products, pull
from .workbench import environment, measured

ROUNDS = 3
SKUS = 100
CAUGHT_UP = 200


def bench_per_channel(env, connection, outside):
    """Return for each channel CPU and SQL of an order, and calls of orders and of stock."""
    figures = {}
    for channel in CHANNELS.values():
        sandbox = start_sandbox()
        try:
            with fresh_database("bench") as database, environment(database) as own:
                figures.update(_of_channel(own, sandbox.url, channel))
        finally:
            sandbox.stop()
    return figures


def _of_channel(env, sandbox_url, channel):
    connection, outside = connect(env, sandbox_url, channel, channel.label)
    outside.post(f"/_control/{channel.code}/products", {"count": SKUS, "stock": 50})
    skus = sorted(outside.state(channel.code)["stock"])
    products = make_products(env, [sku for sku in skus if sku])
    pull(env, connection, "listing")
    drain(env)
    figures = {
        **_stock(env, outside, channel, products),
        **_orders(env, connection, outside, channel),
        "skus_a_call": channel.skus_a_call,
    }
    return {channel.key(name): value for name, value in figures.items()}


def _stock(env, outside, channel, products):
    """Calls for a hundred changed SKUs, those that read before they write among them."""
    changed = products.filtered(lambda one: one.default_code.startswith("BULK"))[:SKUS]
    assert len(changed) == SKUS, len(changed)
    change_stock(env, changed, 1)
    env.cr.commit()
    outside.forget_calls()
    env["omni.drain"]._cron_drain(10)
    calls = outside.calls(channel.code)
    assert any(channel.tells_stock(call) for call in calls), calls
    return {"http_per_100_skus": float(len(calls))}


def _orders(env, connection, outside, channel):
    stock = connection.feed_ids.filtered(lambda feed: feed.resource == "stock")
    stock.active = False  # “fetched to confirmed”, as the first bar
    _import_new(env, connection, outside, channel)
    ours, floors = [], []
    for _round in range(ROUNDS):
        made, cost = _import_new(env, connection, outside, channel)
        ours.append(cost.per(BATCH))
        floors.append(floor(env, made, BATCH).per(BATCH))
    return {
        "order_cpu_ms": 1000 * median(cost.cpu for cost in ours),
        "order_cpu_ratio": median(a.cpu / b.cpu for a, b in zip(ours, floors, strict=True)),
        "order_floor_cpu_ms": 1000 * median(cost.cpu for cost in floors),
        "order_sql_over_floor": median(a.sql - b.sql for a, b in zip(ours, floors, strict=True)),
        "order_floor_sql": median(cost.sql for cost in floors),
        "order_http": _backfill(env, connection, outside, channel),
    }


def _import_new(env, connection, outside, channel):
    """Return (the orders that were made, what it cost) of one batch that is placed now."""
    known = orders_of(env, connection)
    _place(outside, channel, BATCH)
    with measured() as cost:
        pull(env, connection, "order")
        drain(env)
        env.cr.commit()
    made = orders_of(env, connection) - known
    assert len(made) == BATCH, (channel.code, len(made), problems(env))
    return made, cost


def _backfill(env, connection, outside, channel):
    """Calls per order, while all orders of the shop are listed from the beginning."""
    _place(outside, channel, CAUGHT_UP)
    feed = connection.feed_ids.filtered(lambda feed: feed.resource == "order")
    feed.cursor = {}
    env.cr.commit()
    pull(env, connection, "order")
    drain(env)
    run = feed.run_ids[:1]
    assert run.new_count == CAUGHT_UP, run.read(["read_count", "new_count", "reason"])
    return len(outside.calls(channel.code)) / run.read_count


def _place(outside, channel, count):
    outside.post(f"/_control/{channel.code}/bulk", {"orders": count, "lines": LINES})
    outside.forget_calls()
