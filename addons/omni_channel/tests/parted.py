"""Two shops that sell one stock, each its own part."""

from odoo import Command

from .common import ChannelCase
from .stall import COUNTER


class PartedCase(ChannelCase):
    """``self.connection`` lists the teapot as ``v-1``, ``self.other`` as ``w-1``: 20 pieces."""

    def setUp(self):
        super().setUp()
        self.other = self.connect(name="Kiosk")
        self.listing = self.list_product(self.teapot)
        self.second = self.list_product(self.teapot, "w-1", connection_id=self.other.id)
        self.pool = self.part()
        for connection in (self.connection, self.other):
            connection._go_live()
        self.drain()

    def part(self, **values):
        return self.env["omni.pool"].create(
            {
                "name": "Kaolin",
                "mode": "partitioned",
                "warehouse_ids": self.warehouse.ids,
                **values,
            }
        )

    def share(self, connection, rule, **values):
        share = self.pool.share_ids.filtered(lambda one: one.connection_id == connection)
        share.write({"rule": rule, **values})

    def shown(self):
        """Let the workers work; return what both shops show."""
        self.drain()
        return COUNTER.there.get("stock-v-1"), COUNTER.there.get("stock-w-1")

    def levels(self):
        return self.listing.level_ids | self.second.level_ids

    def allotment(self):
        row = self.env["omni.allotment"].search([("product_id", "=", self.teapot.id)])
        row.invalidate_recordset()
        return row

    def order_directly(self, pieces):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env.user.partner_id.id,
                "order_line": [
                    Command.create({"product_id": self.teapot.id, "product_uom_qty": pieces})
                ],
            }
        )
        order.action_confirm()
        return order
