from odoo import fields, models
from odoo.addons.omni_channel.core.price import Sale, Wanted
from odoo.addons.omni_channel.core.published import Term
from odoo.tools import SQL


class Connection(models.Model):
    """The way back: the shop asks again for what it asked before going live."""

    _inherit = "omni.connection"

    def _returns(self, code):
        return super()._returns(code) or (self.kind == "channel" and code == "price")

    def _returnable_prices(self):
        """Return the prices that were written here and differ from what was there before."""
        rows = self.env["omni.listing.price"].search(
            [
                ("listing_id.connection_id", "=", self.id),
                ("listing_id.active", "=", True),
                ("before_at", "!=", False),
                ("acknowledged_at", "!=", False),
            ]
        )
        return rows.filtered(lambda row: row._known() != row._before())

    def _start_price_return(self, rows):
        """Give these listings their prices back, by the workers; test mode follows by itself."""
        self.ensure_one()
        self.env["omni.intent"].sudo()._forget(self, "price")
        rows.sudo().is_returning = True
        self.env.flush_all()
        self.sudo().returning_at = fields.Datetime.now()
        self.env["omni.intent"]._append(
            SQL(
                """
                SELECT l.connection_id, l.company_id, 'price', 'omni.listing', l.id
                  FROM omni_listing l JOIN omni_listing_price v ON v.listing_id = l.id
                 WHERE l.connection_id = %s AND v.is_returning
                """,
                self.id,
            )
        )
        self.env["omni.drain"]._wake()

    def _wanted_prices(self, listings):
        if not self.returning_at:
            return super()._wanted_prices(listings)
        rows = self.env["omni.listing.price"].sudo()
        rows = rows.search([("listing_id", "in", listings.ids), ("is_returning", "=", True)])
        return {row.listing_id: row._wanted_before() for row in rows}

    def _returned_in_words(self):
        said = super()._returned_in_words()
        rows = self.env["omni.listing.price"].search(
            [("listing_id.connection_id", "=", self.id), ("is_returning", "=", True)]
        )
        if not rows:
            return said
        done = rows.filtered(lambda row: row._shows(row._before()))
        told = self.env._("Prices of the shop that are as before going live: %s.", len(done))
        if done != rows:
            told += " " + self.env._("Not so: %s, see the problems.", len(rows - done))
        return f"{said} {told}"

    def action_back_to_test(self):
        result = super().action_back_to_test()
        returning = [("listing_id.connection_id", "in", self.ids), ("is_returning", "=", True)]
        self.env["omni.listing.price"].sudo().search(returning).is_returning = False
        return result

    def _forget_before(self):
        """Going live anew begins with what the shop asks then."""
        super()._forget_before()
        rows = self.env["omni.listing.price"].sudo()
        rows.search([("listing_id.connection_id", "=", self.id)]).write(
            {"before_at": False, "acknowledged_at": False, "in_flight_at": False}
        )


class ListingPrice(models.Model):
    _inherit = "omni.listing.price"

    def _wanted_before(self):
        """Return what was there before as what is wanted again."""
        before, sale = self._before(), None
        if before.sale is not None:
            dates = {"starts_at": before.sale_from, "ends_at": before.sale_to}
            sale = Sale(price=before.sale, **dates)
        terms = (Term("before", before.regular),)
        return Wanted(currency=self.currency, terms=terms, sale=sale)
