from odoo import models
from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.paging import slices
from odoo.tools import SQL


class Connection(models.Model):
    """What Odoo decides of a product is told to the channel, beside what is there now."""

    _inherit = "omni.connection"

    def _offer_content(self):
        """Compare every listing that has a product with what the channel shows."""
        return self._offer_contents(SQL("c.id = %s", self.id))

    def _offer_some_content(self, listing_ids):
        """Compare these listings with what the channel shows."""
        return self._offer_contents(SQL("l.id = ANY(%s)", listing_ids))

    def _offer_contents(self, which):
        self.env.flush_all()
        source = self.env["omni.content.change"]._told(which)
        return self.env["omni.intent"]._append(source, priority=50)

    def _export_content(self, adapter, intents):
        """Read the products of ``intents``, tell what differs, and read again what came of it."""
        intents = intents._first_of_each()
        listings = self.env["omni.listing"].browse(set(intents.mapped("res_id"))).exists()
        listings = listings.filtered(lambda row: row.active and row.product_id)
        reason = self.env._("The shop no longer has this product: read the products again.")
        outcomes = {}
        for some in slices(sorted({row._product_id_there() for row in listings}), 50):
            self.env["omni.checkpoint"]._commit()
            there = self._products_there(adapter, some)
            outcomes |= {key: Outcome(key=key, state="rejected", reason=reason) for key in some}
            outcomes |= self._tell_products(adapter, there)
        self._book_content(intents, listings, outcomes)

    def _products_there(self, adapter, external_ids):
        """Return {external id: Product} of what the channel shows now."""
        items = adapter.pull_products_by_id(external_ids)
        return {item.external_id: adapter.read_product(item.body) for item in items}

    def _tell_products(self, adapter, there):
        """Return {external id: Outcome} of these products; what is right already needs no call."""
        contents = self.env["omni.content"]._compared(self, there)
        outcomes = {key: Outcome(key=key) for key in there}
        changes = [content.change for content in contents.values() if content.change]
        for part in slices(changes, adapter.product_batch):
            self.env["omni.checkpoint"]._commit()
            outcomes |= {outcome.key: outcome for outcome in adapter.push_products(part)}
        sent = [one.key for one in changes if outcomes[one.key].state == "done"]
        after = self._products_there(adapter, sent) if sent else {}
        missed = self.env["omni.content"]._settle(self, contents, there | after, set(after))
        for key, labels in missed.items():
            words = ", ".join(map(self._say, labels))
            reason = self.env._("The shop did not take over: %s", words)
            outcomes[key] = Outcome(key=key, state="rejected", reason=reason)
        return outcomes

    def _book_content(self, intents, listings, outcomes):
        """One outcome for each listing: that of its product there."""
        of_listings = [
            Outcome(key=str(row.id), state=found.state, reason=found.reason)
            for row in listings
            if (found := outcomes.get(row._product_id_there()))
        ]
        known = {outcome.key for outcome in of_listings}
        settled = intents.filtered(lambda intent: str(intent.res_id) not in known)
        settled._acknowledge()
        self.env["omni.drain"]._book_outcomes(self, intents - settled, of_listings)


class Listing(models.Model):
    _inherit = "omni.listing"

    def _product_id_there(self):
        """Return the id of the whole product in the channel."""
        return self.parent_id or self.external_id
