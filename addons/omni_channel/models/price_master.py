from odoo import api, fields, models
from odoo.exceptions import UserError

CODE = "price"


class Connection(models.Model):
    """Prices are told where Odoo decides them, and a person has switched their feed on."""

    _inherit = "omni.connection"

    can_tell_prices = fields.Boolean(compute="_compute_can_tell_prices")

    @api.depends("adapter_code", "kind")
    def _compute_can_tell_prices(self):
        for connection in self:
            connection.can_tell_prices = connection._can("push_prices")

    def _price_feed(self):
        feeds = self.sudo().with_context(active_test=False).feed_ids
        return feeds.filtered(lambda feed: feed.resource == CODE)

    def _is_price_ours(self):
        """Whether Odoo decides the price; where the channel brings none, nobody else does."""
        return self._owners("product").get(CODE, "odoo") == "odoo"

    def _tells_prices(self):
        """Whether Odoo's prices are what this channel is to show."""
        return self._can("push_prices") and self._is_price_ours() and self._price_feed().active

    def _after_connected(self, account):
        """The terms are known before the first differences are shown."""
        super()._after_connected(account)
        if self.kind == "channel" and self._can("pull_price_terms"):
            self._ask_price_terms()

    def _follow_price_owner(self):
        """Where somebody else decides, nothing is told and nothing waits."""
        others = self.filtered(lambda one: not one._is_price_ours())
        for connection in others:
            connection._price_feed().filtered("active").active = False
        if others:
            self.env["omni.intent"].sudo()._forget(others, CODE)


class Owner(models.Model):
    _inherit = "omni.owner"

    def write(self, values):
        result = super().write(values)
        if "owner" in values:
            priced = self.filtered(lambda row: (row.object, row.field) == ("product", CODE))
            priced.connection_id._follow_price_owner()
        return result


class Feed(models.Model):
    """The feed of prices is off where Odoo does not decide them, and says so."""

    _inherit = "omni.feed"

    @api.depends("connection_id.owner_ids.owner")
    def _compute_words(self):
        super()._compute_words()
        for feed in self.filtered(lambda feed: feed.resource == CODE):
            if feed.connection_id and not feed.connection_id._is_price_ours():
                feed.help = self.env._("Off: Odoo does not decide the price (“Who decides”).")

    def write(self, values):
        if values.get("active"):
            self._check_price_owner()
        return super().write(values)

    def _check_price_owner(self):
        for feed in self.filtered(lambda feed: feed.resource == CODE):
            if not feed.connection_id._is_price_ours():
                raise UserError(
                    self.env._(
                        "“%s” is told no prices, because Odoo does not decide them: on the tab "
                        "“Who decides”, choose “Odoo” for the price first.",
                        feed.connection_id.name,
                    )
                )
