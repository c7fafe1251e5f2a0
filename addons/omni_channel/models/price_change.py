from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.models.work import BACKFILL, LIVE
from odoo.tools import SQL

from .release import IS_RELEASED

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
        which = SQL("l.id = ANY(%s)", listings.ids)
        self.env.flush_all()
        if self.env["omni.intent"]._append(self._told(which), priority=BACKFILL):
            self.env["omni.drain"]._wake(BACKFILL)

    def _remember(self, kind, ids):
        if not ids:
            return
        precommit = self.env.cr.precommit
        if KEY not in precommit.data:
            precommit.data[KEY] = {}
            precommit.add(self.sudo()._tell)
        precommit.data[KEY].setdefault(kind, set()).update(ids)

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

    def _tell(self):
        noted = self.env.cr.precommit.data.pop(KEY, None)
        if not noted:
            return
        self.env.flush_all()
        is_small = noted.keys() <= {"product", "listing"}
        is_small = is_small and sum(map(len, noted.values())) <= AT_ONCE
        priority = LIVE if is_small else BACKFILL
        if self.env["omni.intent"]._append(self._told(self._affected(noted)), priority=priority):
            self.env["omni.drain"]._wake(priority)

    def _affected(self, noted):
        """Return SQL that says which listings are meant."""
        ways = {
            "product": "l.product_id = ANY(%s)",
            "listing": "l.id = ANY(%s)",
            "connection": "l.connection_id = ANY(%s)",
            "tax": "l.product_id IN (SELECT p.id FROM product_product p JOIN product_taxes_rel r"
            " ON r.prod_id = p.product_tmpl_id WHERE r.tax_id = ANY(%s))",
        }
        found = [SQL(ways[kind], sorted(ids)) for kind, ids in noted.items()]
        return SQL("(%s)", SQL(" OR ").join(found))

    def _told(self, which):
        return SQL(
            f"""
            SELECT l.connection_id, l.company_id, 'price', 'omni.listing', l.id
              FROM omni_listing l
              JOIN omni_connection c ON c.id = l.connection_id
              JOIN omni_feed f ON f.connection_id = c.id AND f.resource = 'price'
             WHERE %s AND l.product_id IS NOT NULL AND l.active AND l.publishes_price
               AND c.active AND c.mode = 'live' AND c.returning_at IS NULL AND f.active
               AND {IS_RELEASED} AND f.is_held IS NOT TRUE
            """,  # noqa: S608 - of our own constants
            which,
        )

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
