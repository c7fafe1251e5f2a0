from odoo import api, fields, models

NEWS_DAYS = 7


class Connection(models.Model):
    """What a person reads who has just connected something: what is next, how long it took."""

    _inherit = "omni.connection"

    began_at = fields.Datetime(default=fields.Datetime.now, copy=False)
    connected_at = fields.Datetime(readonly=True, copy=False)
    step_words = fields.Char(compute="_compute_step")
    pace_words = fields.Char(compute="_compute_step")

    def _connected(self, account):
        super()._connected(account)
        if not self.connected_at:
            self.sudo().connected_at = fields.Datetime.now()

    @api.depends("state", "mode", "connected_at")
    @api.depends_context("lang")
    def _compute_step(self):
        for connection in self:
            begins = connection.state == "connected" and connection.mode == "test"
            connection.step_words = connection._step() if begins else ""
            connection.pace_words = " ".join(connection._pace()) if begins else ""

    def _step(self):
        """Return what is next, in one sentence; addons put theirs first."""
        return self.env._("It reads, and writes nothing there. Look at what came, then go live.")

    def _pace(self):
        """Return sentences that say how long it took, while that is news."""
        days = (fields.Datetime.now() - self.connected_at).days if self.connected_at else NEWS_DAYS
        if days >= NEWS_DAYS or not self.began_at or self.began_at > self.connected_at:
            return []
        return [self.env._("Connected %s after you began.", self._since_begin(self.connected_at))]

    def _since_begin(self, moment):
        """Return how long after the beginning a moment was: “4 minutes”."""
        return self._in_time(moment - self.began_at)
