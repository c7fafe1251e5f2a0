from odoo.addons.omni_base.core.documents import Account, Doorbell
from odoo.addons.omni_base.core.resource import Resource, declare
from odoo.addons.omni_base.core.text import _
from odoo.exceptions import UserError

from .common import EngineCase
from .rehearsal import Rehearsal

REMOTE = {"denied": {}, "wanted": []}
declare(
    Resource(
        code="rehearsal_rare",
        label=_("Rare things"),
        kind="omni_rehearsal",
        direction="in",
        needs="pull_rare",
        by_id="pull_rare_by_id",
        read="read_thing",
        is_optional=True,
    )
)


class Choosy(Rehearsal):
    """A remote with something that not everybody may see, and not everybody wants."""

    code = "omni_choosy"
    label = "Choosy"
    description = "It is asked for some things only."

    def check(self):
        return Account(name="Choosy", denied=REMOTE["denied"])

    def pull_rare(self, cursor):
        return iter(())

    def pull_rare_by_id(self, external_ids):
        return []

    def subscribe(self, url):
        REMOTE["wanted"].append(sorted(self.wanted))
        return "It rings."

    def unsubscribe(self, url):
        return 1

    def pull_missing_webhooks(self, url):
        return []

    def verify_webhook(self, headers, body):
        """Whoever rings is believed here."""

    def read_webhook(self, headers, body):
        return Doorbell(resource="rehearsal_rare", external_ids=("1",), event_id="e-1")


class TestOptionalFeed(EngineCase):
    """What a person has to switch on: whether he may, and what rings for it then."""

    def setUp(self):
        super().setUp()
        REMOTE.update(denied={}, wanted=[])
        self.connection = self.connect("live", adapter_code=Choosy.code)
        self.rare = self.connection.with_context(active_test=False).feed_ids.filtered(
            lambda feed: feed.resource == "rehearsal_rare"
        )

    def test(self, **denied):
        REMOTE["denied"] = denied
        self.connection.action_test()

    def ring(self):
        known = self.messages()
        self.connection._ring({}, b"rare 1")
        return self.messages() - known

    def look(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.connection"]._cron_webhooks()
        self.env.invalidate_all()

    def test_it_is_off_until_a_person_switches_it_on(self):
        self.assertFalse(self.rare.active)

    def test_one_that_is_off_is_in_the_list_where_it_is_switched_on(self):
        shown = self.connection.web_read({"every_feed_ids": {"fields": {"active": {}}}})
        self.assertIn({"id": self.rare.id, "active": False}, shown[0]["every_feed_ids"])

    def test_what_nobody_asked_for_is_no_warning(self):
        action = self.connection.action_diagnose()
        lines = self.env["omni.diagnosis"].browse(action["res_id"]).line_ids
        line = lines.filtered(lambda one: one.label == "Feeds")
        self.assertEqual((line.state, line.text), ("good", "On; not used: Rare things"))

    def test_what_the_log_in_may_not_see_says_why(self):
        self.test(rehearsal_rare="Ask for the right.")
        self.assertEqual(self.rare.help, "Ask for the right.")

    def test_what_the_log_in_may_not_see_cannot_be_switched_on(self):
        self.test(rehearsal_rare="Ask for the right.")
        with self.assertRaisesRegex(UserError, "Ask for the right"):
            self.rare.active = True

    def test_with_the_right_it_can_be_switched_on(self):
        self.test(rehearsal_rare="Ask for the right.")
        self.test()
        self.rare.active = True
        self.assertFalse(self.rare.obstacle)

    def test_one_that_is_on_stays_on(self):
        """A right that is missing for an hour must not switch it off for good."""
        self.rare.active = True
        self.test(rehearsal_rare="Ask for the right.")
        self.assertTrue(self.rare.active)

    def test_the_remote_rings_for_what_is_switched_on(self):
        self.connection.action_subscribe()
        self.rare.active = True
        self.connection.action_subscribe()
        self.assertEqual(REMOTE["wanted"], [[], ["rehearsal_rare"]])

    def test_what_is_switched_on_later_rings_soon_and_is_no_alarm(self):
        self.connection.action_subscribe()
        self.look()
        self.rare.active = True
        self.look()
        self.assertEqual(REMOTE["wanted"][-1], ["rehearsal_rare"])
        self.assertFalse(self.env["omni.notice"].search([("kind", "=", "webhooks")]))

    def test_what_stays_as_it_was_is_not_subscribed_again(self):
        self.connection.action_subscribe()
        self.look()
        self.assertEqual(len(REMOTE["wanted"]), 1)

    def test_what_is_switched_off_again_rings_no_more(self):
        self.rare.active = True
        self.connection.action_subscribe()
        self.rare.active = False
        self.look()
        self.assertEqual(REMOTE["wanted"][-1], [])

    def test_a_delivery_about_what_is_off_is_noted_and_not_kept(self):
        message = self.ring()
        self.assertEqual((message.state, message.payload_id.ids), ("ignored", []))

    def test_a_delivery_about_what_is_on_is_to_be_read(self):
        self.rare.active = True
        message = self.ring()
        self.assertEqual((message.state, message.resource), ("rung", "rehearsal_rare"))
