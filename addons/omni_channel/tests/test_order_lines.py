from .common import ChannelCase
from .papers import line

SERVICES = {
    "custom": "OMNI-ITEM",
    "shipping": "OMNI-SHIPPING",
    "tip": "OMNI-TIP",
    "gift_card": "OMNI-GIFT",
    "fee": "OMNI-FEE",
    "duty": "OMNI-DUTY",
}


class TestOrderLines(ChannelCase):
    """A line is to the cent what the shop charged for it."""

    def sold_line(self, *lines, **values):
        return self.sell(*lines, **values).order_line[:1]

    def test_quantity_and_price_are_the_shops(self):
        sold = self.sold_line(line(price="24.00", quantity=2))
        self.assertEqual((sold.product_uom_qty, sold.price_unit), (2, 24.0))

    def test_a_round_discount_is_shown_as_a_percentage(self):
        sold = self.sold_line(line(price="20.00", quantity=2, discount="4.00"))
        self.assertEqual((sold.price_unit, sold.discount), (20.0, 10.0))

    def test_an_odd_discount_is_exact_to_the_cent(self):
        sold = self.sold_line(line(price="19.99", quantity=7, discount="13.37"))
        self.assertEqual(sold.price_total, 126.56)

    def test_the_shops_discount_is_kept(self):
        self.assertEqual(self.sold_line(line(discount="4.00")).omni_discount, 4.0)

    def test_a_line_that_costs_nothing_is_kept(self):
        sold = self.sell(line(1), line(2, price="0.00")).order_line
        self.assertEqual(sold.mapped("price_total"), [24.0, 0.0])

    def test_a_line_of_a_third_of_a_cent_adds_up(self):
        self.assertEqual(self.sold_line(line(price="3.3333", quantity=3, total=10)).price_total, 10)

    def test_the_product_price_list_does_not_change_the_shops_price(self):
        self.teapot.list_price = 999
        self.assertEqual(self.sold_line().price_unit, 24.0)

    def test_a_lines_note_is_read_on_the_order(self):
        self.assertEqual(self.sold_line(line(note="Engraved: Zoé")).name, "Teapot\nEngraved: Zoé")

    def test_shipping_is_a_delivery_line(self):
        sale = self.sell(line(1), line(2, "4.90", kind="shipping", name="Colissimo"))
        self.assertEqual(sale.order_line.mapped("is_delivery"), [False, True])

    def test_each_kind_of_extra_has_a_service_of_its_own(self):
        kinds = [line(number, "1.00", kind=kind) for number, kind in enumerate(SERVICES)]
        sold = self.sell(*kinds).order_line.product_id.mapped("default_code")
        self.assertEqual(sold, list(SERVICES.values()))

    def test_a_custom_line_is_flagged(self):
        sale = self.sell(line(kind="custom", name="A box with a bow"))
        self.assertIn("A box with a bow", sale.omni_review)

    def test_the_lines_keep_the_shops_order(self):
        sale = self.sell(line(2, name="Second"), line(1, name="First"))
        self.assertEqual(sale.order_line.mapped("omni_external_id"), ["line-2", "line-1"])
