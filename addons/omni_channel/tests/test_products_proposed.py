from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .goods import ProductCase, document, variant


class TestProductsProposed(ProductCase):
    """Without the option, a person creates what he chooses."""

    def listing(self, *documents):
        self.bring_product(*(documents or (document(variant(sku="NEW")),)))
        return self.env["omni.listing"].search(
            [("connection_id", "=", self.connection.id), ("product_id", "=", False)]
        )

    def test_a_product_that_odoo_does_not_have_is_a_listing_without_a_product(self):
        self.assertEqual(self.listing().mapped("sku"), ["NEW"])

    def test_its_product_is_created_at_a_persons_word(self):
        listing = self.listing()
        listing.action_create_products()
        self.assertEqual((listing.product_id.default_code, listing.match), ("NEW", "made"))

    def test_only_the_chosen_ones_are_created(self):
        first, second = self.listing(
            document(variant("v-1", sku="ONE")),
            document(variant("v-2", sku="TWO"), external_id="p-2"),
        )
        first.action_create_products()
        self.assertFalse(second.product_id)

    def test_what_cannot_be_created_is_said(self):
        self.cup.action_archive()
        notice = self.listing(document()).action_create_products()
        self.assertIn("An archived product has “CUP”", notice["params"]["message"])

    def test_a_product_that_was_not_read_yet_is_said(self):
        listing = self.list_product(self.cup)
        listing.product_id = False
        with self.assertRaisesRegex(UserError, "Run now"):
            listing.action_create_products()

    def test_who_may_not_create_products_creates_none(self):
        listing = self.listing()
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            listing.with_user(user).action_create_products()

    def test_who_may_create_products_needs_no_administrators_rights(self):
        listing = self.listing()
        groups = "omni_base.group_user,product.group_product_manager"
        user = new_test_user(self.env, "buyer", groups=groups)
        listing.with_user(user).action_create_products()
        self.assertTrue(listing.product_id)
