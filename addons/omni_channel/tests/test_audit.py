from datetime import datetime, timezone

import msgspec
from psycopg2 import OperationalError

from odoo.exceptions import UserError
from odoo.service.model import call_kw

from .common import ChannelCase
from .papers import line, order
from .stall import COUNTER


class TestAudit(ChannelCase):
    """What a live shop shows is compared with what it should; each difference has its cause."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.other = self.list_product(self.cup, "v-2")
        self.go_live()
        self.drain()
        self.connection.repairs_drift = False

    def shown(self, pieces, listing=None):
        COUNTER.there[(listing or self.listing).stock_id] = pieces

    def compare(self):
        """Run the nightly job; return the newest comparison."""
        self.end_transaction()
        self.env["omni.audit"].search([]).write({"started_at": "2026-01-01 00:00:00"})
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.audit"]._cron_audit()
        self.env.invalidate_all()
        return self.env["omni.audit"].search([], limit=1)

    def causes(self):
        return self.compare().drift_ids.mapped("cause")

    def test_a_shop_that_shows_what_it_should_has_no_difference(self):
        audit = self.compare()
        self.assertEqual((audit.state, audit.compared_count, audit.drift_count), ("done", 2, 0))

    def test_a_number_changed_in_the_shop_is_told_with_both_numbers(self):
        self.shown(3)
        drift = self.compare().drift_ids
        self.assertEqual((drift.cause, drift.here, drift.there), ("edited", "20", "3"))

    def test_a_change_that_was_never_told(self):
        self.put(self.teapot, 5)
        self.end_transaction()
        self.intents("stock").unlink()
        self.assertEqual(self.causes(), ["lost_push"])

    def test_a_shop_that_says_yes_and_changes_nothing(self):
        COUNTER.keeps.add(self.listing.stock_id)
        self.put(self.teapot, 5)
        self.drain()
        self.assertEqual(self.causes(), ["not_applied"])

    def test_pieces_on_an_order_that_waits(self):
        sold = line(quantity=2, listing_id="v-1")
        self.bring(order(sold, payment="pending"))
        self.shown(18)
        self.assertEqual(self.causes(), ["late_order"])

    def test_pieces_that_wait_and_are_promised_already_explain_nothing_more(self):
        sold = line(quantity=2, listing_id="v-1")
        self.bring(order(sold, payment="pending", holds_stock=True))
        self.drain()
        self.shown(16)
        self.assertEqual(self.causes(), ["edited"])

    def test_a_listing_that_was_given_another_product_behind_our_back(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE omni_listing SET product_id = %s WHERE id = %s",
            [self.cup.id, self.listing.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.causes(), ["mapping"])

    def test_a_product_that_the_shop_counts_no_more(self):
        del COUNTER.there[self.listing.stock_id]
        self.assertEqual(self.causes(), ["not_counted"])

    def test_what_is_still_to_be_told_is_no_difference(self):
        self.put(self.teapot, 5)
        audit = self.compare()
        self.assertEqual((audit.drift_count, audit.waiting_count), (0, 1))

    def test_a_number_that_was_never_told_at_all(self):
        self.listing.level_ids.unlink()
        self.shown(3)
        self.assertEqual(self.causes(), ["never_told"])

    def test_what_was_never_told_and_is_right_is_no_difference(self):
        self.listing.level_ids.unlink()
        self.assertEqual(self.causes(), [])

    def test_what_was_never_told_and_is_not_counted_there_is_no_difference(self):
        self.listing.level_ids.unlink()
        del COUNTER.there[self.listing.stock_id]
        self.assertEqual(self.causes(), [])

    def test_repairing_tells_what_was_never_told(self):
        self.listing.level_ids.unlink()
        self.shown(3)
        self.compare().drift_ids.action_repair()
        self.drain()
        self.assertEqual(COUNTER.there[self.listing.stock_id], 20)

    def test_repairing_sets_the_number_of_odoo_again(self):
        self.shown(3)
        self.compare().drift_ids.action_repair()
        self.drain()
        self.assertEqual(COUNTER.there[self.listing.stock_id], 20)

    def test_a_repair_expects_what_was_read(self):
        self.shown(3)
        self.compare().drift_ids.action_repair()
        self.drain()
        self.assertEqual(COUNTER.levels[-1][0].expected, 3)

    def test_what_is_surely_a_fault_is_repaired_by_itself(self):
        self.connection.repairs_drift = True
        self.shown(3)
        self.assertEqual(self.compare().drift_ids.state, "repaired")

    def test_more_differences_than_the_limit_wait_for_a_person(self):
        self.connection.write({"repairs_drift": True, "repair_limit": 1})
        self.shown(3)
        self.shown(4, self.other)
        audit = self.compare()
        self.assertEqual((audit.open_count, audit.drift_ids.mapped("state")), (2, ["open"] * 2))

    def test_what_a_person_must_look_at_is_a_warning(self):
        self.shown(3)
        self.compare()
        notice = self.env["omni.notice"].search([("kind", "=", "drift")])
        self.assertIn("1 difference", notice.text)

    def test_the_warning_ends_with_the_last_difference(self):
        self.shown(3)
        self.compare().drift_ids.action_ignore()
        notice = self.env["omni.notice"].search([("kind", "=", "drift")])
        self.assertEqual(notice.state, "over")

    def test_a_difference_that_is_gone_next_time_is_closed(self):
        self.shown(3)
        drift = self.compare().drift_ids
        self.shown(20)
        self.compare()
        self.assertEqual(drift.state, "gone")

    def test_what_cannot_be_repaired_says_where_to_look(self):
        del COUNTER.there[self.listing.stock_id]
        with self.assertRaisesRegex(UserError, "What to do"):
            self.compare().drift_ids.action_repair()

    def test_a_lost_database_is_no_fault_of_the_program(self):
        COUNTER.error = OperationalError("server closed the connection unexpectedly")
        with self.assertRaises(OperationalError):
            self.compare()

    def test_the_button_is_pressed_as_the_web_client_does(self):
        action = call_kw(self.env["omni.audit"], "action_compare_now", [[]], {})
        self.assertIn("starts now", action["params"]["message"])

    def test_a_connection_in_test_mode_is_not_compared(self):
        self.connection.mode = "test"
        self.shown(3)
        self.assertFalse(self.compare())

    def test_many_listings_are_read_in_the_largest_batches(self):
        self.env["omni.listing"].create(
            [
                {**self.listing.copy_data()[0], "external_id": f"m-{n}", "stock_id": f"m-{n}"}
                for n in range(300)
            ]
        )
        self.connection._offer_stock()
        self.drain()
        COUNTER.reads.clear()
        audit = self.compare()
        self.assertEqual((audit.compared_count, audit.drift_count), (302, 0))
        self.assertEqual([len(levels) for levels in COUNTER.reads], [100, 100, 100, 2])

    def test_what_differs_is_read_twice_and_the_rest_once(self):
        self.shown(3)
        COUNTER.reads.clear()
        self.compare()
        self.assertEqual([len(levels) for levels in COUNTER.reads], [2, 1])


class TestAuditOfOrders(ChannelCase):
    """The states of the orders of two weeks, there and here."""

    def setUp(self):
        super().setUp()
        self.list_product(self.teapot)
        self.go_live()
        now = datetime.now(timezone.utc).replace(microsecond=0)
        self.document = order(line(listing_id="v-1"), ordered_at=now)
        message = self.bring(self.document)
        self.sale = self.env["sale.order"].browse(message.res_id)
        self.drain()

    compare = TestAudit.compare

    def there(self, **values):
        document = msgspec.structs.replace(self.document, **values)
        COUNTER.orders[document.external_id] = document

    def causes(self):
        return self.compare().drift_ids.mapped("cause")

    def test_an_order_as_it_is_there_is_no_difference(self):
        self.there()
        self.assertEqual(self.causes(), [])

    def test_an_order_that_was_cancelled_there(self):
        self.there(cancelled_at=datetime.now(timezone.utc))
        self.assertEqual(self.causes(), ["cancelled"])

    def test_its_states_are_told_in_the_language_of_their_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.there(cancelled_at=datetime.now(timezone.utc))
        drift = self.compare().drift_ids
        french = drift.with_context(lang="fr_FR")
        self.assertEqual((drift.here_shown, drift.there_shown), ("Confirmed", "Cancelled"))
        self.assertEqual((french.here_shown, french.there_shown), ("Confirmée", "Annulée"))

    def test_an_order_that_is_shipped_there_and_waits_here(self):
        self.there(fulfilled=True)
        self.assertEqual(self.causes(), ["unsent"])

    def test_a_shipment_that_the_shop_does_not_show(self):
        self.ship(self.sale.picking_ids)
        self.drain()
        self.there(fulfilled=False)
        self.connection.repairs_drift = False
        self.assertEqual(self.causes(), ["not_shipped"])

    def test_its_repair_tells_the_shipment_again(self):
        self.ship(self.sale.picking_ids)
        self.drain()
        self.there(fulfilled=False)
        self.compare()
        self.drain()
        self.assertEqual(len(COUNTER.shipments), 2)
