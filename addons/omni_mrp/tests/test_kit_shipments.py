from odoo.addons.omni_channel.tests.papers import line
from odoo.addons.omni_channel.tests.stall import COUNTER

from .kit_case import KitCase


class TestKitShipments(KitCase):
    """The shop hears of kits: one has left when all its components have."""

    def setUp(self):
        super().setUp()
        self.go_live()
        self.sale = self.sell(line(1, sku="SET", quantity=3), line(2, sku="CUP", quantity=2))
        self.picking = self.sale.picking_ids

    def told(self):
        """Let the workers tell; return {line: pieces} of each shipment told so far."""
        self.drain()
        return [
            {told.line_id: int(told.quantity) for told in shipment.lines}
            for call in COUNTER.shipments
            for shipment in call
        ]

    def send(self, picking, teapots, cups, single=0):
        """Validate a delivery with so many teapots and cups of the kit, and single cups."""
        pieces = {self.teapot: teapots, self.cup: cups}
        for move in picking.move_ids:
            is_part = move.sale_line_id.product_id == self.tea_set
            move.quantity = pieces[move.product_id] if is_part else single
            move.picked = True
        picking._action_done()
        return picking.backorder_ids

    def test_a_whole_delivery_is_told_as_kits(self):
        self.ship(self.picking)
        self.assertEqual(self.told(), [{"line-1": 3, "line-2": 2}])

    def test_a_partial_delivery_tells_the_kits_that_are_complete(self):
        self.send(self.picking, teapots=3, cups=3, single=1)
        self.assertEqual(self.told(), [{"line-1": 1, "line-2": 1}])

    def test_the_parcel_that_completes_kits_tells_them(self):
        rest = self.send(self.picking, teapots=3, cups=3)
        self.told()
        self.send(rest, teapots=0, cups=3, single=2)
        self.assertEqual(self.told()[1], {"line-1": 2, "line-2": 2})

    def test_a_parcel_with_a_part_of_a_kit_tells_nothing(self):
        self.send(self.picking, teapots=3, cups=0)
        self.assertFalse(self.told())

    def test_kits_told_late_are_told_once_each(self):
        rest = self.send(self.picking, teapots=1, cups=2)
        self.send(rest, teapots=2, cups=4, single=2)
        told = self.told()
        self.assertEqual(sorted(lines["line-1"] for lines in told), [1, 2])

    def test_a_return_does_not_change_what_had_left(self):
        self.ship(self.picking)
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=self.picking.id, active_model="stock.picking")
            .create({"picking_id": self.picking.id})
        )
        wizard.product_return_moves[0].quantity = 1
        self.ship(self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"]))
        self.assertEqual(self.told(), [{"line-1": 3, "line-2": 2}])

    def test_a_bill_changed_after_the_order_does_not_matter(self):
        self.bom.bom_line_ids.unlink()
        self.bom.bom_line_ids = [self.part(self.cup, 7)]
        self.send(self.picking, teapots=2, cups=4)
        self.assertEqual(self.told(), [{"line-1": 2}])

    def test_what_is_cut_off_is_not_told_as_sent(self):
        rest = self.send(self.picking, teapots=3, cups=2, single=2)
        rest.action_cancel()
        self.assertEqual(self.told(), [{"line-1": 1, "line-2": 2}])

    def test_a_component_used_twice_counts_with_its_sum(self):
        self.make_kit("Cups", "CUPS", (self.cup, 2), (self.cup, 1))
        sale = self.sell(line(sku="CUPS", quantity=2), external_id="o-2", name="#2")
        for move in sale.picking_ids.move_ids:
            move.quantity, move.picked = 1, True
        sale.picking_ids._action_done()
        self.assertFalse([lines for lines in self.told() if lines.get("line-1")])
