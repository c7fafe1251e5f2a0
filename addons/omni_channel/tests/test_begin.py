from .common import ChannelCase
from .papers import line


class TestBegin(ChannelCase):
    """Who has just connected a shop reads what is next, and when the first order was here."""

    def setUp(self):
        super().setUp()
        self.connection.began_at = self.connection.create_date.replace(microsecond=0)
        self.connection.invalidate_recordset()

    def test_before_anything_came_it_is_being_read(self):
        self.assertIn("being read", self.connection.step_words)

    def test_products_that_are_missing_come_first(self):
        self.list_product(self.cup)
        self.list_product(self.teapot, external_id="v-2", product_id=False)
        self.connection.invalidate_recordset()
        self.assertIn("1 of its 2 listings", self.connection.step_words)

    def test_then_it_can_go_live(self):
        self.list_product(self.cup)
        self.connection.invalidate_recordset()
        self.assertIn("then go live", self.connection.step_words)

    def test_a_shop_without_orders_is_told_that_they_come_by_themselves(self):
        self.assertIn("come by themselves", self.connection.pace_words)

    def test_the_first_order_s_time_is_told(self):
        self.sell(line("CUP"))
        self.connection.invalidate_recordset()
        self.assertIn("First order here after", self.connection.pace_words)
