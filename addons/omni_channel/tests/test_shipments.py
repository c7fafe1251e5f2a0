from odoo.addons.omni_base.core.documents import Outcome

from .common import ChannelCase
from .papers import line
from .stall import COUNTER


class TestShipments(ChannelCase):
    """What the shop learns of a delivery."""

    def setUp(self):
        super().setUp()
        self.go_live()
        self.sale = self.sell(
            line(1, quantity=3), line(2, sku="CUP", quantity=2), line(3, "4.90", kind="shipping")
        )
        self.picking = self.sale.picking_ids

    def told(self):
        """Let the workers tell; return the Shipments told so far."""
        self.drain()
        return [shipment for call in COUNTER.shipments for shipment in call]

    def lines(self, shipment):
        return {told.line_id: int(told.quantity) for told in shipment.lines}

    def method(self):
        service = self.env["product.product"].create({"name": "Post", "type": "service"})
        return self.env["delivery.carrier"].create(
            {
                "name": "La Poste",
                "product_id": service.id,
                "tracking_url": "https://post.example/<shipmenttrackingnumber>",
            }
        )

    def give_back(self, quantity=1):
        """Make and validate a return of the first line."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=self.picking.id, active_model="stock.picking")
            .create({"picking_id": self.picking.id})
        )
        wizard.product_return_moves[0].quantity = quantity
        returned = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self.ship(returned)
        return returned

    def test_a_delivery_is_told_with_its_order(self):
        self.ship(self.picking)
        shipment = self.told()[0]
        self.assertEqual((shipment.order_id, shipment.reference), ("41", self.picking.name))

    def test_a_delivery_is_told_with_the_shops_own_lines(self):
        self.ship(self.picking)
        self.assertEqual(self.lines(self.told()[0]), {"line-1": 3, "line-2": 2})

    def test_a_partial_delivery_tells_what_left(self):
        self.ship(self.picking, quantity=1)
        self.assertEqual(self.lines(self.told()[0]), {"line-1": 1, "line-2": 1})

    def test_a_backorder_tells_the_rest(self):
        rest = self.ship(self.picking, quantity=1)
        self.told()
        self.ship(rest)
        self.assertEqual(self.lines(self.told()[1]), {"line-1": 2, "line-2": 1})

    def test_a_line_added_by_hand_is_not_told(self):
        self.sale.order_line = [(0, 0, {"product_id": self.cup.id, "name": "A present"})]
        for picking in self.sale.picking_ids:
            self.ship(picking)
        total = [self.lines(shipment) for shipment in self.told()]
        self.assertEqual(sum(sum(lines.values()) for lines in total), 5)

    def test_several_tracking_numbers_are_all_told(self):
        self.picking.carrier_tracking_ref = "6A1, 6A2+6A3"
        self.ship(self.picking)
        self.assertEqual(self.told()[0].tracking_numbers, ("6A1", "6A2", "6A3"))

    def test_the_carriers_name_is_told(self):
        self.picking.carrier_id = self.method()
        self.ship(self.picking)
        self.assertEqual(self.told()[0].carrier, "La Poste")

    def test_the_tracking_link_is_told(self):
        self.picking.write({"carrier_id": self.method().id, "carrier_tracking_ref": "6A1"})
        self.ship(self.picking)
        self.assertEqual(self.told()[0].tracking_urls, ("https://post.example/6A1",))

    def test_whether_the_shop_writes_to_the_buyer_is_the_merchants_choice(self):
        self.connection.notifies_buyer = False
        self.ship(self.picking)
        self.assertFalse(self.told()[0].notify_customer)

    def test_a_return_is_not_told(self):
        self.ship(self.picking)
        self.told()
        self.give_back()
        self.assertEqual(len(self.told()), 1)

    def test_a_return_does_not_change_what_had_left(self):
        self.ship(self.picking)
        self.give_back()
        self.assertEqual(self.lines(self.told()[0]), {"line-1": 3, "line-2": 2})

    def test_a_told_delivery_knows_its_shipment_there(self):
        self.ship(self.picking)
        self.told()
        self.assertEqual(self.picking.omni_shipment_id, f"there-{self.picking.id}")

    def test_a_told_delivery_is_not_told_again(self):
        self.ship(self.picking)
        self.told()
        self.connection._offer_shipment()
        self.assertEqual(len(self.told()), 1)

    def test_a_number_that_comes_later_is_told_for_the_same_shipment(self):
        self.ship(self.picking)
        self.told()
        self.picking.carrier_tracking_ref = "6A9"
        again = self.told()[-1]
        self.assertEqual(
            (again.tracking_numbers, again.external_id), (("6A9",), f"there-{self.picking.id}")
        )

    def test_a_refused_delivery_is_a_problem_with_its_reason(self):
        key = str(self.picking.id)
        COUNTER.outcomes[key] = Outcome(key=key, state="rejected", reason="Already fulfilled.")
        self.ship(self.picking)
        self.told()
        self.assertEqual(self.intents("shipment").mapped("reason"), ["Already fulfilled."])

    def test_a_refused_delivery_does_not_count_as_told(self):
        key = str(self.picking.id)
        COUNTER.outcomes[key] = Outcome(key=key, state="rejected", reason="Already fulfilled.")
        self.ship(self.picking)
        self.told()
        self.assertFalse(self.picking.omni_told_at)

    def test_what_a_carrier_costs_does_not_change_the_paid_order(self):
        method = self.method()
        method.write({"fixed_price": 9, "invoice_policy": "real"})
        self.picking.carrier_id = method
        self.picking.picking_type_id.print_label = True
        total = self.sale.amount_total
        self.ship(self.picking)
        self.assertEqual(self.sale.amount_total, total)
