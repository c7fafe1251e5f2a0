"""Stock: changed levels to the shop, and what a user's stock move pays for it."""

from statistics import median

from .shop import drain, make_products, pull
from .workbench import measured, statements

COUNT = 1000


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


def _change(env, products, by):
    place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    for product in products:
        env["stock.quant"]._update_available_quantity(product, place.lot_stock_id, by)


def _pushed(env, connection, outside, products):
    rates, calls = [], []
    for _round in range(3):
        _change(env, products, 1)
        env.cr.commit()
        outside.forget_calls()
        with measured() as cost:
            env["omni.drain"]._cron_drain(10)
        level = env["omni.listing.level"].search([("listing_id.product_id", "=", products[0].id)])
        assert level.acknowledged_quantity == products[0].free_qty, level.read()
        rates.append(len(products) / cost.wall)
        calls.append(len(outside.calls()))
    pushed = len(products)
    _change(env, products[:100], 1)
    env.cr.commit()
    outside.forget_calls()
    env["omni.drain"]._cron_drain(10)
    return {
        "stock_levels_per_s": median(rates),
        "stock_http_per_1000": median(calls) * 1000 / pushed,
        "stock_http_per_100": float(len(outside.calls())),
    }


def _stock_move(env, products):
    """What one transaction that moves 20 products pays: our statements, the wake-up apart."""
    env["omni.intent"].search([]).unlink()
    env["ir.cron.trigger"].search([]).unlink()
    env.cr.commit()
    env.invalidate_all()
    with statements() as said:
        _change(env, products[:20], 1)
        env.cr.flush()
    env.cr.rollback()
    return {
        "stock_move_sql": len(said),
        "stock_move_sql_added_per_set": sum("omni_" in text for text in said),
        "stock_move_wakeup_sql": sum("ir_cron_trigger" in text for text in said),
    }
