from odoo import api, fields, models
from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.addons.omni_base.core.paging import slices
from odoo.fields import Domain
from odoo.tools import SQL

READ_AT_MOST = 250
"""Levels that are read at the shop while a person waits for the differences."""
READ_ALL_AT_MOST = 2000
"""The same where the shop has several places, and its last reading does not say how many where."""
IS_RELEASED = "(c.holds_listings IS NOT TRUE OR l.is_released)"
"""SQL of a listing ``l`` of a connection ``c`` that no stage holds."""


def told_listings(code, which):
    """Return SQL of the intents that tell a channel ``code`` of listings, those that it is told of.

    ``which``: SQL on the listing ``l``, its connection ``c`` and the feed ``f``.
    """
    return SQL(
        f"""
        SELECT l.connection_id, l.company_id, f.resource, 'omni.listing', l.id
          FROM omni_listing l
          JOIN omni_connection c ON c.id = l.connection_id
          JOIN omni_feed f ON f.connection_id = c.id AND f.resource = %s
         WHERE %s AND l.product_id IS NOT NULL AND l.active AND {IS_RELEASED}
           AND c.active AND c.mode = 'live' AND c.returning_at IS NULL
           AND f.active AND f.is_held IS NOT TRUE
        """,  # noqa: S608 - of our own constants
        code,
        which,
    )


class Listing(models.Model):
    """What was released is written down, not what is held.

    So a listing that appears while only a part is live waits for its stage like the rest, also
    where the transaction that makes it does not see that stage yet, or still sees it.
    """

    _inherit = "omni.listing"

    is_released = fields.Boolean(
        string="Released", readonly=True, copy=False, help="A stage that chose products chose it"
    )
    is_held = fields.Boolean(
        string="Held",
        compute="_compute_is_held",
        search="_search_is_held",
        compute_sudo=True,
        help="Its stock is released in a later stage of going live",
    )

    @api.depends("is_released", "connection_id.holds_listings")
    def _compute_is_held(self):
        for listing in self:
            listing.is_held = listing.connection_id.holds_listings and not listing.is_released

    @api.model
    def _search_is_held(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("connection_id.holds_listings", "=", True) & Domain("is_released", "!=", True)


class Connection(models.Model):
    """Which listings are live, and what going live would change on those that are chosen."""

    _inherit = "omni.connection"

    holds_listings = fields.Boolean(
        readonly=True, copy=False, help="Only chosen listings are live; new ones are held."
    )

    def _is_part_held(self):
        return super()._is_part_held() or self.holds_listings

    def action_back_to_test(self):
        result = super().action_back_to_test()
        for connection in self.filtered("holds_listings"):
            connection._hold_listings(self.env["omni.listing"])
        return result

    def _hold_listings(self, listings):
        """Hold exactly these: two statements, however many there are."""
        self.ensure_one()
        self.env["omni.listing"].flush_model()
        self.env.cr.execute(
            """
            UPDATE omni_listing SET is_released = (id <> ALL(%s))
             WHERE connection_id = %s AND is_released IS DISTINCT FROM (id <> ALL(%s))
            """,
            [listings.ids, self.id, listings.ids],
        )
        self.env["omni.listing"].invalidate_model(["is_released", "is_held"])
        self.sudo().holds_listings = bool(listings)

    def _publishable_listings(self):
        """Return the listings whose stock this connection may write."""
        return self.listing_ids.filtered(
            lambda row: row.product_id and row.publishes_stock and row.is_stock_managed
        )

    def _live_differences(self):
        return super()._live_differences() + self._listing_differences(self._publishable_listings())

    def _listing_differences(self, listings):
        """Return what the shop shows beside what it would be told, a row for each level.

        What is not told before it is counted here is left out.
        """
        places = self._places()
        if self.kind != "channel" or not places or not self._tells_stock():
            return []
        listings = listings.filtered(lambda listing: not listing.is_uncounted)
        rows = [
            {
                "listing": listing,
                "place": place,
                "label": self._level_label(listing, place, places),
                "there": listing.seen_quantity if len(places) == 1 else None,
                "here": quantity,
            }
            for (listing, place), quantity in self._wanted(listings, places).items()
        ]
        return self._with_shown_now(rows)

    def _level_label(self, listing, place, places):
        label = f"{listing.sku or listing.external_id} {listing.name or ''}".strip()
        return f"{label} ({place.name})" if len(places) > 1 else label

    def _with_shown_now(self, rows):
        """Ask the shop itself where it can be asked and the rows are few.

        Otherwise the number is that of the last reading of its products. With several places that
        reading says too little, and ``there`` stays None.
        """
        is_seen = all(row["there"] is not None for row in rows)
        most = READ_AT_MOST if is_seen else READ_ALL_AT_MOST
        if len(rows) > most or not self._can("pull_stock"):
            return rows
        levels = [
            StockLevel(
                key=str(number),
                stock_id=row["listing"].stock_id or "",
                location_id=row["place"].external_id,
                quantity=0,
            )
            for number, row in enumerate(rows)
            if row["listing"].stock_id
        ]
        try:
            with self._session() as adapter:
                shown = self._shown_now(adapter, levels)
        except RemoteError:
            return rows
        for number, row in enumerate(rows):
            row["there"] = shown.get(str(number), row["there"] or 0)
        return rows

    def _shown_now(self, adapter, levels):
        """Return {level's key: what the shop shows there now}."""
        found = {}
        for part in slices(levels, type(adapter).stock_batch):
            found |= adapter.pull_stock(part)
        return found
