from msgspec.structs import replace

from odoo import models
from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.models.checkpoint import CONFLICTS
from odoo.tools import SQL

from .release import IS_RELEASED

MOST_MEETINGS = 5


class Connection(models.Model):
    """What can be promised is told to the channel, in its largest batch, with the values of now."""

    _inherit = "omni.connection"

    def _offer_stock(self):
        """Compare every published listing with what the channel acknowledged.

        What waits already, and was not taken yet, is compared later than this anyway.
        """
        self.env.flush_all()
        source = SQL(
            f"""
            SELECT l.connection_id, l.company_id, 'stock', 'omni.listing', l.id
              FROM omni_listing l JOIN omni_connection c ON c.id = l.connection_id
             WHERE c.id = %s AND l.active AND l.publishes_stock AND l.is_stock_managed
               AND l.product_id IS NOT NULL AND {IS_RELEASED}
               AND NOT EXISTS (SELECT FROM omni_intent i
                                WHERE i.connection_id = c.id AND i.resource = 'stock'
                                  AND i.res_id = l.id AND i.state = 'new'
                                  AND i.lease_until IS NULL AND i.not_before IS NULL)
            """,  # noqa: S608 - of our own constants
            self.id,
        )
        return self.env["omni.intent"]._append(source, priority=50)

    def _offer_some_stock(self, listing_ids):
        """Compare these listings with what the channel acknowledged, as ``_offer_stock`` does."""
        source = self.env["omni.stock.change"]._told(SQL("l.id = ANY(%s)", listing_ids))
        return self.env["omni.intent"]._append(source, priority=50)

    def _export_stock(self, adapter, intents):
        """Push the listings of ``intents``; only what the channel does not show yet is sent."""
        if not (self._tells_stock() or self.returning_at):
            intents._acknowledge()
            return
        intents = intents._first_of_each()
        listings = self.env["omni.listing"].browse(set(intents.mapped("res_id"))).exists()
        told = listings.filtered(lambda row: row._is_told())
        changes = self._compare_first(adapter, self._stock_changes(told))
        changes = self._claim_stock(told, changes)
        push, outcomes = self._way_to_push(adapter), []
        checkpoint = self.env["omni.checkpoint"]
        for part in slices(changes, adapter.stock_batch):
            levels = [level for _row_id, level in part]
            checkpoint._commit()
            found = push(levels)
            self._book_answers(part, found)
            outcomes += found
        self._book_stock(intents, outcomes)

    def _claim_stock(self, listings, changes):
        """A hook: write down what is about to be sent, before it is sent; return it."""
        self._note_in_flight(changes)
        return changes

    def _way_to_push(self, adapter):
        """A hook: return what tells the remote some levels, without a query, for Outcomes."""
        return adapter.push_stock

    def _book_answers(self, part, outcomes):
        """Book what the remote answered, also when an order of the same product just came in.

        Nothing else is in this transaction, so that it can be begun anew.
        """
        for _time in range(MOST_MEETINGS):
            try:
                return self._note_acknowledged(part, outcomes)
            except CONFLICTS:
                self.env["omni.checkpoint"]._undo()
        return self._note_acknowledged(part, outcomes)

    def _stock_changes(self, listings):
        """Return [(level id, StockLevel)] of what the channel does not show yet."""
        places = self._places()
        levels = self._levels(listings, places)
        changes, right = [], []
        for (listing, place), quantity in self._wanted(listings, places).items():
            level = levels[listing.id, place.id]
            if level._shows(quantity):
                right.append(level.id)
            else:
                changes.append((level.id, self._stock_document(listing, place, level, quantity)))
        settled = self.env["omni.listing.level"].sudo().browse(right)
        settled.filtered("problem").problem = False
        return changes

    def _stock_document(self, listing, place, level, quantity):
        return StockLevel(
            key=f"{listing.id}-{place.id}",
            stock_id=listing.stock_id,
            location_id=place.external_id,
            quantity=quantity,
            expected=level._expected(),
            sent=level._sent(),
        )

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
        waits = self.is_held or self.is_uncounted
        return bool(has_place and self.active and self.publishes_stock and not waits)


def _with_key(outcome, key):
    return replace(outcome, key=key)
