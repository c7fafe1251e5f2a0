from .common import EngineCase


class TestMeasures(EngineCase):
    """Each hour is measured by a few queries, whatever passed in it."""

    def setUp(self):
        super().setUp()
        self.env["omni.measure"].search([]).unlink()
        self.connection = self.connect("live")

    def measure(self):
        with self.enter_registry_test_mode():
            self.env.ref("omni_base.cron_measure").method_direct_trigger()
        self.env.invalidate_all()

    def figures(self, kind):
        return self.env["omni.measure"].search(
            [("connection_id", "=", self.connection.id), ("kind", "=", kind)], order="hour"
        )

    def process(self, *keys):
        """Let things come in and be done."""
        self.store(self.connection, *(self.thing(key) for key in keys))
        self.drain()

    def test_what_was_done_is_counted_in_its_hour(self):
        self.process(1, 2, 3)
        self.measure()
        self.assertEqual(self.figures("in.rehearsal_in").count, 3)

    def test_how_long_it_took_is_measured(self):
        message = self.ring(self.connection, 1)
        message.write(
            {"state": "done", "received_at": self.later(seconds=-40), "done_at": self.later()}
        )
        self.env.flush_all()
        self.measure()
        self.assertIn(self.figures("in.rehearsal_in").p50, range(40, 51))

    def test_what_waited_for_a_person_is_counted_and_not_timed(self):
        self.store(self.connection, self.thing(1, state="parked"))
        self.drain()
        self.messages().write({"state": "done"})
        self.env.flush_all()
        self.measure()
        row = self.figures("in.rehearsal_in")
        self.assertEqual((row.count, row.p95, row.spread), (1, 0, {}))

    def test_measuring_again_changes_nothing(self):
        self.process(1, 2)
        self.measure()
        self.measure()
        self.assertEqual(self.figures("in.rehearsal_in").mapped("count"), [2])

    def test_an_acknowledged_change_is_gone(self):
        self.want(self.connection, 1)
        self.drain()
        self.assertFalse(self.intents())

    def test_changes_are_timed_until_they_are_acknowledged(self):
        intents = self.want(self.connection, 1, 2)
        intents.write({"created_at": self.later(seconds=-100)})
        self.drain()
        self.measure()
        row = self.figures("out.rehearsal_out")
        self.assertEqual(row.count, 2)
        self.assertIn(row.p95, range(100, 126))

    def test_what_was_only_compared_is_no_change(self):
        self.want(self.connection, 1, priority=50)
        self.drain()
        self.measure()
        self.assertFalse(self.figures("out.rehearsal_out"))

    def test_acknowledging_takes_one_statement_whatever_the_number(self):
        few, many = self.want(self.connection, 1), self.want(self.connection, *range(2, 200))
        self.env.flush_all()
        with self.assertQueryCount(2):
            few._acknowledge()
            many._acknowledge()

    def test_measuring_takes_as_many_queries_for_much_as_for_little(self):
        counts = []
        for keys in (range(2), range(100, 300)):
            self.ring(self.connection, *keys, state="done")
            self.env.cr.execute("UPDATE omni_message SET done_at = received_at")
            measures = self.env["omni.measure"]
            before = self.env.cr.sql_log_count
            measures._measure(measures._since())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_old_figures_are_deleted(self):
        hour = "2020-01-01 10:00:00"
        self.env["omni.measure"]._keep(
            [(self.connection.id, self.connection.company_id.id, "in.x", hour, 1, 1, 1, "{}")]
        )
        self.env["omni.measure"]._gc_measures()
        self.assertFalse(self.figures("in.x"))

    def test_what_is_measured_is_deleted_after_two_days(self):
        self.want(self.connection, 1)
        self.drain()
        rows = self.env["omni.acknowledgement"].search([])
        rows.write({"acknowledged_at": self.later(days=-3)})
        self.env.flush_all()
        self.env["omni.acknowledgement"]._gc_acknowledgements()
        self.env.invalidate_all()
        self.assertFalse(rows.exists())
