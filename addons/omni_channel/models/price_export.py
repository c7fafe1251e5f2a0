from odoo import models
from odoo.addons.omni_base.core.documents import Outcome, Price
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_channel.core.price import ends_sale, is_shown
from odoo.tools import SQL

from .release import IS_RELEASED


class Connection(models.Model):
    """What products cost is told to the channel, in its largest batch, with the values of now."""

    _inherit = "omni.connection"

    def _offer_price(self):
        """Compare every listing whose price is told with what the channel acknowledged."""
        self.env.flush_all()
        source = SQL(
            f"""
            SELECT l.connection_id, l.company_id, 'price', 'omni.listing', l.id
              FROM omni_listing l JOIN omni_connection c ON c.id = l.connection_id
             WHERE c.id = %s AND l.active AND l.publishes_price
               AND l.product_id IS NOT NULL AND {IS_RELEASED}
            """,  # noqa: S608 - of our own constants
            self.id,
        )
        return self.env["omni.intent"]._append(source, priority=50)

    def _offer_some_price(self, listing_ids):
        """Compare these listings with what the channel acknowledged, as ``_offer_price`` does."""
        source = self.env["omni.price.change"]._told(SQL("l.id = ANY(%s)", listing_ids))
        return self.env["omni.intent"]._append(source, priority=50)

    def _export_price(self, adapter, intents):
        """Push the listings of ``intents``; only what the channel does not show yet is sent."""
        if not (self._tells_prices() or self.returning_at):
            intents._acknowledge()
            return
        intents = intents._first_of_each()
        listings = self.env["omni.listing"].browse(set(intents.mapped("res_id"))).exists()
        self.env["omni.checkpoint"]._commit()
        self._learn_price_terms(adapter)
        told = listings.filtered(lambda row: row._is_price_told())
        wanted = {row: one for row, one in self._wanted_prices(told).items() if not one.silent}
        outcomes = [
            Outcome(key=str(row.id), state="rejected", reason=one.problem)
            for row, one in wanted.items()
            if one.problem
        ]
        changes = self._price_changes({row: one for row, one in wanted.items() if not one.problem})
        for part in slices(changes, adapter.price_batch):
            outcomes += self._push_prices(adapter, part)
        self._book_prices(intents, outcomes)

    def _price_changes(self, wanted):
        """Return [(price row, Wanted)] of what the channel has not acknowledged yet."""
        rows = self._price_rows(wanted)
        asked = [(rows[listing], one) for listing, one in wanted.items()]
        return [(row, one) for row, one in asked if not row._shows(one.shown)]

    def _price_document(self, row, wanted, there=None):
        listing, shown = row.listing_id, wanted.shown
        return Price(
            key=str(listing.id),
            listing_id=listing.external_id,
            parent_id=listing.parent_id or "",
            currency=wanted.currency,
            regular=shown.regular,
            sale=shown.sale,
            sale_from=shown.sale_from,
            sale_to=shown.sale_to,
            ends_sale=ends_sale(shown, row._known(), there),
            there=there,
        )

    def _push_prices(self, adapter, changes):
        """Look at what is there, keep what is lost, and write what differs; return Outcomes."""
        documents = [self._price_document(*change) for change in changes]
        self.env["omni.checkpoint"]._commit()
        can_look = adapter.can("pull_prices")
        there = adapter.pull_prices(documents) if can_look else {}
        asked = [(*change, there.get(str(change[0].listing_id.id))) for change in changes]
        self._note_prices_before(asked)
        right = [one for one in asked if self._is_right(*one)]
        wrong = [one for one in asked if not self._is_right(*one)]
        self._note_prices_lost(wrong)
        self._note_prices_acknowledged(right)
        outcomes = [Outcome(key=str(row.listing_id.id)) for row, _wanted, _there in right]
        if wrong:
            outcomes += self._send_prices(adapter, wrong)
        return outcomes

    def _send_prices(self, adapter, asked):
        documents = [self._price_document(*one) for one in asked]
        self._note_prices_in_flight(asked)
        self.env["omni.checkpoint"]._commit()
        outcomes = adapter.push_prices(documents)
        by_key = {outcome.key: outcome for outcome in outcomes}
        answered = [(*one, by_key.get(str(one[0].listing_id.id))) for one in asked]
        done = [one[:3] for one in answered if one[3] and one[3].state == "done"]
        self._note_prices_acknowledged(done)
        for row, _wanted, _there, outcome in answered:
            if outcome and outcome.state != "done":
                row.problem = self._say(outcome.reason)
        return outcomes

    def _is_right(self, row, wanted, there):
        shown = wanted.shown
        return is_shown(shown, there, ends_sale(shown, row._known(), there))

    def _book_prices(self, intents, outcomes):
        """What needed no call is done as well."""
        sent = {outcome.key for outcome in outcomes}
        settled = intents.filtered(lambda intent: str(intent.res_id) not in sent)
        settled._acknowledge()
        self.env["omni.drain"]._book_outcomes(self, intents - settled, outcomes)
