from odoo.tests import tagged

from .common import Rehearsed
from .rpc_case import LET_IN, RpcCase


@tagged("post_install", "-at_install")
class TestRpc(Rehearsed, RpcCase):
    """Who may call what of the engine from outside."""

    addon = "omni_base"
    let_in = LET_IN
    may = {
        "omni.bell.problems": {"user"},
        "omni.conflict.action_*": {"user"},
        "omni.connection.action_diagnose": {"user"},
        "omni.connection.action_import_now": {"user"},
        "omni.connection.action_measure_now": {"user", "stock", "sales"},
        "omni.connection.action_open_disconnect": {"manager"},
        "omni.connection.action_open_go_live": {"manager"},
        "omni.connection.action_open_way_back": {"manager"},
        "omni.connection.action_open_conflicts": {"user"},
        "omni.connection.action_open_connection": {"user"},
        "omni.connection.action_open_errors": {"user"},
        "omni.connection.action_open_health": {"user"},
        "omni.connection.action_open_intents": {"user"},
        "omni.connection.action_open_messages": {"user"},
        "omni.connection.action_open_problems": {"user"},
        "omni.connection.action_open_retries": {"user"},
        "omni.connection.action_open_runs": {"user"},
        "omni.connection.action_open_self": {"user"},
        "omni.connection.action_run_now": {"user"},
        "omni.connector.action_configure": {"user"},
        "omni.diagnosis.action_*": {"user"},
        "omni.diagnosis.line.action_*": {"user"},
        "omni.feed.action_run_now": {"user"},
        "omni.finding.action_mend": (),
        "omni.ignore.action_ignore": {"user", "stock", "sales"},
        "omni.import.action_*": {"user"},
        "omni.intent.action_*": {"user"},
        "omni.message.action_*": {"user"},
        "omni.notice.action_seen": {"user"},
        "omni.problem.action_*": {"user"},
        "omni.question.action_*": {"user"},
        "omni.replay.action_*": {"user"},
        "res.users.action_send_omni_report": {"user"},
    }

    def setUp(self):
        super().setUp()
        for name in ("Another stage", "Stage"):
            connection = self.connect(name=name)
            self.store(connection, self.thing(1, poison=True)).write({"state": "dead"})
            self.want(connection, 1).write({"state": "dead"})

    def test_there_are_methods_to_look_at(self):
        self.assert_methods_exist()

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
