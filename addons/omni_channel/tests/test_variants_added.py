from decimal import Decimal

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .goods import ProductCase, document, variant


class ShirtCase(ProductCase):
    """A shirt that is here, and what the shop says of it."""

    def setUp(self):
        super().setUp()
        self.company.account_sale_tax_id = False

    def shirt(self, mode="dynamic", **options):
        """A shirt here, with a variant for each combination of these attributes."""
        lines = [
            Command.create(
                {
                    "attribute_id": self.attribute(name, mode, values).id,
                    "value_ids": [Command.set(self.values(name, values).ids)],
                }
            )
            for name, values in (options or {"Size": ("S", "M")}).items()
        ]
        shirt = self.env["product.template"].create(
            {"name": "Shirt", "list_price": 12, "attribute_line_ids": lines, "taxes_id": False}
        )
        if mode == "dynamic":
            for value in shirt.attribute_line_ids[0].product_template_value_ids:
                shirt._create_product_variant(value)
        for product in shirt.product_variant_ids:
            values = product.product_template_attribute_value_ids.mapped("name")
            product.default_code = "-".join(["S", *values])
        return shirt

    def attribute(self, name, mode, values):
        rows = [Command.create({"name": value}) for value in values]
        return self.env["product.attribute"].create(
            {"name": name, "create_variant": mode, "value_ids": rows}
        )

    def values(self, name, values):
        found = [("attribute_id.name", "=", name), ("name", "in", values)]
        return self.env["product.attribute.value"].search(found)

    def sizes(self, *sizes, **values):
        return [
            variant(f"s-{size}", sku=f"S-{size}", options=(("size", size),), **values)
            for size in sizes
        ]

    def bring_shirt(self, *variants):
        return self.bring_product(document(*variants, external_id="shirt", name="Shirt"))

    def skus(self, template):
        return sorted(template.product_variant_ids.mapped("default_code"))


class TestVariantsAdded(ShirtCase):
    """A further variant in the shop becomes one here, and nothing else changes."""

    def setUp(self):
        super().setUp()
        self.connection.adds_variants = True

    def test_it_is_added_with_its_sku_and_its_listing(self):
        shirt = self.shirt()
        message = self.bring_shirt(*self.sizes("S", "M", "L"))
        self.assertEqual((self.skus(shirt), message.reason), (["S-L", "S-M", "S-S"], ""))
        listing = self.env["omni.listing"].search([("external_id", "=", "s-L")])
        self.assertEqual((listing.product_id.default_code, listing.match), ("S-L", "made"))

    def test_what_is_here_stays_as_it_is(self):
        shirt = self.shirt()
        before = shirt.product_variant_ids
        self.bring_shirt(*self.sizes("S", "M", "L"))
        self.assertEqual(shirt.product_variant_ids & before, before)
        self.assertEqual(shirt.name, "Shirt")

    def test_what_the_shop_lacks_is_not_archived(self):
        shirt = self.shirt()
        self.bring_shirt(*self.sizes("S", "L"))
        self.assertEqual(self.skus(shirt), ["S-L", "S-M", "S-S"])

    def test_seen_again_it_is_one(self):
        shirt = self.shirt()
        self.bring_shirt(*self.sizes("S", "L"))
        self.bring_shirt(*self.sizes("S", "L", weight=Decimal(1)))
        self.assertEqual(self.skus(shirt), ["S-L", "S-M", "S-S"])

    def test_a_value_that_the_attribute_has_is_used(self):
        shirt = self.shirt()
        attribute = shirt.attribute_line_ids.attribute_id
        large = attribute.value_ids.create({"attribute_id": attribute.id, "name": "l"})
        self.bring_shirt(*self.sizes("S", "L"))
        self.assertIn(large, shirt.attribute_line_ids.value_ids)
        self.assertEqual(len(attribute.value_ids), 3)

    def test_an_attribute_that_makes_all_variants_makes_this_one(self):
        shirt = self.shirt("always")
        self.bring_shirt(*self.sizes("S", "L"))
        self.assertEqual(self.skus(shirt), ["S-L", "S-M", "S-S"])

    def test_where_odoo_would_make_more_than_the_shop_has_it_is_said(self):
        shirt = self.shirt("always", Size=("S", "M"), Colour=("red", "blue"))
        options = (("Size", "S"), ("Colour", "red")), (("Size", "L"), ("Colour", "red"))
        parts = [variant("v-0", sku="S-S-red", options=options[0])]
        message = self.bring_shirt(*parts, variant("v-1", sku="NEW", options=options[1]))
        self.assertIn("all combinations", message.reason)
        self.assertEqual(len(shirt.product_variant_ids), 4)

    def test_an_attribute_of_one_value_is_left_alone(self):
        shirt = self.shirt("always", Size=("S", "M"), Brand=("Ours",))
        small = self.env["product.product"].search([("default_code", "=", "S-S-Ours")])
        small.default_code = "S-S"
        self.bring_shirt(*self.sizes("S", "L"))
        self.assertEqual(self.skus(shirt), ["S-L", "S-M-Ours", "S-S"])

    def test_archived_variants_stay_archived(self):
        shirt = self.shirt()
        medium = shirt.product_variant_ids.filtered(lambda one: one.default_code == "S-M")
        medium.action_archive()
        self.bring_shirt(*self.sizes("S", "L"))
        self.assertEqual((medium.active, self.skus(shirt)), (False, ["S-L", "S-S"]))

    def test_an_archived_variant_is_not_made_again(self):
        shirt = self.shirt()
        medium = shirt.product_variant_ids.filtered(lambda one: one.default_code == "S-M")
        medium.write({"active": False, "default_code": False})
        message = self.bring_shirt(*self.sizes("S", "M"))
        self.assertIn("archived here", message.reason)
        self.assertEqual(self.skus(shirt), ["S-S"])

    def test_a_variant_that_is_here_under_another_sku_is_said(self):
        shirt = self.shirt()
        shirt.product_variant_ids[1].default_code = "OTHER"
        message = self.bring_shirt(*self.sizes("S", "M"))
        self.assertIn("choose it on the listing", message.reason)

    def test_options_that_are_no_attributes_are_said(self):
        shirt = self.shirt()
        parts = [
            variant(f"s-{size}", sku=f"S-{size}", options=(("Colour", size),)) for size in "SL"
        ]
        message = self.bring_shirt(*parts)
        self.assertIn("not the attributes of “Shirt”", message.reason)
        self.assertEqual(self.skus(shirt), ["S-M", "S-S"])

    def test_a_variant_that_has_other_attributes_here_is_said(self):
        self.shirt()
        wrong = variant("s-S", sku="S-S", options=(("Size", "M"),))
        message = self.bring_shirt(wrong, *self.sizes("L"))
        self.assertIn("other attributes here", message.reason)

    def test_a_sku_of_an_archived_product_is_said(self):
        self.shirt()
        self.make_product("Old", "S-L").action_archive()
        message = self.bring_shirt(*self.sizes("S", "L"))
        self.assertIn("An archived product has “S-L”", message.reason)

    def test_a_dearer_value_carries_its_extra(self):
        shirt = self.shirt()
        self.bring_shirt(*self.sizes("S", "M"), *self.sizes("L", price=Decimal(15)))
        large = shirt.product_variant_ids.filtered(lambda one: one.default_code == "S-L")
        self.assertEqual((large.lst_price, shirt.list_price), (15, 12))

    def test_without_the_option_it_is_said_and_not_added(self):
        self.connection.adds_variants = False
        shirt = self.shirt()
        self.bring_shirt(*self.sizes("S", "L"))
        self.assertEqual(self.skus(shirt), ["S-M", "S-S"])

    def test_the_option_alone_creates_no_product(self):
        self.bring_shirt(*self.sizes("X", "Y"))
        self.assertFalse(self.env["product.product"].search([("default_code", "=", "S-X")]))

    def test_asking_for_variants_brings_those_that_were_read_before(self):
        self.connection.adds_variants = False
        self.shirt()
        message = self.bring_shirt(*self.sizes("S", "L"))
        self.connection.adds_variants = True
        self.assertEqual(message.state, "new")


class TestVariantsProposed(ShirtCase):
    """Without the option a person sees what would be added, and says yes."""

    def setUp(self):
        super().setUp()
        self.product = self.shirt()
        self.bring_shirt(*self.sizes("S", "L"))
        self.listing = self.env["omni.listing"].search([("external_id", "=", "s-L")])

    def open(self, user=None):
        action = self.listing.with_user(user or self.env.user).action_create_products()
        wizard = self.env["omni.variant.choice"].browse(action["res_id"])
        return wizard.with_user(user or self.env.user)

    def test_it_is_shown_first(self):
        line = self.open().line_ids
        self.assertEqual((line.sku, line.product_tmpl_id, line.why), ("S-L", self.product, False))
        self.assertEqual(self.skus(self.product), ["S-M", "S-S"])

    def test_it_is_added_once_it_is_confirmed(self):
        self.open().action_create()
        self.assertEqual(self.skus(self.product), ["S-L", "S-M", "S-S"])
        self.assertEqual(self.listing.product_id.default_code, "S-L")

    def test_why_it_cannot_be_added_is_shown(self):
        self.product.attribute_line_ids.attribute_id.name = "Girth"
        window = self.open()
        self.assertIn("not the attributes", window.line_ids.why)
        self.assertFalse(window.can_add or window.line_ids.is_chosen)

    def test_what_is_not_ticked_is_not_added_until_it_is(self):
        self.bring_shirt(*self.sizes("S", "L", "XL"))
        window = self.open()
        window.line_ids.filtered(lambda line: line.sku == "S-L").is_chosen = False
        window.action_create()
        self.assertEqual(self.skus(self.product), ["S-M", "S-S", "S-XL"])
        self.assertFalse(self.listing.product_id)
        self.open().action_create()
        self.assertEqual(self.listing.product_id.default_code, "S-L")

    def test_nothing_ticked_is_said(self):
        window = self.open()
        window.line_ids.is_chosen = False
        with self.assertRaisesRegex(UserError, "Tick the variants"):
            window.action_create()

    def test_pressed_twice_it_is_there_once(self):
        window = self.open()
        window.action_create()
        said = window.action_create()["params"]
        self.assertEqual((self.skus(self.product), said["type"]), (["S-L", "S-M", "S-S"], "info"))
        self.assertIn("nothing is left", said["message"])

    def test_products_of_which_nothing_is_here_are_counted(self):
        self.bring_product(document(variant("new", sku="NEW"), external_id="new", name="New"))
        listings = self.env["omni.listing"].search([("external_id", "in", ("s-L", "new"))])
        window = self.env["omni.variant.choice"].browse(listings.action_create_products()["res_id"])
        self.assertEqual((window.fresh_count, len(window.line_ids)), (1, 1))

    def test_the_product_says_what_it_lacks_and_opens_the_same_window(self):
        self.assertEqual(self.product.omni_lacking_count, 1)
        action = self.product.action_omni_add_variants()
        window = self.env["omni.variant.choice"].browse(action["res_id"])
        self.assertEqual(window.line_ids.sku, "S-L")

    def test_what_a_person_has_left_alone_is_not_lacking(self):
        self.env["omni.match.ignored"].sudo().create(
            {
                "connection_id": self.connection.id,
                "listing_id": self.listing.id,
                "kind": "x",
                "note": "We do not sell it",
            }
        )
        self.assertFalse(self.product.omni_lacking_count)
        with self.assertRaisesRegex(UserError, "No shop has a variant"):
            self.product.action_omni_add_variants()

    def test_a_product_that_lacks_nothing_says_so(self):
        other = self.make_product("Cup", "CUP").product_tmpl_id
        self.assertFalse(other.omni_lacking_count)
        with self.assertRaisesRegex(UserError, "No shop has a variant"):
            other.action_omni_add_variants()

    def test_who_may_not_create_products_adds_none(self):
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            self.open(user).action_create()

    def test_who_may_create_products_needs_no_administrators_rights(self):
        """Nor where the shop says what it counts the stock on, which nobody types."""
        self.bring_shirt(*self.sizes("S", "L", stock_id="s-L", is_stock_managed=True))
        groups = "omni_base.group_user,product.group_product_manager"
        user = new_test_user(self.env, "buyer", groups=groups)
        self.open(user).action_create()
        self.assertTrue(self.listing.product_id)
