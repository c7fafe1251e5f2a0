from odoo.addons.omni_channel.tests.papers import line
from odoo.tests import new_test_user

from .kit_case import KitCase


class TestKitWhy(KitCase):
    """“Why this number?” of a kit names the component that limits it."""

    def why(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.listing.why_text.replace("\N{NNBSP}", " ")

    def test_the_component_that_limits_is_named(self):
        self.assertRegex(self.why(), r"^as many as 20 × Teapot allow 20 = 20,")

    def test_it_is_another_one_when_that_gets_scarce(self):
        self.put(self.cup, -41)
        self.assertRegex(self.why(), r"^as many as 9 × Cup allow 4 = 4,")

    def test_what_is_taken_of_it_is_said_in_kits(self):
        self.sell(line(sku="CUP", quantity=43))
        self.assertRegex(self.why(), r"^as many as 50 × Cup allow 25 − reserved 22 = 3,")

    def test_demand_that_is_not_reserved_is_said(self):
        self.demand(self.teapot, 5)
        self.assertRegex(
            self.why(), r"^as many as 20 × Teapot allow 20 − ordered, not reserved 5 = 15,"
        )

    def test_who_takes_it_is_a_link_with_the_component(self):
        picking = self.sell(line(sku="TEAPOT", quantity=3)).picking_ids
        self.env.invalidate_all()
        self.assertIn(f'href="/odoo/stock.picking/{picking.id}"', self.listing.why)
        self.assertIn("[TEAPOT] Teapot", self.listing.why)

    def test_a_salesman_may_ask(self):
        self.sell(line(sku="SET", quantity=2))
        user = new_test_user(self.env, "seller", groups="sales_team.group_sale_salesman")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertIn("20 × Teapot allow 20 − reserved 2", self.listing.with_user(user).why_text)

    def test_the_number_explained_is_the_number_shown(self):
        self.sell(line(sku="SET", quantity=2), line(2, sku="CUP", quantity=31))
        self.listing.buffer = 1
        self.assertIn(f" = {self.shown()},", self.why())

    def test_a_kit_of_which_nothing_is_counted_says_so(self):
        self.bom.bom_line_ids.unlink()
        self.assertRegex(self.why(), "^no component is counted 0 = 0,")

    def test_a_french_reader_reads_it_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.listing = self.listing.with_context(lang="fr_FR")
        self.assertRegex(self.why(), r"^autant que 20 × Teapot le permettent 20 = 20,")
