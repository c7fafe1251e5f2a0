from odoo.tests import tagged

from .common import Rehearsed
from .rights_case import ALL, RightsCase
from .rpc_case import LET_IN

READERS = {"user": "r", "manager": "r"}
ADMINISTRATORS = {"manager": ALL}
USERS = {"user": ALL, "manager": ALL}
SALES = {"sales": ALL, "sales_manager": ALL}


@tagged("post_install", "-at_install")
class TestRights(Rehearsed, RightsCase):
    """Who may read, write, create and delete what of the engine."""

    addon = "omni_base"
    let_in = LET_IN
    rights = {
        "omni.acknowledgement": READERS,
        "omni.agreement": READERS,
        "omni.bucket": READERS,
        "omni.conflict": READERS,
        "omni.connection": {
            **ADMINISTRATORS,
            **dict.fromkeys(("user", "stock", "stock_manager", "sales", "sales_manager"), "r"),
        },
        "omni.connector": READERS,
        "omni.credential": ADMINISTRATORS,
        "omni.diagnosis": USERS,
        "omni.diagnosis.line": READERS,
        "omni.disconnect": ADMINISTRATORS,
        "omni.disconnect.line": ADMINISTRATORS,
        "omni.feed": {"user": "r", "manager": "rw"},
        "omni.go.live": ADMINISTRATORS,
        "omni.go.live.check": ADMINISTRATORS,
        "omni.go.live.difference": ADMINISTRATORS,
        "omni.go.live.feed": ADMINISTRATORS,
        "omni.hand.over": {"manager": "r"},
        "omni.ignore": {**USERS, "stock": ALL, "stock_manager": ALL, **SALES},
        "omni.import": USERS,
        "omni.import.line": USERS,
        "omni.intent": READERS,
        "omni.measure": READERS,
        "omni.message": READERS,
        "omni.notice": READERS,
        "omni.owner": {"user": "r", "manager": "rw"},
        "omni.payload": READERS,
        "omni.problem": READERS,
        "omni.question": {"user": "rw", "manager": "rw"},
        "omni.replay": USERS,
        "omni.replay.row": USERS,
        "omni.run": READERS,
        "omni.second.look": READERS,
        "omni.way.back": ADMINISTRATORS,
    }
    typed = {
        "omni.connection": {
            "active",
            "adapter_code",
            "began_at",
            "change_limit",
            "company_id",
            "emptied_limit",
            "keep_days",
            "name",
            "user_id",
        },
        "omni.credential": {"connection_id", "is_required", "is_secret", "name", "sequence"},
        "omni.feed": {"active", "connection_id", "sequence"},
        "omni.owner": {"owner"},
    }

    def test_who_may_what_is_in_the_table(self):
        self.assert_rights_are_those_of_the_table()

    def test_the_table_names_each_model(self):
        self.assert_the_table_names_models()

    def test_nobody_writes_what_the_engine_keeps(self):
        self.assert_only_what_is_typed_can_be_written()

    def test_a_secret_is_read_and_written_by_nobody(self):
        self.assert_secrets_are_nobody_s()
