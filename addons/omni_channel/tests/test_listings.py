from odoo.addons.omni_base.core.documents import Listing

from .common import ChannelCase


class TestListings(ChannelCase):
    """The shop's products find ours; ours are never changed."""

    def document(self, external_id="v-1", **values):
        return Listing(
            **{
                "external_id": external_id,
                "stock_id": f"s-{external_id}",
                "name": "Tasse",
                "sku": "CUP",
                **values,
            }
        )

    def listing(self, **values):
        message = self.bring_listings(self.document(**values))
        return self.env["omni.listing"].browse(message.res_id)

    def test_a_listing_is_matched_by_sku(self):
        listing = self.listing()
        self.assertEqual((listing.product_id, listing.match), (self.cup, "sku"))

    def test_without_a_known_sku_a_listing_is_matched_by_barcode(self):
        self.cup.barcode = "3760000000017"
        listing = self.listing(sku="NOBODY", barcode="3760000000017")
        self.assertEqual((listing.product_id, listing.match), (self.cup, "barcode"))

    def test_the_sku_goes_before_the_barcode(self):
        self.teapot.barcode = "3760000000017"
        self.assertEqual(self.listing(barcode="3760000000017").product_id, self.cup)

    def test_an_unknown_listing_is_kept_without_a_product(self):
        listing = self.listing(sku="NOBODY")
        self.assertEqual((listing.product_id.ids, listing.match), ([], "none"))

    def test_a_listing_without_sku_and_barcode_matches_nothing(self):
        self.make_product("Bare", False)
        self.assertFalse(self.listing(sku="", barcode="").product_id)

    def test_two_products_with_one_sku_match_neither(self):
        self.make_product("Cup again", "CUP")
        self.assertFalse(self.listing().product_id)

    def test_two_products_with_one_sku_are_reported(self):
        self.make_product("Cup again", "CUP")
        message = self.bring_listings(self.document())
        self.assertEqual(message.reason, "2 products have “CUP”: choose one on the listing.")

    def test_a_slice_of_listings_finds_each_its_product(self):
        messages = self.bring_listings(
            self.document("v-1", sku="CUP"), self.document("v-2", sku="TEAPOT")
        )
        found = self.env["omni.listing"].browse(messages.sorted("external_id").mapped("res_id"))
        self.assertEqual(found.mapped("product_id"), self.cup | self.teapot)

    def test_a_listing_seen_again_is_one(self):
        first = self.listing()
        self.assertEqual(self.listing(name="Renamed there"), first)

    def test_a_listing_seen_again_shows_what_is_there_now(self):
        self.listing()
        self.assertEqual(self.listing(name="Renamed there").name, "Renamed there")

    def test_a_choice_made_by_hand_is_kept(self):
        self.listing().product_id = self.teapot
        listing = self.listing(name="Seen again")
        self.assertEqual((listing.product_id, listing.match), (self.teapot, "person"))

    def test_a_listing_without_product_is_matched_once_the_sku_is_typed(self):
        self.listing(sku="LATER")
        later = self.make_product("Later", "LATER")
        self.assertEqual(self.listing(sku="LATER", name="Seen again").product_id, later)

    def test_a_listing_that_ended_there_is_archived(self):
        self.listing()
        self.assertFalse(self.listing(active=False).active)

    def test_a_listing_that_ended_does_not_archive_the_product(self):
        self.listing(active=False)
        self.assertTrue(self.cup.active)

    def test_importing_listings_changes_no_product(self):
        fields = ["name", "default_code", "barcode", "list_price", "active", "write_date"]
        before = self.cup.read(fields)
        self.listing(name="Other words", barcode="999", price=77)
        self.assertEqual(self.cup.read(fields), before)

    def test_importing_listings_creates_no_product(self):
        before = self.env["product.product"].search_count([])
        self.listing(sku="NOBODY")
        self.assertEqual(self.env["product.product"].search_count([]), before)

    def test_another_companys_product_is_not_matched(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_product("Their vase", "VASE", company_id=elsewhere.id)
        self.assertFalse(self.listing(sku="VASE").product_id)

    def test_a_connection_counts_its_unmatched_listings(self):
        self.bring_listings(self.document("v-1"), self.document("v-2", sku="NOBODY"))
        self.connection.invalidate_recordset()
        self.assertEqual((self.connection.listing_count, self.connection.unmatched_count), (2, 1))
