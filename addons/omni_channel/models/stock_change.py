from odoo import api, models
from odoo.addons.omni_base.models.work import BACKFILL
from odoo.tools import SQL

from .release import IS_RELEASED

KEY = "omni.stock.change"
LISTED_KEY = "omni.stock.change.listed"
TELLING = ("omni.stock.change", "omni.price.change")
TOLD_COLUMNS = SQL("shop, company, what, model, id")
ALL_KEY = "omni.stock.change.all"


class StockChange(models.AbstractModel):
    """Products whose promisable quantity may have changed, told once per transaction.

    Whatever a user's transaction does to stock ends as one plain INSERT of intents just before it
    is committed: no unique index, no lock, nobody waits.
    """

    _name = "omni.stock.change"
    _description = "Stock changes"

    @api.model
    def _note(self, product_ids):
        if not product_ids:
            return
        precommit = self.env.cr.precommit
        if KEY not in precommit.data:
            precommit.data[KEY] = set()
            precommit.add(self.sudo()._tell)
        precommit.data[KEY].update(product_ids)

    def _tell(self):
        product_ids = self.env.cr.precommit.data.pop(KEY, None)
        if product_ids and self.env["omni.intent"]._append(self._affected(product_ids)):
            self.env["omni.drain"]._wake()

    @api.model
    def _note_listed(self, listings):
        """Listings that are told from now on (found, matched, switched on): a transaction that
        changes their stock or price and does not see them yet may still be open.
        """
        if not listings:
            return
        self._note(listings.product_id.ids)
        precommit = self.env.cr.precommit
        if LISTED_KEY not in precommit.data:
            precommit.data[LISTED_KEY] = set()
            precommit.add(self.sudo()._tell_listed)
        precommit.data[LISTED_KEY].update(listings.ids)

    def _tell_listed(self):
        ids = sorted(self.env.cr.precommit.data.pop(LISTED_KEY, None) or ())
        if not ids:
            return
        self.env.flush_all()
        for model in TELLING:
            source = self.env[model]._told(SQL("l.id = ANY(%s)", ids))
            self.env["omni.second.look"]._note(
                SQL("SELECT t.shop, t.company, t.what, t.id FROM (%s) t (%s)", source, TOLD_COLUMNS)
            )

    @api.model
    def _note_all(self, connections):
        """A decision about a whole connection: all its listings are compared once, before the
        commit, and behind what just changed.
        """
        if not connections:
            return
        precommit = self.env.cr.precommit
        if ALL_KEY not in precommit.data:
            precommit.data[ALL_KEY] = set()
            precommit.add(self.sudo()._tell_all)
        precommit.data[ALL_KEY].update(connections.ids)

    def _tell_all(self):
        ids = self.env.cr.precommit.data.pop(ALL_KEY, None)
        self.env.flush_all()
        source = self._told(SQL("c.id = ANY(%s)", list(ids or ())))
        if ids and self.env["omni.intent"]._append(source, priority=BACKFILL):
            self.env["omni.drain"]._wake(BACKFILL)

    def _affected(self, product_ids):
        """Return SQL of the listings of live connections that show these products' stock."""
        return self._told(SQL("l.product_id = ANY(%s)", list(product_ids)))

    def _told(self, which):
        return SQL(
            f"""
            SELECT l.connection_id, l.company_id, 'stock', 'omni.listing', l.id
              FROM omni_listing l
              JOIN omni_connection c ON c.id = l.connection_id
              JOIN omni_feed f ON f.connection_id = c.id AND f.resource = 'stock'
             WHERE %s AND l.product_id IS NOT NULL
               AND l.active AND l.publishes_stock AND l.is_stock_managed
               AND c.active AND c.mode = 'live' AND c.returning_at IS NULL AND f.active
               AND {IS_RELEASED} AND f.is_held IS NOT TRUE
            """,  # noqa: S608 - of our own constants
            which,
        )
