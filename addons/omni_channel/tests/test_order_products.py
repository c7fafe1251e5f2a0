from .common import ChannelCase
from .papers import line


class TestOrderProducts(ChannelCase):
    """Which product a line means."""

    def sold(self, **values):
        return self.sell(line(**values)).order_line

    def test_a_line_is_matched_by_its_listing(self):
        self.list_product(self.cup, "v-9")
        self.assertEqual(self.sold(listing_id="v-9", sku="TEAPOT").product_id, self.cup)

    def test_without_a_listing_a_line_is_matched_by_sku(self):
        self.assertEqual(self.sold(sku="CUP").product_id, self.cup)

    def test_without_a_sku_a_line_is_matched_by_barcode(self):
        self.cup.barcode = "3760000000017"
        self.assertEqual(self.sold(sku="", barcode="3760000000017").product_id, self.cup)

    def test_the_sku_goes_before_the_barcode(self):
        self.cup.barcode = "3760000000017"
        sold = self.sold(sku="TEAPOT", barcode="3760000000017")
        self.assertEqual(sold.product_id, self.teapot)

    def test_an_unknown_product_is_imported_on_the_fallback(self):
        self.assertEqual(self.sold(sku="NOBODY").product_id.default_code, "OMNI-ITEM")

    def test_an_unknown_product_keeps_the_shops_name(self):
        self.assertEqual(self.sold(sku="NOBODY", name="Blue vase").name, "Blue vase")

    def test_an_unknown_product_is_flagged_with_its_sku(self):
        self.assertIn("NOBODY", self.sold(sku="NOBODY").order_id.omni_review)

    def test_an_unknown_product_does_not_stop_the_order(self):
        self.assertEqual(self.sold(sku="NOBODY").order_id.state, "sale")

    def test_a_line_without_sku_is_flagged_with_its_name(self):
        self.assertIn("Blue vase", self.sold(sku="", name="Blue vase").order_id.omni_review)

    def test_two_products_with_one_sku_match_neither(self):
        self.make_product("Cup again", "CUP")
        self.assertEqual(self.sold(sku="CUP").product_id.default_code, "OMNI-ITEM")

    def test_two_products_with_one_sku_are_flagged(self):
        self.make_product("Cup again", "CUP")
        self.assertIn("2 products have “CUP”", self.sold(sku="CUP").order_id.omni_review)

    def test_another_companys_product_is_not_taken(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_product("Their vase", "VASE", company_id=elsewhere.id)
        self.assertEqual(self.sold(sku="VASE").product_id.default_code, "OMNI-ITEM")

    def test_a_listing_first_seen_on_an_order_is_noted(self):
        self.sold(listing_id="v-5", sku="CUP")
        listing = self.env["omni.listing"].search([("external_id", "=", "v-5")])
        self.assertEqual((listing.product_id, listing.match), (self.cup, "sku"))

    def test_a_line_knows_its_listing(self):
        listing = self.list_product(self.cup, "v-9")
        self.assertEqual(self.sold(listing_id="v-9").omni_listing_id, listing)

    def test_importing_an_order_changes_no_product(self):
        fields = ["name", "default_code", "barcode", "list_price", "active", "taxes_id"]
        before = (self.teapot | self.cup).read(fields)
        self.sell(line(1, sku="CUP", name="Renamed", price="99.00"), line(2, sku="TEAPOT"))
        self.assertEqual((self.teapot | self.cup).read(fields), before)

    def test_importing_an_order_creates_no_product(self):
        before = self.env["product.product"].search_count([])
        self.sold(sku="NOBODY")
        self.assertEqual(self.env["product.product"].search_count([]), before)
