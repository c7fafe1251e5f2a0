from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import UnknownOutcome
from odoo.exceptions import UserError

from .price_case import PriceCase
from .stall import COUNTER


class TestOffers(PriceCase):
    """“Create in a shop”: a product that Odoo has, made there as a draft, once."""

    def setUp(self):
        super().setUp()
        self.go_live()

    def ask(self, products=None):
        templates = (products or self.cup).product_tmpl_id
        action = templates.action_omni_offer()
        wizard = self.env["omni.offer.ask"].browse(action["res_id"])
        wizard.connection_id = self.connection
        return wizard

    def create(self, products=None):
        self.ask(products).action_create()
        self.drain()
        self.env.invalidate_all()

    def offers(self):
        return self.env["omni.offer"].search([("connection_id", "=", self.connection.id)])

    def listings(self):
        return self.env["omni.listing"].search([("product_id", "=", self.cup.id)])

    def test_it_is_made_with_its_values(self):
        self.cup.write({"barcode": "3760000000017", "weight": 0.5})
        self.create()
        (offer,) = COUNTER.offers
        (variant,) = offer.product.variants
        told = (offer.product.name, variant.sku, variant.barcode, variant.price, variant.weight)
        self.assertEqual(told[:3], ("Cup", "CUP", "3760000000017"))
        self.assertEqual((float(variant.price), float(variant.weight)), (5, 0.5))

    def test_it_becomes_a_listing_with_its_product(self):
        self.create()
        self.assertEqual(self.listings().external_id, f"new-{self.cup.id}")

    def test_its_stock_is_told_then(self):
        self.create()
        self.assertEqual(COUNTER.there[f"new-{self.cup.id}"], 50)

    def test_it_is_made_once(self):
        self.create()
        with self.assertRaisesRegex(UserError, "in this shop already"):
            self.ask().action_create()

    def test_a_lost_answer_is_asked_for_with_the_same_reference(self):
        COUNTER.faults.append(UnknownOutcome("No answer."))
        COUNTER.faults.insert(0, UnknownOutcome("No answer."))
        self.create()
        self.assertEqual(self.offers().state, "wanted")
        reference = self.offers().reference
        COUNTER.faults.clear()
        self.intents("offer").action_retry()
        self.drain()
        self.assertEqual([offer.reference for offer in COUNTER.offers], [reference])

    def test_what_the_shop_refuses_is_a_problem_and_can_be_tried_again(self):
        self.ask().action_create()
        offer = self.offers()
        COUNTER.outcomes[str(offer.id)] = Outcome(
            key=str(offer.id), state="rejected", reason="The shop has this SKU already: CUP."
        )
        self.drain()
        self.assertIn("has this SKU already", self.intents("offer").reason)
        self.assertEqual(offer.state, "wanted")

    def test_in_test_mode_nothing_is_made(self):
        self.connection.action_back_to_test()
        self.create()
        self.assertFalse(COUNTER.offers)

    def test_it_waits_until_the_connection_is_live(self):
        self.connection.action_back_to_test()
        self.create()
        self.connection._go_live()
        self.intents("offer").write({"not_before": False})
        self.drain()
        self.assertEqual(len(COUNTER.offers), 1)

    def test_variants_bring_their_options(self):
        colour = self.env["product.attribute"].create({"name": "Colour"})
        names = [{"name": name, "attribute_id": colour.id} for name in ("White", "Blue")]
        values = self.env["product.attribute.value"].create(names)
        line = {"attribute_id": colour.id, "value_ids": [(6, 0, values.ids)]}
        jug = self.env["product.template"].create(
            {"name": "Jug", "list_price": 5, "attribute_line_ids": [(0, 0, line)]}
        )
        self.create(jug.product_variant_ids)
        options = [one.options for one in COUNTER.offers[0].product.variants]
        self.assertEqual(options, [(("Colour", "White"),), (("Colour", "Blue"),)])

    def test_a_picture_has_an_address_only_where_odoo_is_reached_by_https(self):
        self.cup.image_1920 = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQ"
            "AAAABJRU5ErkJggg=="
        )
        self.ask().action_create()
        self.assertEqual(self.offers()._pictures(), ())
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", "https://odoo.example.com")
        (address,) = self.offers()._pictures()
        self.assertRegex(address, r"^https://odoo\.example\.com/web/image/.+\.jpg\?access_token=")
