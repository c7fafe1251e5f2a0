from odoo import fields, models
from odoo.exceptions import UserError


class Finding(models.AbstractModel):
    """One thing that was looked at, what was found, and a button to where it is mended."""

    _name = "omni.finding"
    _description = "Finding"
    _order = "id"

    state = fields.Selection(
        [("good", "Good"), ("warning", "Look at it"), ("blocker", "Must be solved")],
        required=True,
        readonly=True,
    )
    label = fields.Char(required=True, readonly=True)
    text = fields.Char(readonly=True)
    mend = fields.Char(readonly=True, help="The button of the connection that leads to it")

    def _finding_connection(self):
        """Return the connection that was looked at."""
        raise NotImplementedError

    def action_mend(self):
        """Do what the connection's own button of that name does."""
        self.ensure_one()
        if not (self.mend or "").startswith("action_"):
            raise UserError(self.env._("There is no button for this."))
        return getattr(self._finding_connection(), self.mend)()
