from odoo import Command

from .common import ChannelCase
from .stall import COUNTER


class TestShipmentNotes(ChannelCase):
    """Which transfers are noted to be told."""

    def noted(self):
        self.end_transaction()
        return self.env["stock.picking"].browse(self.intents("shipment").mapped("res_id"))

    def test_a_delivery_of_a_channel_order_is_noted(self):
        picking = self.sell().picking_ids
        self.ship(picking)
        self.assertEqual(self.noted(), picking)

    def test_a_delivery_is_noted_once_a_transaction(self):
        picking = self.sell().picking_ids
        picking.carrier_tracking_ref = "6A1"
        self.ship(picking)
        picking.carrier_tracking_ref = "6A2"
        self.assertEqual(len(self.noted()), 1)

    def test_a_delivery_that_has_not_left_is_not_noted(self):
        self.sell().picking_ids.carrier_tracking_ref = "6A1"
        self.assertFalse(self.noted())

    def test_a_delivery_of_an_order_typed_here_is_not_noted(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env.user.partner_id.id,
                "order_line": [Command.create({"product_id": self.teapot.id})],
            }
        )
        sale.action_confirm()
        self.ship(sale.picking_ids)
        self.assertFalse(self.noted())

    def test_only_the_last_step_of_a_delivery_is_noted(self):
        self.warehouse.delivery_steps = "pick_ship"
        sale = self.sell()
        for _step in range(2):
            ready = sale.picking_ids.filtered(lambda one: one.state == "assigned")
            self.ship(ready)
        self.assertEqual(self.noted().picking_type_id.code, "outgoing")

    def test_in_test_mode_a_delivery_is_held(self):
        self.ship(self.sell().picking_ids)
        self.drain()
        self.assertEqual((len(self.noted()), COUNTER.shipments), (1, []))

    def test_going_live_tells_what_was_held(self):
        self.ship(self.sell().picking_ids)
        self.end_transaction()
        self.connection._go_live()
        self.drain()
        self.assertEqual(len(COUNTER.shipments), 1)

    def test_where_shipments_are_switched_off_nothing_is_noted(self):
        feeds = self.connection.feed_ids
        feeds.filtered(lambda feed: feed.resource == "shipment").active = False
        self.ship(self.sell().picking_ids)
        self.assertFalse(self.noted())

    def test_deliveries_of_one_transaction_are_one_insert(self):
        sales = self.sell(external_id="1") | self.sell(external_id="2")
        self.end_transaction()
        self.count_statements()
        for picking in sales.picking_ids:
            self.ship(picking)
        self.env.cr.precommit.data.pop("omni.stock.change", None)
        self.end_transaction()
        self.assertEqual(self.statements(), 1)
