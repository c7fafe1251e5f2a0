from .common import ChannelCase
from .papers import line


class TestDeliverOnInvoice(ChannelCase):
    """Where goods leave with the invoice, posting it moves the stock."""

    def setUp(self):
        super().setUp()
        self.connection.delivers_on_invoice = True
        (self.teapot + self.cup).invoice_policy = "order"

    def invoice(self, sale):
        invoice = sale._create_invoices()
        invoice.action_post()
        return invoice

    def test_the_goods_leave_when_the_invoice_is_posted(self):
        sale = self.sell()
        self.invoice(sale)
        self.assertEqual((sale.picking_ids.state, self.teapot.qty_available), ("done", 19))

    def test_a_draft_invoice_moves_nothing(self):
        sale = self.sell()
        sale._create_invoices()
        self.assertEqual(self.teapot.qty_available, 20)

    def test_without_the_option_nothing_leaves(self):
        self.connection.delivers_on_invoice = False
        self.invoice(self.sell())
        self.assertEqual(self.teapot.qty_available, 20)

    def test_an_order_that_is_no_channel_s_stays(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Counter"}).id,
                "order_line": [(0, 0, {"product_id": self.teapot.id, "product_uom_qty": 1})],
            }
        )
        sale.action_confirm()
        self.invoice(sale)
        self.assertEqual(self.teapot.qty_available, 20)

    def test_the_shop_is_not_told_of_a_parcel(self):
        self.go_live()
        self.invoice(self.sell())
        self.end_transaction()
        self.assertFalse(self.intents("shipment"))

    def test_what_is_not_reserved_stays_and_it_is_said(self):
        sale = self.sell(line(quantity=30))
        self.invoice(sale)
        self.assertEqual(self.teapot.qty_available, 20)
        self.assertIn("its goods are still here", sale.message_ids[0].body)

    def test_it_leaves_through_all_steps_of_the_warehouse(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        sale = self.sell()
        self.invoice(sale)
        self.assertEqual(set(sale.picking_ids.mapped("state")), {"done"})
        self.assertEqual(self.teapot.qty_available, 19)

    def test_a_credit_note_moves_nothing(self):
        sale = self.sell()
        invoice = self.invoice(sale)
        invoice._reverse_moves(cancel=True)
        self.assertEqual(self.teapot.qty_available, 19)
