from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError

FIRST = 10


class GoLive(models.TransientModel):
    """A few products first: which listings a stage releases."""

    _inherit = "omni.go.live"

    has_listings = fields.Boolean(readonly=True)
    scope = fields.Selection(
        [
            ("all", "All products"),
            ("first", "The first … products"),
            ("chosen", "Products that I choose"),
            ("filter", "Products that match a filter"),
        ],
        default="all",
        required=True,
    )
    first_count = fields.Integer(string="How many", default=FIRST)
    listing_ids = fields.Many2many("omni.listing", string="Products")
    listing_filter = fields.Char(string="Filter", default="[]")
    listing_model = fields.Char(default="omni.listing", readonly=True)
    released_count = fields.Integer(string="Live after this stage", readonly=True)
    left_count = fields.Integer(string="Held for later", readonly=True)

    @api.model
    def _start(self, connection):
        listings = connection._publishable_listings()
        return {
            **super()._start(connection),
            "has_listings": bool(listings) and connection._can("push_stock"),
        }

    @api.onchange("scope", "first_count", "listing_ids", "listing_filter")
    def _onchange_scope(self):
        self._onchange_stage()

    def _differences(self):
        if not self.has_listings:
            return super()._differences()
        if not self._releases("stock"):
            return []
        return self.connection_id._listing_differences(self._released_listings())

    def _cannot_compare(self):
        tells = self.connection_id._tells_stock() and self._releases("stock")
        return tells and super()._cannot_compare()

    def _compared(self):
        if not self.has_listings:
            return super()._compared()
        everything = self.connection_id._publishable_listings()
        released = self._released_listings() if self._releases("stock") else everything.browse()
        return {
            **super()._compared(),
            "released_count": len(released),
            "left_count": len(everything - released),
        }

    def _released_listings(self):
        """Return the listings that this stage, or one before, releases."""
        everything = self.connection_id._publishable_listings()
        live = everything.browse()
        if self.is_next_stage:
            live = everything.filtered(lambda listing: not listing.is_held)
        chosen = {
            "all": lambda: everything,
            "first": lambda: (everything - live)[: max(self.first_count, 0)],
            "chosen": lambda: self.listing_ids._origin & everything,
            "filter": lambda: everything.filtered_domain(self._domain()),
        }[self.scope]()
        return live | chosen

    def _domain(self):
        try:
            return literal_eval(self.listing_filter or "[]")
        except (SyntaxError, ValueError) as error:
            raise UserError(self.env._("This filter cannot be read.")) from error

    def _choose(self):
        super()._choose()
        if not self.has_listings:
            return
        everything = self.connection_id.with_context(active_test=False).listing_ids
        held = everything.browse()
        if self.scope != "all":
            held = everything - self._released_listings()
            if held == everything:
                raise UserError(self.env._("Choose at least one product to release."))
        self.connection_id._hold_listings(held)

    def _said(self):
        said = super()._said()
        if not self.left_count or not self.has_listings:
            return said
        return f"{said} " + self.env._(
            "Products: %(released)s live, %(left)s held.",
            released=self.released_count,
            left=self.left_count,
        )
