from odoo import models
from odoo.addons.omni_channel.core.published import held_back, shown, total


class Connection(models.Model):
    """What the channel should show: one calculation, for the number and for its reasons."""

    _inherit = "omni.connection"

    def _places(self):
        """Return the channel's places whose stock is told."""
        return self.location_ids.filtered("warehouse_id")

    def _wanted(self, listings, places):
        """Return {(listing, place): pieces} that the channel should show."""
        explained = self._explained(listings, places)
        return {key: published.quantity for key, published in explained.items()}

    def _explained(self, listings, places):
        """Return {(listing, place): Published}: one availability read per set of warehouses."""
        connection = self._with_shares(listings, places)
        rules = connection._stock_rules(listings)
        stock = connection.env["omni.stock.available"]._by_source(listings.product_id, places)
        explained = {}
        for place in places:
            available = stock[place._source()]
            for listing in listings:
                there = available[listing.product_id.id]
                explained[listing, place] = connection._publish(
                    listing, place, there, rules[listing]
                )
        return explained

    def _publish(self, listing, place, available, rule):
        terms = held_back(available, rule, self._lag_buffer())
        _pieces, share = self._capped_by_share(listing, place, int(total(terms)))
        return shown((*terms, share) if share else terms, rule)

    def _with_shares(self, listings, places):
        """A hook, once a slice: return the connection with what ``_capped_by_share`` needs."""
        return self

    def _capped_by_share(self, listing, place, pieces):
        """A hook: how many of these pieces this channel may show, where stock is parted.

        Return (pieces, Term or None): the Term holds what is taken off (negative), and its word.
        """
        return pieces, None
