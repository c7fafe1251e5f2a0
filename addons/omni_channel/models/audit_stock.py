from collections import Counter

from odoo import fields, models
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_channel.core.drift import WAITS, Shown, cause

LISTINGS_A_SLICE = 500
MOST_ORDERS_THAT_WAIT = 500


class ListingLevel(models.Model):
    """What is needed besides to tell why a number is not as it should be."""

    _inherit = "omni.listing.level"

    previous_quantity = fields.Integer(
        readonly=True, help="What the channel showed before the number that it acknowledged last"
    )
    told_product_id = fields.Integer(readonly=True, help="The product whose stock was told last")


class Connection(models.Model):
    """The nightly comparison of stock, read in bulk; what differs is looked at twice."""

    _inherit = "omni.connection"

    def _is_audited(self):
        """Whether something of Odoo's can be read there, so that a difference is a fault."""
        is_live = self.state == "connected" and self.active and self._writes_outside()
        return bool(is_live and self._is_comparable())

    def _is_comparable(self):
        """A hook: whether what this channel shows is Odoo's, and can be read."""
        return self._is_stock_comparable()

    def _is_stock_comparable(self):
        return self._tells_stock() and self._can("pull_stock")

    def _audit_stock(self, audit, adapter):
        """Compare every listing from where ``audit`` stands; return whether it reached the end."""
        if not self._is_stock_comparable():
            return True
        waiting, calls = self._pieces_not_imported(adapter), audit.call_count
        while True:
            listings = self._next_audited(audit.position)
            if not listings:
                return True
            self._audit_slice(audit, adapter, listings, waiting)
            audit.write({"position": listings[-1].id, "call_count": calls + adapter.http.calls})
            if not self.env["omni.checkpoint"]._commit(1, remaining=1):
                return False

    def _next_audited(self, position):
        domain = [
            *[("connection_id", "=", self.id), ("id", ">", position)],
            *[("product_id", "!=", False), ("stock_id", "!=", False)],
            *[("publishes_stock", "=", True), ("is_stock_managed", "=", True)],
            ("is_held", "=", False),
        ]
        return self.env["omni.listing"].search(domain, order="id", limit=LISTINGS_A_SLICE)

    def _audit_slice(self, audit, adapter, listings, waiting):
        """Read what is shown, compare; what differs is read again: a sale meanwhile is no drift."""
        listings = listings.filtered(lambda listing: not listing.is_uncounted)
        found = self._differences(adapter, listings, waiting)
        again = self.env["omni.listing"].browse({listing.id for listing, _place, _shown in found})
        first = {(row[0], row[1]): row[2].there for row in found}
        seen_twice = self._differences(adapter, again, waiting) if again else []
        rows = [
            audit._drift_of_stock(listing, place, shown)
            for listing, place, shown in seen_twice
            if first.get((listing, place), shown.wanted) == shown.there
        ]
        rows_that_wait = [row for row in rows if row["cause"] == WAITS]
        self.env["omni.drift"].sudo().create([row for row in rows if row["cause"] != WAITS])
        audit.compared_count += len(listings)
        audit.waiting_count += len(rows_that_wait)

    def _differences(self, adapter, listings, waiting):
        """Return [(listing, place, Shown)] of what is not shown as it should be."""
        places = self._places()
        levels = self._levels(listings, places)
        documents = [
            self._stock_document(level.listing_id, level.location_id, level, 0)
            for level in levels.values()
        ]
        shown = self._read_shown(adapter, documents)
        wanted = self._wanted(listings, places)
        open_ones, twins = self._still_to_be_told(listings), self._twins(listings)
        found = []
        for (listing, place), pieces in wanted.items():
            level = levels[listing.id, place.id]
            there = shown.get(f"{listing.id}-{place.id}")
            facts = Shown(
                there=there,
                wanted=pieces,
                acknowledged=level.acknowledged_quantity,
                previous=level.previous_quantity,
                on_its_way=listing.id in open_ones or bool(level.in_flight_at),
                not_imported=waiting[listing.id],
                is_other=level.told_product_id not in (0, listing.product_id.id),
                is_twin=listing.stock_id in twins,
                is_told=bool(level.acknowledged_at),
            )
            if cause(facts):
                found.append((listing, place, facts))
        return found

    def _read_shown(self, adapter, documents):
        shown = {}
        for part in slices(documents, adapter.stock_batch):
            self.env["omni.checkpoint"]._commit()
            shown |= adapter.pull_stock(part)
        return shown

    def _still_to_be_told(self, listings):
        """Return the ids of the listings with a change that is still to be told."""
        return set(
            self.env["omni.intent"]
            .search(
                [
                    ("connection_id", "=", self.id),
                    ("resource", "=", "stock"),
                    ("state", "=", "new"),
                    ("res_id", "in", listings.ids),
                ]
            )
            .mapped("res_id")
        )

    def _twins(self, listings):
        """Return what several listings with different products count their stock on."""
        groups = self.env["omni.listing"]._read_group(
            [
                ("connection_id", "=", self.id),
                ("stock_id", "in", listings.mapped("stock_id")),
                ("product_id", "!=", False),
            ],
            ["stock_id"],
            ["product_id:count_distinct"],
            having=[("product_id:count_distinct", ">", 1)],
        )
        return {stock_id for stock_id, _count in groups}

    def _pieces_not_imported(self, adapter):
        """Return {listing id: pieces} on orders that are not imported yet.

        What waits and is promised already has lowered the number that should be shown.
        """
        messages = self.env["omni.message"].search(
            [
                ("connection_id", "=", self.id),
                ("resource", "=", "order"),
                ("state", "in", ("new", "parked", "dead")),
                ("payload_id", "!=", False),
            ],
            limit=MOST_ORDERS_THAT_WAIT,
        )
        bodies = messages.payload_id._bodies()
        newest = {one.external_id: one.payload_id.id for one in messages.sorted("id")}
        orders = [order_in(adapter, bodies.get(payload, b"")) for payload in newest.values()]
        waiting = [order for order in orders if order and not order.cancelled_at]
        pieces = Counter()
        demand = self.env["omni.parked.demand"]
        promised = demand._promised(self)
        for key, sold in demand._pieces(self, waiting).items():
            pieces[key[1]] += max(sold - promised.get(key, 0), 0)
        return pieces


class Audit(models.Model):
    _inherit = "omni.audit"

    def _drift_of_stock(self, listing, place, shown):
        return {
            "audit_id": self.id,
            "kind": "stock",
            "listing_id": listing.id,
            "location_id": place.id,
            "here": str(shown.wanted),
            "there": "" if shown.there is None else str(shown.there),
            "difference": abs(shown.wanted - (shown.there or 0)),
            "cause": cause(shown),
        }


def order_in(adapter, body):
    """Return the Order in a payload, or None where it cannot be read: its message says so."""
    try:
        return adapter.read_order(body)
    except Exception:  # noqa: BLE001 - a mapping's fault is a problem of its own message
        return None
