from msgspec.structs import replace

from .common import ChannelCase
from .papers import order


class TestChannelStatus(ChannelCase):
    """What each of a shop's order statuses means: known, said by a person, or asked."""

    def setUp(self):
        super().setUp()
        self.packing = self.status("packing")

    def status(self, code):
        return self.connection.status_ids.filtered(lambda row: row.code == code)

    def bring_unknown(self, number="41", **values):
        told = order(external_id=number, status="packing", is_status_unknown=True, **values)
        return self.bring(told)

    def question(self):
        return self.env["omni.question"].search([("kind", "=", "status")])

    def test_the_shop_s_statuses_are_on_the_connection(self):
        found = {row.code: (row.name, row.meaning) for row in self.connection.status_ids}
        self.assertEqual(found, {"open": ("Open", "paid"), "packing": ("Being packed", False)})

    def test_what_a_person_said_stays_when_it_is_tested_again(self):
        self.status("open").meaning = "ignored"
        self.connection.action_test()
        self.assertEqual(self.status("open").meaning, "ignored")

    def test_the_adapter_knows_what_was_said(self):
        self.packing.meaning = "fulfilled"
        with self.connection._session() as adapter:
            self.assertEqual(adapter.meanings, {"open": "paid", "packing": "fulfilled"})

    def test_a_new_order_in_an_unknown_status_waits(self):
        message = self.bring_unknown()
        self.assertEqual((message.state, message.severity), ("parked", "error"))

    def test_it_is_asked_once(self):
        for number in ("41", "42"):
            self.bring_unknown(number)
        self.assertEqual((len(self.question()), self.question().waiting_count), (1, 2))

    def test_the_question_has_the_shop_s_own_name(self):
        self.bring_unknown()
        self.assertEqual(self.question().name, "Being packed")

    def test_the_answer_is_kept_on_the_connection(self):
        self.bring_unknown()
        self.question().status_meaning = "paid"
        self.question().action_answer()
        self.assertEqual(self.packing.meaning, "paid")

    def test_what_waited_is_looked_at_again(self):
        message = self.bring_unknown()
        self.question().status_meaning = "paid"
        self.question().action_answer()
        self.assertNotEqual(message.state, "parked")

    def test_an_answer_on_the_connection_answers_the_question(self):
        message = self.bring_unknown()
        self.packing.meaning = "pending"
        self.assertEqual(self.question().state, "answered")
        self.assertNotEqual(message.state, "parked")

    def test_a_status_that_the_shop_did_not_list_can_be_answered(self):
        told = order(status="quote", is_status_unknown=True)
        self.bring(told)
        self.question().status_meaning = "ignored"
        self.question().action_answer()
        self.assertEqual(self.status("quote").meaning, "ignored")

    def test_orders_that_are_left_out_are_no_orders_here(self):
        message = self.bring(order(status="quote", is_ignored=True))
        self.assertEqual((message.state, message.res_id), ("ignored", 0))

    def test_an_order_that_is_here_follows_whatever_its_status_is_called(self):
        told = order()
        self.bring(told)
        changed = replace(told, status="packing", is_status_unknown=True, version="2026-07-09")
        message = self.bring(changed)
        self.assertEqual(message.state, "done")
        self.assertEqual(self.question().state, "open")
