from odoo import fields, models
from odoo.addons.omni_channel.core.ledger import Part
from odoo.tools import SQL

from .release import IS_RELEASED

BASE = """CASE WHEN v.acknowledged_at IS NOT NULL THEN v.expected_quantity
               WHEN v.before_at IS NOT NULL THEN v.before_quantity
               ELSE COALESCE(l.seen_quantity, 0) END"""
SENT = "CASE WHEN v.in_flight_at IS NOT NULL THEN v.in_flight_quantity END"
UNKNOWN = "CASE WHEN v.unknown_until IS NOT NULL THEN v.unknown_quantity END"
HELD = f"""GREATEST({BASE}, {SENT} - COALESCE(v.sold_meanwhile, 0), {UNKNOWN})
           + COALESCE(v.unexplained_quantity, 0)"""
"""SQL of ``Part.held``: the most that a channel can still sell of what nobody else may."""

PARTS = """
    FROM omni_pool o
    JOIN omni_pool_warehouse w ON w.pool_id = o.id
    JOIN omni_channel_location p ON p.warehouse_id = w.warehouse_id AND p.active
    JOIN omni_connection c ON c.id = p.connection_id
    JOIN omni_listing l ON l.connection_id = c.id
    LEFT JOIN omni_listing_level v ON v.listing_id = l.id AND v.location_id = p.id
   WHERE o.mode = 'partitioned' AND l.active AND l.is_stock_managed AND c.active
     AND c.mode = 'live' AND c.stock_master = 'odoo'
     AND (l.publishes_stock OR v.acknowledged_at IS NOT NULL)
"""
"""What shows a parted stock, or has shown it and may still be selling it."""

IS_TOLD = f"""(l.publishes_stock AND {IS_RELEASED} AND COALESCE(l.stock_id, '') <> ''
              AND c.returning_at IS NULL)"""


class ListingLevel(models.Model):
    """One channel's part of a product: what it was allotted, and what may still be sold of it."""

    _inherit = "omni.listing.level"

    connection_id = fields.Many2one(related="listing_id.connection_id", string="Channel")
    is_parted = fields.Boolean(readonly=True, help="Its channel has a part of the stock")
    is_waiting = fields.Boolean(
        readonly=True, help="Shows less than its part until another channel shows less"
    )
    allotted_quantity = fields.Integer(string="Allotted", readonly=True)
    in_flight_backend = fields.Integer(
        readonly=True, help="The database session of the worker whose number is on its way"
    )
    sold_meanwhile = fields.Integer(
        readonly=True, help="Pieces imported while a number was on its way"
    )
    unknown_quantity = fields.Integer(
        readonly=True, help="The largest number that was sent and never answered"
    )
    unknown_until = fields.Datetime(readonly=True, help="Until when it may still arrive there")
    missing_at = fields.Datetime(readonly=True, help="When pieces were last found missing there")

    _waiting = models.Index("(id) WHERE is_waiting")
    _doubtful = models.Index("(id) WHERE is_parted AND unknown_until IS NOT NULL")
    _missing = models.Index("(id) WHERE is_parted AND unexplained_quantity > 0")

    def _shows(self, quantity):
        """A number that is only believed is sent again once nothing older can arrive."""
        if not super()._shows(quantity):
            return False
        is_over = self.unknown_until and self.unknown_until <= fields.Datetime.now()
        return not (self.is_parted and is_over)

    def _expected(self):
        """The largest number that may be there: less than it means that pieces were sold."""
        if not self.is_parted:
            return super()._expected()
        known = self.acknowledged_at or self.before_at
        return self._part().shown if known or self.in_flight_at else None

    def _sent(self):
        """What may be there counts as held, in ``_expected``: it is not believed to have come."""
        return None if self.is_parted else super()._sent()

    def _part(self):
        base = self.expected_quantity if self.acknowledged_at else self.before_quantity
        return Part(
            acknowledged=base,
            missing=self.unexplained_quantity,
            sent=self.in_flight_quantity if self.in_flight_at else None,
            sold_meanwhile=self.sold_meanwhile,
            unknown=self.unknown_quantity if self.unknown_until else None,
        )


class Pool(models.Model):
    _inherit = "omni.pool"

    def _read_parts(self, products):
        """Return [(pool id, product id, connection id, listing id, place id, level id, is told,
        Part)] of everything that shows these products: one query.
        """
        for model in ("omni.listing.level", "omni.listing", "omni.pool", "omni.connection"):
            self.env[model].flush_model()
        self.env.cr.execute(
            SQL(
                f"""
                SELECT o.id, l.product_id, c.id, l.id, p.id, v.id, {IS_TOLD},
                       {BASE}, COALESCE(v.unexplained_quantity, 0), {SENT},
                       COALESCE(v.sold_meanwhile, 0), {UNKNOWN}
                       {PARTS} AND o.id = ANY(%s) AND l.product_id = ANY(%s)
                 ORDER BY l.id, p.id
                """,
                self.ids,
                products.ids,
            )
        )
        return [
            (
                *row[:7],
                Part(
                    acknowledged=row[7] or 0,
                    missing=row[8],
                    sent=row[9],
                    sold_meanwhile=row[10],
                    unknown=row[11],
                ),
            )
            for row in self.env.cr.fetchall()
        ]
