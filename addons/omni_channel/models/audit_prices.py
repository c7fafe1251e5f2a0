from odoo import fields, models
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_channel.core.price import WAITS, Fact, cause
from odoo.tools.misc import formatLang

LISTINGS_A_SLICE = 500


class Connection(models.Model):
    """The nightly comparison of prices, read in bulk; what differs is looked at twice."""

    _inherit = "omni.connection"

    def _is_comparable(self):
        return super()._is_comparable() or self._is_price_comparable()

    def _is_price_comparable(self):
        feed = self._price_feed()
        return self._tells_prices() and not feed.is_held and self._can("pull_prices")

    def _audit_prices(self, audit, adapter):
        """Compare every price from where ``audit`` stands; return whether it reached the end."""
        if not self._is_price_comparable():
            return True
        calls = audit.call_count
        self.env["omni.checkpoint"]._commit()
        self._learn_price_terms(adapter)
        while True:
            rows = self._next_prices(audit.price_position)
            if not rows:
                return True
            self._audit_price_slice(audit, adapter, rows)
            told = calls + adapter.http.calls
            audit.write({"price_position": rows[-1].id, "call_count": told})
            if not self.env["omni.checkpoint"]._commit(1, remaining=1):
                return False

    def _next_prices(self, position):
        domain = [
            *[("listing_id.connection_id", "=", self.id), ("id", ">", position)],
            *[("acknowledged_at", "!=", False), ("listing_id.product_id", "!=", False)],
            *[("listing_id.publishes_price", "=", True), ("listing_id.active", "=", True)],
            ("listing_id.is_held", "!=", True),
        ]
        table = self.env["omni.listing.price"]
        return table.search(domain, order="id", limit=LISTINGS_A_SLICE)

    def _audit_price_slice(self, audit, adapter, rows):
        first = self._price_facts(adapter, rows)
        again = rows.browse({row.id for row, _fact in first})
        seen = {row: fact.there for row, fact in first}
        twice = self._price_facts(adapter, again) if again else []
        found = [audit._drift_of_price(*one) for one in twice if seen[one[0]] == one[1].there]
        waiting = [values for values in found if values["cause"] == WAITS]
        drifts = [values for values in found if values["cause"] != WAITS]
        self.env["omni.drift"].sudo().create(drifts)
        audit.compared_count += len(rows)
        audit.waiting_count += len(waiting)

    def _price_facts(self, adapter, rows):
        """Return [(price row, Fact)] of what is not shown as it should be."""
        wanted = self._wanted_prices(rows.listing_id)
        told = {
            row: wanted[row.listing_id]
            for row in rows
            if not (wanted[row.listing_id].problem or wanted[row.listing_id].silent)
        }
        documents = [self._price_document(row, one) for row, one in told.items()]
        shown, others = {}, self._in_other_terms(list(told.items()))
        for part in slices(documents, adapter.price_batch):
            self.env["omni.checkpoint"]._commit()
            shown |= adapter.pull_prices(part)
        waiting = rows.listing_id._of_open_intents("new", "price")
        facts = [
            (row, self._price_fact(row, one, shown, others.get(row), waiting))
            for row, one in told.items()
        ]
        return [(row, fact) for row, fact in facts if cause(fact)]

    def _price_fact(self, row, wanted, shown, other_terms, waiting):
        listing = row.listing_id
        return Fact(
            there=shown.get(str(listing.id)),
            wanted=wanted.shown,
            acknowledged=row._known(),
            previous=row._ours()[0],
            other_terms=other_terms,
            on_its_way=listing.id in waiting or bool(row.in_flight_at),
            is_other=row.told_product_id not in (0, listing.product_id.id),
        )

    def _in_other_terms(self, told):
        """Return {price row: its price before taxes were put on, or taken off}."""
        found = {}
        for row, one in told:
            taxes = sum(term.pieces for term in one.terms if term.code == "taxes")
            if taxes:
                found[row] = one.regular - taxes
        return found


class Audit(models.Model):
    _inherit = "omni.audit"

    price_position = fields.Integer(readonly=True, help="The last price that was compared")

    def _drift_of_price(self, row, fact):
        there = fact.there.regular if fact.there else None
        return {
            "audit_id": self.id,
            "kind": "price",
            "listing_id": row.listing_id.id,
            "here": self._price_in_words(fact.wanted),
            "there": self._price_in_words(fact.there) if fact.there else "",
            "difference": round(abs(fact.wanted.regular - (there or 0))),
            "cause": cause(fact),
        }

    def _price_in_words(self, shown):
        """Return ``12.00`` or, on sale, ``12.00 (9.90)``."""
        parts = [shown.regular, shown.sale]
        texts = [formatLang(self.env, float(one), digits=2) for one in parts if one is not None]
        return f"{texts[0]} ({texts[1]})" if len(texts) > 1 else "".join(texts)


class Drift(models.Model):
    _inherit = "omni.drift"

    def _tell_price_again(self):
        """The price there is looked at before it is replaced: an edit goes to the journal."""
        listings = self.listing_id
        if not listings:
            return
        listings.price_ids.sudo().is_doubted = True
        self.env["omni.price.change"].sudo()._tell_again(listings)
