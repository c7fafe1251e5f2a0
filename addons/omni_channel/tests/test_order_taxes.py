from odoo.addons.omni_base.core.documents import Address

from .common import ChannelCase
from .papers import line

BERLIN = Address(
    name="Jo", street="Unter den Linden 1", city="Berlin", zip="10117", country_code="DE"
)
BERN = Address(name="Jo", street="Bundesplatz 3", city="Bern", zip="3003", country_code="CH")


class TestOrderTaxes(ChannelCase):
    """Which tax of Odoo a shop's tax is."""

    def taxes(self, *lines, **values):
        return self.sell(*lines, **values).order_line.tax_ids

    def excluded(self, *rates, **values):
        charged = line(rates=rates or ("20",), included=False)
        return self.taxes(charged, taxes_included=False, **values)

    def all_taxes(self):
        return self.env["account.tax"].with_context(active_test=False).search([])

    def find(self, rate, included, scope="consu"):
        return self.all_taxes().filtered(
            lambda tax: (
                tax.type_tax_use == "sale"
                and tax.amount == rate
                and tax.price_include == included
                and tax.tax_scope == scope
                and tax.company_id == self.company
            )
        )

    def test_prices_with_tax_get_the_tax_that_is_included(self):
        self.assertEqual(self.taxes(), self.find(20, True))

    def test_prices_without_tax_get_the_tax_that_is_added(self):
        self.assertEqual(self.excluded(), self.find(20, False))

    def test_prices_without_tax_add_up_to_the_shops_total(self):
        sale = self.sell(line(price="20.00", included=False), taxes_included=False)
        self.assertEqual(sale.amount_total, 24.0)

    def test_prices_with_tax_hold_the_shops_tax(self):
        self.assertEqual(self.sell().amount_tax, 4.0)

    def test_a_rate_that_is_told_in_both_ways_makes_two_taxes(self):
        """A shop that changed its setting, or sells to companies without tax in the price."""
        one = self.taxes(line(rates=("7.77",)))
        other = self.excluded("7.77", external_id="42")
        self.assertEqual((one | other).mapped("price_include"), [True, False])

    def test_a_name_that_somebody_gave_to_another_tax_is_left_to_it(self):
        made = self.taxes(line(rates=("7.77",)))
        made.amount = 8
        self.assertNotEqual(self.taxes(line(rates=("7.77",)), external_id="42"), made)

    def test_an_inactive_tax_is_activated(self):
        self.find(5.5, True).active = False
        self.assertTrue(self.taxes(line(rates=("5.5",))).active)

    def test_an_activated_tax_is_flagged(self):
        self.find(5.5, True).active = False
        self.assertIn("was activated", self.sell(line(rates=("5.5",))).omni_review)

    def test_a_service_gets_the_tax_of_services(self):
        shipping = line(2, "6.00", kind="shipping", included=False)
        sale = self.sell(line(included=False), shipping, taxes_included=False)
        self.assertEqual(sale.order_line[1].tax_ids, self.find(20, False, "service"))

    def test_the_products_own_tax_goes_first(self):
        own = self.find(20, False).copy({"name": "20% of this product", "sequence": 99})
        self.teapot.taxes_id = own
        self.assertEqual(self.excluded(), own)

    def test_a_missing_tax_is_made(self):
        made = self.taxes(line(rates=("17.3",)))
        self.assertEqual((made.amount, made.price_include), (17.3, True))

    def test_a_made_tax_is_flagged_for_review(self):
        self.assertIn("was created", self.sell(line(rates=("17.3",))).omni_review)

    def test_a_missing_tax_is_made_once(self):
        first = self.taxes(line(rates=("17.3",)), external_id="1")
        self.assertEqual(self.taxes(line(rates=("17.3",)), external_id="2"), first)

    def test_a_missing_tax_is_made_once_in_one_order(self):
        lines = [line(number, rates=("17.3",)) for number in range(3)]
        self.assertEqual(len(self.taxes(*lines)), 1)

    def test_a_tax_made_from_its_twin_keeps_the_accounts(self):
        twin = self.find(20, False)
        (self.find(20, True) | self.find(20, True, "service")).unlink()
        made = self.taxes()
        self.assertEqual(
            made.invoice_repartition_line_ids.account_id,
            twin.invoice_repartition_line_ids.account_id,
        )

    def test_where_the_merchant_wants_none_made_the_order_comes_in_without(self):
        self.connection.creates_taxes = False
        self.assertFalse(self.taxes(line(rates=("17.3",))))

    def test_where_the_merchant_wants_none_made_the_line_is_flagged(self):
        self.connection.creates_taxes = False
        self.assertIn("No tax of 17.3 %", self.sell(line(rates=("17.3",))).omni_review)

    def test_several_taxes_of_one_line_are_all_there(self):
        self.assertEqual(sorted(self.excluded("6", "1.5").mapped("amount")), [1.5, 6.0])

    def test_several_taxes_of_one_line_add_up(self):
        sale = self.sell(
            line(price="100.00", rates=("6", "1.5"), included=False), taxes_included=False
        )
        self.assertEqual(sale.amount_total, 107.5)

    def test_a_tax_of_nothing_is_no_tax(self):
        self.assertFalse(self.taxes(line(rates=("0",))))

    def test_an_untaxed_export_has_the_zero_tax_of_exports(self):
        self.teapot.taxes_id = self.find(20, False)
        tax = self.taxes(line(rates=()), delivery=BERN)
        self.assertEqual((tax.amount, tax.name), (0, "0% EX G"))

    def test_an_untaxed_sale_at_home_does_not_get_the_products_tax(self):
        self.teapot.taxes_id = self.find(20, False)
        self.assertFalse(self.taxes(line(rates=())))

    def test_the_fiscal_position_is_that_of_the_delivery_country(self):
        sale = self.sell(line(rates=()), delivery=BERN)
        self.assertIn("Outside Europe", sale.fiscal_position_id.name)

    def test_a_german_buyers_tax_is_the_one_of_his_country(self):
        position = self.env["account.fiscal.position"].search(
            [("name", "=", "EU private"), ("company_id", "=", self.company.id)]
        )
        tax = self.find(20, True).copy({"name": "19% DE", "amount": 19, "active": True})
        other = tax.copy({"name": "19% elsewhere", "sequence": 0})
        tax.fiscal_position_ids = position
        other.fiscal_position_ids = position.copy({"name": "Some other"})
        self.assertEqual(self.taxes(line(rates=("19",)), billing=BERLIN, delivery=BERLIN), tax)

    def test_another_companys_tax_is_not_taken(self):
        elsewhere = self.env["res.company"].create(
            {"name": "Elsewhere", "country_id": self.env.ref("base.fr").id}
        )
        theirs = self.env["account.tax"].create(
            {
                "name": "17.3 elsewhere",
                "amount": 17.3,
                "company_id": elsewhere.id,
                "tax_group_id": self.env["account.tax.group"]
                .create({"name": "Any", "company_id": elsewhere.id})
                .id,
                "price_include_override": "tax_included",
                "country_id": self.env.ref("base.fr").id,
            }
        )
        self.assertNotEqual(self.taxes(line(rates=("17.3",))), theirs)
