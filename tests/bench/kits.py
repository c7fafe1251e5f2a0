"""Changed components of kits beside changed plain products: what is asked of the database."""

import os
from statistics import median

from config.environment.odoo_command import install
from tests.support.databases import fresh_database
from tests.support.processes import LOG_FOLDER, start_sandbox

from .channels import CHANNELS
from .clones import analyse
from .shop import change_stock, connect, drain, make_products
from .workbench import environment, measured

KITS = 100
COMPONENTS = 10
CHANGED = 100
STOCK = 500
ROUNDS = 3


def bench_kits(env, connection, outside):
    """Return queries and CPU of 100 changed components, of 100 kits with 10 each, and of as many
    changed plain products that are listed.
    """
    sandbox = start_sandbox()
    try:
        with fresh_database("bench") as database:
            log = LOG_FOLDER / "bench-kits.log"
            install(database, ["omni_mrp"], log, dict(os.environ))
            with environment(database) as own:
                return _of_kits(own, sandbox.url)
    finally:
        sandbox.stop()


def _of_kits(env, sandbox_url):
    channel = CHANNELS["shopify"]
    connection, outside = connect(env, sandbox_url, channel)
    made = outside.post("/_control/shopify/products", {"count": KITS + CHANGED, "stock": 1})["made"]
    skus = sorted(made)
    plain = make_products(env, skus[:CHANGED], stock=STOCK)
    components = make_products(env, [f"PART-{n:04d}" for n in range(CHANGED)], stock=STOCK)
    kits = _make_kits(env, skus[CHANGED:], components)
    _list(env, connection, plain | kits, made)
    drain(env)
    analyse(env)
    floor, ours = _told(env, plain), _told(env, components)
    pairs = list(zip(ours, floor, strict=True))
    ratios = [median(a.sql / b.sql for a, b in pairs), median(a.cpu / b.cpu for a, b in pairs)]
    return {
        "kit_components_sql": median(cost.sql for cost in ours),
        "kit_plain_sql": median(cost.sql for cost in floor),
        "kit_components_cpu_ms": 1000 * median(cost.cpu for cost in ours),
        "kit_plain_cpu_ms": 1000 * median(cost.cpu for cost in floor),
        "kit_ratio": max(ratios),
    }


def _make_kits(env, skus, components):
    """Each kit takes ten of the components, and each component is in ten kits."""
    kits = env["product.product"].create(
        [{"name": sku, "default_code": sku, "is_storable": False} for sku in skus]
    )
    ring = [*components, *components]
    bills = [
        {
            "product_tmpl_id": kit.product_tmpl_id.id,
            "type": "phantom",
            "bom_line_ids": [
                (0, 0, {"product_id": part.id, "product_qty": 1 + place % 3})
                for place, part in enumerate(ring[number : number + COMPONENTS])
            ],
        }
        for number, kit in enumerate(kits)
    ]
    env["mrp.bom"].create(bills)
    return kits


def _list(env, connection, products, made):
    env["omni.listing"].create(
        [
            {
                "connection_id": connection.id,
                "product_id": product.id,
                "external_id": made[product.default_code][0],
                "stock_id": made[product.default_code][1],
                "name": product.name,
                "sku": product.default_code,
            }
            for product in products
        ]
    )
    env["omni.stock.change"]._note(products.ids)
    env.cr.commit()


def _told(env, products):
    costs = []
    for number in range(ROUNDS + 1):
        with measured() as cost:
            change_stock(env, products, -1 if number % 2 else -10)
            env.cr.commit()
            env["omni.drain"]._cron_drain(10)
        assert not env["omni.intent"].search_count([("state", "=", "new")])
        if number:
            costs.append(cost)
    return costs
