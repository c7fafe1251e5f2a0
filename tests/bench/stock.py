"""Stock: changed levels to the shop, and what a user's stock move pays for it."""

import re
from statistics import median

from .shop import change_stock, drain, make_products, pull, transfer
from .workbench import measured, statements

COUNT = 1000
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?omni_')
READS = re.compile(r'\b(FROM|JOIN)\s+"?omni_')


def bench_stock(env, connection, outside):
    """Return the figures of the stock bars."""
    skus = [f"BULK-{number:06d}" for number in range(1, COUNT + 1)]
    _make_there(outside, COUNT)
    skus = [sku for sku in outside.state()["stock"] if sku.startswith("BULK")] or skus
    products = make_products(env, skus, stock=50)
    _relist(env, connection)
    drain(env)
    env.cr.commit()
    figures = _pushed(env, connection, outside, products)
    figures.update(_stock_move(env, products))
    return figures


def _make_there(outside, count):
    outside.post("/_control/shopify/products", {"count": count, "stock": 1})


def _relist(env, connection):
    feed = connection.feed_ids.filtered(lambda feed: feed.resource == "listing")
    feed.cursor = {}
    pull(env, connection, "listing")


def _pushed(env, connection, outside, products):
    rates, calls = [], []
    for _round in range(3):
        change_stock(env, products, 1)
        env.cr.commit()
        outside.forget_calls()
        with measured() as cost:
            env["omni.drain"]._cron_drain(10)
        level = env["omni.listing.level"].search([("listing_id.product_id", "=", products[0].id)])
        assert level.acknowledged_quantity == products[0].free_qty, level.read()
        rates.append(len(products) / cost.wall)
        calls.append(len(outside.calls()))
    pushed = len(products)
    change_stock(env, products[:100], 1)
    env.cr.commit()
    outside.forget_calls()
    env["omni.drain"]._cron_drain(10)
    return {
        "stock_levels_per_s": median(rates),
        "stock_http_per_1000": median(calls) * 1000 / pushed,
        "stock_http_per_100": float(len(outside.calls())),
    }


def _stock_move(env, products):
    """What validating a transfer of 20 products costs more: what is written for
    the changed stock; beside it what of ours is read for the transfer, and the wake-up.
    """
    moved = transfer(env, products[:20], "outgoing")
    env["omni.intent"].search([]).unlink()
    env["ir.cron.trigger"].search([]).unlink()
    env.cr.commit()
    env.invalidate_all()
    with statements() as said:
        moved.button_validate()
        env.cr.flush()
    assert moved.state == "done", moved.state
    env.cr.rollback()
    return {
        "stock_move_sql": len(said),
        "stock_move_sql_added_per_set": sum(bool(WRITES.search(text)) for text in said),
        "stock_move_reads_of_ours": sum(
            bool(READS.search(text)) for text in said if not WRITES.search(text)
        ),
        "stock_move_wakeup_sql": sum("ir_cron_trigger" in text for text in said),
    }
