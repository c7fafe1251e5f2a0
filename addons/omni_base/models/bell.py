from odoo import api, models

from .before_commit import gather
from .problem import NEWEST

PROBLEM_STATES = ("dead", "parked")


class Bell(models.AbstractModel):
    """Whoever is responsible hears of a problem at once, and of its end."""

    _name = "omni.bell"
    _description = "Problem bell"

    @api.model
    def problems(self):
        """Return what the bell shows this user: counts by severity and the newest problems."""
        counts = self.env["omni.problem"]._counts()
        suspended = self.env["omni.connection"].search([("state", "=", "suspended")])
        counts["error"] += len(suspended)
        newest = [self._shown_connection(connection) for connection in suspended]
        newest += [self._shown_problem(problem) for problem in self.env["omni.problem"]._newest()]
        return {**counts, "newest": newest[:NEWEST]}

    def _shown_connection(self, connection):
        return self._shown(connection, connection.name, connection.problem, "error")

    def _shown_problem(self, problem):
        title = self.env._(
            "%(connection)s: %(kind)s", connection=problem.connection_id.name, kind=problem.label
        )
        shown = self._shown(problem._source(), title, problem.reason, problem.severity)
        return {**shown, "subject": problem.subject or ""}

    def _shown(self, record, title, reason, severity):
        labels = dict(self.env["omni.problem"]._fields["severity"]._description_selection(self.env))
        return {
            "model": record._name,
            "id": record.id,
            "title": title,
            "subject": "",
            "reason": reason or "",
            "severity": severity,
            "label": labels.get(severity, ""),
        }

    @api.model
    def _ring(self, connections):
        """Tell the responsible people, once per transaction, that the problems have changed."""
        gather(self.env.cr, "omni.bell", connections.ids, self.sudo()._tell)

    def _tell(self, ids):
        connections = self.env["omni.connection"].browse(ids).exists()
        users = self.env.ref("omni_base.group_user").all_user_ids
        for user in users.filtered(lambda user: user.company_ids & connections.company_id):
            user.partner_id._bus_send("omni_base.problems", {})
        for connection in connections:
            told = connection.with_context(lang=connection.user_id.lang or "en_US")
            told._keep_problem_activity()


class Message(models.Model):
    _inherit = "omni.message"

    def write(self, values):
        rings = values.get("state") in PROBLEM_STATES or (
            "state" in values and any(message.state in PROBLEM_STATES for message in self)
        )
        result = super().write(values)
        if rings:
            self.env["omni.bell"]._ring(self.connection_id)
        return result


class Intent(models.Model):
    _inherit = "omni.intent"

    def write(self, values):
        result = super().write(values)
        if "state" in values:
            self.env["omni.bell"]._ring(self.connection_id)
        return result


class Connection(models.Model):
    _inherit = "omni.connection"

    def write(self, values):
        result = super().write(values)
        if "state" in values:
            self.env["omni.bell"]._ring(self)
        return result

    def _keep_problem_activity(self):
        """One activity for the responsible person while errors are open; done when none is left."""
        errors = self.env["omni.problem"].search_count(
            [("connection_id", "=", self.id), ("severity", "=", "error")]
        )
        known = self.activity_search(["omni_base.activity_problem"])
        if not errors:
            known.action_feedback(feedback=self.env._("No problem is left."))
            return
        summary = self.env._("Problems to look at: %s", errors)
        if known:
            known.write({"summary": summary})
            return
        self.activity_schedule(
            "omni_base.activity_problem",
            summary=summary,
            user_id=(self.user_id or self.env.user).id,
        )
