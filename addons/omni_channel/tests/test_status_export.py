from odoo.addons.omni_base.core.documents import Outcome
from odoo.exceptions import UserError

from .common import ChannelCase
from .stall import COUNTER, TellingStall


class TestStatusExport(ChannelCase):
    """What becomes of an order here, told to the shop."""

    @classmethod
    def connect(cls, company=None, **values):
        return super().connect(company, adapter_code=TellingStall.code, **values)

    def setUp(self):
        super().setUp()
        self.connection._go_live()
        self.sale = self.sell()
        self.end_transaction()
        self.env["omni.intent"].search([]).unlink()

    def told(self):
        """Return (order id, status, whether it is cancelled) of all that was told."""
        self.drain()
        return [
            (one.order_id, one.status, one.cancels) for call in COUNTER.statuses for one in call
        ]

    def test_the_shop_is_told_to_cancel(self):
        self.sale.action_omni_cancel_there()
        self.assertEqual(self.told(), [("41", "", True)])

    def test_it_is_told_once(self):
        self.sale.action_omni_cancel_there()
        self.told()
        self.assertEqual(len(self.told()), 1)
        self.assertFalse(self.sale.omni_status_wanted)

    def test_the_order_stands_here_until_the_shop_has_heard(self):
        self.sale.action_omni_cancel_there()
        self.told()
        self.assertEqual(self.sale.state, "sale")

    def test_what_is_refused_is_a_problem(self):
        key = str(self.sale.id)
        COUNTER.outcomes[key] = Outcome(key=key, state="rejected", reason="It is completed.")
        self.sale.action_omni_cancel_there()
        self.told()
        self.assertEqual(self.intents("status").reason, "It is completed.")

    def test_an_order_whose_goods_have_left_is_not_cancelled_there(self):
        self.ship(self.sale.picking_ids)
        with self.assertRaises(UserError):
            self.sale.action_omni_cancel_there()

    def test_in_test_mode_nothing_is_told(self):
        self.connection.mode = "test"
        self.sale.action_omni_cancel_there()
        self.assertEqual(self.told(), [])

    def test_a_confirmed_order_gets_the_status_that_was_chosen(self):
        packing = self.connection.status_ids.filtered(lambda row: row.code == "packing")
        self.connection.confirmed_status_id = packing
        self.sell(external_id="42")
        self.assertEqual(self.told(), [("42", "packing", False)])

    def test_without_a_choice_a_confirmed_order_is_not_told(self):
        self.sell(external_id="42")
        self.assertEqual(self.told(), [])

    def test_an_oversold_line_can_cancel_its_order_there(self):
        row = self.env["omni.oversold"].create(
            {
                "line_id": self.sale.order_line[0].id,
                "connection_id": self.connection.id,
                "missing": 1,
            }
        )
        row.action_cancel_there()
        self.assertEqual((row.state, self.told()), ("decided", [("41", "", True)]))
