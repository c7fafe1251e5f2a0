import math

from odoo import fields, models
from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_base.core.paging import slices
from odoo.tools import SQL


class Connection(models.Model):
    """What can be promised is told to the channel, in its largest batch, with the values of now."""

    _inherit = "omni.connection"

    def _offer_stock(self):
        """Compare every published listing with what the channel acknowledged."""
        self.env["omni.listing"].flush_model()
        source = SQL(
            """
            SELECT l.connection_id, l.company_id, 'stock', 'omni.listing', l.id FROM omni_listing l
             WHERE l.connection_id = %s AND l.active AND l.publishes_stock AND l.is_stock_managed
               AND l.product_id IS NOT NULL AND l.is_held IS NOT TRUE
            """,
            self.id,
        )
        return self.env["omni.intent"]._append(source, priority=50)

    def _export_stock(self, adapter, intents):
        """Push the listings of ``intents``; only what the channel does not show yet is sent."""
        listings = self.env["omni.listing"].browse(set(intents.mapped("res_id"))).exists()
        changes = self._stock_changes(listings.filtered(lambda row: row._is_told()))
        changes = self._compare_first(adapter, changes)
        self._note_in_flight(changes)
        outcomes = []
        checkpoint = self.env["omni.checkpoint"]
        for part in slices(changes, adapter.stock_batch):
            levels = [level for _row_id, level in part]
            checkpoint._commit()
            found = adapter.push_stock(levels)
            self._note_acknowledged(part, found)
            outcomes += found
        self._book_stock(intents, outcomes)

    def _stock_changes(self, listings):
        """Return [(level id, StockLevel)] of what the channel does not show yet."""
        places = self.location_ids.filtered("warehouse_id")
        levels = self._levels(listings, places)
        changes = []
        for (listing, place), quantity in self._wanted(listings, places).items():
            level = levels[listing.id, place.id]
            if not level._shows(quantity):
                changes.append((level.id, self._stock_document(listing, place, level, quantity)))
        return changes

    def _wanted(self, listings, places):
        """Return {(listing, place): pieces} that the channel should show."""
        wanted = {}
        for place in places:
            promised = self._promised(listings.product_id, place.warehouse_id)
            for listing in listings:
                quantity = self._published(listing, promised[listing.product_id.id])
                wanted[listing, place] = quantity
        return wanted

    def _stock_document(self, listing, place, level, quantity):
        return StockLevel(
            key=f"{listing.id}-{place.id}",
            stock_id=listing.stock_id,
            location_id=place.external_id,
            quantity=quantity,
            expected=level.expected_quantity if level.acknowledged_at else None,
        )

    def _levels(self, listings, places):
        """Return {(listing id, place id): level}, made where missing."""
        table = self.env["omni.listing.level"].sudo()
        found = table.search(
            [("listing_id", "in", listings.ids), ("location_id", "in", places.ids)]
        )
        levels = {(level.listing_id.id, level.location_id.id): level for level in found}
        missing = [
            {"listing_id": listing.id, "location_id": place.id}
            for place in places
            for listing in listings
            if (listing.id, place.id) not in levels
        ]
        for level in table.create(missing):
            levels[level.listing_id.id, level.location_id.id] = level
        return levels

    def _promised(self, products, warehouse):
        """Return {product id: what can be promised there}: on hand, less all demand, in pieces."""
        quantities = products.with_context(
            warehouse_id=warehouse.id, prefetch_fields=False
        )._compute_quantities_dict(None, None, None)
        return {
            product_id: values["qty_available"] - values["outgoing_qty"]
            for product_id, values in quantities.items()
        }

    def _published(self, listing, promised):
        return max(math.floor(promised + 1e-6) - listing.buffer, 0)

    def _note_in_flight(self, changes):
        """Write down what is about to be sent, before it is sent."""
        if not changes:
            return
        now = fields.Datetime.now()
        self.env.flush_all()
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l SET in_flight_quantity = v.quantity, in_flight_at = v.at
              FROM (VALUES %s) AS v (id, quantity, at) WHERE l.id = v.id
            """,
            [(row_id, level.quantity, now) for row_id, level in changes],
            template="(%s, %s, %s::timestamp)",
        )

    def _note_acknowledged(self, part, outcomes):
        """Write down what the channel now shows."""
        by_key = {outcome.key: outcome for outcome in outcomes}
        now = fields.Datetime.now()
        rows = []
        for row_id, level in part:
            outcome = by_key.get(level.key)
            if outcome and (outcome.state == "done" or outcome.value is not None):
                value = level.quantity if outcome.value is None else outcome.value
                missing = max(level.quantity - value, 0)
                rows.append((row_id, value, missing, now, self._say(outcome.reason) or None))
            elif outcome:
                rows.append((row_id, None, None, None, self._say(outcome.reason)))
        if not rows:
            return
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l
               SET acknowledged_quantity = COALESCE(v.value, l.acknowledged_quantity),
                   expected_quantity = COALESCE(v.value, l.expected_quantity),
                   unexplained_quantity = COALESCE(v.missing, l.unexplained_quantity),
                   acknowledged_at = COALESCE(v.at, l.acknowledged_at),
                   in_flight_at = CASE WHEN v.at IS NULL THEN l.in_flight_at END,
                   problem = v.problem
              FROM (VALUES %s) AS v (id, value, missing, at, problem) WHERE l.id = v.id
            """,
            rows,
            template="(%s, %s::int, %s::int, %s::timestamp, %s::text)",
        )
        self.env["omni.listing.level"].invalidate_model()

    def _book_stock(self, intents, outcomes):
        """One intent per listing: it is done when all its locations are."""
        worst = {}
        rank = {"done": 0, "retry": 1, "unknown": 2, "rejected": 3}
        for outcome in outcomes:
            listing_id = outcome.key.split("-")[0]
            known = worst.get(listing_id)
            if known is None or rank[outcome.state] > rank[known.state]:
                worst[listing_id] = outcome
        sent = set(worst)
        settled = intents.filtered(lambda intent: str(intent.res_id) not in sent)
        settled._acknowledge()
        outcomes = [_with_key(outcome, key) for key, outcome in worst.items()]
        self.env["omni.drain"]._book_outcomes(self, intents - settled, outcomes)


class Listing(models.Model):
    _inherit = "omni.listing"

    def _is_told(self):
        """Whether its stock is told to the channel at all."""
        self.ensure_one()
        has_place = self.product_id and self.stock_id
        return bool(has_place and self.active and self.publishes_stock and not self.is_held)

    def _expect_less(self, connection, sold):
        """Lower what is expected there by what was sold there: one statement, and no clock.

        Pieces that a push has already found missing (``unexplained_quantity``) are explained now.
        ``sold``: [(listing id, pieces)]. Which location a shop with several takes from is its own
        affair: then nothing is expected, and the next push finds out.
        """
        if len(connection.location_ids.filtered("warehouse_id")) != 1:
            return
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l
               SET expected_quantity = l.expected_quantity
                   - GREATEST(s.pieces - COALESCE(l.unexplained_quantity, 0), 0),
                   unexplained_quantity =
                   GREATEST(COALESCE(l.unexplained_quantity, 0) - s.pieces, 0)
              FROM (SELECT v.id, sum(v.pieces)::int AS pieces
                      FROM (VALUES %s) AS v (id, pieces) GROUP BY v.id) s
             WHERE l.listing_id = s.id AND l.acknowledged_at IS NOT NULL
            """,
            sold,
        )
        self.env["omni.listing.level"].invalidate_model()


def _with_key(outcome, key):
    return type(outcome)(key=key, state=outcome.state, reason=outcome.reason, value=outcome.value)
