from decimal import Decimal

from odoo import Command

from .goods import ProductCase, document, variant


class TestProductsCreated(ProductCase):
    """What a shop has and Odoo has not, once the merchant asks for it."""

    def setUp(self):
        super().setUp()
        self.connection.creates_products = True

    def create(self, *variants, **values):
        """Let a product of the shop be created; return its template."""
        message = self.bring_product(document(*variants, **values))
        return self.env["product.template"].browse(message.res_id)

    def shirts(self, *options, **values):
        """Variants of a shirt, one for each (size, colour)."""
        return [
            variant(
                f"s-{size}-{colour}",
                sku=f"S-{size}-{colour}",
                options=(("Size", size), ("Colour", colour)),
                **values,
            )
            for size, colour in options
        ]

    def attribute(self, name, mode, *values):
        return self.env["product.attribute"].create(
            {
                "name": name,
                "create_variant": mode,
                "value_ids": [Command.create({"name": value}) for value in values],
            }
        )

    def skus(self, template):
        return sorted(template.product_variant_ids.mapped("default_code"))

    def test_a_simple_product_is_created(self):
        made = self.create(variant(sku="NEW", barcode="3760000000017", weight=Decimal("0.4")))
        self.assertEqual(
            (made.name, made.default_code, made.barcode, made.weight, made.is_storable),
            ("Tasse", "NEW", "3760000000017", 0.4, True),
        )

    def test_it_has_the_shops_price(self):
        self.company.account_sale_tax_id = False
        self.assertEqual(self.create(variant(sku="NEW")).list_price, 12)

    def test_all_of_it_is_taken_even_where_odoo_decides_from_then_on(self):
        self.connection.action_owner_odoo()
        self.assertEqual(
            self.create(variant(sku="NEW", barcode="3760000000017")).barcode, "3760000000017"
        )

    def test_what_was_created_raises_no_conflict(self):
        self.create(variant(sku="NEW"))
        self.assertFalse(self.conflicts())

    def test_it_has_its_listing(self):
        made = self.create(variant(sku="NEW"))
        listing = self.env["omni.listing"].search([("product_id", "=", made.product_variant_id.id)])
        self.assertEqual((listing.external_id, listing.match), ("v-1", "made"))

    def test_seen_again_it_is_one(self):
        first = self.create(variant(sku="NEW"))
        self.assertEqual(self.create(variant(sku="NEW"), description="<p>Other</p>"), first)

    def test_what_is_not_shipped_is_a_service(self):
        made = self.create(variant(sku="NEW", requires_shipping=False))
        self.assertEqual((made.type, made.is_storable), ("service", False))

    def test_its_category_is_the_connections_where_none_has_the_name(self):
        category = self.env["product.category"].create({"name": "From the shop"})
        self.connection.product_category_id = category
        self.assertEqual(self.create(variant(sku="NEW")).categ_id, category)

    def test_a_category_that_is_missing_is_not_created_by_itself(self):
        made = self.create(variant(sku="NEW"), categories=("Bagues d'argent",))
        self.assertNotEqual(made.categ_id.name, "Bagues d'argent")

    def test_where_it_may_a_missing_category_is_created_below_the_connections(self):
        above = self.env["product.category"].create({"name": "From the shop"})
        self.connection.write({"creates_categories": True, "product_category_id": above.id})
        made = self.create(variant(sku="NEW"), categories=("Bagues d'argent", "Bijoux"))
        self.assertEqual((made.categ_id.name, made.categ_id.parent_id), ("Bagues d'argent", above))

    def test_a_category_is_created_once_for_many_products(self):
        self.connection.creates_categories = True
        pair = [
            document(
                variant(f"v-{sku}", sku=sku),
                external_id=f"p-{sku}",
                categories=("Bagues d'argent",),
            )
            for sku in ("A-1", "A-2")
        ]
        self.bring_product(*pair)
        found = self.env["product.category"].search([("name", "=", "Bagues d'argent")])
        self.assertEqual(len(found), 1)

    def test_a_name_that_two_categories_have_is_given_to_no_third(self):
        self.connection.creates_categories = True
        twins = self.env["product.category"].create([{"name": "Bijoux"}] * 2)
        self.create(variant(sku="NEW"), categories=("Bijoux",))
        self.assertEqual(self.env["product.category"].search([("name", "=", "Bijoux")]), twins)

    def test_only_the_shops_variants_are_created(self):
        made = self.create(*self.shirts(("S", "red"), ("M", "blue"), ("L", "red")))
        self.assertEqual(self.skus(made), ["S-L-red", "S-M-blue", "S-S-red"])

    def test_an_attribute_of_the_same_name_is_used(self):
        size = self.attribute("SIZE", "dynamic", "s")
        made = self.create(*self.shirts(("S", "red"), ("M", "red")))
        line = made.attribute_line_ids.filtered(lambda row: row.attribute_id == size)
        self.assertEqual(line.value_ids.mapped("name"), ["s", "M"])

    def test_an_attribute_that_makes_all_variants_makes_none_too_many(self):
        self.attribute("Size", "always", "S", "M")
        self.attribute("Colour", "always", "red", "blue")
        made = self.create(*self.shirts(("S", "red"), ("M", "blue")))
        self.assertEqual(self.skus(made), ["S-M-blue", "S-S-red"])

    def test_where_the_shop_has_all_of_them_such_an_attribute_is_used(self):
        size = self.attribute("Size", "always", "S", "M")
        colour = self.attribute("Colour", "always", "red")
        made = self.create(*self.shirts(("S", "red"), ("M", "red")))
        self.assertEqual(
            (made.attribute_line_ids.attribute_id, self.skus(made)),
            (size | colour, ["S-M-red", "S-S-red"]),
        )

    def test_an_attribute_that_never_makes_variants_is_not_used(self):
        never = self.attribute("Size", "no_variant", "S", "M")
        made = self.create(*self.shirts(("S", "red"), ("M", "red")))
        self.assertNotIn(never, made.attribute_line_ids.attribute_id)

    def test_a_dearer_value_carries_its_extra(self):
        self.company.account_sale_tax_id = False
        small = self.shirts(("S", "red"), ("S", "blue"))
        large = self.shirts(("L", "red"), ("L", "blue"), price=Decimal(15))
        made = self.create(*small, *large)
        self.assertEqual(
            sorted(made.product_variant_ids.mapped("lst_price")), [12.0, 12.0, 15.0, 15.0]
        )

    def test_prices_that_follow_no_option_are_said(self):
        one, two = self.shirts(("S", "red"), ("L", "blue"))
        three, four = self.shirts(("S", "blue"), ("L", "red"), price=Decimal(15))
        message = self.bring_product(document(one, two, three, four))
        self.assertEqual(
            message.reason, "Its variants' prices do not follow one option: check them."
        )

    def test_a_product_with_the_sku_is_not_created_again(self):
        self.assertEqual(self.create(), self.cup.product_tmpl_id)

    def test_a_product_with_the_barcode_is_not_created_again(self):
        self.cup.barcode = "3760000000017"
        made = self.create(variant(sku="NEW", barcode="3760000000017"))
        self.assertEqual(made, self.cup.product_tmpl_id)

    def test_an_archived_product_is_not_created_again(self):
        self.cup.action_archive()
        message = self.bring_product(document())
        self.assertEqual(message.reason, "An archived product has “CUP”: it is not created again.")

    def test_where_two_products_have_the_sku_none_is_created(self):
        self.make_product("Cup again", "CUP")
        message = self.bring_product(document())
        self.assertEqual(message.reason, "2 products have “CUP”: choose one on the listing.")

    def test_two_new_products_with_one_sku_make_one(self):
        messages = self.bring_product(
            document(variant("v-1", sku="NEW")),
            document(variant("v-2", sku="NEW"), external_id="p-2"),
        )
        self.assertEqual(
            messages.sorted("external_id").mapped("reason"),
            ["", "Another product of the shop has “NEW”, too."],
        )

    def test_a_product_known_in_part_is_not_touched(self):
        parts = self.shirts(("S", "red"))
        message = self.bring_product(
            document(variant("v-1", options=(("Size", "S"), ("Colour", "x"))), *parts)
        )
        self.assertEqual(
            (self.cup.attribute_line_ids.ids, "1 of its 2 variants" in message.reason), ([], True)
        )

    def test_a_draft_is_not_created(self):
        self.assertFalse(self.create(variant(sku="NEW"), active=False))

    def test_a_variant_that_stands_for_several_values_is_not_created(self):
        message = self.bring_product(document(*self.shirts(("S", ""))))
        self.assertIn("stands for several values at once", message.reason)

    def test_two_variants_with_the_same_barcode_are_created_and_said(self):
        message = self.bring_product(
            document(*self.shirts(("S", "red"), ("M", "red"), barcode="376"))
        )
        self.assertIn("376 belongs to another", message.reason)

    def test_asking_for_missing_products_brings_those_that_were_read_before(self):
        self.connection.creates_products = False
        message = self.bring_product(document(variant(sku="NEW")))
        self.connection.creates_products = True
        self.assertEqual(message.state, "new")
