from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import ChannelCase
from .papers import line, order


class TestQuestions(ChannelCase):
    """What only a person can say is asked once, and the answer corrects what waits for it."""

    def setUp(self):
        super().setUp()
        self.user = new_test_user(self.env, "marc", name="Marc", groups="omni_base.group_user")

    def unknown(self, number=1, **values):
        """Let an order of a thing come in that no product is known of."""
        row = line(sku="VASE", listing_id="v-9", name="Blue vase", **values)
        return self.sell(row, external_id=f"u{number}", name=f"#u{number}")

    def question(self, kind="product"):
        return self.env["omni.question"].search([("kind", "=", kind)])

    def answer(self, **answer):
        question = self.question("product" if "product_id" in answer else "delivery")
        question = question.with_user(self.user)
        question.write(answer)
        notice = question.action_answer()
        self.drain()
        self.env.invalidate_all()
        return notice["params"]["message"]

    def test_a_product_is_asked_for_once_however_often_it_is_ordered(self):
        self.unknown(1)
        self.unknown(2)
        self.assertEqual(len(self.question()), 1)

    def test_the_question_is_a_problem_with_its_cause(self):
        self.unknown()
        problem = self.env["omni.problem"].search([("res_model", "=", "omni.question")])
        self.assertEqual((problem.severity, problem.subject), ("error", "Blue vase"))
        self.assertIn("No product has the SKU “VASE”", problem.reason)

    def test_the_bell_leads_to_it(self):
        self.unknown()
        newest = self.env["omni.bell"].with_user(self.user).problems()["newest"]
        self.assertIn(
            ("omni.question", self.question().id), [(n["model"], n["id"]) for n in newest]
        )

    def test_it_is_an_activity_until_it_is_answered(self):
        self.unknown()
        self.end_transaction()
        self.assertTrue(self.connection.activity_ids)
        self.answer(product_id=self.cup.id)
        self.assertFalse(self.connection.activity_ids)

    def test_it_says_how_many_orders_wait(self):
        self.unknown(1)
        self.unknown(2)
        self.assertEqual(self.question().with_user(self.user).waiting_count, 2)

    def test_the_answer_is_put_on_the_order(self):
        sale = self.unknown()
        self.answer(product_id=self.cup.id)
        self.assertEqual(sale.order_line.product_id, self.cup)

    def test_the_product_is_reserved_then(self):
        sale = self.unknown(quantity=3)
        self.answer(product_id=self.cup.id)
        self.assertEqual(
            (sale.picking_ids.state, sale.picking_ids.move_ids.product_uom_qty), ("assigned", 3)
        )

    def test_name_price_taxes_and_total_stay_the_shops(self):
        sale = self.unknown(price="30.00", discount="3.00")
        before = sale.order_line.read(["name", "price_unit", "discount", "tax_ids", "price_total"])
        self.answer(product_id=self.cup.id)
        after = sale.order_line.read(["name", "price_unit", "discount", "tax_ids", "price_total"])
        self.assertEqual((after, sale.amount_total), (before, 27.0))

    def test_all_orders_that_wait_are_corrected(self):
        sales = self.unknown(1) | self.unknown(2)
        message = self.answer(product_id=self.cup.id)
        self.assertEqual(sales.order_line.product_id, self.cup)
        self.assertIn("2", message)

    def test_it_is_no_longer_to_be_reviewed(self):
        sale = self.unknown()
        self.assertTrue(sale.omni_review)
        self.answer(product_id=self.cup.id)
        self.assertFalse(sale.omni_review)

    def test_what_else_is_to_be_reviewed_stays(self):
        sale = self.unknown()
        sale.omni_review += "\nAsk for the colour."
        self.answer(product_id=self.cup.id)
        self.assertEqual(sale.omni_review, "Ask for the colour.")

    def test_the_orders_chatter_says_what_changed(self):
        sale = self.unknown()
        self.answer(product_id=self.cup.id)
        self.assertIn("Blue vase", sale.message_ids[:1].body)

    def test_the_listing_has_the_product(self):
        self.unknown()
        self.answer(product_id=self.cup.id)
        listing = self.env["omni.listing"].search([("external_id", "=", "v-9")])
        self.assertEqual((listing.product_id, listing.match), (self.cup, "person"))

    def test_the_next_order_finds_it(self):
        self.unknown(1)
        self.answer(product_id=self.cup.id)
        self.assertEqual(self.unknown(2).order_line.product_id, self.cup)

    def test_a_thing_without_a_listing_is_remembered_by_its_sku(self):
        self.sell(line(sku="VASE"))
        self.answer(product_id=self.cup.id)
        sale = self.sell(line(sku="VASE"), external_id="42")
        self.assertEqual((sale.order_line.product_id, sale.omni_review), (self.cup, False))

    def test_choosing_the_product_on_the_listing_answers_it(self):
        sale = self.unknown()
        self.question().listing_id.product_id = self.cup
        self.drain()
        self.assertEqual(
            (self.question().state, sale.order_line.product_id), ("answered", self.cup)
        )

    def test_a_product_that_gets_the_sku_answers_it(self):
        sale = self.sell(line(sku="VASE"))
        vase = self.make_product("Vase", "VASE", stock=4)
        self.drain()
        self.assertEqual((self.question().state, sale.order_line.product_id), ("answered", vase))

    def test_another_answer_corrects_what_has_not_left(self):
        sale = self.unknown()
        self.answer(product_id=self.cup.id)
        self.answer(product_id=self.teapot.id)
        moves = sale.picking_ids.move_ids.filtered(lambda move: move.state != "cancel")
        self.assertEqual((sale.order_line.product_id, moves.product_id), (self.teapot, self.teapot))

    def test_an_order_that_has_been_shipped_is_left_alone(self):
        sale = self.sell(line(1), line(2, sku="VASE", name="Blue vase"))
        self.ship(sale.picking_ids)
        self.answer(product_id=self.cup.id)
        self.assertEqual(sale.order_line[1].product_id.default_code, "OMNI-ITEM")

    def test_an_order_that_is_invoiced_is_left_alone_and_its_message_says_why(self):
        sale = self.unknown()
        sale.order_line.qty_delivered = 1
        sale._create_invoices()
        self.answer(product_id=self.cup.id)
        message = self.env["omni.message"].search([("origin", "=", "person")])
        self.assertEqual(sale.order_line.product_id.default_code, "OMNI-ITEM")
        self.assertIn("invoice", message.reason)

    def test_a_line_that_somebody_corrected_by_hand_is_left_alone(self):
        sale = self.unknown()
        sale.order_line.product_id = self.teapot
        self.answer(product_id=self.cup.id)
        self.assertEqual(sale.order_line.product_id, self.teapot)

    def test_without_an_answer_there_is_nothing_to_use(self):
        self.unknown()
        with self.assertRaises(UserError):
            self.question().with_user(self.user).action_answer()

    def test_nothing_else_of_a_question_can_be_changed(self):
        self.unknown()
        with self.assertRaises(AccessError):
            self.question().with_user(self.user).write({"state": "answered"})

    def test_what_is_ignored_is_not_asked_again(self):
        self.unknown(1)
        self.question().with_user(self.user)._ignore("sold out for good")
        self.unknown(2)
        question = self.question()
        self.assertEqual(
            (question.state, question.note, question.closed_by_id),
            ("ignored", "sold out for good", self.user),
        )

    def test_another_companys_question_is_not_seen(self):
        self.unknown()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="omni_base.group_manager",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        self.assertFalse(self.env["omni.question"].with_user(stranger).search([]))
        self.assertFalse(self.env["omni.problem"].with_user(stranger).search([]))

    def test_known_products_ask_nothing(self):
        self.sell()
        self.assertFalse(self.question())

    def test_an_inactive_currency_is_activated_by_one_press(self):
        dollar = self.env["res.currency"].with_context(active_test=False)
        dollar = dollar.search([("name", "=", "CHF")])
        dollar.active = False
        messages = self.bring(order(currency="CHF"), order(currency="CHF", external_id="42"))
        messages[0].action_mend()
        self.assertEqual((dollar.active, set(messages.mapped("state"))), (True, {"rung"}))


class TestDeliveryQuestions(ChannelCase):
    """Which shipping method a way of delivery in the shop is."""

    def setUp(self):
        super().setUp()
        product = self.env["product.product"].create({"name": "Carriage", "type": "service"})
        self.method = self.env["delivery.carrier"].create(
            {"name": "Colissimo", "product_id": product.id, "delivery_type": "fixed"}
        )

    def bought(self, number=1, name="Colissimo Domicile", **values):
        shipping = line(2, "6.90", kind="shipping", name=name)
        return self.sell(line(1), shipping, external_id=f"d{number}", **values)

    def question(self):
        return self.env["omni.question"].search([("kind", "=", "delivery")])

    def answer(self):
        self.question().carrier_id = self.method
        self.question().action_answer()
        self.drain()

    def test_it_is_asked_once(self):
        self.bought(1)
        self.bought(2, name="COLISSIMO domicile")
        self.assertEqual(self.question().name, "Colissimo Domicile")

    def test_the_order_keeps_what_the_buyer_chose(self):
        self.assertEqual(self.bought().omni_delivery, "Colissimo Domicile")

    def test_the_answer_is_set_on_order_and_transfer(self):
        sale = self.bought()
        self.answer()
        self.assertEqual((sale.carrier_id, sale.picking_ids.carrier_id), (self.method,) * 2)

    def test_the_next_order_has_it_from_the_start(self):
        self.bought(1)
        self.answer()
        sale = self.bought(2)
        self.assertEqual((sale.carrier_id, sale.picking_ids.carrier_id), (self.method,) * 2)

    def test_the_price_that_the_buyer_paid_stays(self):
        sale = self.bought()
        self.answer()
        self.assertEqual(sale.amount_total, 30.9)

    def test_a_method_that_somebody_chose_on_the_order_stays(self):
        other = self.method.copy()
        sale = self.bought()
        sale.carrier_id = other
        self.answer()
        self.assertEqual(sale.carrier_id, other)

    def test_an_order_that_the_shop_has_shipped_asks_nothing(self):
        self.bought(fulfilled=True)
        self.assertFalse(self.question())

    def test_a_company_without_shipping_methods_is_not_asked(self):
        self.env["delivery.carrier"].search([]).action_archive()
        self.bought()
        self.assertFalse(self.question())

    def test_another_connection_is_asked_on_its_own(self):
        self.bought()
        self.answer()
        self.connection = self.connect(name="Market")
        self.bought(2)
        self.assertEqual(sorted(self.question().mapped("state")), ["answered", "open"])
