from decimal import Decimal

from odoo.addons.omni_base.core.documents import PriceTerms

from .price_case import PriceCase
from .stall import COUNTER


class TestPriceTerms(PriceCase):
    """The price is that of the pricelist, in the shop's currency and with or without taxes."""

    def asked(self):
        return self.connection._wanted_prices(self.listing)[self.listing]

    def test_the_sales_price_counts_without_a_pricelist(self):
        self.assertEqual(self.asked().regular, 5)

    def test_a_pricelist_counts(self):
        self.sales_pricelist(compute_price="fixed", fixed_price=4.5)
        self.assertEqual(self.asked().regular, Decimal("4.5"))

    def test_taxes_are_put_on_for_a_shop_with_them(self):
        self.tax(20)
        self.connection.price_taxes = "included"
        self.assertEqual(self.asked().regular, 6)

    def test_taxes_are_taken_off_for_a_shop_without_them(self):
        self.tax(25, is_included=True)
        self.assertEqual(self.asked().regular, 4)

    def test_the_price_is_rounded_to_the_currency(self):
        self.tax(Decimal("5.5"))
        self.connection.price_taxes = "included"
        self.assertEqual(self.asked().regular, Decimal("5.28"))

    def test_another_currency_is_a_problem_and_no_guess(self):
        self.connection.shop_currency = "USD"
        self.assertIn("choose a pricelist in USD", self.asked().problem)

    def test_a_shop_that_does_not_say_how_its_taxes_are_is_a_problem(self):
        self.tax(20)
        self.connection.price_taxes = False
        self.assertIn("hold the taxes", self.asked().problem)

    def test_the_shop_s_terms_are_learnt_when_a_price_is_told(self):
        self.go_live()
        COUNTER.terms = PriceTerms(currency="EUR", taxes_included=True)
        self.tax(20)
        self.drain()
        self.assertEqual(self.told(), [{"v-1": (6, None)}])

    def test_a_pricelist_rule_that_changes_is_told(self):
        rule = self.sales_pricelist(compute_price="fixed", fixed_price=4.5)
        self.go_live()
        rule.fixed_price = 4.2
        self.drain()
        self.assertEqual(self.told(), [{"v-1": (Decimal("4.2"), None)}])

    def test_a_pricelist_on_which_the_shop_s_builds_is_told(self):
        base = self.env["product.pricelist"].create({"name": "Base"})
        rule = self.rule(base, compute_price="fixed", fixed_price=4)
        self.sales_pricelist(compute_price="formula", base="pricelist", base_pricelist_id=base.id)
        self.go_live()
        rule.fixed_price = 3
        self.drain()
        self.assertEqual(self.told(), [{"v-1": (3, None)}])

    def test_a_tax_that_changes_is_told(self):
        tax = self.tax(20)
        COUNTER.terms = PriceTerms(currency="EUR", taxes_included=True)
        self.connection.price_taxes = "included"
        self.go_live()
        tax.amount = 10
        self.drain()
        self.assertEqual(self.told(), [{"v-1": (Decimal("5.5"), None)}])

    def test_many_listings_cost_the_queries_of_one(self):
        self.tax(20)
        self.connection.price_taxes = "included"
        self.sales_pricelist(compute_price="percentage", percent_price=10)
        for number in range(20):
            product = self.make_product(f"P{number}", f"P{number}", taxes_id=self.teapot.taxes_id)
            self.list_product(product, f"w-{number}", currency="EUR")
        counts = []
        for some in (self.listing, self.listing, self.connection.listing_ids):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.connection._wanted_prices(some.browse(some.ids))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
