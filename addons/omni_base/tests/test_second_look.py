from .common import EngineCase


class TestSecondLook(EngineCase):
    """What was decided is offered anew when nobody is open who could not see it."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect("live")
        self.out = self.feed(self.connection, "out")

    def rows(self):
        return self.env["omni.second.look"].search([])

    def look(self):
        """Let the scheduled action look at what is due now."""
        self.rows().next_at = self.later(minutes=-1)
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.second.look"]._cron_look()
        self.env.invalidate_all()

    def test_going_live_is_looked_at_again(self):
        self.assertEqual(self.rows().mapped("resource"), ["rehearsal_out"])

    def test_then_all_of_it_is_offered_once_more(self):
        self.look()
        self.assertEqual(self.intents().mapped("res_id"), [1])

    def test_afterwards_it_is_over(self):
        self.look()
        self.assertFalse(self.rows())

    def test_what_is_not_due_waits(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.second.look"]._cron_look()
        self.assertTrue(self.rows())

    def test_in_test_mode_nothing_is_offered(self):
        self.connection.action_back_to_test()
        self.look()
        self.assertFalse(self.intents() or self.rows())

    def test_what_is_held_is_not_offered(self):
        self.out.sudo().is_held = True
        self.look()
        self.assertFalse(self.intents())

    def test_what_a_worker_laid_aside_meanwhile_is_let_go(self):
        intent = self.want(self.connection, 7)
        intent._hold("Held.")
        self.look()
        self.assertFalse(intent.not_before)

    def test_a_job_that_calls_for_it_waits_for_it_once(self):
        cron = self.env.ref("omni_base.cron_second_look")
        waits = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.connection._note_second_look(["rehearsal_out"])
        self.assertEqual(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]), waits)

    def test_a_feed_that_was_off_compares_all_once_it_is_on(self):
        self.out.active = False
        self.out.active = True
        self.assertEqual(self.intents().mapped("res_id"), [1])

    def test_a_connection_that_was_archived_compares_all_once_it_is_back(self):
        self.connection.action_archive()
        self.connection.action_unarchive()
        self.assertEqual(self.intents().mapped("res_id"), [1])
