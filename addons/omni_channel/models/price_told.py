from odoo import fields, models
from odoo.addons.omni_channel.core.price import edited


class Connection(models.Model):
    """What was told of prices and what was acknowledged, listing by listing."""

    _inherit = "omni.connection"

    def _price_rows(self, listings):
        """Return {listing: its price row}, made where missing."""
        table = self.env["omni.listing.price"].sudo()
        ids = [listing.id for listing in listings]
        rows = {row.listing_id: row for row in table.search([("listing_id", "in", ids)])}
        missing = [listing for listing in listings if listing not in rows]
        for row in table.create([{"listing_id": listing.id} for listing in missing]):
            rows[row.listing_id] = row
        return rows

    def _note_prices_before(self, asked):
        """Keep what the shop showed before the first price was told: for the way back."""
        now = fields.Datetime.now()
        for row, wanted, there in asked:
            is_touched = row.before_at or row.acknowledged_at or row.in_flight_at
            if there is None or there.regular is None or is_touched:
                continue
            before = row._price_values(there, "before_")
            row.write({**before, "before_at": now, "currency": wanted.currency})

    def _note_prices_lost(self, asked):
        """Keep in the journal what somebody set there since, and what is about to replace it."""
        lost = []
        for row, wanted, there in asked:
            value = edited(there, row._known(), wanted.shown, row._ours())
            if value is not None:
                listing = row.listing_id
                key = (listing._name, listing.id, listing.external_id)
                here = float(wanted.regular)
                lost.append((key, listing, "price", here, float(value), "there", False))
        self.env["omni.conflict"]._keep(self, "product", lost)

    def _note_prices_in_flight(self, asked):
        now = fields.Datetime.now()
        for row, wanted, _there in asked:
            regular = float(wanted.regular)
            row.write({"in_flight_regular": regular, "in_flight_at": now, "sent_at": now})

    def _note_prices_acknowledged(self, asked):
        """The channel shows it now. ``asked``: [(row, Wanted, what was there before)]."""
        now = fields.Datetime.now()
        for row, wanted, there in asked:
            previous = row.previous_regular
            if row.acknowledged_at and row.regular != float(wanted.regular):
                previous = row.regular
            elif not row.acknowledged_at and there is not None:
                previous = float(there.regular or 0)
            row.write(
                {
                    **row._price_values(wanted.shown),
                    "currency": wanted.currency,
                    "previous_regular": previous,
                    "told_product_id": row.listing_id.product_id.id,
                    "acknowledged_at": now,
                    "in_flight_at": False,
                    "is_doubted": False,
                    "problem": False,
                }
            )
