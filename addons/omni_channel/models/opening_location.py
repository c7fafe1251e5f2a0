from itertools import permutations

from odoo import models
from odoo.exceptions import UserError


class Location(models.Model):
    _inherit = "stock.location"

    def _counted_as(self):
        """Return the location whose whole content is compared: of a warehouse's stock, all of it.

        What lies packed at the gate is still there.
        """
        warehouse = self.warehouse_id
        return warehouse.view_location_id if self == warehouse.lot_stock_id else self


class ChannelLocation(models.Model):
    _inherit = "omni.channel.location"

    def _counting_location(self):
        """Return where the number of this place is counted, or nothing where that is unclear."""
        chosen = self.stock_location_ids
        if not chosen:
            return self.warehouse_id.lot_stock_id
        if len(chosen) == 1 and chosen == chosen.warehouse_id.view_location_id:
            return chosen.warehouse_id.lot_stock_id
        return chosen if len(chosen) == 1 and chosen.usage == "internal" else chosen.browse()


class Connection(models.Model):
    """Where each place of the shop is counted here."""

    _inherit = "omni.connection"

    def _counting_locations(self, places):
        """Return {place: location}; UserError where nobody can say which stock a number is."""
        if not places:
            raise UserError(
                self.env._("Choose which warehouse each of the shop's locations shows.")
            )
        if len(places) > 1 and not self._can("pull_stock"):
            raise UserError(
                self.env._(
                    "“%s” does not say how many are where: leave one of its locations with a "
                    "warehouse, or count the stock in Odoo.",
                    self.name,
                )
            )
        found = {place: place._counting_location() for place in places}
        unclear = [place.name for place, location in found.items() if not location]
        if unclear:
            raise UserError(
                self.env._(
                    "These locations of the shop show several of yours, and nobody knows how many "
                    "are where: %s. Leave each with one, or count the stock in Odoo.",
                    ", ".join(unclear),
                )
            )
        self._refuse_overlap(found)
        return found

    def _refuse_overlap(self, found):
        ranges = {location._counted_as() for location in found.values()}
        if any(
            one.parent_path.startswith(other.parent_path) for one, other in permutations(ranges, 2)
        ):
            raise UserError(
                self.env._(
                    "Two locations of the shop show stock of which one is a part of the other: "
                    "choose locations that lie beside each other."
                )
            )
