from odoo import api, fields, models
from odoo.exceptions import UserError


class Feed(models.Model):
    """What the log-in may not see there is not on offer, and says why."""

    _inherit = "omni.feed"

    obstacle = fields.Char(
        readonly=True, copy=False, help="Why it cannot be switched on, by the last test"
    )

    @api.depends("obstacle")
    def _compute_words(self):
        super()._compute_words()
        for feed in self:
            feed.help = feed.obstacle or feed.help

    def write(self, values):
        if values.get("active"):
            for feed in self.filtered(lambda one: one.obstacle and not one.active):
                raise UserError(feed.obstacle)
        return super().write(values)


class Connection(models.Model):
    _inherit = "omni.connection"

    def _after_connected(self, account):
        """Keep what the test has found; one that is on stays on, and says itself why it fails."""
        result = super()._after_connected(account)
        for feed in self.sudo().with_context(active_test=False).feed_ids:
            why = self._say(account.denied.get(feed.resource)) or False
            if (feed.obstacle or False) != why:
                feed.obstacle = why
        return result
