"""A connected shop of the sandbox with products, made straight through the ORM."""

from tests.journey.outside import Outside


def connect(env, sandbox_url):
    """Return (live connection, Outside); its feeds only run when the benchmark says so."""
    connection = env["omni.connection"].create({"name": "Bench", "adapter_code": "shopify"})
    values = {
        "shop": f"{sandbox_url}/shopify",
        "token": "shpat_sandbox",
        "client_secret": "sandbox-secret",
    }
    for row in connection.credential_ids:
        if row.name in values:
            row.value = values[row.name]
    connection.action_test()
    _go_live(connection.with_user(env.ref("base.user_admin")))
    connection.feed_ids.cron_id.active = False
    env["ir.cron.trigger"].search([]).unlink()
    env.cr.commit()
    return connection, Outside(sandbox_url)


def _go_live(connection):
    """By the wizard, as the merchant; the products of the shop have not been read yet."""
    window = connection.action_open_go_live()
    connection.env["omni.go.live"].browse(window["res_id"]).action_go_live()


def make_products(env, skus, stock=100000):
    products = env["product.product"].create(
        [
            {
                "name": sku,
                "default_code": sku,
                "is_storable": True,
                "weight": 0.3,
                "invoice_policy": "order",
            }
            for sku in skus
        ]
    )
    place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    for product in products:
        env["stock.quant"]._update_available_quantity(product, place.lot_stock_id, stock)
    env.cr.commit()
    return products


def pull(env, connection, resource):
    feed = connection.feed_ids.filtered(lambda feed: feed.resource == resource)
    env["omni.feed"]._cron_pull(feed.id)
    return feed


def drain(env):
    env["omni.drain"]._cron_drain(50)
