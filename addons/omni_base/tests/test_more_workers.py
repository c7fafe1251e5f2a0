from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import STAGE


class TestMoreWorkers(EngineCase):
    """A backfill can be shared by as many workers as a person wants."""

    def setUp(self):
        super().setUp()
        self.workers = self.env["omni.drain"]
        self.connection = self.connect()
        self.env.cr.postcommit.clear()
        self.env["ir.cron.trigger"].search([]).unlink()

    def want_workers(self, number):
        settings = self.env["res.config.settings"].create({"omni_more_workers": number})
        settings.execute()
        self.env.cr.postcommit.clear()

    def called(self):
        """Wake the lane that backfills are on, twice; return who is called."""
        for _time in range(2):
            self.workers._wake(50)
            with self.enter_registry_test_mode():
                self.env.cr.postcommit.run()
        return self.env["ir.cron.trigger"].search([]).cron_id

    def test_at_first_there_are_none(self):
        self.assertFalse(self.workers._more_crons())

    def test_the_settings_make_as_many_as_are_wanted(self):
        self.want_workers(3)
        self.assertEqual(len(self.workers._more_crons()), 3)

    def test_more_are_added_to_those_that_are_there(self):
        self.want_workers(1)
        first = self.workers._more_crons()
        self.want_workers(2)
        self.assertEqual(self.workers._more_crons()[0], first)

    def test_fewer_leave_nothing_behind(self):
        self.want_workers(3)
        actions = self.workers._more_crons().ir_actions_server_id
        self.want_workers(1)
        self.assertEqual(len(self.workers._more_crons()), 1)
        self.assertEqual(len(actions.exists()), 1)

    def test_each_of_them_is_called_once(self):
        self.want_workers(2)
        called = self.called()
        self.assertEqual(called, self.env.ref("omni_base.cron_drain_all") | called[1:])
        self.assertEqual(set(self.workers._more_crons()), set(called[1:]))
        self.assertEqual(self.env["ir.cron.trigger"].search_count([]), 3)

    def test_what_is_live_calls_none_of_them(self):
        self.want_workers(2)
        self.workers._wake(10)
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()
        called = self.env["ir.cron.trigger"].search([]).cron_id
        self.assertEqual(called, self.env.ref("omni_base.cron_drain_live"))

    def more_work(self, position):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.drain"]._cron_drain_more(position)

    def test_one_of_them_works(self):
        self.want_workers(1)
        message = self.store(self.connection, self.thing(1))
        self.more_work(1)
        self.assertEqual(message.state, "done")

    def test_one_that_is_no_longer_wanted_does_nothing(self):
        self.want_workers(1)
        message = self.store(self.connection, self.thing(1))
        self.more_work(2)
        self.assertEqual((message.state, STAGE.imports), ("new", 0))

    def test_what_a_parameter_cannot_mean_is_none(self):
        self.env["ir.config_parameter"].set_param("omni_base.more_workers", "many")
        self.assertEqual(self.workers._more_workers(), 0)

    def test_only_who_may_change_settings_may_do_it(self):
        chief = new_test_user(self.env, "chief", groups="omni_base.group_manager")
        with self.assertRaises(AccessError):
            self.env["res.config.settings"].with_user(chief).create({"omni_more_workers": 1})
