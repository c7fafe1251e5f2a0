from ..models.match import CONNECTION
from .match_case import MatchCase


class TestMatching(MatchCase):
    """Each listing of the shop is shown with the product that it most likely is."""

    def test_the_same_sku_is_proposed(self):
        self.assertEqual(self.found(self.lists("CUP")), ("a_sku", self.cup))

    def test_without_a_known_sku_the_same_barcode_is_proposed(self):
        self.cup.barcode = "3760000000017"
        listing = self.lists("NOBODY", "3760000000017")
        self.assertEqual(self.found(listing), ("b_barcode", self.cup))

    def test_a_listing_that_has_its_product_is_matched(self):
        self.assertEqual(self.row(self.lists("CUP", product=self.cup)).kind, "j_matched")

    def test_looking_changes_nothing(self):
        listing = self.lists("CUP")
        self.row(listing)
        self.assertFalse(listing.product_id)

    def near(self, there, here="TEA-01"):
        self.make_product("Tea", here)
        row = self.row(self.lists(there))
        return row.kind, row.proposal_id.default_code, row.why

    def assert_near(self, there, way, here="TEA-01"):
        kind, proposed, why = self.near(there, here)
        self.assertEqual((kind, proposed), ("c_near", here))
        self.assertIn(f"differ in {way}.", why)

    def test_other_capital_letters_are_a_near_miss(self):
        self.assert_near("tea-01", "capital letters")

    def test_other_spaces_are_a_near_miss(self):
        self.assert_near("TEA -01 ", "spaces")

    def test_other_hyphens_are_a_near_miss(self):
        self.assert_near("TEA_01", "hyphens or underscores")

    def test_a_hyphen_that_is_missing_is_a_near_miss(self):
        self.assert_near("TEA01", "hyphens or underscores")

    def test_leading_zeros_are_a_near_miss(self):
        self.assert_near("00123", "leading zeros", here="123")

    def test_a_letter_for_a_digit_is_a_near_miss(self):
        self.assert_near("TEA-O1", "letters that look alike")

    def test_a_letter_of_another_alphabet_is_a_near_miss(self):
        self.assert_near("TE\u0410-01", "letters that look alike")

    def test_all_at_once_are_a_near_miss(self):
        self.assert_near(
            "0tea o1",
            "capital letters, spaces, hyphens or underscores, letters that look alike, "
            "leading zeros",
        )

    def test_a_barcode_without_its_first_zero_is_a_near_miss(self):
        self.cup.barcode = "0123456789012"
        self.assertEqual(self.found(self.lists(barcode="123456789012")), ("c_near", self.cup))

    def test_the_nearer_of_two_is_proposed(self):
        self.make_product("Shirt 1", "SHIRT-1")
        large = self.make_product("Shirt L", "SHIRT-L")
        self.assertEqual(self.found(self.lists("shirt l")), ("c_near", large))

    def test_of_several_that_are_as_near_none_is_proposed_and_all_are_named(self):
        self.make_product("One", "TEA-01")
        self.make_product("Two", "TEA_01")
        row = self.row(self.lists("TEA01"))
        self.assertEqual((row.kind, row.proposal_id.ids), ("c_near", []))
        self.assertIn("[TEA-01] One, [TEA_01] Two", row.why)

    def test_an_exact_sku_is_no_near_miss_of_another(self):
        self.make_product("Other", "C-UP")
        self.assertEqual(self.found(self.lists("CUP")), ("a_sku", self.cup))

    def test_one_sku_on_two_products_proposes_none_and_names_both(self):
        self.make_product("Cup again", "CUP")
        row = self.row(self.lists("CUP"))
        self.assertEqual((row.kind, row.proposal_id.ids), ("e_products", []))
        self.assertIn("[CUP] Cup, [CUP] Cup again", row.why)

    def test_two_listings_with_one_sku_are_not_sure(self):
        first, second = self.lists("CUP"), self.lists("CUP")
        self.assertEqual(self.row(first).kind, "f_listings")
        self.assertIn(second.name, self.row(first).why)

    def test_two_listings_that_one_product_is_proposed_for_are_not_sure(self):
        self.cup.barcode = "3760000000017"
        first, second = self.lists("CUP"), self.lists("NOBODY", "3760000000017")
        self.assertEqual({self.row(one).kind for one in first + second}, {"f_listings"})

    def test_a_product_that_has_a_listing_is_not_sure(self):
        self.lists("OTHER", product=self.cup)
        self.assertEqual(self.found(self.lists("CUP")), ("f_listings", self.cup))

    def test_one_product_on_two_listings_is_shown(self):
        first, second = self.lists("A", product=self.cup), self.lists("B", product=self.cup)
        self.assertEqual({self.row(one).kind for one in first + second}, {"f_listings"})
        self.assertIn("(B)", self.row(first).why)

    def test_in_another_shop_the_product_is_free(self):
        self.lists("CUP", product=self.cup, connection_id=self.connect().id)
        self.assertEqual(self.found(self.lists("CUP")), ("a_sku", self.cup))

    def test_sku_and_barcode_that_disagree_propose_none_and_name_both(self):
        self.teapot.barcode = "3760000000017"
        row = self.row(self.lists("CUP", "3760000000017"))
        self.assertEqual((row.kind, row.proposal_id.ids), ("d_conflict", []))
        self.assertIn("[CUP] Cup, its barcode that of [TEAPOT] Teapot", row.why)

    def test_what_the_feed_matched_against_the_barcode_is_shown(self):
        self.teapot.barcode = "3760000000017"
        listing = self.lists("CUP", "3760000000017", product=self.cup, match="sku")
        self.assertEqual(self.row(listing).kind, "d_conflict")

    def test_what_a_person_chose_against_the_barcode_is_his_choice(self):
        self.teapot.barcode = "3760000000017"
        listing = self.lists("CUP", "3760000000017")
        listing.product_id = self.cup
        self.assertEqual(self.row(listing).kind, "j_matched")

    def test_a_listing_that_nothing_is_like_is_only_in_the_shop(self):
        self.assertEqual(self.row(self.lists("NOBODY")).kind, "g_shop_only")

    def test_a_listing_without_codes_says_so(self):
        self.assertIn("neither SKU nor barcode", self.row(self.lists()).why)

    def test_a_saleable_product_without_a_listing_is_only_in_odoo(self):
        self.assertEqual(self.orphan(self.cup).kind, "h_odoo_only")

    def test_a_product_that_is_proposed_is_no_orphan(self):
        self.lists("cup")
        self.assertFalse(self.orphan(self.cup))

    def test_a_product_with_a_listing_is_no_orphan(self):
        self.lists("A", product=self.cup)
        self.assertFalse(self.orphan(self.cup))

    def test_a_product_whose_listing_is_gone_is_an_orphan(self):
        self.lists("A", product=self.cup, active=False)
        self.assertTrue(self.orphan(self.cup))

    def test_what_is_not_sold_or_not_counted_is_no_orphan(self):
        flour = self.make_product("Flour", "FLOUR", sale_ok=False)
        gift = self.make_product("Wrapping", "WRAP", is_storable=False, type="service")
        self.assertFalse(self.orphan(flour) + self.orphan(gift))

    def test_a_service_is_proposed_and_it_is_said(self):
        gift = self.make_product("Wrapping", "WRAP", is_storable=False, type="service")
        row = self.row(self.lists("WRAP"))
        self.assertEqual((row.kind, row.proposal_id), ("a_sku", gift))
        self.assertIn("does not count the stock", row.why)

    def test_an_archived_product_is_not_proposed(self):
        self.cup.active = False
        self.assertEqual(self.row(self.lists("CUP")).kind, "g_shop_only")

    def test_another_company_s_product_is_neither_proposed_nor_an_orphan(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        vase = self.make_product("Their vase", "VASE", company_id=elsewhere.id)
        self.assertEqual(self.row(self.lists("VASE")).kind, "g_shop_only")
        self.assertFalse(self.orphan(vase))

    def test_a_listing_that_is_gone_there_is_not_asked_for(self):
        self.assertFalse(self.row(self.lists("CUP", active=False)))

    def test_without_a_chosen_shop_each_one_has_its_rows(self):
        other = self.connect(name="Second")
        self.lists("CUP")
        self.lists("CUP", connection_id=other.id)
        rows = self.env["omni.match"].search([("kind", "=", "a_sku")])
        self.assertEqual(rows.connection_id, self.connection + other)

    def test_every_id_fits_into_the_integers_of_xml_rpc(self):
        self.connect(name="Second")
        self.lists("NOBODY")
        rows = self.env["omni.match"].search([])
        self.assertEqual(len(rows), len(set(rows.ids)))
        self.assertLess(max(rows.ids), 2**31)

    def test_a_row_has_one_id_whichever_page_shows_it(self):
        other = self.connect(name="Second")
        domain = [("connection_id", "=", other.id), ("kind", "=", "h_odoo_only")]
        own = self.env["omni.match"].with_context(**{CONNECTION: other.id}).search(domain)
        self.assertTrue(own)
        self.assertEqual(self.env["omni.match"].search(domain).ids, own.ids)

    def test_groups_come_in_the_order_of_work(self):
        self.lists("NOBODY")
        self.lists("CUP")
        groups = self.matches().formatted_read_group([], ["kind"], ["__count"])
        self.assertEqual(
            [group["kind"] for group in groups], ["a_sku", "g_shop_only", "h_odoo_only"]
        )
