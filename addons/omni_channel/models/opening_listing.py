from collections import defaultdict

from odoo import models


class Listing(models.Model):
    """Why what a shop shows of a listing does not become stock here."""

    _inherit = "omni.listing"

    def _opening_obstacles(self):
        """Return {listing: why} of those that are left out, whatever the shop shows."""
        stocks, products = defaultdict(set), defaultdict(set)
        for listing in self.filtered(lambda one: one.product_id and one._is_counted_there()):
            stocks[listing.product_id].add(listing.stock_id)
            products[listing.stock_id].add(listing.product_id)
        found = {}
        for listing in self:
            reason = listing._opening_obstacle(
                is_torn=len(stocks[listing.product_id]) > 1,
                is_shared=len(products[listing.stock_id]) > 1,
            )
            if reason:
                found[listing] = reason
        return found

    def _is_counted_there(self):
        return bool(self.is_stock_managed and self.stock_id)

    def _opening_obstacle(self, is_torn, is_shared):
        _ = self.env._
        product = self.product_id
        if not product:
            return _("It has no product: choose one.")
        reasons = (
            (not product.is_storable, _("Odoo does not count its product.")),
            (product.tracking != "none", _("Its product has lot or serial numbers: count it.")),
            (not self._is_counted_there(), _("The channel does not count its stock.")),
            (is_torn, _("Its product has several listings, each with a stock of its own.")),
            (is_shared, _("Another product counts on the same stock there.")),
        )
        return next((why for is_so, why in reasons if is_so), "")

    def _shown_obstacle(self, shown):
        """Return why the numbers of its places cannot be taken over, or an empty text."""
        known = [pieces for pieces in shown if pieces is not None]
        if not known:
            return self.env._("The channel does not count its stock.")
        if min(known) < 0:
            return self.env._(
                "The shop shows %s: it has sold more than it had. Count it.", min(known)
            )
        return ""
