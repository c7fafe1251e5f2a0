from odoo import Command
from odoo.addons.omni_channel.tests.common import ChannelCase


class KitCase(ChannelCase):
    """A tea set of one teapot (20 in stock) and two cups (50 in stock), listed in the shop."""

    def setUp(self):
        super().setUp()
        self.tea_set = self.make_kit("Tea set", "SET", (self.teapot, 1), (self.cup, 2))
        self.bom = self.tea_set.bom_ids
        self.listing = self.list_product(self.tea_set)

    def make_kit(self, name, sku, *parts, **values):
        """Make a product with the bill of a kit; ``parts``: (component, pieces[, more values])."""
        kit = self.make_product(name, sku, is_storable=False)
        self.make_bill(kit, *parts, **values)
        return kit

    def make_bill(self, kit, *parts, **values):
        return self.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [self.part(*part) for part in parts],
                **values,
            }
        )

    def part(self, component, pieces, **values):
        values = {"product_uom_id": component.uom_id.id, **values}
        return Command.create({"product_id": component.id, "product_qty": pieces, **values})

    def shown(self, listing=None):
        """Return what the shop should show."""
        self.env.flush_all()
        self.env.invalidate_all()
        return (listing or self.listing).wanted_quantity

    def shown_of(self, kit):
        return self.shown(self.list_product(kit, f"v-{kit.id}"))

    def demand(self, product, pieces):
        """Confirm a demand that is not reserved."""
        self.warehouse.out_type_id.reservation_method = "manual"
        customers = self.env.ref("stock.stock_location_customers")
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": pieces,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": customers.id,
                "picking_type_id": self.warehouse.out_type_id.id,
            }
        )
        move._action_confirm()
        return move
