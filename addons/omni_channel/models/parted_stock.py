import math
from collections import defaultdict
from functools import partial

from msgspec.structs import replace

from odoo import models
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.compared import push_compared
from odoo.addons.omni_channel.core.ledger import decide
from odoo.addons.omni_channel.core.published import IN_OUT, Term
from odoo.addons.omni_channel.core.sharing import largest_remainder, share_out
from odoo.tools import SQL

PARTING = "omni_parting"


class Parting:
    """What may be told now of some products of parted stocks.

    ``parts``: {(listing id, place id): Part}. ``pieces``: the same keys, what may be shown.
    ``promised``: {(pool id, product id): what can be promised}.
    """

    def __init__(self):
        self.parts, self.pieces, self.promised = {}, {}, {}


class Pool(models.Model):
    """Who may show how much of which product: a few queries, however many products."""

    _inherit = "omni.pool"

    def _part(self, products):
        """Return the Parting of these products."""
        parting = Parting()
        groups = defaultdict(list)
        for pool_id, product_id, *row in self._read_parts(products):
            groups[pool_id, product_id].append(row)
        for pool in self:
            rules = pool.share_ids._rules(products)
            stock = pool._available(products)
            for product in products:
                promised = math.floor(stock[product.id].promised)
                parting.promised[pool.id, product.id] = promised
                rows = groups[pool.id, product.id]
                pool._decide(parting, promised, rules[product.id], rows)
        return parting

    def _counted(self, products):
        """A hook: return what is counted of these products, and decided about with them."""
        return products

    def _sharers(self, products):
        """A hook: return these products, and those whose parts hang on theirs."""
        return products

    def _takes(self, products):
        """A hook: return {product id: {id of what is counted: how many of it one takes}}."""
        return {product_id: {product_id: 1} for product_id in products.ids}

    def _available(self, products):
        """Return {product id: Available} of these warehouses together."""
        return self.env["omni.stock.available"]._by_source(products, self)[self._source()]

    def _source(self):
        return self.warehouse_ids.view_location_id

    def _decide(self, parting, promised, rules, rows):
        """Decide about one product. ``rows``: what ``_read_parts`` tells of it."""
        told = defaultdict(list)
        parts = {}
        for connection_id, listing_id, place_id, _level_id, is_told, part in rows:
            parts[listing_id, place_id] = part
            if is_told:
                told[connection_id].append((listing_id, place_id))
        own = [rule for rule in rules if rule.channel in told]
        for connection_id, pieces in share_out(promised - self.kept, own).pieces.items():
            weights = dict.fromkeys(told[connection_id], 1)
            given, _extra = largest_remainder(pieces, weights)
            for key in weights:
                parts[key].target = given[key]
        parting.parts.update(parts)
        parting.pieces.update(decide(parts))


class Connection(models.Model):
    """A channel that has its own part of the stock shows no more than that."""

    _inherit = "omni.connection"

    def _parted_pools(self):
        """Return the pools that this channel has a part of; no query where nothing is parted."""
        parted = self.env["omni.pool"]._parted()
        if not parted:
            return self.env["omni.pool"]
        ids = {parted.get(place.warehouse_id.id) for place in self._places()} - {None}
        return self.env["omni.pool"].sudo().browse(sorted(ids))

    def _after_live(self):
        """A shop that came after the stock was parted has its share now, not tomorrow."""
        self._parted_pools()._complete_shares()
        return super()._after_live()

    def _with_shares(self, listings, places):
        if PARTING in self.env.context:
            return self
        pools = self._parted_pools()
        if not pools:
            return self
        return self.with_context(**{PARTING: pools._part(listings.product_id)})

    def _capped_by_share(self, listing, place, pieces):
        parting = self.env.context.get(PARTING)
        allowed = parting and parting.pieces.get((listing.id, place.id))
        if allowed is None or allowed >= pieces:
            return super()._capped_by_share(listing, place, pieces)
        return allowed, Term("share", allowed - pieces, _("held for others"))

    def _publish(self, listing, place, available, rule):
        """“In stock” is not shown as more pieces than the channel has."""
        parting = self.env.context.get(PARTING)
        allowed = parting and parting.pieces.get((listing.id, place.id))
        if allowed is not None and rule.shows == IN_OUT and allowed > 0:
            rule = replace(rule, figure=min(rule.figure, allowed))
        return super()._publish(listing, place, available, rule)

    def _claim_stock(self, listings, changes):
        """Decide anew with the products locked, and write down at once what will be sent.

        Another worker that decides about one of them meanwhile fails, and begins anew.
        """
        pools = self._parted_pools()
        if not pools:
            return super()._claim_stock(listings, changes)
        allotments = self.env["omni.allotment"].sudo()
        allotments._lock(pools, pools._counted(listings.product_id))
        self.env["omni.listing.level"].invalidate_model()
        parting = pools._part(listings.product_id)
        parted = self.with_context(**{PARTING: parting})
        allotments._keep(parting.promised)
        parted._note_parts(listings, parting)
        self._lower_others(listings, parting)
        return super()._claim_stock(listings, parted._stock_changes(listings))

    def _note_parts(self, listings, parting):
        """Write down what each level was allotted, and which of them wait for others."""
        rows = [
            (listing_id, place_id, part.target, parting.pieces[listing_id, place_id] < part.wanted)
            for (listing_id, place_id), part in parting.parts.items()
            if listing_id in set(listings.ids)
        ]
        if not rows:
            return
        self.env.flush_all()
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l
               SET is_parted = TRUE, allotted_quantity = v.target, is_waiting = v.waits
              FROM (VALUES %s) AS v (listing, place, target, waits)
             WHERE l.listing_id = v.listing AND l.location_id = v.place
            """,
            rows,
        )
        self.env["omni.listing.level"].invalidate_model()

    def _lower_others(self, listings, parting):
        """Other channels that show more than their part now are told: one INSERT."""
        own = set(listings.ids)
        ids = {
            listing_id
            for (listing_id, place_id), part in parting.parts.items()
            if listing_id not in own and part.is_above(parting.pieces[listing_id, place_id])
        }
        source = self.env["omni.stock.change"]._told(SQL("l.id = ANY(%s)", sorted(ids)))
        if ids:
            self.env["omni.intent"]._put_up(source)

    def _mark_parted(self):
        """Levels know whether their stock is parted; what was kept for its ledger else goes."""
        warehouses = list(self.env["omni.pool"]._parted())
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE omni_listing_level v
               SET is_parted = (p.warehouse_id = ANY(%(parted)s)), is_waiting = FALSE
              FROM omni_channel_location p
             WHERE p.id = v.location_id AND p.connection_id = ANY(%(connections)s)
               AND v.is_parted IS DISTINCT FROM (p.warehouse_id = ANY(%(parted)s))
            """,
            {"parted": warehouses, "connections": self.ids},
        )
        self.env["omni.listing.level"].invalidate_model()

    def _way_to_push(self, adapter):
        """What has its own part is never set blindly, where the shop can at least be read."""
        if self._parted_pools():
            return partial(push_compared, adapter)
        return super()._way_to_push(adapter)


class Listing(models.Model):
    _inherit = "omni.listing"

    def _risk(self, hourly, delays):
        """What has its own part is sold by nobody else."""
        if self.connection_id.sudo()._parted_pools():
            return super()._risk({}, delays)
        return super()._risk(hourly, delays)
