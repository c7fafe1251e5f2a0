"""A large catalogue in seconds: what a merchant's own work has made once is copied row by row.

A copy has every column of its original but those that are named; so it is like what the ORM makes,
whatever columns an addon adds.
"""

COLUMNS = """
    SELECT column_name FROM information_schema.columns
     WHERE table_name = %s AND table_schema = 'public' AND column_name <> 'id'
"""


def clone(env, table, original_id, source, **named):
    """Copy a row once for each row of ``source``; ``named``: {column: SQL expression}."""
    env.cr.execute(COLUMNS, [table])
    columns = [name for (name,) in env.cr.fetchall()]
    values = [named.get(name, f'o."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    env.cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} o, {source}"
        " WHERE o.id = %s",
        [original_id],
    )


def clone_products(env, original, skus, quant_of=None):
    """Make a product for each SKU like ``original``, with as much of it in stock."""
    env.flush_all()
    _fill(env, "bench_sku", "sku text", [(sku,) for sku in skus])
    template = original.product_tmpl_id
    name = "jsonb_build_object('en_US', s.sku)"
    clone(env, "product_template", template.id, "bench_sku s", name=name, default_code="s.sku")
    new = "bench_sku s JOIN product_template t ON t.default_code = s.sku"
    clone(env, "product_product", original.id, new, product_tmpl_id="t.id", default_code="s.sku")
    new = "bench_sku s JOIN product_product p ON p.default_code = s.sku"
    for quant in env["stock.quant"].search([("product_id", "=", original.id)]):
        clone(env, "stock_quant", quant.id, new, product_id="p.id")
    env.invalidate_all()


def clone_listings(env, original, goods):
    """Make a listing of each of ``goods`` like ``original``, and what its channel acknowledged.

    ``goods``: [(SKU, id there, what its stock is counted on)].
    """
    env.flush_all()
    _fill(env, "bench_goods", "sku text, external_id text, stock_id text", goods)
    new = "bench_goods g JOIN product_product p ON p.default_code = g.sku"
    ids = {"external_id": "g.external_id", "stock_id": "g.stock_id", "product_id": "p.id"}
    clone(env, "omni_listing", original.id, new, sku="g.sku", name="g.sku", **ids)
    new = "bench_goods g JOIN omni_listing l ON l.external_id = g.external_id"
    new += f" AND l.connection_id = {original.connection_id.id}"
    for level in original.level_ids:
        told = {"listing_id": "l.id", "told_product_id": "l.product_id"}
        clone(env, "omni_listing_level", level.id, new, **told)
    env.invalidate_all()


def analyse(env):
    """Let the server know how much there is now, as its own daemon does after a while."""
    env.cr.execute("ANALYZE")
    env.cr.commit()


def _fill(env, table, columns, rows):
    env.cr.execute(f"DROP TABLE IF EXISTS {table}; CREATE TEMP TABLE {table} ({columns})")
    env.cr.execute_values(f"INSERT INTO {table} VALUES %s", rows, page_size=1000)
    env.cr.execute(f"ANALYZE {table}")
