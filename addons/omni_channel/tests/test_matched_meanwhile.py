from odoo.exceptions import UserError

from .match_case import MatchCase


class TestMatchedMeanwhile(MatchCase):
    """Two people at once, and what changes between looking and taking."""

    def choice(self, listing):
        action = self.row(listing).action_match()
        return self.env["omni.match.choice"].browse(action["res_id"])

    def test_a_listing_that_somebody_matched_meanwhile_is_left(self):
        listing = self.lists("cup")
        choice = self.choice(listing)
        listing.product_id = self.teapot
        said = choice.action_take()["params"]["message"]
        self.assertEqual(listing.product_id, self.teapot)
        self.assertIn("Left as they are: 1.", said)

    def test_a_product_that_was_archived_meanwhile_is_not_taken(self):
        listing = self.lists("cup")
        choice = self.choice(listing)
        self.cup.active = False
        choice.action_take()
        self.assertFalse(listing.product_id)

    def test_a_product_that_was_deleted_meanwhile_is_not_taken(self):
        jug = self.make_product("Jug", "JUG")
        choice = self.choice(self.lists("jug"))
        jug.unlink()
        said = choice.action_take()["params"]["message"]
        self.assertIn("Listings matched: 0.", said)

    def test_a_product_that_went_to_another_company_is_not_taken(self):
        listing = self.lists("cup")
        choice = self.choice(listing)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.cr.execute(
            "UPDATE product_template SET company_id = %s WHERE id = %s",
            [elsewhere.id, self.cup.product_tmpl_id.id],
        )
        choice.action_take()
        self.assertFalse(listing.product_id)

    def test_a_listing_that_is_gone_meanwhile_is_left(self):
        listing = self.lists("cup")
        choice = self.choice(listing)
        listing.unlink()
        self.assertIn("Listings matched: 0.", choice.action_take()["params"]["message"])

    def test_a_row_that_somebody_matched_meanwhile_is_left(self):
        listing = self.lists("CUP")
        row = self.row(listing)
        row.mapped("proposal_id")
        listing.product_id = self.teapot
        row._take()
        self.assertEqual(listing.product_id, self.teapot)

    def test_another_company_s_product_cannot_be_chosen(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        vase = self.make_product("Their vase", "VASE", company_id=elsewhere.id)
        with self.assertRaises(UserError):
            self.row(self.lists("A")).product_id = vase
