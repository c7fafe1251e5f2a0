from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import Rehearsal

NOTES = {
    "mode": "live",
    "state": "connected",
    "live_identity": "7000000000000000000/5",
    "live_since": "2026-01-01 00:00:00",
    "live_asked_by_id": 1,
    "live_asked_at": "2026-01-01 00:00:00",
    "live_asked_for": {"share": 1},
    "emptied_limit_by_id": 1,
    "is_staged": False,
    "returning_at": "2026-01-01 00:00:00",
    "paused_until": "2026-01-01 00:00:00",
}


class TestKept(EngineCase):
    """What the program notes is not written from outside, whatever rights one has otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "omni_base.group_manager,base.group_system"
        cls.manager = new_test_user(cls.env, "chief", groups=groups)

    def setUp(self):
        super().setUp()
        self.connection = self.connect().with_user(self.manager)

    def make(self, **values):
        connections = self.env["omni.connection"].with_user(self.manager)
        return connections.create({"name": "Own", "adapter_code": Rehearsal.code, **values})

    def test_none_of_the_notes_can_be_written(self):
        for name, value in NOTES.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.connection.write({name: value})

    def test_none_of_the_notes_can_be_brought_along(self):
        for name, value in NOTES.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.make(**{name: value})

    def test_none_of_the_notes_can_be_brought_along_as_a_default_of_the_context(self):
        connections = self.env["omni.connection"].with_user(self.manager)
        with self.assertRaises(AccessError):
            connections.with_context(default_mode="live").create(
                {"name": "Own", "adapter_code": Rehearsal.code}
            )

    def test_a_stored_default_of_a_note_does_not_count(self):
        self.env["ir.default"].set("omni.connection", "mode", "live", user_id=self.manager.id)
        self.assertEqual(self.make().mode, "test")

    def test_what_a_person_decides_can_be_written(self):
        self.connection.write({"name": "Another", "emptied_limit": 0.3})
        self.assertEqual(self.connection.name, "Another")

    def test_a_held_feed_is_not_released_by_writing_it(self):
        with self.assertRaises(AccessError):
            self.feed(self.connection, "out").write({"is_held": False})

    def test_a_feed_can_still_be_switched_off(self):
        self.feed(self.connection).write({"active": False, "minutes": 7})
        self.assertEqual(self.feed(self.connection).minutes, 7)

    def test_nobody_goes_live_past_the_wizard(self):
        with self.assertRaises(AccessError):
            get_public_method(self.connection, "_go_live")
        self.assertFalse(hasattr(self.connection, "action_go_live"))

    def test_an_administrator_goes_live_by_the_wizard(self):
        window = self.connection.action_open_go_live()
        wizard = self.env["omni.go.live"].with_user(self.manager).browse(window["res_id"])
        wizard.action_go_live()
        self.assertEqual(self.connection.mode, "live")

    def test_who_raises_the_limit_is_kept(self):
        self.connection.emptied_limit = 0.9
        self.assertEqual(self.connection.emptied_limit_by_id, self.manager)

    def test_who_begins_with_a_higher_limit_is_kept(self):
        self.assertEqual(self.make(emptied_limit=1).emptied_limit_by_id, self.manager)

    def test_another_connection_s_feed_is_not_released(self):
        other = self.connect()
        other._release(self.env["omni.feed"])
        window = self.connection.action_open_go_live()
        wizard = self.env["omni.go.live"].browse(window["res_id"])
        wizard.feed_ids.feed_id = self.feed(other, "out")
        wizard.action_go_live()
        self.assertTrue(self.feed(other, "out").is_held)
