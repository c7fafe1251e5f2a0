from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import EngineCase

MONDAY, TUESDAY, THURSDAY = "2026-11-30 05:30:00", "2026-12-01 05:30:00", "2026-12-03 05:30:00"


class TestReport(EngineCase):
    """The mail about the integrations: what it says, to whom it goes, and how often."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect(name="My stage")
        self.reader = new_test_user(
            self.env, "report-reader", groups="omni_base.group_user", email="reader@example.com"
        )
        others = self.env.ref("omni_base.group_user").all_user_ids - self.reader
        others.omni_report = "never"

    def mails(self):
        return self.env["mail.mail"].search([("recipient_ids", "in", self.reader.partner_id.ids)])

    def told(self):
        return str(self.mails().body_html)

    def on(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["res.users"]._cron_omni_report()
        self.env.invalidate_all()

    def test_it_is_sent_each_monday(self):
        for moment in (TUESDAY, THURSDAY):
            self.on(moment)
        self.assertFalse(self.mails())
        self.on("2026-12-07 05:30:00")
        self.assertEqual(len(self.mails()), 1)

    def test_it_is_sent_once_a_week(self):
        for day in range(8):
            self.on(fields.Datetime.from_string(TUESDAY) + timedelta(days=day))
        self.assertEqual(len(self.mails()), 1)

    def test_a_day_without_a_server_is_made_up_for(self):
        self.on(TUESDAY)
        self.on("2026-12-09 05:30:00")
        self.assertEqual(len(self.mails()), 1)

    def test_who_wants_it_each_day_gets_it_each_day(self):
        self.reader.omni_report = "daily"
        for moment in (MONDAY, TUESDAY, "2026-12-02 05:30:00"):
            self.on(moment)
        self.assertEqual(len(self.mails()), 2)

    def test_who_wants_none_gets_none(self):
        self.reader.omni_report = "never"
        for moment in (MONDAY, "2026-12-07 05:30:00"):
            self.on(moment)
        self.assertFalse(self.mails())

    def test_who_is_no_user_of_the_integrations_gets_none(self):
        stranger = new_test_user(self.env, "report-stranger", email="stranger@example.com")
        for moment in (MONDAY, "2026-12-07 05:30:00"):
            self.on(moment)
        known = [("recipient_ids", "in", stranger.partner_id.ids)]
        self.assertFalse(self.env["mail.mail"].search(known))

    def test_it_names_each_connection_and_leads_to_its_health(self):
        self.reader._send_omni_report()
        self.assertIn("My stage", self.told())
        self.assertIn(f"/{self.connection.id}", self.told())

    def test_it_counts_the_problems(self):
        self.store(self.connection, self.thing(1, poison=True))
        self.drain()
        self.reader._send_omni_report()
        self.assertRegex(self.told(), r"Problems to look at</td>\s*<td[^>]*>\s*<a[^>]*>1<")

    def test_it_says_how_many_were_told_and_how_fast(self):
        self.env["omni.measure"].create(
            {
                "connection_id": self.connection.id,
                "company_id": self.connection.company_id.id,
                "kind": "out.rehearsal_out",
                "hour": fields.Datetime.now() - timedelta(days=1),
                "count": 12,
                "spread": {"0": 12},
            }
        )
        self.reader._send_omni_report()
        self.assertIn("12, usually 1 s, 95 of 100 within 1 s", self.told())

    def test_what_is_older_than_the_period_is_not_told(self):
        self.test_it_says_how_many_were_told_and_how_fast()
        self.mails().unlink()
        self.env["omni.measure"].search([]).hour = fields.Datetime.now() - timedelta(days=8)
        self.reader._send_omni_report()
        self.assertNotIn("12, usually", self.told())

    def test_another_company_s_connection_is_not_told(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.connect(name="Their stage", company=company)
        self.reader._send_omni_report()
        self.assertNotIn("Their stage", self.told())

    def test_without_a_connection_there_is_no_mail(self):
        self.env["omni.connection"].search([]).active = False
        self.assertFalse(self.reader._send_omni_report())

    def test_who_presses_the_button_gets_it(self):
        self.reader.with_user(self.reader).action_send_omni_report()
        self.assertEqual(len(self.mails()), 1)

    def test_nobody_has_it_sent_who_may_not_see_it(self):
        stranger = new_test_user(self.env, "report-stranger", email="stranger@example.com")
        with self.assertRaises(AccessError):
            self.env["res.users"].with_user(stranger).action_send_omni_report()

    def test_each_person_chooses_for_himself(self):
        self.reader.with_user(self.reader).write({"omni_report": "daily"})
        self.assertEqual(self.reader.omni_report, "daily")
