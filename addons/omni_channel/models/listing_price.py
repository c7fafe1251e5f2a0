from datetime import timezone

from odoo import fields, models
from odoo.addons.omni_base.core.documents import ShownPrice
from odoo.addons.omni_channel.core.price import Wanted
from odoo.addons.omni_channel.core.published import exact

DIGITS = (16, 6)
TOLD_FIELDS = ("publishes_price", "own_price", "active")


class Listing(models.Model):
    """What a listing costs in its channel."""

    _inherit = "omni.listing"

    publishes_price = fields.Boolean(string="Send price", default=True)
    own_price = fields.Float(
        string="Own price",
        min_display_digits="Product Price",
        help="What this listing costs in its channel, as buyers see it there, whatever the "
        "pricelist says. 0: as the pricelist says.",
    )
    can_tell_prices = fields.Boolean(related="connection_id.can_tell_prices")
    price_ids = fields.One2many("omni.listing.price", "listing_id")
    told_price = fields.Float(
        string="Price told", compute="_compute_told_price", min_display_digits="Product Price"
    )
    wanted_price = fields.Float(
        string="Price should be",
        compute="_compute_wanted_price",
        compute_sudo=True,
        min_display_digits="Product Price",
        help="What it should cost there now, without a sale",
    )
    price_warning = fields.Char(compute="_compute_wanted_price", compute_sudo=True)

    _own_price_is_not_negative = models.Constraint(
        "CHECK (own_price >= 0)", "A price cannot be below 0: type 0 or more."
    )

    def _compute_told_price(self):
        for listing in self:
            row = listing.price_ids[:1]
            listing.told_price = row.regular if row.acknowledged_at else 0

    def _compute_wanted_price(self):
        for connection, listings in self.grouped("connection_id").items():
            wanted = connection._wanted_prices(listings.filtered("product_id"))
            for listing in listings:
                one = wanted.get(listing, Wanted())
                listing.wanted_price = float(one.regular)
                listing.price_warning = listing._price_warning(one)

    def _price_warning(self, wanted):
        """Return what a person should know of its price, where Odoo decides it."""
        if not (self.publishes_price and self.connection_id._tells_prices()):
            return ""
        return wanted.problem or wanted.warning or self.price_ids[:1].problem

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(TOLD_FIELDS):
            self.env["omni.price.change"]._note_listings(self)
        return result

    def _product_chosen(self):
        super()._product_chosen()
        self.env["omni.price.change"]._note_listings(self)

    def _is_price_told(self):
        """Whether its price is told to the channel at all."""
        self.ensure_one()
        return bool(self.product_id and self.active and self.publishes_price and not self.is_held)


class ListingPrice(models.Model):
    """What a listing costs, as told and as acknowledged; in the channel's currency and terms.

    Times are UTC. ``before_…``: what the shop showed before this connection wrote to it.
    """

    _name = "omni.listing.price"
    _description = "Published price"
    _rec_name = "listing_id"

    listing_id = fields.Many2one("omni.listing", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="listing_id.company_id", store=True)
    currency = fields.Char(readonly=True)
    regular = fields.Float(string="Told", digits=DIGITS, readonly=True)
    sale = fields.Float(string="Sale price told", digits=DIGITS, readonly=True)
    sale_from = fields.Datetime(readonly=True)
    sale_to = fields.Datetime(readonly=True)
    acknowledged_at = fields.Datetime(readonly=True)
    in_flight_regular = fields.Float(digits=DIGITS, readonly=True)
    in_flight_at = fields.Datetime(readonly=True, help="Sent, not acknowledged yet")
    sent_at = fields.Datetime(readonly=True, help="When a price was sent last")
    previous_regular = fields.Float(
        digits=DIGITS, readonly=True, help="What was acknowledged before, or shown at the start"
    )
    told_product_id = fields.Integer(readonly=True, help="The product whose price was told last")
    before_regular = fields.Float(string="Before going live", digits=DIGITS, readonly=True)
    before_sale = fields.Float(digits=DIGITS, readonly=True)
    before_sale_from = fields.Datetime(readonly=True)
    before_sale_to = fields.Datetime(readonly=True)
    before_at = fields.Datetime(string="Seen before", readonly=True)
    is_doubted = fields.Boolean(readonly=True, help="Is looked at there before anything else")
    is_returning = fields.Boolean(
        readonly=True, help="Is given back the price that the shop showed before going live"
    )
    problem = fields.Char(readonly=True)

    _one_per_listing = models.Constraint("UNIQUE (listing_id)", "A listing has one price.")

    def _known(self):
        """Return the ShownPrice that the channel acknowledged last, None without any."""
        if not self.acknowledged_at:
            return None
        return self._shown_price("")

    def _before(self):
        """Return the ShownPrice of before going live, None where nobody saw it."""
        return self._shown_price("before_") if self.before_at else None

    def _ours(self):
        """Return the regular prices that we told before, or that are on their way."""
        return (_amount(self.previous_regular), _amount(self.in_flight_regular))

    def _shown_price(self, prefix):
        sale = self[f"{prefix}sale"]
        return ShownPrice(
            regular=_amount(self[f"{prefix}regular"]),
            sale=_amount(sale) if sale else None,
            sale_from=_aware(self[f"{prefix}sale_from"]),
            sale_to=_aware(self[f"{prefix}sale_to"]),
        )

    def _shows(self, wanted):
        """Whether the channel has acknowledged this very price and nothing else is on its way."""
        known = self._known()
        return bool(known) and known == wanted and not (self.in_flight_at or self.is_doubted)

    @staticmethod
    def _price_values(shown, prefix=""):
        """Return the values of the fields that keep a ShownPrice."""
        return {
            f"{prefix}regular": float(shown.regular or 0),
            f"{prefix}sale": float(shown.sale or 0),
            f"{prefix}sale_from": _naive(shown.sale_from),
            f"{prefix}sale_to": _naive(shown.sale_to),
        }


def _amount(value):
    """Return an amount of the database as the shortest Decimal of its value."""
    return exact(value).normalize() + 0


def _aware(moment):
    return moment.replace(tzinfo=timezone.utc) if moment else None


def _naive(moment):
    return moment.astimezone(timezone.utc).replace(tzinfo=None) if moment else False
