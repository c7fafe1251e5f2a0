from odoo import api, fields, models


class Ignore(models.TransientModel):
    """A problem that is none: who says so also says why."""

    _name = "omni.ignore"
    _description = "Ignore with a reason"

    chosen = fields.Json(readonly=True)
    count = fields.Integer(string="How many", compute="_compute_count")
    reason = fields.Char(string="Why", required=True)

    @api.depends("chosen")
    def _compute_count(self):
        for wizard in self:
            wizard.count = sum(len(ids) for _model, ids in wizard.chosen or [])

    @api.model
    def _open(self, *chosen):
        for records in chosen:
            records.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ignore with a reason"),
            "res_model": self._name,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_chosen": [[records._name, records.ids] for records in chosen]},
        }

    def action_ignore(self):
        self.ensure_one()
        for model, ids in self.chosen or []:
            records = self.env[model].search([("id", "in", ids)])
            records._ignore(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
