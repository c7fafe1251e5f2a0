from decimal import Decimal

from odoo import Command

from .goods import ProductCase, document, variant


class TestProductTaxes(ProductCase):
    """A product that is made has the sales tax that its shop charges at home."""

    def setUp(self):
        super().setUp()
        self.connection.creates_products = True
        self.standard = self.tax(20)
        self.company.account_sale_tax_id = self.standard

    def tax(self, percent, **values):
        return self.env["account.tax"].create(
            {
                "name": f"Sale {percent} {values}",
                "amount": percent,
                "type_tax_use": "sale",
                "company_id": self.company.id,
                **values,
            }
        )

    def create(self, rate, **values):
        """Let a product be made on which the shop charges so much; return (template, message)."""
        told = None if rate is None else Decimal(rate)
        made = document(variant(sku="NEW"), tax_rate=told, **values)
        message = self.bring_product(made)
        return self.env["product.template"].browse(message.res_id), message

    def test_it_has_the_tax_of_its_rate(self):
        reduced = self.tax(5.5)
        self.assertEqual(self.create("5.5")[0].taxes_id, reduced)

    def test_its_price_is_without_that_tax(self):
        self.tax(5.5)
        made, _message = self.create("5.5", taxes_included=True)
        self.assertEqual(made.list_price, 11.37)

    def test_the_default_tax_stays_where_it_has_that_rate(self):
        self.tax(20, sequence=-1)
        self.assertEqual(self.create("20.0000")[0].taxes_id, self.standard)

    def test_the_default_tax_stays_where_the_shop_does_not_say(self):
        self.assertEqual(self.create(None)[0].taxes_id, self.standard)

    def test_without_a_tax_of_that_rate_the_default_stays_and_it_is_said(self):
        made, message = self.create("7.7")
        self.assertEqual(made.taxes_id, self.standard)
        self.assertIn("7.7 %", message.reason)

    def test_an_archived_tax_is_activated_and_it_is_said(self):
        archived = self.tax(7.7, active=False)
        made, message = self.create("7.7")
        self.assertEqual((made.taxes_id, archived.active), (archived, True))
        self.assertIn("was activated", message.reason)

    def test_of_two_taxes_the_one_with_the_default_s_inclusion_is_taken(self):
        self.tax(5.5, price_include_override="tax_included", sequence=-1)
        on_top = self.tax(5.5, price_include_override="tax_excluded")
        self.assertEqual(self.create("5.5")[0].taxes_id, on_top)

    def test_what_is_not_taxed_has_no_tax(self):
        self.env["account.tax"].search([("amount", "=", 0)]).active = False
        self.assertFalse(self.create("0")[0].taxes_id)

    def test_what_is_not_taxed_has_the_tax_of_nothing_where_there_is_one(self):
        nothing = self.tax(0, sequence=-1)
        self.assertEqual(self.create("0")[0].taxes_id, nothing)

    def test_a_product_that_is_here_keeps_its_tax(self):
        self.tax(5.5)
        self.cup.taxes_id = [Command.set(self.standard.ids)]
        self.bring_product(document(tax_rate=Decimal("5.5")))
        self.assertEqual(self.cup.taxes_id, self.standard)
