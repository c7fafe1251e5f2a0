from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.models.before_commit import gather
from odoo.addons.omni_base.models.work import BACKFILL, LIVE
from odoo.tools import SQL

from .release import told_listings

KEY = "omni.price.change"
AT_ONCE = 500
"""Products whose change goes before what only has to be compared."""
LOOK_BACK = timedelta(days=1)


class PriceChange(models.AbstractModel):
    """Listings whose price may have changed, told once per transaction.

    Whatever a user's transaction does to prices ends as one plain INSERT of intents just before it
    is committed. What the price is, is reckoned when it is told.
    """

    _name = "omni.price.change"
    _description = "Price changes"

    @api.model
    def _note(self, products):
        self._remember("product", products.ids)

    @api.model
    def _note_listings(self, listings):
        self._remember("listing", listings.ids)

    @api.model
    def _note_taxes(self, taxes):
        self._remember("tax", taxes.ids)

    @api.model
    def _note_pricelists(self, pricelists):
        """Everything that these pricelists, and those that build on them, say may have changed."""
        if pricelists:
            self._note_all(self._sold_by(pricelists))

    @api.model
    def _note_all(self, connections):
        self._remember("connection", connections.ids)

    @api.model
    def _tell_again(self, listings):
        """Put these listings' prices up to be told, behind what just changed."""
        self.env.flush_all()
        which = SQL("l.id = ANY(%s)", listings.ids)
        self.env["omni.intent"]._put_up(self._told(which), BACKFILL)

    def _remember(self, kind, ids):
        if ids:
            gather(self.env.cr, KEY, {(kind, one) for one in ids}, self.sudo()._tell)

    def _sold_by(self, pricelists):
        """Return the connections whose pricelist is one of these or builds on one."""
        known = self.env["omni.connection"].sudo().search([("pricelist_id", "!=", False)])
        if not known:
            return known
        found = self._with_those_above(pricelists.sudo())
        return known.filtered(lambda one: one.pricelist_id in found)

    def _with_those_above(self, pricelists):
        """Return the pricelists and all that build on them: a query a step."""
        rules, upon = self.env["product.pricelist.item"].sudo(), pricelists
        while upon:
            building = rules.search(
                [("base", "=", "pricelist"), ("base_pricelist_id", "in", upon.ids)]
            )
            upon = building.pricelist_id - pricelists
            pricelists |= upon
        return pricelists

    def _tell(self, noted):
        self.env.flush_all()
        of_kind = {}
        for kind, one in sorted(noted):
            of_kind.setdefault(kind, []).append(one)
        is_small = of_kind.keys() <= {"product", "listing"} and len(noted) <= AT_ONCE
        source = self._told(self._affected(of_kind))
        self.env["omni.intent"]._put_up(source, LIVE if is_small else BACKFILL)

    def _affected(self, of_kind):
        """Return SQL that says which listings are meant."""
        ways = {
            "product": "l.product_id = ANY(%s)",
            "listing": "l.id = ANY(%s)",
            "connection": "l.connection_id = ANY(%s)",
            "tax": "l.product_id IN (SELECT p.id FROM product_product p JOIN product_taxes_rel r"
            " ON r.prod_id = p.product_tmpl_id WHERE r.tax_id = ANY(%s))",
        }
        found = [SQL(ways[kind], ids) for kind, ids in of_kind.items()]
        return SQL("(%s)", SQL(" OR ").join(found))

    def _told(self, which):
        return told_listings("price", SQL("%s AND l.publishes_price", which))

    @api.model
    def _cron_dates(self):
        """Tell the prices of what has begun or ended by its date since this was done last."""
        now = fields.Datetime.now()
        since = self.env.context.get("lastcall") or now - LOOK_BACK
        rules = self.env["product.pricelist.item"].search(
            [
                "|",
                *["&", ("date_start", ">=", since), ("date_start", "<=", now)],
                *["&", ("date_end", ">=", since), ("date_end", "<=", now)],
            ]
        )
        rules._note_price()


class Connection(models.Model):
    _inherit = "omni.connection"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(("pricelist_id", "price_taxes", "shop_currency")):
            self.env["omni.price.change"]._note_all(self)
        return result
