from odoo import api, fields, models
from odoo.exceptions import UserError

from .message import OPEN


class Message(models.Model):
    """A problem may bring the one press that mends it, for all that wait for the same.

    A verdict names it as ``code:key``. The addon that uses a code writes on this model
    ``_mend_label_<code>(key)`` (what the button says; nothing where this user may not do it) and
    ``_mend_<code>(key)``.
    """

    _inherit = "omni.message"

    mend = fields.Char(readonly=True)
    mend_label = fields.Char(compute="_compute_mend_label")

    @api.depends("mend")
    @api.depends_context("lang", "uid")
    def _compute_mend_label(self):
        for message in self:
            code, _colon, key = (message.mend or "").partition(":")
            name = f"_mend_label_{code}"
            known = message.state in OPEN and hasattr(self, name)
            message.mend_label = getattr(message, name)(key) if known else False

    def action_mend(self):
        """Do what mends it, and try again all that was stopped by the same."""
        self.ensure_one()
        if not self.mend_label:
            raise UserError(self.env._("There is nothing left to mend here."))
        code, _colon, key = self.mend.partition(":")
        getattr(self, f"_mend_{code}")(key)
        alike = self.search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("mend", "=", self.mend),
                ("state", "in", ("parked", "dead")),
            ]
        )
        alike.action_retry()
        return self.connection_id._notice(
            "success", self.env._("Done. Tried again now: %s.", len(alike))
        )
