from decimal import Decimal

from .common import ChannelCase
from .papers import line


class TestOrderMoney(ChannelCase):
    """Currencies and price lists."""

    def setUp(self):
        super().setUp()
        self.dollar = self.env.ref("base.USD")
        self.dollar.active = True

    def pricelists(self):
        return self.env["product.pricelist"].search([("name", "=", "Stall USD")])

    def test_the_companys_own_currency_needs_no_price_list(self):
        self.assertEqual(self.sell().currency_id.name, "EUR")

    def test_another_currency_is_the_orders_currency(self):
        self.assertEqual(self.sell(currency="USD").currency_id, self.dollar)

    def test_amounts_in_another_currency_are_not_converted(self):
        self.assertEqual(self.sell(currency="USD").amount_total, 24.0)

    def test_a_price_list_of_that_currency_is_used(self):
        self.env["product.pricelist"].search([("currency_id", "=", self.dollar.id)]).unlink()
        known = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.dollar.id}
        )
        self.assertEqual(self.sell(currency="USD").pricelist_id, known)

    def test_a_missing_price_list_is_made_once(self):
        self.env["product.pricelist"].search([("currency_id", "=", self.dollar.id)]).unlink()
        self.sell(currency="USD", external_id="1")
        self.sell(currency="USD", external_id="2")
        self.assertEqual(len(self.pricelists()), 1)

    def test_what_the_buyer_saw_is_kept_beside(self):
        sale = self.sell(presentment_currency="USD", presentment_total=Decimal("26.40"))
        self.assertEqual((sale.omni_buyer_total, sale.omni_buyer_currency_id), (26.4, self.dollar))

    def test_what_the_buyer_saw_in_the_same_currency_is_not_repeated(self):
        sale = self.sell(presentment_currency="EUR", presentment_total=Decimal("24.00"))
        self.assertFalse(sale.omni_buyer_currency_id)

    def test_a_currency_without_cents_adds_up(self):
        self.env["res.currency"].with_context(active_test=False).search(
            [("name", "=", "JPY")]
        ).active = True
        sale = self.sell(line(price="3333", quantity=3), currency="JPY")
        self.assertEqual(sale.amount_total, 9999)
