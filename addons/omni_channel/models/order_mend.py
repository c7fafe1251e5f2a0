from odoo import models


class Message(models.Model):
    """What one press mends about an order that waits."""

    _inherit = "omni.message"

    def _mend_label_currency(self, code):
        if not self.env["res.currency"].has_access("write"):
            return False
        return self.env._("Activate %s and try again", code)

    def _mend_currency(self, code):
        currencies = self.env["res.currency"].with_context(active_test=False)
        currencies.search([("name", "=", code)]).action_unarchive()
