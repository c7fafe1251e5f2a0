from odoo.addons.omni_base.core.errors import RemoteError
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import CarrierCase

NO = (400, "This postcode does not exist.")


class TestLabelProblems(CarrierCase):
    """A parcel that waits for its label is a problem that its person sees, until it is none."""

    def setUp(self):
        super().setUp()
        self.picking = self.make_transfer()

    def refuse(self, picking=None, answer=NO):
        """Ask for the label as validating does; what the carrier said stays, as it does there."""
        picking = picking or self.picking
        self.wire.refuse = answer
        request = picking._omni_shipping_request(self.method)
        with self.enter_registry_test_mode():
            try:
                self.env["omni.label"]._obtain(picking, self.method, request)
            except RemoteError:
                self.wire.refuse = None
        return self.labels(picking)[-1]

    def problems(self):
        return self.env["omni.problem"].search([("res_model", "=", "omni.label")])

    def ring(self):
        """Do what happens after a commit, which this test does not make."""
        hooks = self.env.cr.postcommit
        with self.enter_registry_test_mode():
            hooks.run()

    def activities(self):
        kind = self.env.ref("omni_base.activity_problem")
        return self.connection.activity_ids.filtered(lambda one: one.activity_type_id == kind)

    def test_a_refused_label_is_a_problem_with_the_carriers_reason(self):
        self.refuse()
        problem = self.problems()
        self.assertEqual((problem.subject, problem.severity), (self.picking.name, "error"))
        self.assertIn("This postcode does not exist", problem.reason)

    def test_it_says_what_kind_of_thing_it_is(self):
        self.refuse()
        self.assertEqual(self.problems().label, "Shipping label")

    def test_several_refusals_of_one_transfer_are_one_problem(self):
        self.refuse()
        newest = self.refuse()
        self.assertEqual(self.problems().res_id, newest.id)

    def test_a_bought_label_ends_it(self):
        self.refuse()
        self.validate(self.picking)
        self.assertFalse(self.problems())

    def test_a_cancelled_transfer_ends_it(self):
        self.refuse()
        self.picking.action_cancel()
        self.assertFalse(self.problems())

    def test_a_transfer_that_left_with_another_carrier_ends_it(self):
        self.refuse()
        self.picking.carrier_id = False
        self.validate(self.picking)
        self.assertFalse(self.problems())

    def test_a_transfer_that_left_without_its_label_stays_a_problem(self):
        self.refuse()
        self.picking.picking_type_id.print_label = False
        self.validate(self.picking)
        self.assertEqual((self.picking.state, len(self.problems())), ("done", 1))

    def test_a_label_that_is_just_being_bought_is_none(self):
        self.refuse().write({"state": "asked"})
        self.assertFalse(self.problems())

    def test_a_label_without_an_answer_is_tried_again_by_itself_at_first(self):
        self.refuse().write({"state": "unknown"})
        self.assertEqual(self.problems().severity, "retry")

    def test_a_label_without_an_answer_for_long_needs_a_person(self):
        self.refuse().write({"state": "unknown", "requested_at": "2026-01-01"})
        self.assertEqual(self.problems().severity, "error")

    def test_it_leads_to_the_label_and_from_there_to_the_transfer(self):
        label = self.refuse()
        action = self.problems().action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("omni.label", label.id))
        self.assertEqual(label.action_open_transfer()["res_id"], self.picking.id)

    def test_trying_again_sends_the_transfer(self):
        self.refuse()
        with self.enter_registry_test_mode():
            self.problems().action_retry()
        self.assertEqual((self.picking.state, self.picking.carrier_tracking_ref), ("done", "6A10"))

    def test_trying_again_tells_why_it_is_still_refused(self):
        self.refuse()
        self.wire.refuse = NO
        problem = self.problems()
        with self.assertRaisesRegex(UserError, "postcode"), self.enter_registry_test_mode():
            problem.action_retry()

    def test_of_several_those_that_work_are_sent_and_the_others_named(self):
        other = self.make_transfer(quantity=3)
        self.refuse()
        self.refuse(other)
        self.wire.refuse = NO
        with self.enter_registry_test_mode():
            notice = self.problems().action_retry()
        left = (self.picking | other).filtered(lambda picking: picking.state != "done")
        self.assertEqual(len(left), 1)
        self.assertIn(left.name, notice["params"]["message"])

    def test_who_may_not_send_may_not_try_again(self):
        label = self.refuse()
        user = new_test_user(self.env, "label-reader", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            label.with_user(user).action_retry()

    def test_ignored_with_a_reason_it_is_none_any_more(self):
        label = self.refuse()
        action = self.problems().action_ignore()
        wizard = self.env["omni.ignore"].with_context(**action["context"])
        wizard.create({"reason": "picked up by the buyer"}).action_ignore()
        self.assertFalse(self.problems())
        self.assertIn("picked up by the buyer", label.reason)
        self.assertIn("This postcode does not exist", label.reason)

    def test_refused_anew_after_it_was_ignored_it_is_a_problem_again(self):
        self.refuse()._ignore("never mind")
        self.refuse()
        self.assertEqual(len(self.problems()), 1)

    def test_the_bell_counts_and_shows_it(self):
        before = self.env["omni.bell"].problems()["error"]
        self.refuse()
        told = self.env["omni.bell"].problems()
        self.assertEqual(told["error"], before + 1)
        self.assertIn("omni.label", [row["model"] for row in told["newest"]])

    def test_the_responsible_person_gets_an_activity(self):
        self.refuse().write({"state": "failed"})
        self.ring()
        self.assertEqual(self.activities().user_id, self.connection.user_id)

    def test_the_activity_ends_when_the_transfer_is_cancelled(self):
        self.refuse().write({"state": "failed"})
        self.ring()
        self.picking.action_cancel()
        self.ring()
        self.assertFalse(self.activities())

    def test_another_company_does_not_see_it(self):
        self.refuse()
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "label-stranger",
            groups="omni_base.group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertFalse(self.env["omni.problem"].with_user(stranger).search([]))
