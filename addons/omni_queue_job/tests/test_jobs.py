import time

from odoo.addons.omni_base.tests.common import EngineCase
from odoo.addons.omni_base.tests.rehearsal import STAGE
from odoo.addons.queue_job.job import Job

from ..models.checkpoint import JOB_ENDS


class TestJobs(EngineCase):
    """With OCA's job queue, work is handed to its workers; the scheduled actions stay behind it."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")
        self.env.cr.postcommit.clear()
        self.jobs().unlink()
        self.triggers().unlink()

    def jobs(self):
        return self.env["queue.job"].search([("model_name", "=", "omni.drain")], order="id")

    def triggers(self):
        crons = self.env.ref("omni_base.cron_drain_live") | self.env.ref("omni_base.cron_drain_all")
        return self.env["ir.cron.trigger"].search([("cron_id", "in", crons.ids)])

    def wake(self, priority=10):
        """Wake the workers and do what a commit is followed by."""
        self.env["omni.drain"]._wake(priority)
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()

    def perform(self, job):
        """Do what a worker of the queue does with a job."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            found = Job.load(self.env(cr=cr, su=True), job.uuid)
            found.set_started()
            found.store()
            found.perform()
            found.set_done()
            found.store()
        self.env.invalidate_all()

    def test_work_makes_a_job_and_no_trigger(self):
        self.wake()
        self.assertEqual(self.jobs().mapped("identity_key"), ["omni_drain_10"])
        self.assertFalse(self.triggers())

    def test_a_job_may_commit_and_has_a_channel_of_its_own(self):
        self.wake()
        job = Job.load(self.env, self.jobs().uuid)
        self.assertTrue(job.job_config.allow_commit)
        self.assertEqual(self.jobs().channel, "root.omni")

    def test_however_much_is_woken_one_job_waits_for_each_lane(self):
        for _time in range(5):
            self.wake(10)
            self.wake(50)
        self.assertEqual(self.jobs().mapped("identity_key"), ["omni_drain_10", "omni_drain_50"])

    def test_the_more_urgent_lane_goes_first(self):
        self.wake(50)
        self.wake(10)
        self.assertEqual(self.jobs().mapped("priority"), [50, 10])

    def test_a_job_that_has_begun_is_not_relied_upon(self):
        self.wake()
        self.jobs().write({"state": "started"})
        self.wake()
        self.assertEqual(self.jobs().mapped("state"), ["started", "pending"])

    def test_a_job_that_nobody_runs_wakes_the_scheduled_action(self):
        self.wake()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE queue_job SET date_created = %s WHERE id = %s",
            [self.later(minutes=-5), self.jobs().id],
        )
        self.env.invalidate_all()
        self.wake()
        self.assertEqual(len(self.jobs()), 1)
        self.assertEqual(self.triggers().cron_id, self.env.ref("omni_base.cron_drain_live"))

    def test_a_change_is_told_by_a_job(self):
        self.want(self.connection, 7)
        self.wake()
        self.perform(self.jobs())
        self.assertEqual(STAGE.pushed, ["7"])
        self.assertEqual(self.jobs().state, "done")

    def test_a_job_and_the_scheduled_action_do_nothing_twice(self):
        self.want(self.connection, 7)
        self.wake()
        self.drain()
        self.perform(self.jobs())
        self.assertEqual(STAGE.pushed, ["7"])

    def test_a_job_that_finds_nothing_is_done(self):
        self.wake()
        self.perform(self.jobs())
        self.assertEqual(self.jobs().mapped("state"), ["done"])

    def fail(self, job, reason):
        """Do what a worker of the queue does with a job that raised."""
        found = Job.load(self.env, job.uuid)
        found.set_failed(exc_name="ValueError", exc_message=reason, exc_info=reason)
        found.store()
        self.env.flush_all()

    def warnings(self):
        return self.env["omni.notice"].search([("kind", "=", "job"), ("state", "=", "open")])

    def test_a_job_that_failed_is_a_warning_that_says_why(self):
        self.wake()
        self.fail(self.jobs(), "the disk is full")
        self.assertIn("the disk is full", self.warnings().text)

    def test_the_responsible_person_is_told_of_it(self):
        self.wake()
        self.fail(self.jobs(), "the disk is full")
        kind = self.env.ref("omni_base.activity_health")
        told = self.connection.activity_ids.filtered(lambda one: one.activity_type_id == kind)
        self.assertEqual(told.user_id, self.connection.user_id)

    def test_the_next_job_that_is_done_ends_the_warning(self):
        self.wake()
        self.fail(self.jobs(), "the disk is full")
        self.wake()
        self.perform(self.jobs()[-1])
        self.assertFalse(self.warnings())

    def test_a_job_of_others_that_fails_is_none_of_our_business(self):
        job = self.env["omni.connection"].with_delay()._compute_kind()
        self.fail(job.db_record(), "not ours")
        self.assertFalse(self.warnings())

    def test_a_job_whose_time_is_up_leaves_the_rest_to_another(self):
        self.want(self.connection, *range(1, 8))
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            drain = self.env(cr=cr, su=True)["omni.drain"]
            drain.with_context(**{JOB_ENDS: time.monotonic() + 0.001})._cron_drain(10)
        self.assertLess(len(STAGE.pushed), 7)
