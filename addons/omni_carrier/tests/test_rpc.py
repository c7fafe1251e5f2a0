from odoo.addons.omni_base.tests.rpc_case import RpcCase
from odoo.tests import tagged

from .common import CarrierCase


@tagged("post_install", "-at_install")
class TestRpc(CarrierCase, RpcCase):
    """Who may call what of the carriers from outside."""

    addon = "omni_carrier"
    may = {
        "omni.connection.action_open_labels": {"user", "stock"},
        "omni.connection.action_open_labels_today": {"user", "stock"},
        "omni.connection.action_open_silent_labels": {"user", "stock"},
        "omni.connection.action_open_troubled_labels": {"user", "stock"},
        "omni.connection.action_open_unused_labels": {"user", "stock"},
        "omni.label.action_cancel": {"stock", "user"},
        "omni.label.action_ignore": {"stock", "user"},
        "omni.label.action_open_transfer": {"stock", "user"},
        "omni.label.action_print": {"stock", "user"},
        "omni.label.action_retry": {"stock"},
        "omni.rate.line.action_choose": {"stock"},
        "omni.rate.wizard.action_*": {"stock"},
        "stock.picking.action_omni_labels": {"stock", "sales"},
        "stock.picking.action_omni_*": {"stock"},
    }

    def setUp(self):
        super().setUp()
        picking = self.make_transfer()
        self.env["omni.rate.wizard"].create({"picking_id": picking.id}).action_ask()
        self.env["omni.label"].create(
            {
                "connection_id": self.connection.id,
                "company_id": self.env.company.id,
                "picking_id": picking.id,
                "transfer": picking.name,
                "reference": "one",
                "mark": "one",
                "state": "bought",
            }
        )

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
