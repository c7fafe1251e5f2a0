from collections import defaultdict
from contextlib import nullcontext

from odoo import models
from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_channel.core.opening import Opening
from odoo.addons.omni_channel.core.published import exact

OPEN_STATES = ("waiting", "confirmed", "partially_available", "assigned")


class Connection(models.Model):
    """What the shop shows now, beside what is counted here."""

    _inherit = "omni.connection"

    def _opening_plan(self, scheduled=False):
        """Return ([Opening], [(listing, why it is left out)]); reads at the shop.

        RemoteError where that fails in ``scheduled`` work, else UserError.

        What lies here is read before the shop is asked: an order that comes in between makes the
        count too low by its pieces, never too high. Between two calls all is committed, so that
        nobody waits meanwhile.
        """
        places = self._places()
        locations = self._counting_locations(places)
        listings = self.env["omni.listing"].search([("connection_id", "=", self.id)])
        left = listings._opening_obstacles()
        chosen = listings.filtered(lambda listing: listing not in left)
        known = self._counted_here(chosen.product_id, locations)
        shown = self._opening_shown(chosen, places, scheduled)
        for listing in chosen:
            why = listing._shown_obstacle([shown.get((listing.id, place.id)) for place in places])
            if why:
                left[listing] = why
        taken = chosen.filtered(lambda listing: listing not in left)
        rows = self._openings(taken, locations, known, shown)
        elsewhere = self._lying_elsewhere(rows)
        left |= {
            listing: self.env._("More of it lies at other locations of the warehouse: count it.")
            for listing in taken
            if listing.product_id.id in elsewhere
        }
        return [row for row in rows if row.product_id not in elsewhere], list(left.items())

    def _opening_shown(self, listings, places, scheduled):
        """Return {(listing id, place id): pieces}; where the shop cannot be asked, as last read."""
        if not self._can("pull_stock"):
            return {
                (listing.id, place.id): listing.seen_quantity
                for listing in listings
                for place in places
            }
        levels = {
            f"{listing.id}-{place.id}": StockLevel(
                key=f"{listing.id}-{place.id}",
                stock_id=listing.stock_id,
                location_id=place.external_id,
                quantity=0,
            )
            for listing in listings
            for place in places
        }
        waits = nullcontext() if scheduled else self._person_waits()
        with waits, self._session(scheduled=scheduled, rests=True) as adapter:
            for part in slices(list(levels.values()), adapter.stock_batch):
                self.env["omni.checkpoint"]._commit()
                levels |= adapter.pull_stock(part)
        return {
            tuple(map(int, key.split("-"))): pieces
            for key, pieces in levels.items()
            if isinstance(pieces, int)
        }

    def _counted_here(self, products, locations):
        """Return {(product id, location id): (what lies there, what is sold and has not left)}."""
        found, warehouses = {}, set()
        for location in dict.fromkeys(locations.values()):
            here = self.env["omni.stock.available"]._read(products, location._counted_as())
            warehouse = location.warehouse_id
            sold = {} if warehouse in warehouses else self._not_left_yet(products, warehouse)
            warehouses.add(warehouse)
            for product_id in products.ids:
                waiting = exact(sold.get(product_id, 0))
                found[product_id, location.id] = here[product_id][0], waiting
        return found

    def _openings(self, listings, locations, known, shown):
        """Return an Opening of each product at each location: its places' numbers together."""
        there = defaultdict(int)
        for place, location in locations.items():
            numbers = {
                listing.product_id.id: shown[listing.id, place.id]
                for listing in listings
                if (listing.id, place.id) in shown
            }
            for product_id, pieces in numbers.items():
                there[product_id, location.id] += pieces
        return [
            Opening(
                product_id=key[0],
                location_id=key[1],
                there=pieces,
                here=known[key][0],
                waiting=known[key][1],
            )
            for key, pieces in there.items()
        ]

    def _not_left_yet(self, products, warehouse):
        """Return {product id: pieces} that this shop has sold and that still lie here."""
        domain = self._not_left_moves(products, warehouse)
        groups = self.env["stock.move"]._read_group(domain, ["product_id"], ["product_qty:sum"])
        found = defaultdict(float, {product.id: pieces for product, pieces in groups})
        if warehouse == self._warehouse():
            for shop_id, product_id, pieces in self.env["omni.parked.demand"]._waiting(products):
                found[product_id] += pieces if shop_id == self.id else 0
        return found

    def _not_left_moves(self, products, warehouse):
        """A hook: return the domain of the moves of what is off the number of its own listing."""
        return [
            ("sale_line_id.order_id.omni_connection_id", "=", self.id),
            ("picking_type_id.warehouse_id", "=", warehouse.id),
            ("location_dest_id.usage", "=", "customer"),
            ("state", "in", OPEN_STATES),
            ("product_id", "in", products.ids),
        ]

    def _lying_elsewhere(self, rows):
        """Return the ids of products that would have less than nothing where they are counted."""
        quants = self._opening_quants(rows)
        return {
            row.product_id
            for row in rows
            if exact(quants[row.product_id, row.location_id].quantity) + row.difference < 0
            and row.difference < 0
        }
