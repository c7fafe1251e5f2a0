from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import EngineCase
from .company_case import MARK, CompanyCase


@tagged("post_install", "-at_install")
class TestTwoCompanies(CompanyCase, EngineCase, HttpCase):
    """An administrator of one company learns nothing of another one's connections."""

    def fill(self):
        self.connection = self.connect(name=f"Stage {MARK}")
        self.store(self.connection, self.thing(MARK), self.thing(2, poison=True))
        self.drain()
        self.want(self.connection, 1)
        self.connection.action_open_go_live()
        self.connection._suspend(f"Refused {MARK}")
        self.env.cr.flush()

    def test_there_is_a_row_of_each_model_to_hide(self):
        self.assertFalse(self.bare_models())

    def test_no_way_to_ask_tells_them(self):
        self.assertFalse(self.leaks())

    def test_no_file_of_them_is_given_to_who_guesses_ids(self):
        self.assertFalse(self.exported())

    def test_one_s_own_are_given(self):
        own = self.own()
        self.authenticate("stranger", "stranger")
        self.assertTrue(self.is_exported("omni.connection", [own.connection.id]))

    def test_the_bell_does_not_count_or_show_them(self):
        told = self.env["omni.bell"].with_user(self.stranger).problems()
        self.assertEqual((told["error"], told["retry"], told["newest"]), (0, 0, []))

    def test_the_bus_tells_only_those_who_may_see_it(self):
        self.env["bus.bus"].search([]).unlink()
        self.connection._suspend("Something else")
        self.env.cr.flush()
        channels = " ".join(row.channel for row in self.env["bus.bus"].sudo().search([]))
        self.assertNotIn(f'"res.partner", {self.stranger.partner_id.id}]', channels)

    def test_its_activities_and_discussion_are_not_seen(self):
        mine = [("res_model", "=", "omni.connection"), ("res_id", "=", self.connection.id)]
        activities = self.env["mail.activity"].with_user(self.stranger).search(mine)
        talk = [("model", "=", "omni.connection"), ("res_id", "=", self.connection.id)]
        messages = self.env["mail.message"].with_user(self.stranger).search(talk)
        self.assertFalse(activities)
        self.assertFalse(messages)

    def test_nothing_can_be_moved_into_a_company_one_does_not_belong_to(self):
        self.assertFalse(self.moves())

    def test_one_s_own_can_be_moved_between_one_s_own_companies(self):
        third = self.env["res.company"].create({"name": "Third"})
        self.stranger.company_ids += third
        own = self.connect(company=self.elsewhere).with_user(self.stranger)
        own = own.with_context(allowed_company_ids=[self.elsewhere.id, third.id])
        own.company_id = third
        self.assertEqual(own.feed_ids.company_id, third)

    def test_switching_the_company_in_the_context_is_no_way_in(self):
        model = self.env["omni.connection"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            model.with_context(allowed_company_ids=self.env.company.ids).search_read([], ["name"])
