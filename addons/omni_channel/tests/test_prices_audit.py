from .price_case import PriceCase, cost
from .stall import COUNTER


class TestPricesAudit(PriceCase):
    """Each night the shop's prices are compared with Odoo's, each difference with its cause."""

    def setUp(self):
        super().setUp()
        COUNTER.priced["v-1"] = cost(4)
        self.connection.stock_master = "none"
        self.connection.repairs_drift = False
        self.connection._go_live()
        self.drain()

    def compare(self):
        """Compare now; return the differences."""
        audit = self.env["omni.audit"]._begin(self.connection)
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            audit.with_env(audit.env(cr=cr, su=True))._run()
        self.env.invalidate_all()
        return self.env["omni.drift"].search([("audit_id", "=", audit.id)])

    def unnoticed(self, price):
        """Change Odoo's price without anybody being told."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE product_template SET list_price = %s WHERE id = %s",
            [price, self.teapot.product_tmpl_id.id],
        )
        self.env.invalidate_all()

    def test_what_is_right_is_no_difference(self):
        self.assertFalse(self.compare())

    def test_a_price_changed_in_the_shop_is_found(self):
        COUNTER.priced["v-1"] = cost(6)
        drift = self.compare()
        self.assertEqual((drift.cause, drift.here, drift.there), ("edited", "5.00", "6.00"))

    def test_a_price_that_was_never_told_is_found(self):
        self.unnoticed(8)
        self.assertEqual(self.compare().cause, "lost_push")

    def test_a_price_that_the_shop_did_not_take_over_is_found(self):
        COUNTER.priced["v-1"] = cost(4)
        self.assertEqual(self.compare().cause, "not_applied")

    def test_a_listing_that_became_another_product_is_found(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE omni_listing SET product_id = %s WHERE id = %s", [self.cup.id, self.listing.id]
        )
        self.env.invalidate_all()
        self.unnoticed(8)
        self.cup.list_price = 9
        self.intents("price").unlink()
        COUNTER.priced["v-1"] = cost(6)
        self.assertEqual(self.compare().cause, "mapping")

    def test_a_price_without_its_taxes_is_found(self):
        self.tax(20)
        COUNTER.terms = type(COUNTER.terms)(currency="EUR", taxes_included=True)
        self.connection.price_taxes = "included"
        self.drain()
        COUNTER.priced["v-1"] = cost(5)
        self.row().previous_regular = 0
        self.assertEqual(self.compare().cause, "terms")

    def test_a_price_on_its_way_is_none(self):
        self.teapot.list_price = 8
        self.end_transaction()
        self.assertFalse(self.compare())

    def test_a_repair_sets_odoo_s_price_and_keeps_the_other(self):
        COUNTER.priced["v-1"] = cost(6)
        self.compare().action_repair()
        self.drain()
        kept = self.env["omni.conflict"].search([("field", "=", "price")])
        self.assertEqual((COUNTER.priced["v-1"], kept.there), (cost(5), 6))

    def test_what_is_surely_a_fault_is_repaired_by_itself(self):
        self.connection.repairs_drift = True
        COUNTER.priced["v-1"] = cost(6)
        self.compare()
        self.drain()
        self.assertEqual(COUNTER.priced["v-1"], cost(5))
