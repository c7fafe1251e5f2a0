from .common import EngineCase


class TestBell(EngineCase):
    """Who is responsible hears of a problem, and of its end."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.before = self.env["omni.bell"].problems()

    def problem(self, key=1):
        message = self.store(self.connection, self.thing(key, poison=True))
        self.drain()
        self.env.cr.flush()
        return message

    def activities(self):
        kind = self.env.ref("omni_base.activity_problem")
        return self.connection.activity_ids.filtered(lambda one: one.activity_type_id == kind)

    def test_the_bell_counts_a_problem(self):
        self.problem()
        self.assertEqual(self.env["omni.bell"].problems()["error"], self.before["error"] + 1)

    def test_the_bell_shows_the_reason(self):
        message = self.problem()
        newest = self.env["omni.bell"].problems()["newest"]
        self.assertIn(message.reason, [row["reason"] for row in newest])

    def test_the_bell_shows_a_suspended_connection_with_its_problem(self):
        self.connection._suspend("The key is wrong.")
        newest = self.env["omni.bell"].problems()["newest"]
        self.assertIn("The key is wrong.", [row["reason"] for row in newest])

    def test_people_who_may_see_it_are_told_at_once(self):
        self.env["bus.bus"].search([]).unlink()
        self.problem()
        kinds = [row.message for row in self.env["bus.bus"].search([])]
        self.assertTrue(any("omni_base.problems" in text for text in kinds))

    def test_a_problem_is_an_activity_of_the_responsible_person(self):
        self.problem()
        self.assertEqual(self.activities().user_id, self.connection.user_id)

    def test_many_problems_are_one_activity_that_counts_them(self):
        self.problem(1)
        self.problem(2)
        self.assertEqual(len(self.activities()), 1)
        self.assertIn("2", self.activities().summary)

    def test_the_activity_ends_with_the_last_problem(self):
        message = self.problem()
        message.write({"state": "done"})
        self.env.cr.flush()
        self.assertFalse(self.activities())

    def test_the_activity_ends_when_a_newer_state_of_the_thing_came_in(self):
        self.problem(1)
        self.store(self.connection, self.thing(1, note="mended"))
        self.drain()
        self.env.cr.flush()
        self.assertFalse(self.activities())

    def test_the_bell_is_told_when_a_newer_state_of_the_thing_came_in(self):
        self.problem(1)
        self.env["bus.bus"].search([]).unlink()
        self.store(self.connection, self.thing(1, note="mended"))
        self.drain()
        self.env.cr.flush()
        kinds = [row.message for row in self.env["bus.bus"].search([])]
        self.assertTrue(any("omni_base.problems" in text for text in kinds))

    def test_the_bell_says_what_each_problem_is_about(self):
        self.problem(17)
        newest = self.env["omni.bell"].problems()["newest"]
        self.assertIn("17", [row["subject"] for row in newest])
