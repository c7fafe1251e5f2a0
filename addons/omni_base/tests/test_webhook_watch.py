from odoo.addons.omni_base.core.errors import AuthError, RejectedError, RetryableError
from odoo.exceptions import UserError

from .common import EngineCase
from .rehearsal import Rehearsal

DOOR = {"missing": (), "stubborn": (), "refusal": None, "fault": None, "asked": [], "rung_at": []}
DOOR["meanwhile"] = None


class Ringing(Rehearsal):
    """A remote that rings. ``stubborn``: what is missing after a subscription, too."""

    code = "omni_ringing"
    label = "Ringing"
    description = "It rings."

    def unsubscribe(self, url):
        DOOR["rung_at"].append(url)
        return 1

    def subscribe(self, url):
        if DOOR["refusal"]:
            raise DOOR["refusal"]
        DOOR["rung_at"].append(url)
        DOOR["missing"] = DOOR["stubborn"]
        return "It rings."

    def pull_missing_webhooks(self, url):
        DOOR["asked"].append(url)
        if DOOR["meanwhile"]:
            DOOR["meanwhile"]()
        if DOOR["fault"]:
            raise DOOR["fault"]
        return list(DOOR["missing"])


class TestWebhookWatch(EngineCase):
    """Webhooks that a person subscribed are looked at once an hour, and mended by themselves."""

    def setUp(self):
        super().setUp()
        DOOR.update(missing=(), stubborn=(), refusal=None, fault=None, asked=[], rung_at=[])
        DOOR["meanwhile"] = None
        self.connection = self.connect("live", adapter_code=Ringing.code)
        self.feed(self.connection).cron_id.nextcall = self.later(minutes=5)
        self.connection.action_subscribe()
        self.address = self.connection.webhook_url
        DOOR["rung_at"].clear()

    def look(self, **door):
        """Let an hour pass, and the schedule look; return the warnings."""
        DOOR.update(door)
        self.connection.webhooks_seen_at = False
        self.look_again()
        return self.notices()

    def look_again(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.connection"]._cron_webhooks()
        self.env.invalidate_all()

    def notices(self):
        known = [("connection_id", "=", self.connection.id), ("state", "!=", "over")]
        return self.env["omni.notice"].search(known)

    def test_what_is_missing_is_subscribed_again(self):
        self.look(missing=["made", "gone"])
        self.assertEqual(DOOR["rung_at"], [self.address])

    def test_what_was_mended_is_told_and_no_alarm(self):
        notice = self.look(missing=["made", "gone"])
        self.assertEqual((notice.level, notice.feeds), ("info", "Things"))
        self.assertIn(
            "had stopped ringing here (2: made, gone). It was subscribed again", notice.text
        )

    def test_where_nothing_is_missing_nothing_is_done(self):
        self.assertFalse(self.look() or DOOR["rung_at"])

    def test_nothing_is_looked_at_twice_an_hour(self):
        self.look()
        self.look_again()
        self.assertEqual(len(DOOR["asked"]), 1)

    def test_who_was_never_subscribed_is_left_alone(self):
        self.connection.subscribed_url = False
        self.look(missing=["made"])
        self.assertFalse(DOOR["asked"] or DOOR["rung_at"])

    def test_test_mode_changes_nothing(self):
        self.connection.action_back_to_test()
        self.look(missing=["made"])
        self.assertFalse(DOOR["asked"] or DOOR["rung_at"])

    def test_who_goes_back_to_test_mode_while_it_is_asked_is_left_alone(self):
        def back():
            self.connection.action_back_to_test()
            self.env.flush_all()

        self.assertFalse(self.look(missing=["made"], meanwhile=back) or DOOR["rung_at"])

    def test_a_copy_changes_nothing(self):
        self.connection.live_identity = "another/1@"
        self.look(missing=["made"])
        self.assertFalse(DOOR["asked"] or DOOR["rung_at"])

    def test_a_suspended_connection_is_left_alone(self):
        self.connection._suspend("The key is wrong.")
        self.look(missing=["made"])
        self.assertFalse(DOOR["asked"])

    def test_it_rings_where_a_person_subscribed_though_our_address_has_changed(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://inside.example")
        self.look(missing=["made"])
        self.assertEqual(DOOR["rung_at"], [self.address])

    def test_a_first_failure_is_a_warning_with_the_remotes_reason(self):
        notice = self.look(missing=["made"], refusal=RejectedError("No more than five."))
        self.assertEqual((notice.level, self.connection.health), ("warning", "warning"))
        self.assertIn("No more than five.", notice.text)

    def test_a_second_failure_is_bad(self):
        for _hour in range(2):
            notice = self.look(missing=["made"], refusal=RejectedError("No more than five."))
        self.assertEqual((notice.level, self.connection.health), ("bad", "bad"))

    def test_what_is_missing_again_an_hour_later_is_bad(self):
        self.look(missing=["made"])
        notice = self.look(missing=["made"]).filtered(lambda one: one.level == "bad")
        self.assertIn("has stopped ringing here once more", notice.text)

    def test_what_stays_missing_though_it_was_subscribed_is_a_failure(self):
        notice = self.look(missing=["made"], stubborn=["made"])
        self.assertEqual(notice.level, "warning")
        self.assertIn("It is still so: made", notice.text)

    def test_all_is_well_again_ends_the_alarm(self):
        for _hour in range(2):
            self.look(missing=["made"], refusal=RejectedError("No more than five."))
        self.assertFalse(self.look(missing=[], refusal=None))

    def test_what_was_mended_stays_told(self):
        self.look(missing=["made"])
        self.assertEqual(self.look().level, "info")

    def test_a_remote_that_is_down_is_no_fault_of_its_webhooks(self):
        self.assertFalse(self.look(fault=RetryableError("It is down.")))

    def test_what_cannot_be_asked_is_told(self):
        notice = self.look(fault=RejectedError("The right is missing."))
        self.assertIn("cannot be asked. The right is missing.", notice.text)

    def test_a_refused_log_in_suspends(self):
        self.look(fault=AuthError("The key is wrong."))
        self.assertEqual(self.connection.state, "suspended")

    def test_subscribing_by_hand_ends_the_warning(self):
        self.look(missing=["made"], refusal=RejectedError("No more than five."))
        DOOR["refusal"] = None
        self.connection.action_subscribe()
        self.assertFalse(self.notices())

    def test_a_disconnected_connection_is_not_subscribed_again(self):
        self.connection._disconnect(keeps_links=True)
        self.assertFalse(self.connection.subscribed_url)

    def test_a_duplicate_was_never_subscribed(self):
        self.assertFalse(self.connection.copy().subscribed_url)


class TestAddress(TestWebhookWatch):
    """An administrator logs in by another address, and Odoo takes that one for its own."""

    def setUp(self):
        super().setUp()
        self.frozen("https://shop.example")
        self.connection.action_subscribe()
        self.address = self.connection.webhook_url
        DOOR["rung_at"].clear()

    def frozen(self, base, freeze=False):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", base)
        parameters.set_param("web.base.url.freeze", freeze)
        self.connection.invalidate_recordset(["webhook_url"])

    def test_a_log_in_from_within_moves_no_subscription(self):
        self.frozen("http://10.0.0.5:8069")
        self.look(missing=["made"])
        self.assertEqual(DOOR["rung_at"], [self.address])

    def test_nobody_subscribes_an_address_that_nobody_outside_reaches(self):
        self.frozen("http://10.0.0.5:8069")
        with self.assertRaisesRegex(UserError, "web.base.url.freeze"):
            self.connection.action_subscribe()

    def test_an_address_that_was_frozen_is_followed(self):
        self.frozen("https://new.example", freeze="True")
        self.look(missing=["made"])
        self.assertEqual(DOOR["rung_at"], [self.connection.webhook_url])
        self.assertIn("https://new.example", self.connection.subscribed_url)

    def test_the_checks_say_that_the_address_changed(self):
        self.frozen("https://new.example")
        found = " ".join(one["text"] for one in self.connection._check_webhooks())
        self.assertIn("Odoo's address is https://new.example by now", found)

    def test_what_rings_at_the_old_address_is_removed_when_it_is_disconnected(self):
        self.frozen("https://new.example")
        self.connection._unsubscribe()
        self.assertEqual(DOOR["rung_at"], [self.address])

    def test_an_old_address_in_memory_is_forgotten(self):
        """Somebody read it in the moment in which it was written."""
        self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        self.env.cr.execute(
            "UPDATE ir_config_parameter SET value = 'https://other.example'"
            " WHERE key = 'web.base.url'"
        )
        self.connection.invalidate_recordset(["webhook_url"])
        self.assertIn("https://other.example", self.connection.webhook_url)
