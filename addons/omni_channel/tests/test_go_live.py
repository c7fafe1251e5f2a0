from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .common import ChannelCase


class TestGoLive(ChannelCase):
    """What a merchant sees before a shop is written to."""

    def listed(self, product, seen, key):
        listing = self.list_product(product, key, name=product.name, sku=product.default_code)
        listing.seen_quantity = seen
        return listing

    def state_of(self, label):
        checks = self.wizard().check_ids
        return checks.filtered(lambda check: check.label == label).state

    def test_it_shows_what_would_change_the_largest_first(self):
        self.listed(self.teapot, 19, "a")
        self.listed(self.cup, 10, "b")
        rows = self.wizard().difference_ids
        self.assertEqual(rows.mapped("label"), ["CUP Cup", "TEAPOT Teapot"])
        self.assertEqual(rows.mapped("change"), [40, 1])

    def test_it_does_not_show_what_is_right_already(self):
        self.listed(self.teapot, 20, "a")
        self.assertFalse(self.wizard().difference_ids)

    def test_nothing_is_said_of_differences_before_the_products_were_read(self):
        self.assertFalse(self.wizard().can_compare)

    def test_differences_are_known_once_the_products_were_read(self):
        self.listed(self.teapot, 20, "a")
        self.assertTrue(self.wizard().can_compare)

    def test_listings_without_a_product_are_a_warning(self):
        self.env["omni.listing"].create(
            {"connection_id": self.connection.id, "external_id": "x", "name": "Unknown"}
        )
        self.assertEqual(self.state_of("Products"), "warning")

    def test_a_sku_on_two_listings_is_a_warning(self):
        self.listed(self.teapot, 20, "a")
        self.listed(self.teapot, 20, "b")
        self.assertEqual(self.state_of("SKUs"), "warning")

    def test_without_a_mapped_location_it_is_blocked(self):
        self.connection.location_ids.warehouse_id = False
        wizard = self.wizard()
        with self.assertRaisesRegex(UserError, "checks"):
            wizard.action_go_live()

    def test_it_goes_live(self):
        self.listed(self.teapot, 20, "a")
        self.wizard().action_go_live()
        self.assertTrue(self.connection._writes_outside())

    def sold_out(self):
        self.put(self.teapot, -20)
        self.listed(self.teapot, 20, "a")

    def test_who_works_alone_decides_alone(self):
        others = self.env.ref("omni_base.group_manager").all_user_ids - self.env.user
        others.filtered(lambda user: user != self.env.ref("base.user_root")).active = False
        self.sold_out()
        self.wizard().action_go_live()
        self.assertEqual(self.connection.mode, "live")

    def test_emptying_the_shop_needs_a_second_person(self):
        self.colleague()
        self.sold_out()
        wizard = self.wizard()
        with self.assertRaisesRegex(UserError, "second person"):
            wizard.action_go_live()

    def test_a_colleague_can_agree(self):
        other = self.colleague()
        self.sold_out()
        self.wizard().action_ask_colleague()
        self.wizard(other).action_go_live()
        self.assertEqual(self.connection.mode, "live")

    def test_asking_does_not_let_oneself_agree(self):
        self.colleague()
        self.sold_out()
        self.wizard().action_ask_colleague()
        wizard = self.wizard()
        with self.assertRaisesRegex(UserError, "second person"):
            wizard.action_go_live()

    def asked(self, **values):
        """Somebody asks a colleague; return how the colleague finds the window."""
        other = self.colleague()
        self.sold_out()
        self.wizard().action_ask_colleague()
        self.connection.write(values)
        return other

    def test_a_request_counts_for_a_day(self):
        other = self.asked(live_asked_at=fields.Datetime.now() - timedelta(hours=25))
        wizard = self.wizard(other)
        self.assertIn("more than a day ago", wizard.asked_words)
        with self.assertRaisesRegex(UserError, "second person"):
            wizard.action_go_live()

    def test_the_window_says_until_when_a_request_counts(self):
        self.assertIn("counts until", self.wizard(self.asked()).asked_words)

    def test_a_request_is_void_when_much_more_would_be_sold_out(self):
        other = self.asked(live_asked_for={"share": 0.3, "counts": {"differences": 1}})
        wizard = self.wizard(other)
        self.assertIn("More would change now", wizard.asked_words)
        with self.assertRaisesRegex(UserError, "second person"):
            wizard.action_go_live()

    def test_a_request_is_void_when_many_more_numbers_would_change(self):
        other = self.asked()
        for number in range(11):
            product = self.make_product(f"P{number}", f"P{number}", stock=5)
            self.listed(product, 4, f"p{number}")
        self.assertTrue(self.wizard(other).is_request_void)

    def test_asking_anew_counts_anew(self):
        other = self.asked(live_asked_at=fields.Datetime.now() - timedelta(hours=25))
        self.wizard().action_ask_colleague()
        self.wizard(other).action_go_live()
        self.assertEqual(self.connection.mode, "live")

    def test_back_in_test_mode_nobody_has_asked(self):
        self.asked()
        self.connection.action_back_to_test()
        self.assertFalse(self.connection.live_asked_by_id)

    def bare_listing(self, key, sku=False, **values):
        return self.env["omni.listing"].create(
            {"connection_id": self.connection.id, "external_id": key, "sku": sku, **values}
        )

    def said_of(self, label):
        checks = self.wizard().check_ids
        return " ".join(checks.filtered(lambda check: check.label == label).mapped("text"))

    def test_skus_that_are_right_are_said_to_be(self):
        self.listed(self.teapot, 20, "a")
        self.assertEqual(self.state_of("SKUs"), "good")

    def test_a_sku_that_differs_in_case_only_is_named(self):
        self.bare_listing("x", "teapot")
        self.assertIn("“teapot” – “TEAPOT”", self.said_of("SKUs"))

    def test_a_sku_that_differs_in_spaces_only_is_named(self):
        self.bare_listing("x", "TEA POT ")
        self.assertIn("“TEA POT ” – “TEAPOT”", self.said_of("SKUs"))

    def test_a_sku_of_another_companys_product_is_not_named(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_product("Jug", "JUG", company_id=other.id)
        self.bare_listing("x", "jug")
        self.assertEqual(self.state_of("SKUs"), "good")

    def test_two_products_with_one_sku_are_named(self):
        self.bare_listing("x", "TEAPOT")
        self.make_product("Teapot again", "TEAPOT")
        self.assertIn("several products in Odoo (1): TEAPOT", self.said_of("SKUs"))

    def test_a_listing_that_nothing_can_match_is_named(self):
        self.bare_listing("x", name="No name")
        self.assertIn("neither SKU nor barcode (1): No name", self.said_of("SKUs"))

    def test_the_check_of_the_products_leads_to_those_without_one(self):
        bare = self.bare_listing("x", name="No name")
        self.listed(self.teapot, 20, "a")
        check = self.wizard().check_ids.filtered(lambda check: check.label == "Products")
        action = check.action_mend()
        rows = self.env["omni.match"].with_context(**action["context"]).search(action["domain"])
        self.assertEqual(rows.filtered(lambda row: row.kind == "g_shop_only").listing_id, bare)

    def test_a_finding_has_no_other_button_than_its_own(self):
        check = self.wizard().check_ids[0]
        check.mend = "unlink"
        with self.assertRaises(UserError):
            check.action_mend()
