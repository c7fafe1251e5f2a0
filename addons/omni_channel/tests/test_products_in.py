from decimal import Decimal

from .goods import ProductCase, document, variant


class TestProductsIn(ProductCase):
    """What a shop says of a product that Odoo has."""

    def test_by_default_a_name_stays(self):
        self.bring_product(document())
        self.assertEqual(self.cup.name, "Cup")

    def test_by_default_what_is_empty_is_filled(self):
        self.bring_product(document(variant(weight=Decimal("0.25"), barcode="3760000000017")))
        self.assertEqual((self.cup.weight, self.cup.barcode), (0.25, "3760000000017"))

    def test_where_the_shop_decides_a_name_is_taken(self):
        self.decides("remote", "name")
        self.bring_product(document())
        self.assertEqual(self.cup.name, "Tasse")

    def test_a_name_that_was_overwritten_is_kept(self):
        self.decides("remote", "name")
        self.bring_product(document())
        kept = self.conflicts().filtered(lambda row: row.field == "name")
        self.assertEqual((kept.here, kept.winner), ("Cup", "remote"))

    def test_a_name_changed_here_loses_to_the_shop_and_is_put_back(self):
        self.decides("remote", "name")
        self.bring_product(document())
        self.cup.name = "My cup"
        self.bring_product(document(name="Grande tasse"))
        self.conflicts()[-1].action_restore()
        self.assertEqual(self.cup.name, "My cup")

    def test_a_name_changed_in_the_shop_loses_where_odoo_decides_and_is_kept(self):
        self.decides("odoo", "name")
        self.bring_product(document())
        self.bring_product(document(name="Grande tasse"))
        self.assertEqual((self.cup.name, self.conflicts()[-1].there), ("Cup", "Grande tasse"))

    def test_a_new_variant_s_listing_knows_what_its_stock_is_counted_on(self):
        self.bring_product(document(variant("v-9", stock_id="p-1/v-9", is_stock_managed=False)))
        made = self.connection._known_listings(["v-9"])["v-9"]
        self.assertEqual((made.stock_id, made.is_stock_managed), ("p-1/v-9", False))

    def test_a_listing_that_was_read_knows_better_what_its_stock_is_counted_on(self):
        told = {"stock_id": "p-1/v-9", "is_stock_managed": True}
        self.bring_product(document(variant("v-9", **told)))
        self.bring_product(document(variant("v-9", **{**told, "is_stock_managed": False})))
        self.assertTrue(self.connection._known_listings(["v-9"])["v-9"].is_stock_managed)

    def test_where_the_shop_does_not_say_it_the_listing_keeps_what_it_knows(self):
        self.bring_product(document(variant("v-9", stock_id="p-1/v-9", is_stock_managed=False)))
        self.bring_product(document(variant("v-9", name="Otherwise")))
        made = self.connection._known_listings(["v-9"])["v-9"]
        self.assertEqual((made.stock_id, made.is_stock_managed), ("p-1/v-9", False))

    def test_a_description_is_kept_for_the_shops(self):
        self.bring_product(document())
        self.assertEqual(self.cup.channel_description, "<p>Faite main</p>")

    def test_a_description_brings_no_script(self):
        evil = '<p onclick="x()">Faite main</p><script>x()</script><a href="javascript:x()">y</a>'
        self.bring_product(document(description=evil))
        kept = self.cup.channel_description
        self.assertIn("Faite main", kept)
        for mark in ("script", "onclick", "javascript"):
            self.assertNotIn(mark, kept)

    def test_an_empty_text_there_erases_nothing(self):
        self.cup.channel_description = "<p>Mine</p>"
        self.decides("remote", "description")
        self.bring_product(document(description=""))
        self.assertEqual(self.cup.channel_description, "<p>Mine</p>")

    def test_a_product_that_ended_there_is_not_archived(self):
        self.bring_product(document(active=False))
        self.assertTrue(self.cup.active)

    def test_a_listing_whose_product_is_published_there_is_on_sale_again(self):
        listing = self.list_product(self.cup, "v-1", active=False)
        self.bring_product(document())
        self.assertTrue(listing.active)

    def test_three_sizes_make_a_volume(self):
        size = Decimal(50)
        self.bring_product(document(variant(length=2 * size, width=size, height=size)))
        self.assertEqual(self.cup.volume, 0.25)

    def test_a_category_of_the_same_name_is_taken(self):
        mugs = self.env["product.category"].create({"name": "Mugs"})
        self.decides("remote", "category")
        self.bring_product(document(categories=("Crockery", "mugs")))
        self.assertEqual(self.cup.categ_id, mugs)

    def test_no_category_is_made(self):
        before = self.env["product.category"].search_count([])
        self.bring_product(document(categories=("Nowhere",)))
        self.assertEqual(self.env["product.category"].search_count([]), before)

    def test_a_price_is_taken_where_the_shop_decides(self):
        self.decides("remote", "price")
        self.cup.taxes_id = False
        self.bring_product(document())
        self.assertEqual(self.cup.list_price, 12)

    def test_a_price_with_taxes_becomes_one_without(self):
        self.decides("remote", "price")
        self.cup.taxes_id = self.tax(20, "tax_excluded")
        self.bring_product(document(taxes_included=True))
        self.assertEqual(self.cup.list_price, 10)

    def test_a_price_without_taxes_becomes_one_with(self):
        self.decides("remote", "price")
        self.cup.taxes_id = self.tax(20, "tax_included")
        self.bring_product(document())
        self.assertEqual(self.cup.list_price, 14.4)

    def test_a_price_in_another_currency_is_not_taken(self):
        self.decides("remote", "price")
        self.bring_product(document(currency="JPY"))
        self.assertEqual(self.cup.list_price, 5)

    def test_a_barcode_of_another_product_is_said_and_not_taken(self):
        self.teapot.barcode = "3760000000017"
        message = self.bring_product(document(variant(barcode="3760000000017")))
        self.assertEqual(
            (self.cup.barcode, message.state, message.reason),
            (False, "done", "The barcode 3760000000017 belongs to another product here."),
        )

    def test_a_product_is_found_by_its_listing_whatever_its_sku(self):
        self.list_product(self.teapot)
        self.decides("remote", "name")
        self.bring_product(document(variant(sku="OTHER")))
        self.assertEqual(self.teapot.name, "Tasse")

    def test_a_product_found_by_sku_has_its_listing(self):
        self.bring_product(document())
        listing = self.env["omni.listing"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual((listing.product_id, listing.match), (self.cup, "sku"))

    def test_variants_that_are_products_here_go_by_their_own_names(self):
        self.decides("remote", "name")
        self.bring_product(
            document(
                variant("v-1", name="Tasse - bleue", options=(("Couleur", "bleue"),)),
                variant("v-2", name="Tasse - verte", sku="TEAPOT", options=(("Couleur", "verte"),)),
            )
        )
        self.assertEqual((self.cup.name, self.teapot.name), ("Tasse - bleue", "Tasse - verte"))

    def test_attributes_of_a_product_are_left_alone(self):
        before = self.env["product.attribute"].search_count([])
        self.bring_product(document(variant(options=(("Couleur", "bleue"),))))
        self.assertEqual(
            (self.env["product.attribute"].search_count([]), self.cup.attribute_line_ids.ids),
            (before, []),
        )

    def test_without_the_option_no_product_is_created(self):
        before = self.env["product.product"].search_count([])
        self.bring_product(document(variant(sku="NEW")))
        self.assertEqual(self.env["product.product"].search_count([]), before)

    def test_a_product_that_rings_waits_behind_an_order_that_rings(self):
        known = self.env["omni.message"].search([])
        self.connection._ring({}, b"product 7")
        self.connection._ring({}, b"order 8")
        rung = (self.env["omni.message"].search([]) - known).sorted("id")
        self.assertEqual(rung.mapped("priority"), [50, 10])

    def test_another_companys_product_is_left_alone(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        vase = self.make_product("Their vase", "VASE", company_id=elsewhere.id)
        self.decides("remote", "name")
        self.bring_product(document(variant(sku="VASE")))
        self.assertEqual(vase.name, "Their vase")

    def test_the_number_of_queries_does_not_grow_with_the_products(self):
        self.bring_product(*self.many("warm", 2))
        few = self.queries(self.many("few", 5))
        self.assertLessEqual(self.queries(self.many("many", 40)), few + 5)

    def many(self, prefix, count):
        for number in range(count):
            self.make_product(f"{prefix} {number}", f"{prefix}-{number}")
        return [
            document(
                variant(f"{prefix}{number}", sku=f"{prefix}-{number}", weight=Decimal(1)),
                external_id=f"{prefix}{number}",
            )
            for number in range(count)
        ]

    def queries(self, documents):
        messages = self.store("product", *documents)
        return self.queries_of(lambda: self.process(messages))

    def tax(self, rate, include):
        return self.env["account.tax"].create(
            {
                "name": f"Tax {rate} {include}",
                "amount": rate,
                "price_include_override": include,
                "company_id": self.company.id,
                "country_id": self.env.ref("base.fr").id,
            }
        )
