from time import monotonic

from odoo.addons.omni_base.core.documents import Page
from odoo.addons.omni_base.core.errors import AuthError, RetryableError

from .common import EngineCase
from .rehearsal import STAGE


class TestPages(EngineCase):
    """A feed stores each page together with the place to go on."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def page(self, *keys, cursor=None, more=False):
        things = tuple(self.thing(key) for key in keys)
        return Page(items=things, cursor=cursor or {"after": keys[-1]}, more=more)

    def test_every_item_of_a_page_becomes_a_message(self):
        STAGE.pages = [self.page(1, 2)]
        self.pull(self.connection)
        self.assertEqual(self.messages().mapped("external_id"), ["1", "2"])

    def test_the_next_run_goes_on_where_the_last_ended(self):
        STAGE.pages = [self.page(1)]
        self.pull(self.connection)
        self.pull(self.connection)
        self.assertEqual(STAGE.cursors, [{}, {"after": 1}])

    def test_an_unchanged_page_stores_nothing(self):
        self.store(self.connection, self.thing(1), self.thing(2))
        self.assertFalse(self.store(self.connection, self.thing(1), self.thing(2)))

    def test_an_unchanged_page_of_fifty_costs_one_query(self):
        things = [self.thing(key) for key in range(50)]
        self.store(self.connection, *things)
        run = self.start_run(self.connection)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.env["omni.message"]._store_page(self.connection, "rehearsal_in", things, run)

    def test_a_changed_item_is_stored_again(self):
        self.store(self.connection, self.thing(1))
        self.assertTrue(self.store(self.connection, self.thing(1, more=True)))

    def test_a_fault_on_the_second_page_keeps_the_first(self):
        STAGE.pages = [self.page(1, more=True), RetryableError("Ill.")]
        self.pull(self.connection)
        self.assertEqual(self.messages().mapped("external_id"), ["1"])

    def test_a_fault_on_the_second_page_keeps_the_place_after_the_first(self):
        STAGE.pages = [self.page(1, more=True), RetryableError("Ill.")]
        self.pull(self.connection)
        self.assertEqual(self.feed(self.connection).cursor, {"after": 1})

    def test_a_failed_run_says_why(self):
        STAGE.pages = [RetryableError("The remote is ill.")]
        run = self.pull(self.connection)
        self.assertEqual((run.state, run.reason), ("failed", "The remote is ill."))

    def test_a_failed_run_is_repeated_soon(self):
        STAGE.pages = [RetryableError("Ill.", after=120)]
        self.pull(self.connection)
        calls = self.feed(self.connection).cron_id
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", calls.id)])
        self.assertTrue(triggers.filtered(lambda one: one.call_at > self.later(seconds=100)))

    def test_refused_credentials_suspend_the_connection(self):
        STAGE.pages = [AuthError("The key is wrong.")]
        self.pull(self.connection)
        self.assertEqual(self.connection.state, "suspended")

    def test_a_log_in_that_was_replaced_meanwhile_suspends_nothing(self):
        def pages():
            self.connection.credential_ids.filtered(lambda row: row.name == "key").value = "new"
            self.connection.action_test()
            self.env.flush_all()
            yield AuthError("The key is wrong.")

        STAGE.pages = pages()
        self.pull(self.connection)
        self.assertEqual(self.connection.state, "connected")
        self.assertIn("asked again", self.connection.feed_ids.last_run_id[:1].reason)

    def test_a_suspended_connection_is_not_asked(self):
        self.connection._suspend("The key is wrong.")
        self.pull(self.connection)
        self.assertFalse(STAGE.cursors)

    def test_a_paused_connection_is_not_asked(self):
        self.connection._pause(60)
        self.pull(self.connection)
        self.assertFalse(STAGE.cursors)

    def test_a_run_counts_what_was_new(self):
        self.store(self.connection, self.thing(1))
        STAGE.pages = [self.page(1, 2, 3)]
        run = self.pull(self.connection)
        self.assertEqual((run.read_count, run.new_count, run.unchanged_count), (3, 2, 1))

    def pull_in_a_job(self, seconds):
        """Pull as Odoo's scheduler does, with so many seconds left; return (run, remaining)."""
        feed = self.feed(self.connection)
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            env = self.env(cr=cr, su=True)
            progress = env["ir.cron.progress"].create({"cron_id": feed.cron_id.id})
            job = {
                "cron_id": feed.cron_id.id,
                "ir_cron_progress_id": progress.id,
                "cron_end_time": monotonic() + seconds,
            }
            env["omni.feed"].with_context(**job)._cron_pull(feed.id)
            remaining = progress.remaining
        return feed.last_run_id, remaining

    def test_a_run_whose_time_is_up_goes_on_at_once(self):
        STAGE.pages = [self.page(1, more=True), self.page(2)]
        run, remaining = self.pull_in_a_job(0)
        self.assertEqual((run.state, remaining), ("stopped", 1))

    def test_a_run_with_time_enough_leaves_nothing(self):
        STAGE.pages = [self.page(1, more=True), self.page(2)]
        run, remaining = self.pull_in_a_job(60)
        self.assertEqual((run.state, remaining), ("done", 0))

    def triggers(self):
        cron = self.feed(self.connection).sudo().cron_id
        return self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])

    def test_after_the_end_of_a_stopped_run_the_newest_is_asked_for(self):
        STAGE.pages = [self.page(1, more=True), self.page(2)]
        self.pull_in_a_job(0)
        self.pull_in_a_job(60)
        self.assertEqual(self.triggers(), 1)

    def test_after_a_whole_run_nothing_is_asked_for(self):
        STAGE.pages = [self.page(1)]
        self.pull_in_a_job(60)
        self.pull_in_a_job(60)
        self.assertEqual(self.triggers(), 0)
