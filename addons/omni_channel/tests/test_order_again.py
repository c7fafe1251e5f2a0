from decimal import Decimal

from .common import ChannelCase
from .papers import AT, line, order

NEWER = "2026-07-02T08:00:00Z"
OLDER = "2026-06-30T08:00:00Z"


class TestOrderAgain(ChannelCase):
    """An order that was imported already is seen again."""

    def setUp(self):
        super().setUp()
        self.sale = self.sell()

    def again(self, *lines, **values):
        return self.bring(order(*lines, **{"version": NEWER, **values}))

    def invoice(self):
        invoice = self.sale._create_invoices()
        invoice.action_post()
        return invoice

    def test_it_stays_one_sale_order(self):
        self.again()
        self.assertEqual(self.connection.order_ids, self.sale)

    def test_its_message_points_at_the_same_order(self):
        self.assertEqual(self.again().res_id, self.sale.id)

    def test_an_unchanged_state_is_said_to_be_unchanged(self):
        message = self.env["omni.message"].search([])
        message.write({"state": "new", "reason": False})
        self.assertEqual(self.process(message).reason, "Unchanged.")

    def test_an_older_state_changes_nothing(self):
        self.again(payment="partially_refunded")
        self.again(version=OLDER, payment="authorized", note="older")
        self.assertEqual(self.sale.omni_payment, "partially_refunded")

    def test_a_newer_payment_state_is_shown(self):
        self.again(payment="partially_refunded")
        self.assertEqual(self.sale.omni_payment, "partially_refunded")

    def test_nothing_that_concerns_odoo_is_said_so(self):
        message = self.again(tags=("vip",))
        self.assertEqual(message.reason, "Nothing that concerns Odoo changed.")

    def test_a_cancelled_order_is_cancelled(self):
        self.again(cancelled_at=AT)
        self.assertEqual(self.sale.state, "cancel")

    def test_a_cancelled_order_gives_its_stock_back(self):
        self.again(cancelled_at=AT)
        self.assertEqual(self.sale.picking_ids.state, "cancel")

    def test_the_reason_of_a_cancellation_is_kept(self):
        message = self.again(cancelled_at=AT, cancel_reason="customer")
        self.assertEqual(message.reason, "Cancelled in the shop: customer")

    def test_a_cancelled_order_whose_goods_have_left_is_not_cancelled(self):
        self.ship(self.sale.picking_ids)
        self.again(cancelled_at=AT)
        self.assertEqual(self.sale.state, "sale")

    def test_a_cancelled_order_whose_goods_have_left_is_for_a_person(self):
        self.ship(self.sale.picking_ids)
        self.again(cancelled_at=AT)
        self.assertIn("goods have left", self.sale.activity_ids.note)

    def test_a_cancelled_order_with_a_posted_invoice_is_not_cancelled(self):
        self.teapot.invoice_policy = "order"
        self.invoice()
        self.again(cancelled_at=AT)
        self.assertEqual(self.sale.state, "sale")

    def test_a_changed_total_is_flagged(self):
        self.again(line(price="30.00"))
        self.assertIn("its total went from", self.sale.omni_review)

    def test_a_changed_total_does_not_rewrite_the_lines(self):
        self.again(line(price="30.00"))
        self.assertEqual(self.sale.order_line.price_unit, 24.0)

    def test_a_changed_total_asks_a_person_once(self):
        self.again(line(price="30.00"))
        self.again(line(price="30.00"), version="2026-07-03T08:00:00Z", note="more")
        self.assertEqual(len(self.sale.activity_ids), 1)

    def test_a_total_that_differs_by_nothing_is_not_flagged(self):
        self.again(total=Decimal("24.000"), tags=("vip",))
        self.assertFalse(self.sale.activity_ids)

    def test_fifty_unchanged_orders_cost_less_than_one_query_each(self):
        orders = [order(external_id=f"many-{number}") for number in range(50)]
        self.bring(*orders)
        stored = self.store(
            "order",
            *[order(external_id=one.external_id, version=NEWER, note="x") for one in orders],
        )
        self.process(stored)
        self.env.cr.execute(
            "UPDATE omni_message SET state = 'new', done_at = NULL WHERE id = ANY(%s)", [stored.ids]
        )
        self.env.invalidate_all()
        with self.assertQueryCount(50):
            self.process(stored)

    def test_an_order_confirmed_by_hand_meanwhile_is_left_alone(self):
        self.sale.order_line.product_uom_qty = 3
        self.again(tags=("vip",))
        self.assertEqual(self.sale.order_line.product_uom_qty, 3)
