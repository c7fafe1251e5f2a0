from odoo import api, models
from odoo.addons.omni_base.models.before_commit import gather
from odoo.addons.omni_base.models.work import BACKFILL
from odoo.tools import SQL

from .release import told_listings

KEY = "omni.stock.change"
LISTED_KEY = "omni.stock.change.listed"
TELLING = ("omni.stock.change", "omni.price.change")
TOLD_COLUMNS = SQL("shop, company, what, model, id")
ALL_KEY = "omni.stock.change.all"
COUNTED = SQL("l.publishes_stock AND l.is_stock_managed")


class StockChange(models.AbstractModel):
    """Products whose promisable quantity may have changed, told once per transaction.

    Whatever a user's transaction does to stock ends as one plain INSERT of intents just before it
    is committed: no unique index, no lock, nobody waits.
    """

    _name = "omni.stock.change"
    _description = "Stock changes"

    @api.model
    def _note(self, product_ids):
        if product_ids:
            gather(self.env.cr, KEY, product_ids, self.sudo()._tell)

    def _tell(self, product_ids):
        self.env["omni.intent"]._put_up(self._affected(product_ids))

    @api.model
    def _note_listed(self, listings):
        """Listings that are told from now on (found, matched, switched on): a transaction that
        changes their stock or price and does not see them yet may still be open.
        """
        if not listings:
            return
        self._note(listings.product_id.ids)
        gather(self.env.cr, LISTED_KEY, listings.ids, self.sudo()._tell_listed)

    def _tell_listed(self, ids):
        self.env.flush_all()
        for model in TELLING:
            source = self.env[model]._told(SQL("l.id = ANY(%s)", sorted(ids)))
            self.env["omni.second.look"]._note(
                SQL("SELECT t.shop, t.company, t.what, t.id FROM (%s) t (%s)", source, TOLD_COLUMNS)
            )

    @api.model
    def _note_all(self, connections):
        """A decision about a whole connection: all its listings are compared once, before the
        commit, and behind what just changed.
        """
        if connections:
            gather(self.env.cr, ALL_KEY, connections.ids, self.sudo()._tell_all)

    def _tell_all(self, ids):
        self.env.flush_all()
        self.env["omni.intent"]._put_up(self._told(SQL("c.id = ANY(%s)", list(ids))), BACKFILL)

    def _affected(self, product_ids):
        """Return SQL of the listings of live connections that show these products' stock."""
        return self._told(SQL("l.product_id = ANY(%s)", list(product_ids)))

    def _told(self, which):
        return told_listings("stock", SQL("%s AND %s", which, COUNTED))
