"""A connected shop of the sandbox with products, made straight through the ORM."""

from tests.journey.outside import Outside

from .channels import CHANNELS


def connect(env, sandbox_url, channel=None, name="Bench"):
    """Return (live connection, Outside); its feeds only run when the benchmark says so."""
    channel = channel or CHANNELS["shopify"]
    outside = Outside(sandbox_url)
    if channel.settings:
        outside.post(f"/_control/{channel.code}/settings", channel.settings)
    connection = env["omni.connection"].create({"name": name, "adapter_code": channel.code})
    values = channel.credentials(sandbox_url)
    for row in connection.credential_ids:
        if row.name in values:
            row.value = values[row.name]
    connection.action_test()
    _go_live(connection.with_user(env.ref("base.user_admin")))
    connection.feed_ids.cron_id.active = False
    env["ir.cron.trigger"].search([]).unlink()
    env.cr.commit()
    return connection, outside


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


def change_stock(env, products, by):
    place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    for product in products:
        env["stock.quant"]._update_available_quantity(product, place.lot_stock_id, by)


def transfer(env, products, way):
    """A delivery (outgoing) or a receipt (incoming) of one piece of each, ready to be validated."""
    place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    kind = {"outgoing": place.out_type_id, "incoming": place.in_type_id}[way]
    ends = {
        "location_id": kind.default_location_src_id.id,
        "location_dest_id": kind.default_location_dest_id.id,
    }
    moves = [{"product_id": product.id, "product_uom_qty": 1, **ends} for product in products]
    made = env["stock.picking"].create(
        {"picking_type_id": kind.id, "move_ids": [(0, 0, values) for values in moves], **ends}
    )
    made.action_confirm()
    made.action_assign()
    return made
