"""Orders: fetched to confirmed, beside the floor of the same records made by plain batches."""

from statistics import median

from .shop import drain, make_products, pull
from .workbench import measured

LINES = 3
ROUNDS = 4
BATCH = 50


def bench_orders(env, connection, outside):
    """Return the figures of the two first bars and of an order that is seen again unchanged."""
    skus = sorted(outside.state()["stock"])
    make_products(env, skus)
    pull(env, connection, "listing")
    drain(env)
    stock = connection.feed_ids.filtered(lambda feed: feed.resource == "stock")
    stock.active = False  # “fetched to confirmed”; what the reservation sends out is added below
    _place(outside, 60)
    _import(env, connection)
    figures = _batches(env, connection, outside)
    stock.active = True
    figures.update(_stock_told(env, connection, outside))
    stock.active = False
    figures.update(_single(env, connection, outside))
    figures.update(_backfill(env, connection, outside))
    figures.update(_unchanged(env, connection, outside))
    stock.active = True
    env.cr.commit()
    return figures


def _place(outside, count):
    outside.post("/_control/shopify/bulk", {"orders": count, "lines": LINES})
    outside.forget_calls()


def _import(env, connection):
    pull(env, connection, "order")
    drain(env)
    env.cr.commit()


def _batches(env, connection, outside):
    ours, floors = [], []
    for _round in range(ROUNDS):
        known = orders_of(env, connection)
        _place(outside, BATCH)
        with measured() as cost:
            _import(env, connection)
        made = orders_of(env, connection) - known
        assert len(made) == BATCH, (len(made), problems(env))
        assert set(made.mapped("state")) == {"sale"}
        ours.append(cost.per(BATCH))
        floors.append(floor(env, made, BATCH).per(BATCH))
    return {
        "order_cpu_ms": 1000 * median(cost.cpu for cost in ours),
        "order_floor_cpu_ms": 1000 * median(cost.cpu for cost in floors),
        "order_cpu_ratio": median(a.cpu / b.cpu for a, b in zip(ours, floors, strict=True)),
        "order_sql": median(cost.sql for cost in ours),
        "order_floor_sql": median(cost.sql for cost in floors),
        "order_sql_over_floor": median(a.sql - b.sql for a, b in zip(ours, floors, strict=True)),
    }


def _stock_told(env, connection, outside):
    """The first bar once more, with what its reservations tell the shop."""
    ratios = []
    for _round in range(2):
        known = orders_of(env, connection)
        _place(outside, BATCH)
        with measured() as cost:
            _import(env, connection)
        made = orders_of(env, connection) - known
        told = [call for call in outside.calls() if "inventorySetQuantities" in call["operation"]]
        assert told, [call["operation"] for call in outside.calls()]
        ratios.append(cost.per(BATCH).cpu / floor(env, made, BATCH).per(BATCH).cpu)
    return {"order_cpu_ratio_stock_told": median(ratios)}


def _single(env, connection, outside):
    """One at a time, as a live webhook does: its delivery is stored, then worked on."""
    ours, floors = [], []
    for _round in range(12):
        known = orders_of(env, connection)
        _place(outside, 1)
        newest = str(outside.state()["orders"][-1]["id"]).rsplit("/", 1)[-1]
        env["omni.message"]._store(
            connection,
            [{"resource": "order", "external_id": newest, "state": "rung", "origin": "webhook"}],
        )
        env.cr.commit()
        with measured() as cost:
            env["omni.drain"]._cron_drain(10)
        made = orders_of(env, connection) - known
        assert len(made) == 1, (newest, problems(env))
        ours.append(cost)
        floors.append(floor(env, made, 1))
    return {
        "order_cpu_ms_single": 1000 * median(cost.cpu for cost in ours),
        "order_floor_cpu_ms_single": 1000 * median(cost.cpu for cost in floors),
        "order_cpu_ratio_single": median(a.cpu / b.cpu for a, b in zip(ours, floors, strict=True)),
        "order_sql_single": median(cost.sql for cost in ours),
        "order_floor_sql_single": median(cost.sql for cost in floors),
    }


def _backfill(env, connection, outside):
    """A listing of everything, with orders that are new in it: calls per order read."""
    _place(outside, 200)
    feed = connection.feed_ids.filtered(lambda feed: feed.resource == "order")
    feed.cursor = {}
    env.cr.commit()
    _import(env, connection)
    run = feed.run_ids[:1]
    assert run.new_count == 200, run.read(["read_count", "new_count", "reason"])
    return {"order_http": len(outside.calls()) / run.read_count}


def _unchanged(env, connection, outside):
    """The same orders listed again: what is asked of the shop and the database beyond the pages.

    The calls are those that the shop has counted, whoever made them: its list's and any other.
    """
    feed = connection.feed_ids.filtered(lambda feed: feed.resource == "order")
    known = feed.run_ids[:1]
    feed.cursor = {}
    env.cr.commit()
    outside.forget_calls()
    with measured() as cost:
        _import(env, connection)
    run = feed.run_ids[:1]
    assert run != known and run.new_count == 0, run.read(["read_count", "new_count", "reason"])
    calls = outside.calls()
    pages = [call for call in calls if call["operation"].startswith("query Orders ")]
    assert pages, calls
    return {
        "unchanged_orders": run.read_count,
        "unchanged_order_sql": cost.sql / run.read_count,
        "unchanged_order_http": (len(calls) - len(pages)) / run.read_count,
        "unchanged_pages": len(pages),
    }


def orders_of(env, connection):
    return env["sale.order"].search([("omni_connection_id", "=", connection.id)])


def problems(env):
    return env["omni.message"].search([("state", "=", "dead")], limit=2).mapped("detail")


PARTNER = ("name", "email", "phone", "street", "street2", "zip", "city", "lang", "company_name")


def floor(env, orders, size):
    """The same customers, addresses, orders and lines by plain batched create and confirm."""
    customers, addresses, sales = _plain_values(orders)
    env.cr.commit()
    env.invalidate_all()
    with measured() as cost:
        made = env["res.partner"].create(customers)
        for values in addresses:
            values["parent_id"] = made[values.pop("customer")].id
        places = env["res.partner"].create(addresses)
        for values in sales:
            customer, invoice, delivery = values.pop("who")
            values["partner_id"] = made[customer].id
            values["partner_invoice_id"] = (places[invoice] if invoice >= 0 else made[customer]).id
            values["partner_shipping_id"] = (
                places[delivery] if delivery >= 0 else made[customer]
            ).id
        env["sale.order"].create(sales).action_confirm()
        env.cr.commit()
    assert len(sales) == size
    return cost


def _plain_values(orders):
    """Read back what was imported as values that make it once more."""
    customers, addresses, sales = [], [], []
    for order in orders:
        customers.append(_partner_values(order.partner_id))
        where = []
        for place in (order.partner_invoice_id, order.partner_shipping_id):
            if place == order.partner_id:
                where.append(-1)
                continue
            addresses.append(
                {**_partner_values(place), "type": place.type, "customer": len(customers) - 1}
            )
            where.append(len(addresses) - 1)
        sales.append({**_order_values(order), "who": (len(customers) - 1, *where)})
    return customers, addresses, sales


def _partner_values(partner):
    values = {field: partner[field] for field in PARTNER}
    return {**values, "country_id": partner.country_id.id, "state_id": partner.state_id.id}


def _order_values(order):
    lines = [
        {
            "product_id": line.product_id.id,
            "name": line.name,
            "product_uom_qty": line.product_uom_qty,
            "price_unit": line.price_unit,
            "discount": line.discount,
            "tax_ids": [(6, 0, line.tax_ids.ids)],
        }
        for line in order.order_line
    ]
    return {
        "date_order": order.date_order,
        "client_order_ref": order.client_order_ref,
        "user_id": False,
        "order_line": [(0, 0, values) for values in lines],
    }
