from odoo.addons.omni_channel.tests.opening_case import OpeningCase
from odoo.addons.omni_channel.tests.papers import line
from odoo.tests import tagged

from .kit_case import KitCase


@tagged("post_install", "-at_install")
class TestKitOpening(OpeningCase):
    """The opening stock of a shop that sells teapots, and tea sets of one teapot."""

    make_kit, make_bill, part = KitCase.make_kit, KitCase.make_bill, KitCase.part

    def setUp(self):
        super().setUp()
        self.tea_set = self.make_kit("Tea set", "SET", (self.teapot, 1), (self.cup, 2))
        self.lists(self.tea_set, 5, "v-9")

    def test_a_kit_is_left_out(self):
        self.assertIn("its components are counted", "".join(self.left().values()))

    def test_a_kit_that_is_storable_is_left_out_too(self):
        self.tea_set.is_storable = True
        self.assertIn("its components are counted", "".join(self.left().values()))

    def test_a_component_that_is_listed_is_counted(self):
        self.take_over()
        self.assertEqual(self.on_hand(), 7)

    def test_a_kit_that_was_sold_is_not_on_the_number_of_its_component(self):
        self.sell(line(quantity=2, listing_id="v-9", sku="SET"))
        self.take_over()
        self.assertEqual(self.on_hand(), 7)

    def test_a_component_that_was_sold_is_still_here(self):
        self.sell(line(quantity=2, listing_id="v-1"))
        self.take_over()
        self.assertEqual(self.on_hand(), 9)
