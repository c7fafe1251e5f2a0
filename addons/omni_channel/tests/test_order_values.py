from decimal import Decimal

from .common import ChannelCase
from .papers import AT, HOME, WORK, line, order


class TestOrderValues(ChannelCase):
    """What a sale order keeps of the shop's order."""

    def test_a_paid_order_is_confirmed(self):
        self.assertEqual(self.sell().state, "sale")

    def test_the_message_points_at_the_order(self):
        message = self.bring(order())
        self.assertEqual(
            (message.state, message.res_model, bool(message.res_id)), ("done", "sale.order", True)
        )

    def test_the_date_is_the_buyers(self):
        self.assertEqual(self.sell().date_order, AT.replace(tzinfo=None))

    def test_the_shops_order_name_is_the_customers_reference(self):
        self.assertEqual(self.sell().client_order_ref, "#1041")

    def test_the_buyers_note_is_kept(self):
        self.assertIn("Ring twice", self.sell(note="Ring twice").note)

    def test_the_note_is_where_the_packer_reads_it(self):
        self.assertIn("Ring twice", self.sell(note="Ring twice").picking_ids.note)

    def test_the_total_is_the_shops(self):
        self.assertEqual(self.sell(line(price="24.99", quantity=3)).amount_total, 74.97)

    def test_the_stock_is_reserved(self):
        self.assertEqual(self.sell().picking_ids.move_ids.state, "assigned")

    def test_the_order_leaves_from_the_connections_warehouse(self):
        other = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.connection.warehouse_id = other
        self.assertEqual(self.sell().warehouse_id, other)

    def test_the_sales_team_is_the_connections(self):
        team = self.env["crm.team"].create({"name": "Web"})
        self.connection.team_id = team
        self.assertEqual(self.sell().team_id, team)

    def test_the_payment_method_is_kept(self):
        self.assertEqual(
            self.sell(payment_methods=("PayPal", "Gift card")).omni_payment_method,
            "PayPal, Gift card",
        )

    def test_the_shops_taxes_are_kept(self):
        self.assertEqual(self.sell().omni_tax, 4.0)

    def test_the_buyer_is_not_asked_to_sign_or_pay_again(self):
        sale = self.sell()
        self.assertEqual((sale.require_signature, sale.require_payment), (False, False))

    def test_an_ordinary_order_has_nothing_to_review(self):
        self.sell(external_id="40")
        self.assertFalse(self.sell().omni_review)

    def test_an_order_that_ships_without_an_address_is_flagged(self):
        self.assertIn("no delivery address", self.sell(billing=None, delivery=None).omni_review)

    def test_an_order_of_things_that_are_not_shipped_needs_no_address(self):
        sale = self.sell(line(requires_shipping=False), billing=None, delivery=None)
        self.assertNotIn("no delivery address", sale.omni_review or "")

    def test_nobody_else_of_the_company_becomes_the_salesperson(self):
        self.assertFalse(self.sell().user_id)

    def test_two_orders_of_one_slice_do_not_mix(self):
        first = order(line(1, "10.00"), external_id="1", billing=HOME, delivery=HOME)
        second = order(line(1, "30.00"), external_id="2", billing=WORK, delivery=WORK)
        sales = self.env["sale.order"].browse(self.bring(first, second).mapped("res_id"))
        found = {
            (sale.omni_external_id, sale.amount_total, sale.partner_shipping_id.city)
            for sale in sales
        }
        self.assertEqual(found, {("1", 10.0, "Paris"), ("2", 30.0, "Nantes")})

    def test_one_bad_order_does_not_cost_the_others(self):
        bad = order(external_id="9", currency="EUR", total=Decimal("Infinity"))
        messages = self.bring(*[order(external_id=str(key)) for key in range(6)], bad)
        self.assertEqual(sorted(messages.mapped("state")), ["dead"] + ["done"] * 6)

    def test_the_same_order_of_two_shops_are_two_orders(self):
        first = self.sell()
        self.connection = self.connect()
        self.assertNotEqual(self.sell(), first)

    def test_a_test_order_of_the_shop_is_marked_for_review(self):
        self.assertIn("test order", self.sell(is_test=True).omni_review)
