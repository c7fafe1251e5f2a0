from odoo import api, models
from odoo.addons.omni_base.models.work import BACKFILL
from odoo.tools import SQL

from .release import IS_RELEASED

KEY = "omni.content.change"
TEMPLATE_FIELDS = ("name", "channel_description", "categ_id")
VARIANT_FIELDS = ("default_code", "barcode", "weight")
TOLD = f"""
    SELECT l.connection_id, l.company_id, 'content', 'omni.listing', l.id
      FROM omni_listing l
      JOIN omni_connection c ON c.id = l.connection_id
      JOIN omni_feed f ON f.connection_id = c.id AND f.resource = 'content'
     WHERE %s AND l.active AND l.product_id IS NOT NULL AND {IS_RELEASED}
       AND c.active AND c.mode = 'live' AND c.returning_at IS NULL
       AND f.active AND f.is_held IS NOT TRUE
"""  # noqa: S608 - of our own constants


class ContentChange(models.AbstractModel):
    """Products whose description may have changed, told once per transaction, by one INSERT."""

    _name = "omni.content.change"
    _description = "Changes of descriptions"

    @api.model
    def _note(self, products):
        if not products:
            return
        precommit = self.env.cr.precommit
        if KEY not in precommit.data:
            precommit.data[KEY] = set()
            precommit.add(self.sudo()._tell)
        precommit.data[KEY].update(products.ids)

    def _tell(self):
        ids = self.env.cr.precommit.data.pop(KEY, None)
        if not ids:
            return
        self.env.flush_all()
        which = SQL("l.product_id = ANY(%s)", sorted(ids))
        if self.env["omni.intent"]._append(SQL(TOLD, which), priority=BACKFILL):
            self.env["omni.drain"]._wake(BACKFILL)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint((*TEMPLATE_FIELDS, *VARIANT_FIELDS)):
            self.env["omni.content.change"]._note(self.product_variant_ids)
        return result


class ProductProduct(models.Model):
    _inherit = "product.product"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(VARIANT_FIELDS):
            self.env["omni.content.change"]._note(self)
        return result
