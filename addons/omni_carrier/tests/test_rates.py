from odoo.exceptions import UserError

from .carrier_wire import option
from .common import CarrierCase


class TestRates(CarrierCase):
    def compare(self, picking):
        return self.env["omni.rate.wizard"].browse(picking.action_omni_compare()["res_id"])

    def test_offers_are_listed_cheapest_first(self):
        lines = self.compare(self.make_transfer()).line_ids
        self.assertEqual(lines.filtered("has_price").mapped("price"), [4.9, 7.35, 12.5])

    def test_the_cheapest_and_the_fastest_are_marked(self):
        lines = self.compare(self.make_transfer()).line_ids
        marked = [(line.service_code, line.badge) for line in lines if line.badge]
        self.assertEqual(marked, [("colissimo:home", "Cheapest"), ("chronopost:13", "Fastest")])

    def test_a_pickup_service_is_the_cheapest_where_the_buyer_chose_a_point(self):
        picking = self.make_transfer()
        picking.omni_service_point = "4711"
        cheapest = self.compare(picking).line_ids.filtered("is_cheapest")
        self.assertEqual(cheapest.service_code, "mondial:point")

    def test_an_offer_for_trials_is_never_the_best(self):
        letter = option("sendcloud:letter", "0.00", 1)
        letter["carrier"]["code"] = "sendcloud"
        self.wire.options.append(letter)
        lines = self.compare(self.make_transfer()).line_ids
        line = lines.filtered(lambda one: one.service_code == "sendcloud:letter")
        self.assertFalse(line.badge)

    def test_the_transit_time_is_in_days(self):
        lines = self.compare(self.make_transfer()).line_ids
        self.assertEqual(
            lines.filtered("has_price").mapped("transit"), ["3 days", "2 days", "1 day"]
        )

    def test_an_offer_without_a_price_says_why(self):
        line = self.compare(self.make_transfer()).line_ids.filtered(lambda one: not one.has_price)
        self.assertIn("no price", line.needs)

    def test_a_pickup_service_says_so(self):
        line = self.compare(self.make_transfer()).line_ids[0]
        self.assertIn("to a pick-up point", line.needs)

    def test_a_connection_that_fails_is_a_line_and_the_others_are_shown(self):
        broken = self.connect(self.env.company)
        broken.name = "Broken"
        broken.credential_ids.filtered(
            lambda row: row.name == "address"
        ).sudo().plain = "http://127.0.0.1:9/api/v3"
        lines = self.compare(self.make_transfer()).line_ids
        self.assertEqual(
            (lines[-1].is_failure, lines[-1].carrier_name, len(lines)), (True, "Broken", 5)
        )

    def test_choosing_an_offer_makes_its_shipping_method(self):
        picking = self.make_transfer(method=self.env["delivery.carrier"])
        lines = self.compare(picking).line_ids
        lines.filtered(lambda one: one.service_code == "chronopost:13").action_choose()
        method = picking.carrier_id
        self.assertEqual(
            (method.name, method.delivery_type, method.omni_service_code),
            ("Chronopost 13", "omni", "chronopost:13"),
        )

    def test_choosing_the_same_offer_twice_makes_one_method(self):
        first, second = self.make_transfer(), self.make_transfer()
        for picking in (first, second):
            lines = self.compare(picking).line_ids
            lines.filtered(lambda one: one.service_code == "chronopost:13").action_choose()
        self.assertEqual(first.carrier_id, second.carrier_id)

    def test_an_existing_method_of_the_service_is_used(self):
        picking = self.make_transfer(method=self.env["delivery.carrier"])
        lines = self.compare(picking).line_ids
        lines.filtered(lambda one: one.service_code == "colissimo:home").action_choose()
        self.assertEqual(picking.carrier_id, self.method)

    def test_the_quoted_price_is_the_cost_of_the_label(self):
        picking = self.make_transfer()
        lines = self.compare(picking).line_ids
        lines.filtered(lambda one: one.service_code == "colissimo:home").action_choose()
        self.wire.options = []
        self.validate(picking)
        self.assertEqual(picking.carrier_price, 7.35)

    def test_the_cheapest_is_one_press_away(self):
        picking = self.make_transfer()
        self.compare(picking).action_choose_cheapest()
        self.assertEqual(picking.carrier_id.omni_service_code, "colissimo:home")

    def test_a_product_without_weight_is_named_before_anything_is_asked(self):
        self.product.weight = 0
        wizard = self.compare(self.make_transfer())
        self.assertIn("Teapot", wizard.warning)
        self.assertFalse(wizard.is_asked)

    def test_a_typed_weight_is_asked_for(self):
        self.product.weight = 0
        wizard = self.compare(self.make_transfer())
        wizard.weight = 2.5
        wizard.action_ask()
        self.assertEqual(self.wire.requests[-1][2]["parcels"][0]["weight"]["value"], "2.500")

    def test_a_typed_weight_is_the_labels_weight(self):
        self.product.weight = 0
        picking = self.make_transfer()
        wizard = self.compare(picking)
        wizard.weight = 2.5
        wizard.action_ask()
        wizard.line_ids.filtered(lambda one: one.service_code == "colissimo:home").action_choose()
        self.validate(picking)
        self.assertEqual(self.wire.purchases()[0]["parcels"][0]["weight"]["value"], "2.500")

    def test_a_weight_that_nobody_typed_leaves_room_for_the_box(self):
        self.method.omni_package_type_id = self.env["stock.package.type"].create(
            {"name": "Box", "base_weight": 0.2}
        )
        picking = self.make_transfer()
        lines = self.compare(picking).line_ids
        lines.filtered(lambda one: one.service_code == "colissimo:home").action_choose()
        self.validate(picking)
        self.assertEqual(self.wire.purchases()[0]["parcels"][0]["weight"]["value"], "1.800")

    def test_without_a_connected_carrier_the_person_is_told_what_to_do(self):
        self.connection.sudo().state = "draft"
        with self.assertRaisesRegex(UserError, "Connect one under"):
            self.make_transfer().action_omni_compare()

    def test_an_order_is_quoted_by_its_method(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [(0, 0, {"product_id": self.product.id, "product_uom_qty": 2})],
            }
        )
        self.assertEqual(self.method.omni_rate_shipment(order)["price"], 7.35)

    def test_an_order_that_cannot_be_quoted_says_why(self):
        self.wire.options = []
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [(0, 0, {"product_id": self.product.id, "product_uom_qty": 2})],
            }
        )
        self.assertIn("does not carry this", self.method.omni_rate_shipment(order)["error_message"])
