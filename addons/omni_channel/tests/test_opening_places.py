from odoo.exceptions import UserError

from .opening_case import OpeningCase
from .stall import COUNTER


class TestOpeningPlaces(OpeningCase):
    """Where the shop's numbers are counted here, and which of them are left out."""

    def reason(self, listing):
        label = f"{listing.sku or listing.external_id} {listing.name}"
        return self.left().get(label, "")

    def test_a_listing_without_a_product_is_left_out(self):
        self.listing.product_id = False
        self.assertIn("no product", self.reason(self.listing))

    def test_a_product_with_serial_numbers_is_left_out(self):
        clock = self.make_product("Clock", "CLOCK", tracking="serial")
        self.assertIn("serial numbers", self.reason(self.lists(clock, 3)))

    def test_a_product_that_odoo_does_not_count_is_left_out(self):
        gift = self.make_product("Wrapping", "WRAP", is_storable=False, type="service")
        self.assertIn("does not count", self.reason(self.lists(gift, 3)))

    def test_what_the_shop_does_not_count_is_left_out(self):
        card = self.lists(self.cup, 3, is_stock_managed=False)
        self.assertIn("channel does not count", self.reason(card))

    def test_what_the_shop_says_nothing_of_is_left_out(self):
        cup = self.lists(self.cup, 3)
        del COUNTER.there[cup.stock_id]
        self.assertIn("channel does not count", self.reason(cup))

    def test_a_number_below_nothing_is_left_out(self):
        self.assertIn("shows -2", self.reason(self.lists(self.cup, -2)))

    def test_two_listings_of_a_product_with_two_stocks_are_left_out(self):
        self.lists(self.teapot, 3)
        self.assertIn("several listings", self.reason(self.listing))

    def test_two_listings_with_the_same_stock_are_counted_once(self):
        self.lists(self.teapot, 7, stock_id=self.listing.stock_id)
        self.take_over()
        self.assertEqual(self.on_hand(), 7)

    def test_two_products_on_one_stock_are_left_out(self):
        self.lists(self.cup, 7, stock_id=self.listing.stock_id)
        self.assertIn("Another product", self.reason(self.listing))

    def test_what_is_left_out_stays_as_it_is(self):
        self.lists(self.cup, -2)
        self.take_over()
        self.assertEqual((self.on_hand(), self.on_hand(self.cup)), (7, 50))

    def shelf(self, pieces):
        stock = self.warehouse.lot_stock_id
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": stock.id})
        self.put(self.teapot, pieces, shelf)
        return shelf

    def test_what_lies_on_a_shelf_counts_for_the_warehouse(self):
        self.shelf(3)
        self.take_over()
        self.assertEqual(self.on_hand(), 7)

    def test_where_more_lies_on_shelves_than_the_shop_shows_it_is_left_out(self):
        self.shelf(9)
        self.assertIn("other locations", self.reason(self.listing))

    def test_a_place_that_shows_a_shelf_is_counted_there(self):
        shelf = self.shelf(3)
        self.connection.location_ids.stock_location_ids = shelf
        self.take_over()
        self.assertEqual(self.env["stock.quant"]._get_available_quantity(self.teapot, shelf), 7)

    def second_place(self, **values):
        return self.env["omni.channel.location"].create(
            {
                "connection_id": self.connection.id,
                "name": "Annex",
                "external_id": "annex",
                **values,
            }
        )

    def test_each_place_is_counted_in_its_own_warehouse(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.second_place(warehouse_id=annex.id)
        self.take_over()
        self.assertEqual((self.on_hand(), self.on_hand(warehouse=annex)), (7, 7))

    def test_two_places_of_one_warehouse_are_counted_together(self):
        self.second_place(warehouse_id=self.warehouse.id)
        self.take_over()
        self.assertEqual(self.on_hand(), 14)

    def test_a_place_with_several_locations_is_refused(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        both = self.warehouse.view_location_id | annex.view_location_id
        self.connection.location_ids.stock_location_ids = both
        with self.assertRaisesRegex(UserError, "nobody knows how many are where: Main place"):
            self.read()

    def test_places_that_overlap_are_refused(self):
        self.second_place(warehouse_id=self.warehouse.id, stock_location_ids=self.shelf(3).ids)
        with self.assertRaisesRegex(UserError, "part of the other"):
            self.read()

    def test_without_a_warehouse_it_says_what_to_do(self):
        self.connection.location_ids.warehouse_id = False
        with self.assertRaisesRegex(UserError, "Choose which warehouse"):
            self.read()

    def mute_shop(self):
        """Return a shop that cannot be asked for its stock: its last reading counts."""
        shop = self.connect(adapter_code="omni_mute_stall")
        self.list_product(self.teapot, connection_id=shop.id).sudo().seen_quantity = 6
        return shop

    def test_a_shop_that_cannot_be_asked_is_taken_as_last_read(self):
        self.read(self.mute_shop()).action_take_over()
        self.assertEqual(self.on_hand(), 6)

    def test_one_that_cannot_be_asked_and_has_several_places_is_refused(self):
        shop = self.mute_shop()
        self.second_place(connection_id=shop.id, warehouse_id=self.warehouse.id)
        with self.assertRaisesRegex(UserError, "does not say how many are where"):
            self.read(shop)
