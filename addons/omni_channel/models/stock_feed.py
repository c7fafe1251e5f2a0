from odoo import api, models
from odoo.exceptions import UserError


class Feed(models.Model):
    """The feed of stock is off where Odoo does not keep it, and says so."""

    _inherit = "omni.feed"

    @api.depends("connection_id.stock_master")
    def _compute_words(self):
        super()._compute_words()
        for feed in self.filtered(lambda feed: feed.resource == "stock"):
            if feed.connection_id.stock_master == "channel":
                feed.help = self.env._("Off: the channel keeps its stock itself.")
            elif feed.connection_id.stock_master == "none":
                feed.help = self.env._("Off: nobody is to keep the channel's stock.")

    def write(self, values):
        if values.get("active"):
            self._check_stock_master()
        return super().write(values)

    def _check_stock_master(self):
        for feed in self.filtered(lambda feed: feed.resource == "stock"):
            if feed.connection_id.stock_master != "odoo":
                raise UserError(
                    self.env._(
                        "“%s” sends no stock, because Odoo does not keep it: choose “Odoo” "
                        "as who keeps the stock first.",
                        feed.connection_id.name,
                    )
                )
