from .common import ChannelCase


class TestProductMatch(ChannelCase):
    """A listing that waits for its product, and a product that gets its SKU."""

    def setUp(self):
        super().setUp()
        self.listing = self.env["omni.listing"].create(
            {
                "connection_id": self.connection.id,
                "external_id": "v-9",
                "name": "Jug",
                "sku": "JUG",
                "barcode": "3760000000017",
            }
        )

    def test_a_new_product_with_its_sku_is_found(self):
        jug = self.make_product("Jug", "JUG")
        self.assertEqual(self.listing.product_id, jug)

    def test_a_product_that_gets_the_sku_is_found(self):
        jug = self.make_product("Jug", False)
        jug.default_code = "JUG"
        self.assertEqual((self.listing.product_id, self.listing.match), (jug, "sku"))

    def test_a_product_that_gets_the_barcode_is_found(self):
        jug = self.make_product("Jug", False)
        jug.barcode = "3760000000017"
        self.assertEqual(self.listing.match, "barcode")

    def test_two_products_with_the_sku_are_left_to_a_person(self):
        self.env["product.product"].create(
            [{"name": name, "default_code": "JUG"} for name in ("Jug", "Old jug")]
        )
        self.assertFalse(self.listing.product_id)

    def test_a_listing_that_has_a_product_keeps_it(self):
        self.listing.product_id = self.cup
        self.make_product("Jug", "JUG")
        self.assertEqual(self.listing.product_id, self.cup)
