from odoo import api, fields, models


class WayBack(models.TransientModel):
    """What going back to test mode means, and what the remote can be given back."""

    _name = "omni.way.back"
    _inherit = "omni.confined"
    _description = "Back to test mode"

    connection_id = fields.Many2one("omni.connection", required=True, readonly=True)
    waiting_count = fields.Integer(
        string="Not told yet", readonly=True, help="Changes that stay held in test mode"
    )

    @api.model
    def _open(self, connection):
        wizard = self.create(self._start(connection))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Back to test mode: %s", connection.name),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _start(self, connection):
        """A hook: the values that the wizard begins with."""
        return {"connection_id": connection.id, "waiting_count": connection.waiting_count}

    def action_back(self):
        """From now on nothing is written outside."""
        self.ensure_one()
        self.connection_id.action_back_to_test()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
