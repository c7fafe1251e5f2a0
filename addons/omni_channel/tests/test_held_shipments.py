from .common import ChannelCase
from .papers import line
from .stall import COUNTER


class TestHeldShipments(ChannelCase):
    """Before going live, each shipment that waits is shown as what would be told."""

    def setUp(self):
        super().setUp()
        listing = self.list_product(self.teapot, sku="TEAPOT")
        listing.seen_quantity = 17
        COUNTER.there[listing.stock_id] = 17
        self.sale = self.sell(line(1, quantity=3), external_id="41", name="#41")
        self.picking = self.sale.picking_ids
        self.ship(self.picking)
        self.end_transaction()

    def sent(self, key, **values):
        """Sell and ship one more order; return its transfer."""
        picking = self.sell(external_id=key, name=f"#{key}").picking_ids
        picking.write(values)
        self.ship(picking)
        return picking

    def carrier(self):
        service = self.env["product.product"].create({"name": "Post", "type": "service"})
        return self.env["delivery.carrier"].create({"name": "La Poste", "product_id": service.id})

    def test_a_shipment_is_shown_with_its_order_carrier_and_number(self):
        self.picking.write({"carrier_id": self.carrier().id, "carrier_tracking_ref": "6A1"})
        row = self.wizard().shipment_ids
        self.assertEqual(
            (row.transfer, row.order, row.carrier, row.number, row.left_at),
            (self.picking.name, "#41", "La Poste", "6A1", self.picking.date_done),
        )

    def test_the_oldest_come_first(self):
        older = self.sent("42")
        older.date_done = "2026-01-01"
        self.assertEqual(
            self.wizard().shipment_ids.mapped("transfer"), [older.name, self.picking.name]
        )

    def test_what_was_told_is_not_shown(self):
        self.picking.omni_told_at = "2026-01-01"
        self.intents("shipment").unlink()
        self.assertFalse(self.wizard().shipment_count)

    def test_a_number_that_came_after_it_was_told_is_shown(self):
        self.picking.omni_told_at = "2026-01-01"
        self.picking.carrier_tracking_ref = "6A9"
        self.end_transaction()
        self.assertEqual(self.wizard().shipment_ids.number, "6A9")

    def test_those_of_another_connection_are_not_shown(self):
        self.connection = self.connect()
        self.assertFalse(self.wizard().shipment_ids)

    def test_a_stage_that_holds_shipments_shows_none(self):
        wizard = self.wizard()
        wizard.feed_ids.filtered(lambda row: row.feed_id.resource == "shipment").is_chosen = False
        wizard.update(wizard._compared())
        self.assertFalse(wizard.shipment_count)

    def test_all_of_them_can_be_opened(self):
        other = self.sent("42")
        (clause,) = self.wizard().action_open_shipments()["domain"]
        self.assertEqual(set(clause[2]), {self.picking.id, other.id})

    def test_a_long_list_is_cut_and_counted_in_few_queries(self):
        for key in range(50, 53):
            self.sent(str(key))
        self.connection.action_open_go_live()
        self.env.flush_all()
        wizard = self.wizard()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            rows = wizard._compared_shipments()
        self.assertEqual(rows["shipment_count"], 4)

    def test_what_is_shown_is_what_is_told(self):
        self.sent("42")
        wizard = self.wizard()
        shown = set(wizard.shipment_ids.mapped("transfer"))
        wizard.action_go_live()
        self.drain()
        told = {shipment.reference for call in COUNTER.shipments for shipment in call}
        self.assertEqual(told, shown)

    def test_in_test_mode_none_is_told(self):
        self.drain()
        self.assertFalse(COUNTER.shipments)
