from odoo.addons.omni_channel.tests.papers import line
from odoo.tests import new_test_user

from .kit_case import KitCase


class TestKitOversold(KitCase):
    """An order that takes more kits than there are names the components that are missing."""

    def oversell(self, quantity=25):
        """Sell tea sets: there are 20 teapots and 50 cups."""
        self.sale = self.sell(line(sku="SET", quantity=quantity))
        return self.env["omni.oversold"].search([("sale_id", "=", self.sale.id)])

    def test_what_is_missing_is_counted_in_kits(self):
        self.assertEqual(self.oversell().missing, 5)

    def test_the_missing_component_is_named(self):
        reason = self.oversell().reason
        self.assertIn("takes 25 × [SET] Tea set", reason)
        self.assertIn("are missing: 5 × [TEAPOT] Teapot.", reason)

    def test_all_missing_components_are_named(self):
        self.assertIn("7 × [TEAPOT] Teapot, 4 × [CUP] Cup", self.oversell(27).reason)

    def test_the_scarcest_component_says_how_many_kits(self):
        self.put(self.cup, -31)
        self.assertEqual(self.oversell(11).missing, 2)

    def test_a_line_whose_product_was_changed_is_no_kit(self):
        sale = self.sell(line(sku="TEAPOT", quantity=2))
        sale.order_line.move_ids._action_cancel()
        sale.order_line.product_id = self.cup
        self.assertFalse(sale.order_line._omni_is_kit())

    def test_an_order_that_is_covered_is_none(self):
        self.assertFalse(self.oversell(20))

    def test_a_kit_and_its_component_of_one_order_share_what_is_there(self):
        sale = self.sell(line(1, sku="SET", quantity=15), line(2, sku="TEAPOT", quantity=8))
        rows = self.env["omni.oversold"].search([("sale_id", "=", sale.id)])
        self.assertEqual((rows.product_id, rows.missing), (self.teapot, 3))

    def test_it_ends_by_itself_when_the_component_has_come(self):
        row = self.oversell()
        self.assertTrue(row.is_short)
        self.put(self.teapot, 5)
        row.action_retry()
        self.assertFalse(row.is_short)

    def test_it_is_shown_to_a_user_of_the_channels(self):
        user = new_test_user(
            self.env, "clerk", groups="omni_base.group_user,sales_team.group_sale_salesman"
        )
        row = self.oversell().with_user(user)
        self.env.invalidate_all()
        self.assertEqual((row.is_short, row.warehouse_id.id, row.missing), (True, False, 5))

    def test_a_warehouse_that_has_the_missing_component_is_proposed(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, 25, annex.lot_stock_id)
        self.assertEqual(self.oversell().warehouse_id, annex)

    def test_one_that_has_only_other_components_is_not(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.cup, 99, annex.lot_stock_id)
        self.assertFalse(self.oversell().warehouse_id)

    def test_the_missing_component_is_what_is_bought(self):
        context = self.oversell().action_replenish()["context"]
        self.assertEqual(
            (context["default_product_id"], context["default_quantity"]), (self.teapot.id, 5)
        )
