from odoo import Command, api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.addons.omni_base.core.paging import slices

SHOWN = 200
READ_AT_MOST = 2000
"""Prices that are read at the shop while a person waits for the differences."""
STEP, STEPS = 0.3, 5


class Listing(models.Model):
    _inherit = "omni.listing"

    def _label(self):
        return f"{self.sku or self.external_id} {self.name or ''}".strip()


class Connection(models.Model):
    """How much the prices of a shop may change before a second person must agree."""

    _inherit = "omni.connection"

    price_step = fields.Float(
        string="Large change of a price",
        default=STEP,
        tracking=True,
        help="From this share on, a change of a price counts as large.",
    )
    price_steps = fields.Integer(
        string="Large changes of prices at most",
        default=STEPS,
        tracking=True,
        help="With more of them in one stage, a second person must agree.",
    )
    price_limit_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(("price_step", "price_steps")):
            self.sudo().price_limit_by_id = self.env.user
        return result

    def _price_differences(self, listings):
        """Return [{label, there, here}] of the prices that would be told; ``there``: 0 if unknown.

        The shop itself is asked where it can be, and there are not too many; else its last reading
        counts.
        """
        wanted = {
            listing: one
            for listing, one in self._wanted_prices(listings).items()
            if not (one.problem or one.silent)
        }
        shown = self._prices_shown_now(wanted)
        rows = []
        for listing, one in wanted.items():
            there = shown.get(str(listing.id))
            seen = there.regular if there else None
            rows.append(
                {
                    "label": listing._label(),
                    "there": float(listing.price if seen is None else seen),
                    "here": float(one.regular),
                }
            )
        return [row for row in rows if row["here"] != row["there"]]

    def _prices_shown_now(self, wanted):
        if not wanted or len(wanted) > READ_AT_MOST or not self._can("pull_prices"):
            return {}
        blank = self.env["omni.listing.price"].new
        documents = [
            self._price_document(blank({"listing_id": listing.id}), one)
            for listing, one in wanted.items()
        ]
        found = {}
        try:
            with self._session() as adapter:
                for part in slices(documents, adapter.price_batch):
                    found |= adapter.pull_prices(part)
        except RemoteError:
            return {}
        return found


class GoLive(models.TransientModel):
    """The prices that would change are differences too, the largest change first."""

    _inherit = "omni.go.live"

    price_ids = fields.One2many("omni.go.live.price", "wizard_id", readonly=True)
    price_count = fields.Integer(readonly=True)
    steep_count = fields.Integer(readonly=True, help="Prices that change a lot")
    price_step = fields.Float(related="connection_id.price_step", readonly=False)
    price_steps = fields.Integer(related="connection_id.price_steps", readonly=False)
    tells_prices = fields.Boolean(compute="_compute_tells_prices")
    is_steep = fields.Boolean(compute="_compute_is_steep")

    @api.depends("connection_id")
    def _compute_tells_prices(self):
        for wizard in self:
            wizard.tells_prices = wizard.connection_id._tells_prices()

    @api.depends("steep_count", "price_step", "price_steps")
    @api.depends_context("uid")
    def _compute_is_steep(self):
        for wizard in self:
            most = wizard._price_limit()[1]
            wizard.is_steep = wizard.steep_count > most

    @api.depends("is_steep")
    def _compute_needs_colleague(self):
        return super()._compute_needs_colleague()

    def _shown_now(self):
        shown = super()._shown_now()
        counts = {**shown["counts"], "prices": self.price_count, "steep": self.steep_count}
        return {**shown, "counts": counts}

    def _changes_much(self):
        return super()._changes_much() or self.is_steep

    def _price_limit(self):
        """Return (share, number) that count: whoever changed the limit cannot be the second person
        as well, so his own larger one does not.
        """
        kept = self.connection_id._origin
        changed = (self.price_step, self.price_steps) != (kept.price_step, kept.price_steps)
        if changed or kept.sudo().price_limit_by_id == self.env.user:
            return min(self.price_step, STEP), min(self.price_steps, STEPS)
        return self.price_step, self.price_steps

    @api.onchange("price_step", "price_steps")
    def _onchange_price_limit(self):
        self._onchange_stage()

    def _compared(self):
        return {**super()._compared(), **self._compared_prices()}

    def _compared_prices(self):
        connection = self.connection_id
        if not connection._tells_prices() or not self._releases("price"):
            return {"price_ids": [Command.clear()], "price_count": 0, "steep_count": 0}
        rows = connection._price_differences(self._priced_listings())
        step = self._price_limit()[0]
        for row in rows:
            row["share"] = (row["here"] - row["there"]) / row["there"] if row["there"] else 0
        rows.sort(key=lambda row: -abs(row["share"]))
        return {
            "price_ids": [Command.clear(), *(Command.create(row) for row in rows[:SHOWN])],
            "price_count": len(rows),
            "steep_count": len([row for row in rows if abs(row["share"]) > step]),
        }

    def _priced_listings(self):
        """Return the listings whose price this stage, or one before, tells."""
        listings = self.connection_id.listing_ids.filtered(
            lambda row: row.product_id and row.publishes_price
        )
        if not self.has_listings or self.scope == "all":
            return listings
        return listings & self._released_listings()

    def _why_two(self):
        """With prices, another sentence says why a second person must agree."""
        if not self.is_steep:
            return super()._why_two()
        return self.env._(
            "%(count)s prices would change by more than %(share)s %%: a second person must agree. "
            "Ask a colleague.",
            count=self.steep_count,
            share=round(100 * self._price_limit()[0]),
        )

    def _asked_in_words(self):
        if not self.is_steep:
            return super()._asked_in_words()
        return self.env._(
            "%(name)s asks a colleague to go live: %(count)s prices would change by more than "
            "%(share)s %%.",
            name=self.env.user.name,
            count=self.steep_count,
            share=round(100 * self._price_limit()[0]),
        )

    def _said(self):
        said = super()._said()
        if not self.price_count:
            return said
        return f"{said} " + self.env._("Prices that change there: %s.", self.price_count)


class GoLivePrice(models.TransientModel):
    _name = "omni.go.live.price"
    _description = "Price that going live would change"
    _order = "id"

    wizard_id = fields.Many2one("omni.go.live", required=True, ondelete="cascade")
    label = fields.Char(required=True)
    there = fields.Float(string="Now there", min_display_digits="Product Price")
    here = fields.Float(string="Would become", min_display_digits="Product Price")
    share = fields.Float(string="Change")
