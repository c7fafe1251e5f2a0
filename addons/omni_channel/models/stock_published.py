from odoo import models
from odoo.addons.omni_channel.core.published import (
    Available,
    Rule,
    exact,
    held_back,
    shown,
    total,
)


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
        available = {}
        explained = {}
        for place in places:
            source = place._source()
            if source not in available:
                available[source] = connection._available(listings.product_id, source)
            for listing in listings:
                there = available[source][listing.product_id.id]
                explained[listing, place] = connection._publish(
                    listing, place, there, rules[listing]
                )
        return explained

    def _publish(self, listing, place, available, rule):
        terms = held_back(available, rule)
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

    def _stock_rules(self, listings):
        """Return {listing: Rule}."""
        return {listing: Rule(buffer=listing.buffer) for listing in listings}

    def _available(self, products, source):
        """Return {product id: Available} of these locations together: on hand less all demand."""
        quantities = products.with_context(
            location=list(source), prefetch_fields=False
        )._compute_quantities_dict(None, None, None)
        found = {False: Available()}
        for product_id, values in quantities.items():
            on_hand, leaves = exact(values["qty_available"]), exact(values["outgoing_qty"])
            reserved = max(min(on_hand - exact(values["free_qty"]), leaves), 0)
            found[product_id] = Available(
                on_hand=on_hand, reserved=reserved, promised=on_hand - leaves
            )
        return found
