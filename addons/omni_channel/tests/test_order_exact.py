from decimal import Decimal

from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Tax

from .common import ChannelCase
from .papers import given_back, line, order


def by_line(count=7, price="0.33", **values):
    """Lines without taxes whose taxes the shop rounds one by one: 0.07 each, and not 0.066."""
    return [line(number, price, rates=("20",), included=False, **values) for number in range(count)]


class TestExactTaxes(ChannelCase):
    """The shop rounds its taxes in its own way, and its taxes are the order's and the invoice's."""

    def sell_excluded(self, *lines, **values):
        return self.sell(*lines, taxes_included=False, **values)

    def rounding(self, sale):
        return sale.order_line.filtered(lambda row: row.product_id.default_code == "OMNI-ROUNDING")

    def invoice(self, sale):
        sale.order_line.product_id.invoice_policy = "order"
        invoice = sale._create_invoices()
        invoice.action_post()
        return invoice

    def test_the_order_has_the_taxes_of_the_shop(self):
        sale = self.sell_excluded(*by_line())
        self.assertEqual((sale.amount_tax, sale.amount_total), (0.49, 2.80))

    def test_each_line_has_its_own(self):
        sale = self.sell_excluded(*by_line())
        self.assertEqual({round(row.price_tax, 2) for row in sale.order_line}, {0.07})

    def test_no_line_for_rounding_is_needed_then(self):
        self.assertFalse(self.rounding(self.sell_excluded(*by_line())))

    def test_it_is_the_same_whichever_way_the_company_rounds(self):
        for method in ("round_globally", "round_per_line"):
            self.env.company.tax_calculation_rounding_method = method
            sale = self.sell_excluded(*by_line(), external_id=method)
            self.assertEqual((sale.amount_tax, sale.amount_total), (0.49, 2.80), method)

    def test_its_invoice_has_them_too(self):
        invoice = self.invoice(self.sell_excluded(*by_line()))
        self.assertEqual((invoice.amount_tax, invoice.amount_total), (0.49, 2.80))

    def test_where_prices_hold_the_taxes_the_total_stays(self):
        odd = replace(line(1, "9.99"), taxes=(Tax(name="TVA", rate=20, amount=Decimal("1.66")),))
        sale = self.sell(odd)
        self.assertEqual((sale.amount_untaxed, sale.amount_tax), (8.33, 1.66))

    def test_two_rates_of_one_line_have_each_its_own(self):
        both = replace(
            line(1, "10.05", rates=("5", "9.975"), included=False),
            taxes=(
                Tax(name="TPS", rate=Decimal(5), amount=Decimal("0.51")),
                Tax(name="TVQ", rate=Decimal("9.975"), amount=Decimal("1.01")),
            ),
        )
        sale = self.sell_excluded(both)
        self.assertEqual((sale.amount_tax, sale.amount_total), (1.52, 11.57))

    def test_after_a_change_of_the_quantity_odoo_s_own_count(self):
        sale = self.sell_excluded(*by_line(1), line(9, "0.33", rates=("20",), included=False))
        sale.locked = False
        sale.order_line[0].write({"product_uom_qty": 10, "price_unit": 0.33})
        self.assertEqual(round(sale.order_line[0].price_tax, 2), 0.66)

    def test_taxes_that_no_rounding_explains_are_not_taken_over(self):
        wrong = replace(line(1, "24.00"), taxes=(Tax(name="TVA", rate=20, amount=Decimal(9)),))
        self.assertEqual(self.sell(wrong).amount_tax, 4.0)

    def test_where_they_agree_nothing_is_written(self):
        self.assertFalse(any(self.sell().order_line.mapped("extra_tax_data")))

    def test_what_waits_for_its_total_waits_still(self):
        message = self.bring(order(*by_line(), taxes_included=False, total=Decimal(4)))
        self.assertEqual(message.state, "parked")


class TestExactPrices(ChannelCase):
    """What percentages leave over of many lines is no line of its own: each line is its total."""

    def discounted(self):
        """33 % off: 635.6022, which are 635.60 in the shop, three times."""
        return self.sell(*(line(n, "948.66", discount="313.06", rates=()) for n in range(3)))

    def rounding(self, sale):
        return sale.order_line.filtered(lambda row: row.product_id.default_code == "OMNI-ROUNDING")

    def again(self):
        """Let a person process the order again; return its message."""
        messages = self.env["omni.message"]
        before = messages.search([])
        messages._replay(self.connection, "order", external_ids=["41"])
        return self.process(messages.search([]) - before)

    def given_back_of(self, lines, number=1):
        """The same order, as the shop tells it after one piece of a line was given back."""
        refund = given_back((number, 1, "7.49"))
        values = {"version": "2026-07-02T08:00:00Z", "payment": "partially_refunded"}
        return order(*lines, refunds=(refund,), refunded_total=Decimal("7.49"), **values)

    def test_lines_without_taxes(self):
        sale = self.discounted()
        self.assertFalse(self.rounding(sale))
        self.assertEqual(sale.amount_total, 1906.80)

    def test_a_line_that_holds_its_tax(self):
        sale = self.sell(line(1, "63.98", 3, discount="9.60", rates=("5.5",)))
        self.assertFalse(self.rounding(sale))
        self.assertEqual(sale.amount_total, 182.34)

    def test_the_discount_stays_a_percentage(self):
        self.assertEqual(set(self.discounted().order_line.mapped("discount")), {33.0})

    def test_its_invoice_asks_the_same(self):
        sale = self.discounted()
        sale.order_line.product_id.invoice_policy = "order"
        self.assertEqual(sale._create_invoices().amount_total, 1906.80)

    def test_an_order_that_adds_up_keeps_the_prices_of_the_shop(self):
        sale = self.sell(line(1, "948.66", discount="313.06", rates=()))
        self.assertEqual(sale.order_line.price_unit, 948.66)

    def test_it_was_changed_by_nobody(self):
        sale = self.discounted()
        message = self.again()
        self.assertEqual(message.reason, "Nothing that concerns Odoo changed.")
        self.assertFalse(self.rounding(sale))

    def test_it_follows_the_shop_later(self):
        sale = self.discounted()
        cheaper = [line(n, "900.00", discount="297.00", rates=()) for n in range(3)]
        self.bring(order(*cheaper, version="2026-07-02T08:00:00Z"))
        self.again()
        self.assertEqual(sale.amount_total, 1809.0)
        self.assertEqual(set(sale.order_line.mapped("price_unit")), {900.0})

    def test_a_piece_that_was_given_back_leaves_no_coin(self):
        lines = (line(1, "7.485", 2, total=Decimal("14.97"), rates=("5",)), line(2, "6.00"))
        sale = self.sell(*lines)
        self.bring(self.given_back_of(lines))
        self.assertFalse(self.rounding(sale))
        self.assertEqual(sale.amount_total, 13.48)

    def test_an_order_older_than_what_is_kept_of_it_takes_a_refund(self):
        lines = (line(1, "7.485", 2, total=Decimal("14.97"), rates=("5",)), line(2, "6.00"))
        sale = self.sell(*lines)
        sale.omni_imported = False
        self.bring(self.given_back_of(lines))
        self.assertEqual(sale.amount_total, 13.48)

    def test_the_taxes_stay_the_shop_s(self):
        """In one sum they would be 32.945; the shop rounds 10.98 of each."""
        sale = self.sell(*(line(n, "98.34", discount="32.45") for n in range(3)))
        self.assertFalse(self.rounding(sale))
        self.assertEqual((sale.amount_tax, sale.amount_total), (32.94, 197.67))

    def test_where_a_rounding_line_is_needed_all_the_same_the_prices_stay_the_shop_s(self):
        lines = [line(n, "948.66", discount="313.06", rates=()) for n in range(3)]
        sale = self.sell(*lines, total=Decimal("1906.85"))
        rounding = self.rounding(sale)
        self.assertEqual(set((sale.order_line - rounding).mapped("price_unit")), {948.66})
        self.assertEqual((rounding.price_unit, sale.amount_total), (0.04, 1906.85))
        self.assertFalse(sale.omni_imported.get("exact"))

    def test_a_line_that_is_invoiced_stays_as_it_is(self):
        """Its total alone would be no whole coin, and its tax is not the shop's to the cent."""
        whole = replace(
            line(1, "948.66", discount="313.06"),
            taxes=(Tax(name="TVA", rate=Decimal(20), amount=Decimal("105.94")),),
        )
        pair = replace(
            line(2, "7.485", 2, total=Decimal("14.97"), sku="CUP", name="Cup"),
            taxes=(Tax(name="TVA", rate=Decimal(5), amount=Decimal("0.70")),),
        )
        sale = self.sell(whole, pair)
        row = sale.order_line.filtered(lambda one: one.product_id == self.teapot)
        (self.teapot | self.cup).invoice_policy = "order"
        invoice = sale._create_invoices()
        invoice.invoice_line_ids.filtered(lambda one: one.product_id == self.cup).unlink()
        invoice.action_post()
        self.bring(self.given_back_of((whole, pair), number=2))
        self.assertEqual((row.qty_invoiced, row.price_unit), (1, 948.66))
        self.assertFalse(row.extra_tax_data)
        self.assertFalse(self.rounding(sale))
        self.assertEqual(sale.amount_total, 643.08)
