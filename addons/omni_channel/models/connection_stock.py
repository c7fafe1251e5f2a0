from odoo import api, fields, models

from .stock_rule import RULE_FIELDS

MASTERS = [("odoo", "Odoo"), ("channel", "the channel"), ("none", "nobody")]
TOLD_FIELDS = (*RULE_FIELDS, "made_to_order", "stock_master")


class Connection(models.Model):
    """Who keeps the stock of this channel, and what of it is shown where nothing else is said."""

    _name = "omni.connection"
    _inherit = ["omni.connection", "omni.stock.rule"]

    stock_master = fields.Selection(
        MASTERS,
        string="Who keeps the stock",
        default="odoo",
        required=True,
        tracking=True,
        help="Odoo: its numbers are shown in the channel, as soon as they change.\n"
        "The channel: its numbers are only read, and never written.\n"
        "Nobody: stock is neither read nor written.",
    )
    made_to_order = fields.Selection(
        [("counted", "are shown as what is in stock"), ("always", "are always available")],
        string="Products made to order",
        default="counted",
        required=True,
        help="Those with a route to make or buy them to order or to dropship them, and those "
        "that Odoo does not count.",
    )
    stock_warning = fields.Char(compute="_compute_stock_warning")

    @api.depends("stock_master", "feed_ids.active", "kind", "adapter_code")
    @api.depends_context("lang")
    def _compute_stock_warning(self):
        for connection in self:
            connection.stock_warning = connection._stock_warning()

    def _stock_warning(self):
        """Return why the channel may sell what is gone, or an empty text."""
        if self.kind != "channel" or not self._can("push_stock"):
            return ""
        if self.stock_master == "none":
            return self.env._("Nobody keeps this channel's stock up to date: it may sell too much.")
        feed = self.sudo().with_context(active_test=False).feed_ids
        if self.stock_master == "odoo" and not self._stock_feed(feed).active and feed:
            return self.env._(
                "Stock is not sent as it changes: this channel may sell what is gone. "
                "Switch the feed “Stock” on."
            )
        return ""

    @api.model
    def _stock_feed(self, feeds):
        return feeds.filtered(lambda feed: feed.resource == "stock")

    def _tells_stock(self):
        """Whether Odoo's stock is what this channel is to show."""
        return self._can("push_stock") and self.stock_master == "odoo"

    def write(self, values):
        result = super().write(values)
        if "stock_master" in values:
            self._follow_stock_master()
        if not values.keys().isdisjoint(TOLD_FIELDS):
            self.env["omni.stock.change"]._note_all(self)
        return result

    def _complete(self):
        result = super()._complete()
        self.filtered(lambda one: one.stock_master != "odoo")._follow_stock_master()
        return result

    def _follow_stock_master(self):
        """The feed of what goes out is on where Odoo keeps the stock; else nothing waits for it."""
        for connection in self.sudo():
            feed = connection._stock_feed(connection.with_context(active_test=False).feed_ids)
            feed.active = connection.stock_master == "odoo"
        others = self.filtered(lambda one: one.stock_master != "odoo")
        if others:
            self.env["omni.intent"].sudo()._forget(others, "stock")
