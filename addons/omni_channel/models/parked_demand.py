from collections import defaultdict

from msgspec.structs import replace

from odoo import api, fields, models
from odoo.addons.omni_channel.core.published import exact

WAITS = """
    EXISTS (SELECT 1 FROM omni_message m
             WHERE m.connection_id = d.connection_id AND m.resource = 'order'
               AND m.external_id = d.external_id AND m.state IN ('rung', 'new', 'parked'))
"""
"""SQL: whether the order of a row ``d`` still waits, so that its pieces count."""

WAITING = f"""
    SELECT d.connection_id, l.product_id, sum(d.quantity)
      FROM omni_parked_demand d
      JOIN omni_listing l ON l.id = d.listing_id
     WHERE l.product_id = ANY(%s) AND {WAITS}
     GROUP BY d.connection_id, l.product_id
"""  # noqa: S608 - of our own constants

PROMISED = f"""
    SELECT d.external_id, d.listing_id, d.quantity
      FROM omni_parked_demand d WHERE d.connection_id = %s AND {WAITS}
"""  # noqa: S608 - of our own constants


class ParkedDemand(models.Model):
    """Pieces of an order that waits for its payment, and that the shop has taken off its number.

    They are promised: no shop may show them. They count as long as the order's message waits.
    """

    _name = "omni.parked.demand"
    _description = "Pieces of orders that wait"
    _rec_name = "external_id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    external_id = fields.Char(string="Order in the channel", required=True)
    listing_id = fields.Many2one("omni.listing", required=True, index=True, ondelete="cascade")
    quantity = fields.Integer()

    _one_per_listing = models.Constraint(
        "UNIQUE (connection_id, external_id, listing_id)", "An order waits once for each listing."
    )

    @api.model
    def _follow(self, connection, parked, others):
        """Keep what the orders ``parked`` hold; forget what ``others`` held, which wait no more."""
        wanted = self._pieces(connection, parked)
        known = self._of(connection, [*parked, *others])
        stale = known.filtered(lambda row: wanted.get(row._key()) != row.quantity)
        kept = {row._key() for row in known - stale}
        fresh = {key: pieces for key, pieces in wanted.items() if key not in kept}
        if not stale and not fresh:
            return
        before = {row.external_id for row in known}
        products = stale.listing_id.product_id
        stale.unlink()
        made = self.create(
            [
                {
                    "connection_id": connection.id,
                    "external_id": key[0],
                    "listing_id": key[1],
                    "quantity": pieces,
                }
                for key, pieces in fresh.items()
            ]
        )
        sold = [(key[1], pieces) for key, pieces in fresh.items() if key[0] not in before]
        if sold:
            self.env["omni.listing"]._expect_less(connection, sold)
        self.env["omni.stock.change"]._note((products | made.listing_id.product_id).ids)

    def _key(self):
        return self.external_id, self.listing_id.id

    @api.model
    def _of(self, connection, orders):
        external_ids = [order.external_id for order in orders]
        return self.search(
            [("connection_id", "=", connection.id), ("external_id", "in", external_ids)]
        )

    @api.model
    def _pieces(self, connection, orders):
        """Return {(order's id, listing's id): pieces}."""
        lines = [
            (order.external_id, line)
            for order in orders
            for line in order.lines
            if line.kind == "product" and line.listing_id
        ]
        if not lines:
            return {}
        listings = connection._known_listings([line.listing_id for _order, line in lines])
        found = defaultdict(int)
        for external_id, line in lines:
            if line.listing_id in listings:
                found[external_id, listings[line.listing_id].id] += int(line.quantity)
        return dict(found)

    @api.model
    def _waiting(self, products):
        """Return [(connection id, product id, pieces)] of all connections."""
        self.flush_model()
        self.env["omni.listing"].flush_model(["product_id"])
        self.env.cr.execute(WAITING, [products.ids])
        return self.env.cr.fetchall()

    @api.model
    def _promised(self, connection):
        """Return {(order's id, listing's id): pieces} that count as demand now."""
        self.flush_model()
        self.env.cr.execute(PROMISED, [connection.id])
        return {(row[0], row[1]): row[2] for row in self.env.cr.fetchall()}

    @api.model
    def _by_warehouse(self, products):
        """Return {(warehouse id, product id): pieces} of all connections."""
        rows = self._waiting(products)
        connections = self.env["omni.connection"].sudo().browse({row[0] for row in rows})
        warehouses = {one.id: one._warehouse().id for one in connections}
        found = defaultdict(int)
        for connection_id, product_id, pieces in rows:
            found[warehouses[connection_id], product_id] += pieces
        return found


class StockAvailable(models.AbstractModel):
    _inherit = "omni.stock.available"

    def _by_source(self, products, places):
        """What waits for its payment is not promised a second time."""
        found = super()._by_source(products, places)
        parked = self.env["omni.parked.demand"]._by_warehouse(products)
        for (warehouse_id, product_id), pieces in parked.items():
            for source, available in found.items():
                if warehouse_id in source.warehouse_id.ids and product_id in available:
                    less = available[product_id].promised - exact(pieces)
                    available[product_id] = replace(available[product_id], promised=less)
        return found


class OrderImport(models.AbstractModel):
    _inherit = "omni.order.import"

    def _import(self, connection, pairs):
        """An order that was imported before has nothing that waits: it says what it did."""
        verdicts = super()._import(connection, pairs)
        parked, others = [], []
        for message, order in pairs:
            verdict = verdicts.get(message)
            if verdict and verdict.state == "parked" and order.holds_stock:
                parked.append(order)
            elif verdict and (verdict.state != "done" or not verdict.reason):
                others.append(order)
        if parked or others:
            self.env["omni.parked.demand"]._follow(connection, parked, others)
        return verdicts

    def _count_as_sold(self, connection, orders, context):
        """What an order held while it waited is expected to be gone already."""
        known = set(self.env["omni.parked.demand"]._of(connection, orders).mapped("external_id"))
        sold = [order for order in orders if order.external_id not in known]
        return super()._count_as_sold(connection, sold, context)
