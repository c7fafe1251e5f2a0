from .common import EngineCase


class TestWakeUp(EngineCase):
    """Workers start as soon as a transaction with work for them is committed."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.env.cr.postcommit.clear()
        self.triggers().unlink()

    def triggers(self):
        return self.env["ir.cron.trigger"].search([])

    def commit(self):
        """Do what a commit is followed by; this test's transaction stays open."""
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()

    def test_live_work_wakes_the_live_lane(self):
        self.env["omni.drain"]._wake(10)
        self.commit()
        self.assertEqual(self.triggers().cron_id, self.env.ref("omni_base.cron_drain_live"))

    def test_a_backfill_wakes_the_other_lane(self):
        self.env["omni.drain"]._wake(50)
        self.commit()
        self.assertEqual(self.triggers().cron_id, self.env.ref("omni_base.cron_drain_all"))

    def test_much_work_in_one_transaction_is_one_call(self):
        for _time in range(10):
            self.env["omni.drain"]._wake(10)
        self.commit()
        self.assertEqual(len(self.triggers()), 1)

    def test_work_of_many_transactions_leaves_one_pending_call(self):
        for _time in range(10):
            self.env["omni.drain"]._wake(10)
            self.commit()
        self.assertEqual(len(self.triggers()), 1)

    def test_nobody_is_woken_before_the_commit(self):
        self.env["omni.drain"]._wake(10)
        self.assertFalse(self.triggers())

    def test_a_problem_tried_again_wakes_the_live_lane(self):
        self.store(self.connection, self.thing(1)).action_retry()
        self.commit()
        self.assertEqual(self.triggers().cron_id, self.env.ref("omni_base.cron_drain_live"))

    def test_a_connection_that_works_again_wakes_both_lanes(self):
        self.connection.action_test()
        self.commit()
        self.assertEqual(len(self.triggers().cron_id), 2)
