from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import formatLang

from ..core.spread import percentile
from .measure import SLOW, USUAL

PERIODS = {"daily": 1, "weekly": 7}
GROUP = "omni_base.group_user"
TEMPLATE = "omni_base.mail_template_report"


class Users(models.Model):
    """The mail that says how the connections were, for whoever wants it."""

    _inherit = "res.users"

    omni_report = fields.Selection(
        [("weekly", "Each Monday"), ("daily", "Each day"), ("never", "Never")],
        string="Mail about the integrations",
        default="weekly",
        required=True,
        help="Orders, problems, speed, silences and objectives of the connections.",
    )
    omni_report_on = fields.Date(string="Next mail about the integrations", readonly=True)

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802 - Odoo's name
        return [*super().SELF_READABLE_FIELDS, "omni_report"]

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802 - Odoo's name
        return [*super().SELF_WRITEABLE_FIELDS, "omni_report"]

    def write(self, values):
        result = super().write(values)
        if "omni_report" in values:
            self.sudo().omni_report_on = False
        return result

    @api.model
    def _cron_omni_report(self):
        """Send what is due today; whoever was not asked yet, is told from the next time on."""
        today = fields.Date.today()
        people = self.env.ref(GROUP).all_user_ids
        wanting = people.filtered(lambda user: user.active and user.omni_report in PERIODS)
        fresh = wanting.filtered(lambda user: not user.omni_report_on)
        for user in fresh:
            user.omni_report_on = user._omni_next_report(today)
        due = (wanting - fresh).filtered(lambda user: user.omni_report_on <= today)
        checkpoint = self.env["omni.checkpoint"]
        checkpoint._commit(0, remaining=len(due))
        for done, user in enumerate(due, 1):
            user._send_omni_report()
            user.omni_report_on = user._omni_next_report(today)
            if not checkpoint._commit(1, remaining=len(due) - done):
                return

    def _omni_next_report(self, today):
        days = 1 if self.omni_report == "daily" else 7 - today.weekday()
        return today + timedelta(days=days)

    def _send_omni_report(self):
        """Put the mail into the queue, in the reader's language and with his rights."""
        self.ensure_one()
        if not self.email or not self._omni_report():
            return False
        template = self.env.ref(TEMPLATE).sudo()
        template.send_mail(self.id)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return True

    def action_send_omni_report(self):
        """The button “Send me one now”: whoever presses it, gets it."""
        user = self.env.user
        if not user.has_group(GROUP):
            raise AccessError(self.env._("Only users of the integrations get this mail."))
        sent = user.sudo()._send_omni_report()
        text = self.env._("The mail is on its way to %s.", user.email)
        if not sent:
            text = self.env._(
                "There is nothing to tell: no connection works, or you have no address."
            )
        kind = "success" if sent else "warning"
        return self.env["omni.connection"]._notice(kind, text)

    def _omni_report_subject(self):
        here = self.with_context(lang=self.lang)
        if self.omni_report == "daily":
            return here.env._("Integrations: the last day")
        return here.env._("Integrations: the last week")

    def _omni_report_html(self):
        """Return what the template shows, in the reader's language."""
        values = {
            "name": self.name,
            "company": self.company_id.name,
            "is_daily": self.omni_report == "daily",
            "shops": self._omni_report(),
        }
        engine = self.env["ir.qweb"].with_context(lang=self.lang)
        return engine._render("omni_base.report_mail", values)

    def _omni_report(self):
        """Return what the mail says of each connection that this user may see."""
        self.ensure_one()
        own = (
            self.env["omni.connection"]
            .with_user(self)
            .with_context(lang=self.lang, tz=self.tz, allowed_company_ids=self.company_ids.ids)
        )
        connections = own.search([("state", "in", ("connected", "suspended"))])
        return connections._reports(PERIODS.get(self.omni_report, 7))


class Connection(models.Model):
    _inherit = "omni.connection"

    def _reports(self, days):
        """Return one dict of name, url, health, reason, rows, objectives and warnings for each."""
        since = fields.Datetime.now() - timedelta(days=days)
        spreads = self.env["omni.measure"]._spreads(self, since)
        budgets, waiting = self._budgets(), self._oldest_waiting()
        labels = dict(self._fields["health"]._description_selection(self.env))
        return [
            {
                "name": connection.name,
                "url": connection._report_url("omni_base.action_health", connection.id),
                "health": connection.health,
                "word": labels[connection.health],
                "reason": connection.health_reason,
                "rows": connection._report_rows(spreads, waiting),
                "objectives": [
                    connection._objective_row(*pair) for pair in budgets.get(connection.id, [])
                ],
            }
            for connection in self
        ]

    def _report_rows(self, spreads, waiting):
        """Return [{label, value, url}]: problems, how many came and how fast, what waits."""
        problems = {
            "label": self.env._("Problems to look at"),
            "value": formatLang(self.env, self.problem_count, digits=0),
            "url": self._report_url("omni_base.action_problem"),
        }
        health = self._report_url("omni_base.action_health", self.id)
        rows = [
            {"label": label, "value": value, "url": health}
            for label, value in self._report_figures(spreads)
        ]
        now = fields.Datetime.now()
        late = [
            {"label": text, "value": "", "url": health} for text in self._waiting_rows(waiting, now)
        ]
        return [*rows, problems, *late]

    def _report_figures(self, spreads):
        """Yield (what, how many and how fast) of what matters here: what came, what was told."""
        measures = self.env["omni.measure"]
        own = [kind for one, kind in spreads if one == self.id]
        kinds = sorted(own, key=lambda kind: (kind != self._main_kind(), kind))
        for kind in kinds:
            if kind != self._main_kind() and not kind.startswith("out."):
                continue
            count, spread = spreads[self.id, kind]
            number = formatLang(self.env, count, digits=0)
            usual = percentile(spread, USUAL)
            if usual is None:
                yield measures._label_of(kind), number
                continue
            yield (
                measures._label_of(kind),
                self.env._(
                    "%(number)s, usually %(usual)s, 95 of 100 within %(slow)s",
                    number=number,
                    usual=self._duration(usual),
                    slow=self._duration(percentile(spread, SLOW)),
                ),
            )

    def _report_url(self, action, record_id=None):
        known = self.env.ref(action).sudo()
        path = known.path or f"action-{known.id}"
        return f"{self.get_base_url()}/odoo/{path}" + (f"/{record_id}" if record_id else "")
