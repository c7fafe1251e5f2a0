from odoo import api, fields, models

from .stock_rule import RULE_FIELDS

COUNTED_FIELDS = ("product_id", "publishes_stock", *RULE_FIELDS)
LISTED_BY = ("active", "publishes_stock", "is_stock_managed", "stock_id")


class Listing(models.Model):
    """A product's presence on a channel."""

    _name = "omni.listing"
    _inherit = ["omni.confined", "omni.kept", "omni.stock.rule"]
    _description = "Listing"
    _order = "connection_id, name"
    _check_company_auto = True

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    product_id = fields.Many2one(
        "product.product", index="btree_not_null", ondelete="set null", check_company=True
    )
    external_id = fields.Char(string="Id there", required=True, readonly=True)
    stock_id = fields.Char(readonly=True, help="What the remote counts stock on")
    parent_id = fields.Char(readonly=True, index="btree_not_null")
    name = fields.Char(readonly=True)
    sku = fields.Char(string="SKU there", readonly=True)
    barcode = fields.Char(string="Barcode there", readonly=True)
    price = fields.Float(string="Price there", readonly=True, min_display_digits="Product Price")
    currency = fields.Char(readonly=True)
    url = fields.Char(readonly=True)
    active = fields.Boolean(default=True)
    is_stock_managed = fields.Boolean(string="Counted there", default=True, readonly=True)
    publishes_stock = fields.Boolean(string="Send stock", default=True)
    seen_quantity = fields.Integer(
        string="Seen there", readonly=True, help="What the channel showed when it was last read"
    )
    level_ids = fields.One2many("omni.listing.level", "listing_id")
    acknowledged_quantity = fields.Integer(compute="_compute_quantities", string="Published")
    acknowledged_at = fields.Datetime(compute="_compute_quantities", string="Acknowledged")
    match = fields.Selection(
        [
            ("sku", "SKU"),
            ("barcode", "Barcode"),
            ("person", "By hand"),
            ("made", "Created from it"),
            ("none", "No product"),
        ],
        string="Matched by",
        default="none",
        readonly=True,
    )

    _one_per_thing = models.Constraint(
        "UNIQUE (connection_id, external_id)", "A connection has each listing once."
    )

    @api.model
    def _is_kept(self, field):
        """How a product was found goes with the product, which a person may choose."""
        return field.name != "match" and super()._is_kept(field)

    @api.depends("level_ids.acknowledged_quantity", "level_ids.acknowledged_at")
    def _compute_quantities(self):
        for listing in self:
            listing.acknowledged_quantity = sum(listing.level_ids.mapped("acknowledged_quantity"))
            times = [at for at in listing.level_ids.mapped("acknowledged_at") if at]
            listing.acknowledged_at = max(times, default=False)

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        self.env["omni.stock.change"]._note_listed(listings.filtered("product_id"))
        return listings

    def write(self, values):
        if "product_id" in values and "match" not in values:
            values = {**values, "match": "person" if values["product_id"] else "none"}
        listed = self.filtered(lambda listing: listing._is_listed_by(values))
        chosen = self.filtered(lambda listing: listing._gets_another_product(values))
        result = super().write(values)
        if not values.keys().isdisjoint(COUNTED_FIELDS):
            self.env["omni.stock.change"]._note(self.product_id.ids)
        self.env["omni.stock.change"]._note_listed(listed)
        if chosen:
            chosen._product_chosen()
        return result

    def _is_listed_by(self, values):
        """Whether these values may be what makes its stock told."""
        return any(values.get(name) and not self[name] for name in LISTED_BY)

    def _gets_another_product(self, values):
        return "product_id" in values and (values["product_id"] or False) != self.product_id.id

    def _product_chosen(self):
        """A hook: what follows when listings have got another product, or none, however many."""
        self.env["omni.stock.change"]._note_listed(self.filtered("product_id"))

    def action_told(self):
        """Show what the channel was told of this product's stock, and what it answered."""
        self.ensure_one()
        self.check_access("read")
        return self.env["omni.connection"]._open_told(self._name, self.ids)


class ListingLevel(models.Model):
    """One listing's stock at one of the channel's locations, as told and as acknowledged."""

    _name = "omni.listing.level"
    _description = "Published stock"

    listing_id = fields.Many2one("omni.listing", required=True, ondelete="cascade")
    location_id = fields.Many2one("omni.channel.location", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="listing_id.company_id", store=True)
    in_flight_quantity = fields.Integer(readonly=True)
    in_flight_at = fields.Datetime(readonly=True, help="Sent, not acknowledged yet")
    sent_at = fields.Datetime(readonly=True, help="When a number was sent last")
    acknowledged_quantity = fields.Integer(readonly=True)
    acknowledged_at = fields.Datetime(readonly=True)
    expected_quantity = fields.Integer(
        readonly=True, help="What should be there now: acknowledged, less what was sold there since"
    )
    unexplained_quantity = fields.Integer(
        readonly=True, help="Pieces found missing there by a push: sold, but not imported yet"
    )
    is_doubtful = fields.Boolean(
        readonly=True, help="Pieces were sold there since; from which of its places is not known"
    )
    problem = fields.Char(readonly=True)

    _one_per_place = models.Constraint(
        "UNIQUE (listing_id, location_id)", "A listing has one level per location."
    )

    def _shows(self, quantity):
        """Whether the channel has acknowledged this very number, and shows it still: nothing was
        sold there since, and nothing else is on its way.
        """
        return self._is_there(quantity) and self.acknowledged_quantity == quantity

    def _is_there(self, quantity):
        """Whether the channel shows this number by now, be it told or what its sales have left."""
        known = self.acknowledged_at and not self.in_flight_at and not self.is_doubtful
        return bool(known) and self.expected_quantity == quantity

    def _expected(self):
        """What we believe is there now, None when we do not know."""
        return self.expected_quantity if self.acknowledged_at else None

    def _sent(self):
        """What was sent and never answered, less what was sold since: it may be there as well."""
        return self.in_flight_quantity - self.sold_meanwhile if self.in_flight_at else None
