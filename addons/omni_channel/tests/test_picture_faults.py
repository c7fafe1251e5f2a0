from odoo.tests import new_test_user

from .gallery import GalleryCase, drawn
from .goods import document, variant


class TestPictureFaults(GalleryCase):
    """One picture that fails stops no other, and says why."""

    def bring_two(self, address):
        """The cup with this picture, the teapot with a red one."""
        pot = document(variant("v-2", sku="TEAPOT"), external_id="p-2", images=(self.red,))
        self.bring_product(document(images=(address,)), pot)

    def bring_bad(self, body=b"", status=200, path="/bad"):
        self.bring_two(self.gallery.hang(path, body, status))
        self.last_run = self.pull()
        return self.pictures().filtered(lambda row: row.product_tmpl_id == self.cup.product_tmpl_id)

    def test_the_others_are_fetched(self):
        self.bring_bad(status=404)
        self.assertTrue(self.teapot.image_1920)
        self.assertEqual((self.last_run.state, self.last_run.new_count), ("done", 1))

    def test_why_is_said(self):
        bad = self.bring_bad(status=404)
        self.assertEqual(bad.state, "failed")
        self.assertEqual(
            bad.reason,
            "127.0.0.1 has no picture at this address any more: give the product another one in "
            "the shop, or choose one here.",
        )

    def test_an_svg_is_refused(self):
        bad = self.bring_bad(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        self.assertEqual((bad.state, self.cup.image_1920), ("failed", False))

    def test_a_picture_that_breaks_off_is_not_taken(self):
        bad = self.bring_bad(drawn(kind="JPEG")[:-4])
        self.assertEqual((bad.state, bad.tries, self.cup.image_1920), ("wanted", 1, False))
        self.assertTrue(self.teapot.image_1920)

    def test_a_refusal_does_not_suspend_the_connection(self):
        self.bring_bad(status=401)
        self.assertEqual(self.connection.state, "connected")

    def test_a_fault_that_may_pass_is_tried_again_later(self):
        bad = self.bring_bad(status=500)
        self.assertEqual((bad.state, bad.tries, bool(bad.not_before)), ("wanted", 1, True))
        self.pull()
        self.assertEqual(self.gallery.asked.count("/bad"), 1)

    def test_it_ends_as_failed(self):
        bad = self.bring_bad(status=500)
        for _time in range(4):
            bad.not_before = False
            self.pull()
        self.assertEqual((bad.state, self.gallery.asked.count("/bad")), ("failed", 5))

    def test_what_failed_is_not_asked_again_by_itself(self):
        self.bring_bad(status=404)
        self.pull()
        self.assertEqual(self.gallery.asked.count("/bad"), 1)

    def test_a_person_has_it_fetched_again(self):
        bad = self.bring_bad(status=404)
        self.gallery.hang("/bad", drawn("blue"))
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        bad.with_user(user).action_try_again()
        self.pull()
        self.assertEqual((bad.state, bool(self.cup.image_1920)), ("taken", True))

    def test_importing_again_asks_for_what_failed(self):
        bad = self.bring_bad(status=404)
        self.connection.feed_ids.filtered(lambda one: one.resource == "picture")._ask_again()
        self.assertEqual(bad.state, "wanted")

    def test_a_warning_tells_how_many_failed_and_ends(self):
        bad = self.bring_bad(status=404)
        notice = self.env["omni.notice"].search([("kind", "=", "picture")])
        self.assertIn("could not be fetched: 1.", notice.text)
        bad.action_try_again()
        self.gallery.hang("/bad", drawn("blue"))
        self.pull()
        self.assertEqual(notice.state, "over")

    def test_what_lost_its_listing_is_not_fetched(self):
        self.bring_bad(status=500)
        self.env["omni.listing"].search([("product_id", "=", self.cup.id)]).product_id = False
        self.pull()
        self.assertNotIn(self.cup.product_tmpl_id, self.pictures().product_tmpl_id)

    def test_a_page_costs_the_same_queries_however_many_are_left_as_they_are(self):
        self.bring_two(self.red)
        self.cup.image_1920 = self.teapot.image_1920 = self.env.company.logo
        pictures = self.env["omni.picture"]
        pictures._gather(self.connection, False)
        rows = self.pictures()
        self.env.flush_all()
        with self.assertQueryCount(2):
            rows._leave_own(False)
            self.env.flush_all()
