from datetime import timedelta

from odoo import fields
from odoo.addons.omni_base.core.drift import DEPRECATED, GONE, SUNSET, VERSION

from .common import EngineCase
from .rehearsal import Rehearsal


class TestDrift(EngineCase):
    """A remote that changes is told before something fails: what, since when, and where."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")
        self.feed(self.connection).cron_id.nextcall = self.later(minutes=5)

    def notices(self):
        return self.env["omni.notice"].search([("connection_id", "=", self.connection.id)])

    def commit(self):
        """What follows a commit, which this test never makes; return the warnings."""
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()
        self.env.invalidate_all()
        return self.notices()

    def notice(self, what, words="", about=""):
        """Let one session come across something; return the warnings."""
        with self.connection._session(resource=about) as adapter:
            adapter.http.drift.note(what, words)
        return self.commit()

    def meet(self, **body):
        """Let one session meet a body; return the warnings."""
        with self.connection._session() as adapter:
            adapter.http.drift.look_at("rehearsal_in", body)
        return self.commit()

    def end_in(self, days):
        """Let the vendor end its version in so many days, and look; return the open warnings."""
        self.addCleanup(setattr, Rehearsal, "api_until", None)
        Rehearsal.api_until = fields.Date.today() + timedelta(days=days)
        self.connection._watch_versions()
        return self.notices().filtered(lambda notice: notice.state != "over")

    def test_a_new_field_is_told_with_its_form(self):
        notice = self.meet(name="x", colour="red")
        self.assertEqual(
            (notice.level, notice.text),
            ("info", "Things: there is a new field, “colour” (a text). It is kept and not used."),
        )

    def test_a_field_that_is_missing_is_a_warning_of_its_feed(self):
        notice = self.meet(poison=False)
        self.assertEqual((notice.level, notice.feeds), ("warning", "Things"))
        self.assertIn("the field “name” is missing", notice.text)

    def test_no_value_is_kept(self):
        self.assertNotIn("Zoé", str(self.meet(name="x", buyer="Zoé").mapped("details")))

    def test_each_field_is_a_warning_of_its_own(self):
        self.assertEqual(len(self.meet(name="x", colour="red", size=3)), 2)

    def test_a_body_as_it_is_known_is_no_warning(self):
        self.assertFalse(self.meet(name="x"))

    def test_nothing_is_noted_before_the_commit(self):
        with self.connection._session() as adapter:
            adapter.http.drift.note(DEPRECATED)
        self.assertFalse(self.notices())

    def test_the_same_is_noted_once_an_hour(self):
        self.notice(DEPRECATED)
        self.assertEqual(self.notice(DEPRECATED).count, 1)

    def test_what_was_met_on_two_feeds_names_both(self):
        self.notice(DEPRECATED, about="rehearsal_in")
        notice = self.notice(DEPRECATED, about="rehearsal_out")
        self.assertEqual(notice.feeds, "Things, Things out")

    def test_what_fails_in_the_same_session_does_not_hide_it(self):
        with self.assertRaises(ZeroDivisionError), self.connection._session() as adapter:
            adapter.http.drift.note(DEPRECATED)
            raise ZeroDivisionError
        self.assertTrue(self.commit())

    def test_an_end_is_told_with_its_date(self):
        soon = fields.Date.today() + timedelta(days=10)
        notice = self.notice(SUNSET, soon.isoformat())
        self.assertEqual(notice.level, "warning")
        self.assertIn(soon.strftime("%m/%d/%Y"), notice.text)

    def test_the_remotes_own_words_are_told(self):
        self.assertIn("(Use v2)", self.notice(DEPRECATED, "Use v2").text)

    def test_a_field_that_is_gone_is_bad(self):
        notice = self.notice(GONE, "Order.note", about="rehearsal_in")
        self.assertEqual(notice.level, "bad")
        self.assertIn("Things: Rehearsal no longer knows “Order.note”", notice.text)

    def test_another_version_is_bad(self):
        notice = self.notice(VERSION, "2027-01")
        self.assertEqual(notice.level, "bad")
        self.assertIn("the version 2027-01", notice.text)

    def test_a_warning_is_told_to_the_responsible_person(self):
        self.notice(DEPRECATED)
        self.assertTrue(self.connection.activity_search(["omni_base.activity_health"]))

    def test_a_version_that_lives_long_is_no_warning(self):
        self.assertFalse(self.end_in(91))

    def test_a_version_that_ends_is_the_worse_the_nearer_the_end_is(self):
        levels = [self.end_in(days).level for days in (90, 30, 0)]
        self.assertEqual(levels, ["info", "warning", "bad"])

    def test_a_version_that_ends_concerns_all_feeds(self):
        notice = self.end_in(30)
        self.assertEqual(notice.feeds, "Things, Things out")
        self.assertIn("Rehearsal ends the version", notice.text)

    def test_who_has_seen_that_it_ends_is_told_when_the_end_is_near(self):
        self.end_in(90).action_seen()
        self.assertEqual(self.end_in(30).state, "open")

    def test_a_version_that_ends_is_counted_once_a_day(self):
        self.end_in(30)
        self.assertEqual(self.end_in(30).count, 1)

    def test_a_newer_version_ends_the_warning(self):
        self.end_in(30)
        self.assertFalse(self.end_in(300))

    def test_a_delivery_that_is_not_understood_is_a_warning(self):
        self.connection._understood_nothing("This is not JSON.")
        self.assertIn("(This is not JSON.)", self.commit().text)
