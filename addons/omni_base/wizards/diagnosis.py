from odoo import Command, api, fields, models


class Diagnosis(models.TransientModel):
    """Why a connection does not do what it should: the checks in order, and what to do."""

    _name = "omni.diagnosis"
    _inherit = "omni.confined"
    _description = "Diagnosis"

    connection_id = fields.Many2one("omni.connection", required=True, readonly=True)
    line_ids = fields.One2many("omni.diagnosis.line", "wizard_id", readonly=True)
    worst = fields.Selection(
        [("good", "Good"), ("warning", "Look at it"), ("blocker", "Must be solved")],
        compute="_compute_worst",
    )
    advice = fields.Char(compute="_compute_worst")

    @api.depends("line_ids.state", "line_ids.text")
    def _compute_worst(self):
        for wizard in self:
            states = wizard.line_ids.mapped("state")
            worst = next((one for one in ("blocker", "warning") if one in states), "good")
            first = wizard.line_ids.filtered(lambda line, worst=worst: line.state == worst)[:1]
            wizard.worst = worst
            wizard.advice = "" if worst == "good" else f"{first.label} – {first.text}"

    @api.model
    def _open(self, connection):
        wizard = self.create({"connection_id": connection.id})
        wizard._look()
        return wizard._shown()

    def _look(self):
        """What was found is written by us only: each line has a button."""
        self.check_access("write")
        found = [Command.create(one) for one in self.connection_id._diagnose()]
        self.sudo().line_ids = [Command.clear(), *found]

    def _shown(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Diagnosis: %s", self.connection_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_again(self):
        """Look once more, after something was mended."""
        self.ensure_one()
        self._look()
        return self._shown()


class DiagnosisLine(models.TransientModel):
    _name = "omni.diagnosis.line"
    _description = "Finding of a diagnosis"
    _inherit = "omni.finding"

    wizard_id = fields.Many2one("omni.diagnosis", required=True, ondelete="cascade")

    def _finding_connection(self):
        return self.wizard_id.connection_id
