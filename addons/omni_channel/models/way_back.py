from odoo import fields, models
from odoo.tools import SQL


class ListingLevel(models.Model):
    _inherit = "omni.listing.level"

    is_returning = fields.Boolean(
        readonly=True, help="Is given back the number that the shop showed before going live"
    )


class Connection(models.Model):
    """The way back: the shop shows again what it showed, less what it has sold since."""

    _inherit = "omni.connection"

    def _returns(self, code):
        return super()._returns(code) or (self.kind == "channel" and code == "stock")

    def _returnable_levels(self):
        """Return the levels that were written here and whose number of before is known."""
        return self.env["omni.listing.level"].search(
            [
                ("listing_id.connection_id", "=", self.id),
                ("listing_id.active", "=", True),
                ("listing_id.product_id", "!=", False),
                ("listing_id.publishes_stock", "=", True),
                ("listing_id.is_held", "!=", True),
                ("before_at", "!=", False),
                ("acknowledged_at", "!=", False),
            ]
        )

    def _before_now(self, levels):
        """Return {level: pieces}: what was there before, less what was sold there since.

        Which place of several a sale was taken from is not known: it counts for the first that has
        as many.
        """
        sold = self._sold_since(levels)
        wanted = {}
        for level in levels.sorted("id"):
            pieces = min(sold.get(level.listing_id.id, 0), level.before_quantity)
            sold[level.listing_id.id] = sold.get(level.listing_id.id, 0) - pieces
            wanted[level] = max(level.before_quantity - pieces, 0)
        return wanted

    def _sold_since(self, levels):
        """Return {listing id: pieces sold in the channel since its number of before was seen}.

        What was here by then was off that number, whatever the channel's clock says.
        """
        if not levels:
            return {}
        self.env["sale.order.line"].flush_model()
        self.env.cr.execute(
            """
            SELECT s.omni_listing_id, sum(s.product_uom_qty)::int
              FROM sale_order_line s
              JOIN sale_order o ON o.id = s.order_id AND o.state <> 'cancel'
              JOIN (SELECT listing_id, min(before_at) AS at FROM omni_listing_level
                     WHERE id = ANY(%s) GROUP BY listing_id) b ON b.listing_id = s.omni_listing_id
             WHERE o.omni_connection_id = %s AND o.date_order >= b.at AND o.create_date >= b.at
             GROUP BY s.omni_listing_id
            """,
            [levels.ids, self.id],
        )
        return dict(self.env.cr.fetchall())

    def _start_return(self, levels):
        """Give these levels their numbers back, by the workers; test mode follows by itself."""
        self.ensure_one()
        self.env.flush_all()
        self.env["omni.intent"].sudo()._forget(self, "stock")
        self.env.cr.execute(
            "UPDATE omni_listing_level SET is_returning = TRUE WHERE id = ANY(%s)", [levels.ids]
        )
        self.env.invalidate_all()
        self.sudo().returning_at = fields.Datetime.now()
        self.env["omni.intent"]._append(
            SQL(
                """
                SELECT DISTINCT l.connection_id, l.company_id, 'stock', 'omni.listing', l.id
                  FROM omni_listing l JOIN omni_listing_level v ON v.listing_id = l.id
                 WHERE l.connection_id = %s AND v.is_returning
                """,
                self.id,
            )
        )
        self.env["omni.drain"]._wake()

    def _wanted(self, listings, places):
        if not self.returning_at:
            return super()._wanted(listings, places)
        levels = self.env["omni.listing.level"].search(
            [("listing_id", "in", listings.ids), ("is_returning", "=", True)]
        )
        return {
            (level.listing_id, level.location_id): quantity
            for level, quantity in self._before_now(levels).items()
            if level.location_id in places
        }

    def _returned_in_words(self):
        levels = self.env["omni.listing.level"].search(
            [("listing_id.connection_id", "=", self.id), ("is_returning", "=", True)]
        )
        wanted = self._before_now(levels)
        done = [level for level in levels if level._is_there(wanted[level])]
        said = self.env._("Numbers of the shop that are as before going live: %s.", len(done))
        if len(done) == len(levels):
            return said
        left = self.env._("Not so: %s, see the problems.", len(levels) - len(done))
        return f"{said} {left}"

    def action_back_to_test(self):
        result = super().action_back_to_test()
        self.env["omni.listing.level"].flush_model()
        self.env.cr.execute(
            """
            UPDATE omni_listing_level v SET is_returning = FALSE FROM omni_listing l
             WHERE l.id = v.listing_id AND l.connection_id = ANY(%s) AND v.is_returning
            """,
            [self.ids],
        )
        self.env["omni.listing.level"].invalidate_model()
        return result

    def _go_live(self):
        for connection in self.filtered(lambda one: one.kind == "channel"):
            if not connection._writes_outside():
                connection._forget_before()
        return super()._go_live()
