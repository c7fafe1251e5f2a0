from odoo.addons.omni_base.core.documents import Listing
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .match_case import MatchCase
from .papers import line


class TestMatchingDone(MatchCase):
    """What a person takes, chooses or leaves; the catalogue stays as it is."""

    def take_all(self):
        self.env.invalidate_all()
        return self.matches().action_match_sure()

    def said(self, action):
        return action["params"]["message"]

    def test_all_sure_ones_are_taken_at_once(self):
        self.teapot.barcode = "3760000000017"
        first, second = self.lists("CUP"), self.lists("", "3760000000017")
        self.take_all()
        self.assertEqual((first + second).mapped("product_id"), self.cup + self.teapot)
        self.assertEqual((first + second).mapped("match"), ["sku", "barcode"])

    def test_near_misses_are_never_taken_with_them(self):
        self.lists("TEAPOT")
        near = self.lists("cup")
        self.take_all()
        self.assertFalse(near.product_id)

    def test_where_nothing_is_sure_it_says_what_to_do(self):
        self.lists("cup")
        with self.assertRaisesRegex(UserError, "Nothing is sure"):
            self.take_all()

    def test_a_near_miss_is_taken_by_the_button_in_its_row(self):
        listing = self.lists("cup")
        self.row(listing).action_match_one()
        self.assertEqual((listing.product_id, listing.match), (self.cup, "person"))

    def test_a_proposal_that_has_changed_since_it_was_seen_is_not_taken(self):
        listing = self.lists("cup")
        row = self.row(listing).with_context(match_seen_id=self.teapot.id)
        with self.assertRaisesRegex(UserError, "look again"):
            row.action_match_one()

    def choice(self, *listings):
        action = self.matches().browse([self.row(one).id for one in listings]).action_match()
        return self.env["omni.match.choice"].browse(action["res_id"])

    def test_chosen_near_misses_are_shown_side_by_side_before(self):
        listing = self.lists("cup")
        choice = self.choice(listing)
        self.assertEqual(choice.line_ids.product_id, self.cup)
        self.assertFalse(listing.product_id)

    def test_what_is_taken_off_that_list_is_left(self):
        first, second = self.lists("cup"), self.lists("teapot")
        choice = self.choice(first, second)
        with Form(choice) as form:
            form.line_ids.remove(0)
        choice.action_take()
        self.assertEqual((first + second).mapped("product_id"), self.teapot)

    def test_sure_ones_that_were_chosen_are_taken_without_asking(self):
        listing = self.lists("CUP")
        self.row(listing).action_match()
        self.assertEqual(listing.product_id, self.cup)

    def test_choosing_what_has_no_proposal_says_what_to_do(self):
        with self.assertRaisesRegex(UserError, "choose it in the row"):
            self.row(self.lists("NOBODY")).action_match()

    def test_another_product_is_chosen_in_the_row(self):
        listing = self.lists("CUP")
        row = self.row(listing)
        row.product_id = self.teapot
        self.assertEqual((listing.product_id, listing.match), (self.teapot, "person"))
        self.assertEqual(row.kind, "j_matched")

    def test_nothing_else_is_written_in_the_row(self):
        with self.assertRaises(AccessError):
            self.row(self.lists("CUP")).write({"sku": "OTHER"})

    def test_the_catalogue_is_not_changed(self):
        names = ["name", "default_code", "barcode", "list_price", "active", "write_date"]
        before = self.cup.read(names)
        self.lists("CUP")
        self.take_all()
        self.assertEqual(self.cup.read(names), before)

    def test_who_decided_it_and_when_is_kept(self):
        clerk = new_test_user(self.env, "clerk", groups="omni_base.group_user")
        listing = self.lists("CUP")
        self.row(listing, clerk).action_match()
        self.assertEqual(listing.matched_by_id, clerk)
        self.assertTrue(listing.matched_at)

    def test_the_connection_s_history_tells_it(self):
        self.lists("CUP")
        self.take_all()
        told = self.connection.message_ids[0].body
        self.assertIn("Matched (1): CUP = [CUP] Cup", told)

    def test_whoever_may_not_change_listings_may_not_match(self):
        seller = new_test_user(self.env, "seller", groups="sales_team.group_sale_manager")
        with self.assertRaises(AccessError):
            self.env["omni.match"].with_user(seller).action_match_sure()

    def test_a_product_made_from_the_shop_is_the_existing_way(self):
        row = self.row(self.lists("NOBODY"))
        with self.assertRaisesRegex(UserError, "have not been read"):
            row.action_create_products()

    def ignore(self, row, reason="Not ours"):
        row._ignore(reason)
        self.env.invalidate_all()

    def test_what_is_left_with_a_reason_is_not_asked_again(self):
        listing = self.lists("cup")
        self.ignore(self.row(listing))
        row = self.row(listing)
        self.assertEqual(row.kind, "i_ignored")
        self.assertIn("Not ours", row.why)

    def test_the_window_asks_for_the_reason(self):
        action = self.row(self.lists("cup")).action_ignore()
        self.assertEqual(action["res_model"], "omni.ignore")

    def test_a_connection_does_not_count_it_as_unmatched(self):
        self.ignore(self.row(self.lists("NOBODY")))
        self.assertEqual(self.connection.unmatched_count, 0)

    def test_it_is_asked_again_when_something_else_is_found(self):
        listing = self.lists("cup")
        self.ignore(self.row(listing))
        self.cup.default_code = "Q"
        self.assertEqual(self.row(listing).kind, "g_shop_only")

    def test_it_can_be_asked_again_on_purpose(self):
        listing = self.lists("cup")
        self.ignore(self.row(listing))
        self.row(listing).action_ask_again()
        self.assertEqual(self.row(listing).kind, "c_near")

    def test_a_product_that_is_not_to_be_sold_there_is_ignored(self):
        self.ignore(self.orphan(self.cup))
        self.assertEqual(self.orphan(self.cup).kind, "i_ignored")
        self.orphan(self.cup).action_ask_again()
        self.assertEqual(self.orphan(self.cup).kind, "h_odoo_only")

    def test_in_another_shop_it_is_still_asked_for(self):
        other = self.connect(name="Second")
        self.ignore(self.orphan(self.cup))
        rows = self.env["omni.match"].search([("product_id", "=", self.cup.id)])
        kinds = {row.connection_id: row.kind for row in rows}
        self.assertEqual(kinds, {self.connection: "i_ignored", other: "h_odoo_only"})

    def test_the_feed_does_not_match_what_a_person_left(self):
        listing = self.lists("LATER")
        self.ignore(self.row(listing))
        self.make_product("Later", "LATER")
        document = Listing(external_id=listing.external_id, name="Renamed", sku="LATER")
        self.bring_listings(document)
        self.assertFalse(listing.product_id)
        self.assertEqual(self.row(listing).kind, "a_sku")

    def test_an_order_of_what_a_person_left_asks_which_product_it_is(self):
        listing = self.lists("CUP")
        self.ignore(self.row(listing))
        sale = self.sell(line(sku="CUP", listing_id=listing.external_id))
        self.assertNotEqual(sale.order_line[:1].product_id, self.cup)

    def test_an_order_that_waited_for_the_product_is_processed_again(self):
        listing = self.lists("LATER")
        sale = self.sell(line(sku="LATER", listing_id=listing.external_id))
        asked = self.env["omni.question"].search([("listing_id", "=", listing.id)])
        self.assertEqual(asked.state, "open")
        self.cup.default_code = "later"
        self.row(listing).action_match_one()
        self.assertEqual((asked.state, asked.product_id), ("answered", self.cup))
        self.drain()
        self.env.invalidate_all()
        self.assertEqual(sale.order_line[:1].product_id, self.cup)

    def test_the_stock_of_a_live_shop_is_told(self):
        listing = self.lists("CUP", stock_id="s-1")
        self.go_live()
        self.take_all()
        self.end_transaction()
        self.assertEqual(set(self.intents("stock").mapped("res_id")), set(listing.ids))
