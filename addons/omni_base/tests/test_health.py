import json

from odoo import fields

from .common import EngineCase


class TestHealth(EngineCase):
    """One word and one sentence say whether a connection still works."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")
        self.feed(self.connection).cron_id.nextcall = self.later(minutes=5)

    def note(self, level="warning", connection=None, **details):
        """Note a silence; return the warnings of the connection."""
        connection = connection or self.connection
        self.env["omni.notice"]._note(
            connection, "silence", level, "placed", **{"hours": 2, "usual": 24, **details}
        )
        connection._tell_health()
        return self.env["omni.notice"].search([("connection_id", "=", connection.id)])

    def state(self):
        self.connection.invalidate_recordset()
        return self.connection.health

    def reason(self):
        self.connection.invalidate_recordset()
        return self.connection.health_reason

    def activities(self):
        return self.connection.activity_search(["omni_base.activity_health"])

    def test_all_is_well(self):
        self.assertEqual((self.state(), self.reason()), ("good", "Everything works."))

    def test_an_untested_connection_says_what_to_do(self):
        self.connection.state = "draft"
        self.assertEqual((self.state(), self.reason()), ("off", "Test the connection to begin."))

    def test_a_suspended_connection_says_why(self):
        self.connection._suspend("The key is wrong.")
        self.assertEqual((self.state(), self.reason()), ("bad", "The key is wrong."))

    def test_problems_are_counted(self):
        self.ring(self.connection, 1, state="dead", severity="error")
        self.assertEqual(self.reason(), "Problems to look at: 1")

    def test_a_feed_that_failed_is_told_with_its_reason(self):
        self.start_run(self.connection)._end("failed", None, "It is down.")
        self.assertEqual(self.reason(), "Things could not be read. It is down.")

    def test_a_feed_that_nobody_starts_is_told(self):
        self.feed(self.connection).cron_id.nextcall = self.later(hours=-3)
        self.assertRegex(self.reason(), "3 h ago: are scheduled actions running")

    def test_a_change_that_waits_for_an_hour_is_bad(self):
        self.want(self.connection, 1).write({"created_at": self.later(minutes=-70)})
        self.assertEqual(
            (self.state(), self.reason()), ("bad", "Things out: a change has waited for 1 h.")
        )

    def test_a_change_of_now_is_no_warning(self):
        self.want(self.connection, 1)
        self.assertEqual(self.state(), "good")

    def test_what_is_held_in_test_mode_is_no_warning(self):
        self.want(self.connection, 1).write({"created_at": self.later(days=-1)})
        self.connection.action_back_to_test()
        self.assertEqual(self.state(), "good")

    def test_a_warning_is_told(self):
        self.note()
        self.assertEqual(self.state(), "warning")

    def test_the_worst_comes_first_and_the_others_are_counted(self):
        self.note()
        self.ring(self.connection, 1, state="dead", severity="error")
        self.connection._suspend("The key is wrong.")
        self.assertEqual(self.reason(), "The key is wrong. (and 2 more)")

    def test_what_is_only_to_know_changes_nothing(self):
        self.note("info")
        self.assertEqual(self.state(), "good")

    def test_a_warning_of_before_is_counted_on(self):
        self.note()
        self.assertEqual(self.note().count, 2)

    def test_a_seen_warning_is_silent_until_it_ends_and_returns(self):
        self.note().action_seen()
        self.assertEqual(self.note().state, "seen")
        self.env["omni.notice"]._end(self.connection, "silence")
        notice = self.note()
        self.assertEqual((notice.state, notice.count), ("open", 1))

    def test_the_responsible_person_gets_one_activity(self):
        self.note()
        self.note("bad")
        self.assertEqual(self.activities().user_id, self.connection.user_id)

    def test_the_activity_ends_with_the_last_warning(self):
        self.note().action_seen()
        self.assertFalse(self.activities())

    def test_the_bell_shows_what_is_bad(self):
        self.note("bad")
        shown = self.env["omni.bell"].problems()
        self.assertIn("omni.notice", [one["model"] for one in shown["newest"]])

    def test_what_was_not_seen_for_two_weeks_is_over(self):
        notice = self.note()
        notice.last_seen = self.later(days=-15)
        notice._gc_notices()
        self.assertEqual(notice.state, "over")

    def test_the_number_of_queries_does_not_grow_with_the_connections(self):
        more = self.connection
        for number in range(6):
            more |= self.connect("live", name=f"Stage {number}")
        for connection in more:
            self.note(connection=connection)
            self.want(connection, 1).write({"created_at": self.later(hours=-2)})
        self.assertEqual(self.queries_of(more[:2]), self.queries_of(more))

    def queries_of(self, connections):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        connections.mapped("health_reason")
        connections.mapped("health_speed")
        return self.env.cr.sql_log_count - before

    def test_the_page_shows_the_figures(self):
        self.want(self.connection, 1)
        self.drain()
        self.env["omni.measure"]._measure(self.env["omni.measure"]._since())
        self.assertIn("Things out: changed until acknowledged", self.connection.health_figures)

    def test_a_remotes_words_are_shown_as_text(self):
        self.feed(self.connection, "out").write({"resource": "<b>bold</b>"})
        self.want(self.connection, 1).write({"resource": "<b>bold</b>"})
        self.assertNotIn("<b>bold", self.connection.health_figures)

    def test_a_connection_without_figures_says_so(self):
        self.assertIn("Nothing has come or gone", self.connection.health_figures)

    def test_the_graph_has_24_hours(self):
        hour = fields.Datetime.now().replace(minute=0, second=0)
        graph = json.loads(self.connection._graph({hour: 3}, hour))
        values = [one["value"] for one in graph[0]["values"]]
        self.assertEqual((len(values), values[-1]), (24, 3))
