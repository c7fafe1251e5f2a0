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
