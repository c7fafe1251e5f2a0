from odoo.addons.omni_base.tests.rights_case import ALL, RightsCase
from odoo.tests import tagged

PACKERS = {"stock": ALL, "stock_manager": ALL}


@tagged("post_install", "-at_install")
class TestRights(RightsCase):
    """Who may read, write, create and delete what of the carriers."""

    addon = "omni_carrier"
    rights = {
        "omni.label": {"stock": "r", "stock_manager": "rw", "user": "r", "manager": "rw"},
        "omni.label.parcel": dict.fromkeys(("stock", "stock_manager", "user", "manager"), "r"),
        "omni.rate.line": {"stock": "r", "stock_manager": "r"},
        "omni.rate.wizard": PACKERS,
    }

    def test_who_may_what_is_in_the_table(self):
        self.assert_rights_are_those_of_the_table()

    def test_the_table_names_each_model(self):
        self.assert_the_table_names_models()

    def test_nobody_writes_what_the_engine_keeps(self):
        self.assert_only_what_is_typed_can_be_written()
