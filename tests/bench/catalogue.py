"""A hundred changed products among 100,000 listings on five channels, beside a hundred of 1,000;
then the nightly comparison of all of them.
"""

import time
from collections import namedtuple
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from statistics import median

from tests.support.databases import fresh_database
from tests.support.processes import start_sandbox

from .backfill import grown, sampled
from .channels import CHANNELS
from .clones import analyse, clone_listings, clone_products
from .shop import change_stock, connect, drain, make_products
from .workbench import environment, measured

SHOPS = 5
Goods = namedtuple("Goods", ("sku", "external_id", "stock_id"))
FEW, MANY = 200, 20_000
CHANGED = 100
STOCK = 50
ROUNDS = 5


def bench_catalogue(env, connection, outside):
    """Return what a hundred changed products cost in both catalogues, and what comparing takes."""
    with _shops() as sandboxes, fresh_database("bench") as database, environment(database) as own:
        shops = [
            (channel, *connect(own, sandbox.url, channel, f"{channel.label} {number}"))
            for number, (channel, sandbox) in enumerate(sandboxes)
        ]
        started = time.perf_counter()
        there = _fill_shops(shops)
        products = _few(own, shops, there)
        few = _changed(own, shops, products)
        _many(own, shops, there, products)
        filled = time.perf_counter() - started
        many = _changed(own, shops, products)
        return {"catalogue_seconds": filled, **_ratios(few, many), **_compared(own, shops)}


@contextmanager
def _shops():
    """Yield (channel, sandbox) of so many shops, each one a process of its own."""
    with ExitStack() as stack:
        shops = []
        for channel in islice(cycle(CHANNELS.values()), SHOPS):
            sandbox = start_sandbox()
            stack.callback(sandbox.stop)
            shops.append((channel, sandbox))
        yield shops


def _fill_shops(shops):
    """Return {channel's code: [Goods]} of the products there; their ids are alike in all shops."""
    there = {}
    for channel, connection, outside in shops:
        wish = {"count": MANY, "stock": STOCK}
        made = outside.post(f"/_control/{channel.code}/products", wish)["made"]
        if channel.code not in there:
            there[channel.code] = [Goods(sku, *ids) for sku, ids in made.items()]
            _check(connection, there[channel.code])
    return there


def _check(connection, goods):
    """The played shop names its goods as the adapter reads them: the first page tells."""
    with connection._session() as adapter:
        page = next(iter(adapter.pull_listings({})))
        read = [adapter.read_listing(item.body) for item in page.items]
    read = {Goods(one.sku, one.external_id, one.stock_id) for one in read}
    assert len(read & set(goods)) > len(read) / 2, (read, goods[:3])


def _few(env, shops, there):
    """A small shop: its products are made and told once, by the usual ways."""
    skus = [f"BULK-{number:06d}" for number in range(1, FEW + 1)]
    products = make_products(env, skus, stock=STOCK)
    known = {product.default_code: product.id for product in products}
    for channel, connection, _outside in shops:
        env["omni.listing"].create(
            [
                {
                    **one._asdict(),
                    "name": one.sku,
                    "connection_id": connection.id,
                    "product_id": known[one.sku],
                }
                for one in there[channel.code]
                if one.sku in known
            ]
        )
    env["omni.stock.change"]._note(products.ids)
    env.cr.commit()
    drain(env)
    analyse(env)
    return products


def _many(env, shops, there, products):
    """The same shop, grown: the rest of the catalogue is copied from its last product."""
    last = products[-1]
    rest = {one.sku for goods in there.values() for one in goods}
    rest -= set(products.mapped("default_code"))
    clone_products(env, last, sorted(rest))
    for channel, connection, _outside in shops:
        listings = env["omni.listing"].search([("connection_id", "=", connection.id)])
        original = listings.filtered(lambda one: one.product_id == last)
        assert original.level_ids.acknowledged_at, (channel.code, original.read())
        clone_listings(env, original, [one for one in there[channel.code] if one.sku in rest])
    env.cr.commit()
    analyse(env)
    count = env["omni.listing"].search_count([("product_id", "!=", False)])
    assert count == SHOPS * MANY, count


def _changed(env, shops, products):
    """Return the Costs of a hundred changed products, from the change to what all shops answer."""
    costs, some = [], products[:CHANGED]
    for number in range(ROUNDS + 1):
        for _channel, _connection, outside in shops:
            outside.forget_calls()
        with measured() as cost:
            change_stock(env, some, 1)
            env.cr.commit()
            env["omni.drain"]._cron_drain(10)
        told = [
            any(map(channel.tells_stock, out.calls(channel.code))) for channel, _c, out in shops
        ]
        assert all(told), told
        cost.calls = sum(len(outside.calls(channel.code)) for channel, _c, outside in shops)
        if number:
            costs.append(cost)
    return costs


def _ratios(few, many):
    """Of CPU (of Odoo and of its database session) and of queries, the worse one is the ratio."""
    figures = {}
    for name, costs in (("1000", few), ("100000", many)):
        figures[f"push_100_of_{name}_cpu_ms"] = 1000 * median(cost.cpu for cost in costs)
        figures[f"push_100_of_{name}_sql"] = median(cost.sql for cost in costs)
        figures[f"push_100_of_{name}_http"] = median(cost.calls for cost in costs)
        figures[f"push_100_of_{name}_s"] = median(cost.wall for cost in costs)
    ratios = [
        figures[f"push_100_of_100000_{cost}"] / figures[f"push_100_of_1000_{cost}"]
        for cost in ("cpu_ms", "sql")
    ]
    return {**figures, "push_100_of_100000_ratio": max(ratios)}


def _compared(env, shops):
    """Return seconds, calls and memory of the nightly comparison of all these listings."""
    for _channel, _connection, outside in shops:
        outside.forget_calls()
    with sampled() as held, measured() as cost:
        env["omni.audit"]._cron_audit()
    audits = env["omni.audit"].search([])
    assert set(audits.mapped("state")) == {"done"}, audits.mapped("reason")
    compared = sum(audits.mapped("compared_count"))
    assert compared == SHOPS * MANY and not audits.drift_ids, (compared, audits.drift_ids.read())
    calls = sum(len(outside.calls(channel.code)) for channel, _connection, outside in shops)
    fewest = sum(MANY / channel.skus_a_call for channel, _connection, _outside in shops)
    return {
        "audit_listings": compared,
        "audit_s": cost.wall,
        "audit_cpu_s": cost.cpu,
        "audit_sql_per_1000": 1000 * cost.sql / compared,
        "audit_http": calls,
        "audit_http_ratio": calls / fewest,
        "audit_mb": held[-1] / 2**20,
        "audit_memory_ratio": grown(held),
    }
