from odoo.addons.omni_base.core.documents import Item, Listing, Page

from .common import ChannelCase

BEGAN = "2999-01-01T00:00:00Z"


class TestListingsGone(ChannelCase):
    """What the shop has deleted is no listing any more."""

    def setUp(self):
        super().setUp()
        self.kept = self.list_product(self.teapot, "1")
        self.gone = self.list_product(self.cup, "2")
        self.env.flush_all()

    def listed(self, *external_ids, began=BEGAN, more=False):
        items = tuple(Item(external_id=key, body=b"") for key in external_ids)
        page = Page(items=items, cursor={}, more=more, began=began)
        self.connection._after_page("listing", page)

    def test_what_a_whole_listing_does_not_show_is_archived(self):
        self.listed("1")
        self.assertEqual((self.kept.active, self.gone.active), (True, False))

    def test_its_product_is_left_alone(self):
        self.listed("1")
        self.assertTrue(self.cup.active)

    def test_how_many_is_told(self):
        self.listed("1")
        self.assertIn("no longer in the shop: 1.", self.connection.message_ids[:1].body)

    def test_the_end_of_the_listing_is_waited_for(self):
        self.listed("1", more=True)
        self.assertTrue(self.gone.active)

    def test_each_page_of_it_counts(self):
        self.listed("1", more=True)
        self.listed("2")
        self.assertTrue(self.kept.active and self.gone.active)

    def test_a_listing_of_changes_archives_nothing(self):
        self.listed("1", began="")
        self.assertTrue(self.gone.active)

    def test_what_was_made_meanwhile_stays(self):
        self.listed("1", began="2000-01-01T00:00:00Z")
        self.assertTrue(self.gone.active)

    def test_what_is_there_again_is_a_listing_again(self):
        self.listed("1")
        self.listed("1", "2")
        self.assertTrue(self.gone.active)

    def test_what_is_drafted_there_stays_archived(self):
        self.gone.active = False
        self.listed("1", "2")
        self.assertFalse(self.gone.active)

    def test_a_shop_that_shows_almost_nothing_loses_nothing(self):
        many = [self.list_product(self.cup, f"many-{number}") for number in range(20)]
        self.env.flush_all()
        self.listed("1")
        self.assertTrue(all(one.active for one in many))

    def test_a_deleted_product_is_archived_at_once(self):
        self.connection._things_gone("product", ["2"])
        self.assertFalse(self.gone.active)

    def test_its_variants_are_too(self):
        variant = self.list_product(self.cup, "23", parent_id="22")
        self.connection._things_gone("product", ["22"])
        self.assertFalse(variant.active)

    def test_another_product_stays(self):
        self.connection._things_gone("product", ["2"])
        self.assertTrue(self.kept.active)

    def test_a_bell_about_a_deleted_product_archives_it(self):
        bell = {"resource": "product", "external_id": "2", "state": "rung"}
        self.env["omni.message"]._store(self.connection, [bell])
        self.drain()
        self.env.invalidate_all()
        self.assertFalse(self.gone.active)

    def test_a_product_that_is_listed_again_by_its_news_comes_back(self):
        self.connection._things_gone("product", ["2"])
        self.bring_listings(Listing(external_id="2", name="Cup", stock_id="stock-2"))
        self.assertTrue(self.gone.active)
