from odoo import models


class Listing(models.Model):
    """Why the stock of a listing is not told to its channel."""

    _inherit = "omni.listing"

    def _silent(self):
        """Return {listing: why nothing is sent, or an empty text}: the first reason of each."""
        found = {}
        for connection, listings in self.grouped("connection_id").items():
            whole = connection._silent_as_a_whole()
            for listing in listings:
                found[listing] = whole or listing._silent_itself()
        return found

    def _silent_itself(self):
        _ = self.env._
        reasons = (
            (not self.active, _("It is not on sale in the channel any more.")),
            (not self.product_id, _("It has no product: choose one.")),
            (not self.publishes_stock, _("“Send stock” is switched off for it.")),
            (not self.is_stock_managed, _("The channel does not count its stock.")),
            (
                self.is_uncounted,
                _("It was created from a shop, and nobody has counted it here: count it."),
            ),
            (not self.stock_id, _("The channel tells no number for its stock.")),
            (self.is_held, _("It is held: it is released in a later stage of going live.")),
        )
        return next((why for is_so, why in reasons if is_so), "")


class Connection(models.Model):
    _inherit = "omni.connection"

    def _silent_as_a_whole(self):
        """Return why nothing of this connection's stock is sent, or an empty text."""
        _ = self.env._
        feed = self._stock_feed(self.sudo().with_context(active_test=False).feed_ids)
        is_kept_there, is_unkept = self.stock_master == "channel", self.stock_master == "none"
        is_connected, is_test = self.state == "connected", self.mode == "test"
        reasons = (
            (not self._can("push_stock"), _("This channel cannot be told of stock.")),
            (is_kept_there, _("The channel keeps its stock itself.")),
            (is_unkept, _("Nobody is to keep the channel's stock.")),
            (not feed.active, _("The feed “Stock” is switched off.")),
            (not self.active, _("The connection is archived.")),
            (not is_connected, _("The connection does not work: test it.")),
            (is_test, _("Test mode: nothing is written to the channel.")),
            (self.is_copy, _("This database is a copy: it writes nothing to the channel.")),
            (bool(self.returning_at), _("The channel is given back its numbers of before.")),
            (feed.is_held, _("The feed “Stock” is held for a later stage of going live.")),
            (not self._places(), _("No place of the channel has a warehouse: choose one.")),
        )
        return next((why for is_so, why in reasons if is_so), "")
