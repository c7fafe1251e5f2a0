from odoo.addons.omni_base.tests.rpc_case import RpcCase
from odoo.tests import tagged

from .common import ChannelCase
from .papers import given_back


@tagged("post_install", "-at_install")
class TestRpc(ChannelCase, RpcCase):
    """Who may call what of the channels from outside."""

    addon = "omni_channel"
    may = {
        "omni.audit.action_*": {"user"},
        "omni.completeness.action_*": {"user"},
        "omni.completeness.period.action_count": {"user"},
        "omni.connection.action_open_late_orders": {"stock", "sales"},
        "omni.connection.action_open_listings": {"user", "sales"},
        "omni.connection.action_open_orders": {"stock", "sales"},
        "omni.connection.action_open_orders_today": {"stock", "sales"},
        "omni.connection.action_match_listings": {"user"},
        "omni.drift.action_*": {"user"},
        "omni.listing.action_create_products": {"user"},
        "omni.listing.action_open_why*": {"user", "sales"},
        "omni.listing.action_match_listings": {"user"},
        "omni.listing.action_told": {"user", "sales"},
        "omni.offer.ask.action_create": {"user"},
        "omni.match.action_*": {"user"},
        "omni.match.choice.action_take": {"user"},
        "omni.oversold.action_*": {"user", "stock", "sales"},
        "omni.picture.action_try_again": {"user"},
        "omni.pool.action_open_allotments": {"user"},
        "omni.question.action_open_orders": {"user"},
        "omni.refund.action_settle": {"stock", "sales"},
        "omni.refund.action_*": {"user", "stock", "sales"},
        "omni.variant.choice.action_create": {"user"},
        "product.template.action_omni_add_variants": {"user"},
        "product.template.action_omni_offer": {"user"},
        "sale.order.action_omni_*": {"stock", "sales"},
        "stock.picking.action_omni_told": {"stock", "sales"},
    }

    def setUp(self):
        super().setUp()
        self.sell(refunds=(given_back(amount="5.00"),))

    def test_who_may_not_is_refused(self):
        self.assert_strangers_are_refused()

    def test_who_may_is_not_refused(self):
        self.assert_those_who_may_are_not_refused()

    def test_windows_show_what_their_reader_may_read(self):
        self.assert_windows_show_what_their_reader_may_read()

    def test_nothing_happens_without_a_record(self):
        self.assert_nothing_happens_without_a_record()

    def test_the_table_names_what_exists(self):
        self.assert_the_table_names_what_exists()
