from odoo import fields

from .common import ChannelCase
from .papers import order


class TestOpenOrders(ChannelCase):
    """What has not left yet is read once more every day, whatever the shop's clock says of it."""

    def setUp(self):
        super().setUp()
        self.sale = self.sell(ordered_at=fields.Datetime.now().isoformat() + "Z")

    def rung(self):
        self.env["sale.order"]._cron_omni_read_open_orders()
        return self.env["omni.message"].search([("state", "=", "rung")])

    def test_an_order_that_waits_to_be_sent_is_asked_for(self):
        rung = self.rung()
        self.assertEqual((rung.resource, rung.external_id), ("order", "41"))

    def test_an_order_that_has_left_is_not(self):
        self.sale.picking_ids.button_validate()
        self.assertFalse(self.rung())

    def test_a_cancelled_order_is_not(self):
        self.sale._action_cancel()
        self.assertFalse(self.rung())

    def test_an_order_of_last_season_is_not(self):
        self.sale.date_order = fields.Datetime.subtract(fields.Datetime.now(), days=90)
        self.assertFalse(self.rung())

    def test_nothing_is_asked_of_a_shop_that_is_not_connected(self):
        self.connection.state = "suspended"
        self.assertFalse(self.rung())

    def test_many_orders_cost_no_more_queries(self):
        self.rung().unlink()
        few = self.queries()
        self.bring(*(order(external_id=str(number)) for number in range(50, 70)))
        self.assertLessEqual(self.queries(), few)

    def queries(self):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.rung()
        return self.env.cr.sql_log_count - before
