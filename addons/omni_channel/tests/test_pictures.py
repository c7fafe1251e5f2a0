from base64 import b64decode, b64encode

from .gallery import GalleryCase, drawn
from .goods import document, variant


class TestPictures(GalleryCase):
    """Pictures of products come later than the products, once, and only where there is none."""

    def bring_cup(self, address, **values):
        return self.bring_product(document(images=(address,), **values))

    def picture_of(self, record, name="image_1920"):
        return b64decode(record.with_context(bin_size=False)[name] or b"")

    def shirts(self, *pictures, image=""):
        """A product in sizes, each with its picture, that the connection creates."""
        self.connection.creates_products = True
        variants = [
            variant(f"s-{size}", sku=f"S-{size}", options=(("Size", str(size)),), image=picture)
            for size, picture in enumerate(pictures)
        ]
        images = (image,) if image else ()
        message = self.bring_product(document(*variants, images=images, external_id="shirt"))
        return self.env["product.template"].browse(message.res_id)

    def test_a_product_comes_without_its_picture(self):
        self.bring_cup(self.red)
        self.assertEqual((self.cup.image_1920, self.gallery.asked), (False, []))

    def test_the_feed_fetches_it(self):
        self.bring_cup(self.red)
        run = self.pull()
        self.assertEqual((run.state, run.read_count, run.new_count), ("done", 1, 1))
        self.assertEqual(self.picture_of(self.cup), drawn("red"))

    def test_its_calls_are_counted(self):
        self.bring_cup(self.red)
        self.assertEqual(self.pull().call_count, 1)

    def test_it_is_fetched_once(self):
        self.bring_cup(self.red)
        self.pull()
        self.bring_cup(self.red, name="Other")
        self.pull()
        self.assertEqual(self.gallery.asked, ["/red.png"])

    def test_a_product_that_was_matched_by_hand_later_gets_it(self):
        self.bring_product(document(variant(sku="NEW"), images=(self.red,)))
        listing = self.env["omni.listing"].search([("external_id", "=", "v-1")])
        self.pull()
        listing.product_id = self.teapot
        self.pull()
        self.assertEqual(self.picture_of(self.teapot), drawn("red"))

    def test_a_picture_of_ones_own_stays(self):
        self.cup.image_1920 = b64encode(drawn("green"))
        self.bring_cup(self.red)
        self.pull()
        self.assertEqual(self.picture_of(self.cup), drawn("green"))
        self.assertEqual((self.pictures().state, self.gallery.asked), ("kept", []))

    def test_it_is_filled_once_ones_own_is_gone(self):
        self.cup.image_1920 = b64encode(drawn("green"))
        self.bring_cup(self.red)
        self.pull()
        self.cup.image_1920 = False
        self.pull()
        self.assertEqual(self.picture_of(self.cup), drawn("red"))

    def test_one_that_was_taken_over_and_then_taken_away_stays_away(self):
        self.bring_cup(self.red)
        self.pull()
        self.cup.image_1920 = False
        self.pull()
        self.assertEqual((self.cup.image_1920, self.gallery.asked), (False, ["/red.png"]))

    def test_a_new_picture_in_the_shop_changes_nothing_by_itself(self):
        self.bring_cup(self.red)
        self.pull()
        self.bring_cup(self.blue)
        self.pull()
        self.assertEqual(self.picture_of(self.cup), drawn("red"))

    def test_a_new_picture_in_the_shop_is_taken_where_the_shop_decides(self):
        self.decides("remote", "picture")
        self.bring_cup(self.red)
        self.pull()
        self.bring_cup(self.blue)
        self.pull()
        self.assertEqual(self.picture_of(self.cup), drawn("blue"))

    def test_what_waited_is_taken_once_the_shop_decides(self):
        self.bring_cup(self.red)
        self.pull()
        self.bring_cup(self.blue)
        self.pull()
        self.decides("remote", "picture")
        self.pull()
        self.assertEqual(self.picture_of(self.cup), drawn("blue"))

    def test_one_that_was_replaced_here_stays_whoever_decides(self):
        self.decides("remote", "picture")
        self.bring_cup(self.red)
        self.pull()
        self.cup.image_1920 = b64encode(drawn("green"))
        self.bring_cup(self.blue)
        self.pull()
        self.assertEqual(self.picture_of(self.cup), drawn("green"))

    def test_the_same_picture_at_another_address_is_not_new(self):
        self.decides("remote", "picture")
        self.bring_cup(self.red)
        self.pull()
        self.bring_cup(self.gallery.hang("/again.png", drawn("red")))
        self.assertEqual(self.pull().new_count, 0)
        self.assertEqual(self.pictures().state, "taken")

    def test_where_odoo_decides_nothing_is_fetched(self):
        self.decides("odoo", "picture")
        self.bring_cup(self.red)
        self.pull()
        self.assertEqual((self.cup.image_1920, self.gallery.asked), (False, []))

    def test_variants_have_their_own(self):
        shirt = self.shirts(self.red, self.blue, image=self.red)
        self.pull()
        small, large = shirt.product_variant_ids.sorted("default_code")
        self.assertEqual(self.picture_of(shirt), drawn("red"))
        self.assertFalse(small.image_variant_1920)
        self.assertEqual(self.picture_of(large, "image_variant_1920"), drawn("blue"))

    def test_a_product_whose_variants_alone_have_pictures_has_that_of_the_first(self):
        shirt = self.shirts(self.red, self.blue)
        self.pull()
        self.assertEqual(self.picture_of(shirt), drawn("red"))

    def test_variants_of_a_product_with_a_picture_of_ones_own_get_none(self):
        shirt = self.shirts(self.red, self.blue, image=self.red)
        shirt.image_1920 = b64encode(drawn("green"))
        self.pull()
        self.assertFalse(any(shirt.product_variant_ids.mapped("image_variant_1920")))

    def test_products_read_before_there_was_a_feed_are_looked_at_again(self):
        message = self.bring_cup(self.red)
        self.connection.feed_ids.filtered(lambda feed: feed.resource == "picture").unlink()
        self.connection._complete()
        self.assertEqual(message.state, "new")
