from odoo import fields, models


class Connection(models.Model):
    """Back to test mode, first giving the remote back what it showed before."""

    _inherit = "omni.connection"

    returning_at = fields.Datetime(
        string="Going back since",
        readonly=True,
        copy=False,
        help="The remote is given back what it showed before going live; then test mode follows.",
    )

    def action_open_way_back(self):
        """The button “Back to test mode”: says what it means, and what can be given back."""
        self.ensure_one()
        self.check_access("write")
        return self.env["omni.way.back"]._open(self)

    def action_back_to_test(self):
        result = super().action_back_to_test()
        self.sudo().returning_at = False
        return result

    def _returns(self, code):
        """A hook: whether changes of this resource are what gives the remote its numbers back."""
        return False

    def _returned_in_words(self):
        """A hook: what became of it."""
        return ""

    def _holds(self, code):
        if self.returning_at and not self._returns(code):
            return self.env._("Held: the connection is going back to test mode.")
        return super()._holds(code)

    def _after_push(self, code):
        """Nothing is left to give back: test mode."""
        if not self.returning_at or not self._returns(code):
            return
        codes = [one for one in self.feed_ids.mapped("resource") if self._returns(one)]
        left = [("connection_id", "=", self.id), ("resource", "in", codes), ("state", "=", "new")]
        if self.env["omni.intent"].search_count(left, limit=1):
            return
        said = self._returned_in_words()
        self.action_back_to_test()
        self._message_log(body=f"{self.env._('Back in test mode.')} {said}")
