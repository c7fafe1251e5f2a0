from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..core.resource import resource
from .work import SEVERITIES

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

    @api.model
    def _selects(self):
        """A hook: return {model: SELECT} of the rows that are not in order; an addon adds its own.

        Each selects connection_id, company_id, id, resource, subject, severity, reason, since,
        not_before. Its model has ``action_retry()`` and ``_ignore(reason)``, and names what the
        SELECT reads in ``_depends`` of this model.
        """
        return {
            "omni.message": SQL(
                """
                SELECT connection_id, company_id, id, resource, external_id, severity, reason,
                       received_at, CASE WHEN state = 'parked' THEN not_before END
                  FROM omni_message WHERE state IN ('parked', 'dead')
                """
            ),
            "omni.intent": SQL(
                """
                SELECT connection_id, company_id, id, resource, NULL::varchar, severity, reason,
                       created_at, NULL::timestamp
                  FROM omni_intent WHERE state = 'dead'
                """
            ),
            "omni.question": SQL(
                """
                SELECT connection_id, company_id, id, kind, name, 'error', reason, asked_at,
                       NULL::timestamp
                  FROM omni_question WHERE state = 'open'
                """
            ),
        }

    @property
    def _table_query(self):
        """All of them in one; the id of a row is made of its model's place and its own."""
        selects = self._selects()
        parts = [
            SQL(
                """
                SELECT %s::bigint * s.res_id + %s AS id, %s::varchar AS res_model, s.*
                  FROM (%s) AS s (connection_id, company_id, res_id, resource, subject, severity,
                                  reason, since, not_before)
                """,
                len(selects),
                place,
                model,
                select,
            )
            for place, (model, select) in enumerate(selects.items())
        ]
        return SQL(" UNION ALL ").join(parts)

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
        """Return the message, intent, question … that this problem is."""
        return self.env[self.res_model].browse(self.res_id) if self else self

    def _sources(self):
        """Return the records behind these problems, one recordset of each model that occurs."""
        found = [
            self.env[model].browse(
                self.filtered(lambda row, model=model: row.res_model == model).mapped("res_id")
            )
            for model in self._selects()
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
        """Try all of them again; a question has nothing to try.

        What one kind of them asks of the person (a window, a notice) is shown; of several, nothing.
        """
        sources = [records for records in self._sources() if records._name != "omni.question"]
        if not sources:
            raise UserError(self.env._("A question waits for your answer: open it."))
        asked = [records.action_retry() for records in sources]
        return asked[0] if len(asked) == 1 else None

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
