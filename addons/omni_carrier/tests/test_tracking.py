import hashlib
import hmac
import json
from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from .common import CarrierCase


@tagged("post_install", "-at_install")
class TestTracking(CarrierCase):
    """Where a parcel is comes by itself, until it has arrived."""

    def setUp(self):
        super().setUp()
        self.picking = self.make_transfer()
        self.validate(self.picking)
        self.number = self.picking.carrier_tracking_ref
        self.label = self.labels(self.picking)
        self.parcel = self.label.parcel_ids
        self.feed = self.connection.feed_ids.filtered(lambda feed: feed.resource == "tracking")
        self.wire.requests.clear()

    def ask(self):
        """Let the feed run, and the workers after it."""
        with self.enter_registry_test_mode(), self.env.registry.cursor() as cr:
            env = self.env(cr=cr, su=True)
            env["omni.feed"]._cron_pull(self.feed.id)
            env["omni.drain"]._cron_drain(50)
        self.env.invalidate_all()

    def ring(self, number, action="parcel_status_changed"):
        told = {"action": action, "parcel": {"id": 100, "tracking_number": number}}
        body = json.dumps(told).encode()
        signature = hmac.new(b"hush-hush", body, hashlib.sha256).hexdigest()
        self.connection._ring({"sendcloud-signature": signature}, body)
        with self.enter_registry_test_mode(), self.env.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.drain"]._cron_drain(50)
        self.env.invalidate_all()
        return self.env["omni.message"].search([("connection_id", "=", self.connection.id)])[0]

    def paths(self):
        return [path for _method, path, _body in self.wire.requests]

    def test_the_feed_learns_where_a_parcel_is(self):
        self.wire.move(self.number, "in_transit", "On its way", expected_delivery_date="2026-07-03")
        self.ask()
        self.assertEqual(self.parcel.tracking_state, "in_transit")
        self.assertEqual(self.parcel.tracking_text, "On its way")
        self.assertEqual(self.parcel.tracked_at, fields.Datetime.to_datetime("2026-07-01 08:00:00"))
        self.assertEqual(self.parcel.expected_on, date(2026, 7, 3))

    def test_a_delivery_rings_and_the_parcel_is_read_again(self):
        self.wire.move(self.number, "delivered", "Delivered")
        message = self.ring(self.number)
        self.assertEqual((message.state, message.resource), ("done", "tracking"))
        self.assertEqual(self.parcel.tracking_state, "delivered")
        self.assertEqual(self.env["omni.label"].browse(message.res_id), self.label)

    def test_a_delivery_about_a_parcel_of_somebody_else_is_ignored_with_a_reason(self):
        self.wire.move("6A-other", "delivered")
        message = self.ring("6A-other")
        self.assertEqual(message.state, "ignored")
        self.assertIn("No label", message.reason)

    def test_a_delivery_that_is_not_followed_is_ignored_with_a_reason(self):
        message = self.ring(self.number, action="return_created")
        self.assertEqual(message.state, "ignored")
        self.assertIn("return_created", message.reason)

    def test_a_parcel_that_did_not_move_is_not_asked_about_again(self):
        self.wire.move(self.number, "in_transit")
        self.ask()
        self.wire.requests.clear()
        self.ask()
        self.assertEqual(self.paths(), ["/shipments"])

    def test_what_has_arrived_is_not_asked_about_any_more(self):
        self.wire.move(self.number, "delivered")
        self.ask()
        self.wire.requests.clear()
        self.ask()
        self.assertEqual(self.paths(), [])

    def test_a_cancelled_label_is_not_asked_about(self):
        self.label.state = "cancelled"
        self.assertFalse(self.connection._awaited_tracking())

    def test_a_parcel_of_long_ago_is_not_asked_about(self):
        self.label.requested_at = fields.Datetime.now() - timedelta(days=61)
        self.assertFalse(self.connection._awaited_tracking())

    def test_a_parcel_of_another_connection_is_not_asked_about(self):
        self.assertFalse(self.connect(self.env.company)._awaited_tracking())

    def test_an_exception_makes_one_activity_for_a_person(self):
        self.wire.move(self.number, "attempted", "Nobody was at home")
        self.ask()
        activity = self.picking.activity_ids
        self.assertEqual(activity.summary, "Parcel: Exception")
        self.assertIn("Nobody was at home", activity.note)
        self.wire.move(self.number, "attempted", "Nobody again")
        self.ask()
        self.assertEqual(len(self.picking.activity_ids), 1)
        self.assertEqual(self.parcel.tracking_text, "Nobody again")

    def test_the_carriers_words_are_no_markup_in_the_activity(self):
        self.wire.move(self.number, "attempted", "<b>boom</b>")
        self.ask()
        self.assertNotIn("<b>", self.picking.activity_ids.note)

    def test_a_return_makes_an_activity_and_ends_the_asking(self):
        self.wire.move(self.number, "returned_sender", "Back to you")
        self.ask()
        self.assertEqual(self.picking.activity_ids.summary, "Parcel: Returned")
        self.assertFalse(self.connection._awaited_tracking())

    def test_a_word_that_is_not_known_is_kept_and_flagged(self):
        self.wire.move(self.number, "beamed_up", "Energise!")
        self.ask()
        self.assertEqual(self.parcel.tracking_state, "unknown")
        self.assertEqual(self.parcel.tracking_word, "beamed_up")
        troubled = self.connection.action_open_troubled_labels()
        self.assertEqual(self.env["omni.label"].search(troubled["domain"]), self.label)
        message = self.env["omni.message"].search([("external_id", "=", self.number)])
        self.assertIn("beamed_up", message.reason)

    def test_an_older_event_that_comes_late_changes_nothing(self):
        self.wire.move(self.number, "in_transit")
        self.wire.move(self.number, "delivered")
        self.ask()
        del self.wire.news[self.number]["events"][1]
        self.ring(self.number)
        self.assertEqual(self.parcel.tracking_state, "delivered")

    def test_the_transfer_shows_where_its_parcel_is(self):
        self.wire.move(
            self.number, "in_delivery", "In the van", expected_delivery_date="2026-07-03"
        )
        self.ask()
        self.assertEqual(self.picking.omni_tracking_state, "out_for_delivery")
        self.assertEqual(self.picking.omni_tracking_news, "In the van")
        self.assertEqual(self.picking.omni_expected_on, date(2026, 7, 3))

    def test_of_several_parcels_the_label_shows_the_one_that_needs_a_look(self):
        second = self.parcel.copy({"tracking_number": "6A-second", "tracking_state": "exception"})
        self.parcel.tracking_state = "delivered"
        self.assertEqual(self.label.tracking_state, "exception")
        second.tracking_state = "in_transit"
        self.assertEqual(self.label.tracking_state, "in_transit")
        second.tracking_state = "delivered"
        self.assertEqual(self.label.tracking_state, "delivered")

    def test_fifty_parcels_are_written_with_few_queries(self):
        numbers = [f"6A-{position}" for position in range(50)]
        self.env["omni.label.parcel"].create(
            [{"label_id": self.label.id, "tracking_number": number} for number in numbers]
        )
        for number in numbers:
            self.wire.move(number, "in_transit", number)
        with self.connection._session() as adapter:
            items = adapter.pull_tracking_by_id(numbers)
            events = [adapter.read_tracking(item.body) for item in items]
        messages = self.env["omni.message"]._store(
            self.connection,
            [{"resource": "tracking", "external_id": one, "state": "new"} for one in numbers],
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            self.connection._import_tracking(list(zip(messages, events, strict=True)))
            self.env.flush_all()
