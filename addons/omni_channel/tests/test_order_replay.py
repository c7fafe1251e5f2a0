from decimal import Decimal

from odoo.addons.omni_base.core.documents import Listing

from .common import ChannelCase
from .papers import AT, HOME, WORK, line, order

NEWER = "2026-07-02T08:00:00Z"


class TestOrderReplay(ChannelCase):
    """An order is processed again: it follows what is read now, and never undoes people's work."""

    def setUp(self):
        super().setUp()
        self.sale = self.sell()

    def told(self, *lines, **values):
        """Let a newer state of the order come in, which is only flagged at first."""
        self.bring(order(*lines, **{"version": NEWER, **values}))

    def again(self, *external_ids):
        """Process the newest state again; return its message."""
        messages = self.env["omni.message"]
        before = messages.search([])
        messages._replay(self.connection, "order", external_ids=list(external_ids or ["41"]))
        return self.process(messages.search([]) - before)

    def preview(self, *external_ids):
        """Return [(record, kind, what, now, then)] of the preview."""
        domain = [("external_id", "in", external_ids or ["41"])]
        with self.enter_registry_test_mode():
            action = self.env["omni.message"].search(domain).action_replay()
        wizard = self.env["omni.replay"].browse(action["res_id"])
        return [(row.name, row.kind, row.what, row.now, row.then) for row in wizard.row_ids]

    def values(self):
        return self.sale.order_line.mapped(lambda row: (row.name, row.product_uom_qty))

    def numbers(self):
        """Return the next number of orders and of transfers, and all that is counted here."""
        sequence = self.env["ir.sequence"].search([("code", "=", "sale.order")], limit=1)
        transfers = self.warehouse.out_type_id.sequence_id
        models = ("sale.order", "stock.picking", "res.partner", "mail.message", "omni.intent")
        counts = [self.env[model].search_count([]) for model in models]
        return [sequence.number_next_actual, transfers.number_next_actual, *counts]

    def test_the_same_again_shows_no_difference(self):
        self.assertFalse(self.preview())

    def test_the_same_again_changes_nothing(self):
        before = self.sale.read()
        self.assertEqual(self.again().reason, "Nothing that concerns Odoo changed.")
        after = self.sale.read()
        self.assertEqual(
            {
                name: (old, after[0][name])
                for name, old in before[0].items()
                if old != after[0][name]
            },
            {},
        )

    def test_a_line_that_was_changed_in_the_shop_is_shown_with_both_states(self):
        self.told(line(quantity=2))
        rows = {what: (now, then) for _name, _kind, what, now, then in self.preview()}
        self.assertIn("1 × [TEAPOT] Teapot", rows["“Teapot”"][0])
        self.assertIn("2 × [TEAPOT] Teapot", rows["“Teapot”"][1])
        self.assertEqual(rows["Total"], ("24.00\xa0€", "48.00\xa0€"))

    def test_a_line_that_was_changed_in_the_shop_is_followed(self):
        self.told(line(quantity=2))
        self.again()
        self.assertEqual((self.values(), self.sale.amount_total), ([("Teapot", 2.0)], 48.0))

    def test_the_reservation_follows(self):
        self.told(line(quantity=2))
        self.again()
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 2)

    def test_a_line_that_was_added_is_added(self):
        self.told(line(1), line(2, "6.00", sku="CUP", name="Cup"))
        self.again()
        self.assertEqual(self.values(), [("Teapot", 1.0), ("Cup", 1.0)])
        self.assertEqual(self.sale.picking_ids.move_ids.product_id, self.teapot | self.cup)

    def test_a_line_that_was_removed_is_ordered_no_more(self):
        self.sale = self.sell(line(1), line(2, "6.00", sku="CUP", name="Cup"), external_id="50")
        self.told(line(1), external_id="50")
        self.again("50")
        self.assertEqual(
            (self.values(), self.sale.amount_total), ([("Teapot", 1.0), ("Cup", 0.0)], 24.0)
        )

    def test_the_new_address_is_followed_to_the_transfer(self):
        self.told(delivery=WORK)
        self.again()
        places = self.sale.partner_shipping_id | self.sale.picking_ids.partner_id
        self.assertEqual(places.mapped("street"), ["8 rue de la Fosse"])

    def test_an_address_that_somebody_corrected_stays(self):
        self.sale.partner_shipping_id.street = "12 avenue de l'Opéra, code 1234"
        contacts = self.env["res.partner"].search_count([])
        self.again()
        self.assertEqual(self.env["res.partner"].search_count([]), contacts)
        self.assertIn("code 1234", self.sale.partner_shipping_id.street)

    def test_an_address_that_somebody_chose_stays_and_is_named(self):
        other = self.env["res.partner"].create({"name": "Neighbour", "city": "Paris"})
        self.sale.partner_shipping_id = other
        self.told(delivery=WORK)
        self.assertIn("Delivery Address", self.preview()[-1][4])
        self.again()
        self.assertEqual(self.sale.partner_shipping_id, other)

    def test_a_quantity_that_somebody_changed_stays(self):
        self.sale.order_line.product_uom_qty = 5
        self.told(line(quantity=2))
        self.again()
        self.assertEqual(self.sale.order_line.product_uom_qty, 5)

    def test_what_nobody_changed_is_followed_beside_what_somebody_did(self):
        self.sale.client_order_ref = "Birthday"
        self.told(line(quantity=2))
        self.again()
        self.assertEqual(
            (self.sale.client_order_ref, self.sale.order_line.product_uom_qty), ("Birthday", 2)
        )

    def test_a_line_that_somebody_added_stays(self):
        self.sale.order_line = [(0, 0, {"product_id": self.cup.id, "price_unit": 0})]
        self.told(line(quantity=2))
        self.again()
        self.assertIn(self.cup, self.sale.order_line.product_id)

    def test_a_shipped_order_is_not_changed_and_the_preview_says_why(self):
        self.ship(self.sale.picking_ids)
        self.told(line(quantity=2))
        (row,) = [row for row in self.preview() if row[1] == "kept"]
        self.assertIn("goods have left", row[4])
        self.again()
        self.assertEqual(self.sale.order_line.product_uom_qty, 1)

    def test_an_invoiced_order_is_not_changed(self):
        self.teapot.invoice_policy = "order"
        self.sale._create_invoices()
        self.told(line(quantity=2))
        self.assertIn("invoice", self.again().reason)
        self.assertEqual(self.sale.order_line.product_uom_qty, 1)

    def test_an_order_cancelled_here_stays_cancelled(self):
        self.sale._action_cancel()
        self.told(line(quantity=2))
        self.assertIn("cancelled here", self.again().reason)
        self.assertEqual(self.sale.state, "cancel")

    def test_an_order_cancelled_there_is_cancelled(self):
        self.told(cancelled_at=AT)
        self.assertEqual(self.sale.state, "cancel")
        self.again()
        self.assertEqual(self.sale.state, "cancel")

    def test_a_total_that_cannot_be_met_changes_nothing(self):
        self.told(line(quantity=2), total=Decimal("60.00"))
        message = self.again()
        self.assertEqual((message.state, self.sale.order_line.product_uom_qty), ("parked", 1))

    def test_the_rounding_line_follows(self):
        self.sale = self.sell(line(), external_id="51", total=Decimal("24.03"))
        self.assertEqual(self.sale.amount_total, 24.03)
        self.told(line(quantity=2), external_id="51", total=Decimal("48.01"))
        self.again("51")
        self.assertEqual((self.sale.amount_total, len(self.sale.order_line)), (48.01, 2))

    def test_a_locked_order_is_changed_and_stays_locked(self):
        self.sale.locked = True
        self.told(line(quantity=2))
        self.again()
        self.assertEqual((self.sale.order_line.product_uom_qty, self.sale.locked), (2, True))

    def test_a_change_asks_nobody_for_what_was_done(self):
        self.told(line(quantity=2))
        self.sale.activity_ids.unlink()
        self.sale.omni_review = False
        self.again()
        self.assertFalse(self.sale.activity_ids)

    def test_it_is_done_once(self):
        self.told(line(quantity=2))
        self.again()
        self.assertEqual(self.again().reason, "Nothing that concerns Odoo changed.")

    def test_a_preview_leaves_no_trace_and_uses_no_number(self):
        self.told(line(1, quantity=2), line(2, "6.00", sku="CUP", name="Cup"), delivery=WORK)
        parked = self.bring(order(external_id="60", name="#60", payment="pending"))
        self.connection.payment_rule = "always"
        self.end_transaction()
        before = self.numbers()
        rows = self.preview("41", "60")
        self.assertEqual(self.numbers(), before)
        self.assertEqual({row[1] for row in rows if row[0] == "#60"}, {"new"})
        self.assertEqual(parked.state, "parked")

    def test_what_would_not_be_imported_says_why(self):
        self.bring(order(external_id="61", payment="pending"))
        self.assertEqual(
            self.preview("61"), [("61", "kept", False, False, "The order is not paid yet.")]
        )

    def test_processing_again_imports_what_was_ignored(self):
        message = self.bring(order(external_id="62", payment="pending"))
        message._ignore("a friend")
        self.connection.payment_rule = "always"
        self.assertEqual(self.again("62").state, "done")

    def test_a_listing_shows_its_differences(self):
        self.bring_listings(Listing(external_id="v-1", name="Teapot", sku="TEAPOT"))
        self.env["omni.listing"].search([]).write({"name": "Old name"})
        message = self.env["omni.message"].search([("resource", "=", "listing")])
        with self.enter_registry_test_mode():
            wizard = self.env["omni.replay"].browse(message.action_replay()["res_id"])
        (row,) = wizard.row_ids
        self.assertEqual((row.now, row.then), ("Old name", "Teapot"))

    def test_many_unchanged_orders_cost_few_queries_each(self):
        orders = [order(external_id=f"many-{number}", billing=HOME) for number in range(20)]
        self.bring(*orders)
        messages = self.env["omni.message"]
        messages._replay(self.connection, "order", external_ids=[one.external_id for one in orders])
        waiting = messages.search([("origin", "=", "person"), ("state", "=", "new")])
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self.process(waiting)
