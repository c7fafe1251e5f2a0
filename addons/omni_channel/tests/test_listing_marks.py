from odoo.addons.omni_base.core.documents import Doorbell, Product, Variant

from .common import ChannelCase


class TestListingMarks(ChannelCase):
    """Deliveries that tell nothing new of a product are not read."""

    def setUp(self):
        super().setUp()
        variant = Variant(external_id="2", sku="CUP", mark="m-cup")
        cup = Product(external_id="2", name="Cup", variants=(variant,), mark="m-cup")
        parts = tuple(
            Variant(external_id=key, sku=sku, mark=f"m-{key}")
            for key, sku in (("31", "TEAPOT"), ("32", "LID"))
        )
        pot = Product(external_id="3", name="Teapot", variants=parts, mark="m-pot")
        self.process(self.store("product", cup, pot))
        self.cup_listing = self.env["omni.listing"].search([("external_id", "=", "2")])

    def ring(self, thing, mark, external_id="", quantity=None):
        """Let a delivery come in; return the message that it became."""
        bell = Doorbell(
            resource="product",
            external_ids=(external_id or thing,),
            thing=thing,
            mark=mark,
            quantity=quantity,
        )
        payload = self.connection._keep_payload("in", b"{}", "product")
        self.connection._store_read(bell, payload)
        return self.env["omni.message"].search([("payload_id", "=", payload.id)])

    def test_a_product_that_is_as_it_was_read_is_not_read_again(self):
        message = self.ring("2", "m-cup")
        self.assertEqual(message.state, "ignored")
        self.assertIn("Only its stock has changed", message.reason)

    def test_our_own_number_is_named(self):
        location = self.env["omni.channel.location"].search(
            [("connection_id", "=", self.connection.id)], limit=1
        )
        self.env["omni.listing.level"].create(
            {
                "listing_id": self.cup_listing.id,
                "location_id": location.id,
                "acknowledged_quantity": 7,
            }
        )
        self.assertIn("Our own change", self.ring("2", "m-cup", quantity=7).reason)

    def test_a_product_that_was_edited_is_read(self):
        self.assertEqual(self.ring("2", "other").state, "rung")

    def test_an_edit_that_was_read_is_known(self):
        variant = Variant(external_id="2", sku="CUP", mark="new")
        self.process(
            self.store("product", Product(external_id="2", name="Mug", variants=(variant,)))
        )
        self.assertEqual(self.ring("2", "new").state, "ignored")
        self.assertEqual(self.ring("2", "m-cup").state, "rung")

    def test_a_variation_is_known_by_itself(self):
        self.assertEqual(self.ring("31", "m-31", external_id="3").state, "ignored")

    def test_the_product_of_variations_is_known_too(self):
        self.assertEqual(self.ring("3", "m-pot").state, "ignored")

    def test_what_is_archived_here_is_read(self):
        self.cup_listing.active = False
        self.assertEqual(self.ring("2", "m-cup").state, "rung")

    def test_another_shop_s_product_is_read(self):
        self.connection = self.connect(name="Other stall")
        self.assertEqual(self.ring("2", "m-cup").state, "rung")
