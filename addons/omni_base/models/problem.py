from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..core.resource import resource
from .work import SEVERITIES

SOURCES = ("omni.message", "omni.intent", "omni.question")
NEWEST = 7


class Problem(models.Model):
    """All that is not in order, whatever it is: one list for a person to work through."""

    _name = "omni.problem"
    _description = "Problem"
    _auto = False
    _order = "severity, since desc, id desc"
    _rec_name = "subject"
    _depends = {
        "omni.message": ["state", "severity", "reason", "resource", "external_id"],
        "omni.intent": ["state", "severity", "reason", "resource"],
        "omni.question": ["state", "reason", "kind", "name"],
    }

    connection_id = fields.Many2one("omni.connection", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Integer(readonly=True)
    resource = fields.Char(readonly=True)
    label = fields.Char(string="Kind", compute="_compute_label")
    subject = fields.Char(string="About", readonly=True)
    severity = fields.Selection(SEVERITIES, readonly=True)
    reason = fields.Char(readonly=True)
    since = fields.Datetime(readonly=True)
    not_before = fields.Datetime(string="Next try", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 4::bigint * id AS id, connection_id, company_id, 'omni.message' AS res_model,
                   id AS res_id, resource, external_id AS subject, severity, reason,
                   received_at AS since, CASE WHEN state = 'parked' THEN not_before END not_before
              FROM omni_message WHERE state IN ('parked', 'dead')
             UNION ALL
            SELECT 4::bigint * id + 1, connection_id, company_id, 'omni.intent', id, resource, NULL,
                   severity, reason, created_at, NULL
              FROM omni_intent WHERE state = 'dead'
             UNION ALL
            SELECT 4::bigint * id + 2, connection_id, company_id, 'omni.question', id, kind, name,
                   'error', reason, asked_at, NULL
              FROM omni_question WHERE state = 'open'
            """
        )

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_label(self):
        kinds = dict(self.env["omni.question"]._fields["kind"]._description_selection(self.env))
        for problem in self:
            known = resource(problem.resource)
            said = problem.connection_id._say(known.label) if known else problem.resource
            asked = problem.res_model == "omni.question"
            problem.label = kinds.get(problem.resource) if asked else said

    def _source(self):
        """Return the message, intent or question that this problem is."""
        return self.env[self.res_model].browse(self.res_id) if self else self

    def _sources(self):
        """Return the records behind these problems, one recordset of each model that occurs."""
        found = [
            self.env[model].browse(
                self.filtered(lambda row, model=model: row.res_model == model).mapped("res_id")
            )
            for model in SOURCES
        ]
        return [records for records in found if records]

    def action_open(self):
        """Lead to what is not in order, with the action that mends it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.label,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [[False, "form"]],
        }

    def action_retry(self):
        """Try all of them again; a question has nothing to try."""
        sources = [records for records in self._sources() if records._name != "omni.question"]
        if not sources:
            raise UserError(self.env._("A question waits for your answer: open it."))
        for records in sources:
            records.action_retry()

    def action_ignore(self):
        return self.env["omni.ignore"]._open(*self._sources())

    @api.model
    def _counts(self):
        """Return {severity: how many} of the problems that this user may see."""
        groups = self._read_group([], ["severity"], ["__count"])
        return {"error": 0, "retry": 0} | {name: count for name, count in groups if name}

    @api.model
    def _newest(self):
        return self.search([], limit=NEWEST)
