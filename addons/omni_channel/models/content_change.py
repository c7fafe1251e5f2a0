from odoo import api, models
from odoo.addons.omni_base.models.before_commit import gather
from odoo.addons.omni_base.models.work import BACKFILL
from odoo.tools import SQL

from .release import told_listings

KEY = "omni.content.change"
TEMPLATE_FIELDS = ("name", "channel_description", "categ_id")
VARIANT_FIELDS = ("default_code", "barcode", "weight")


class ContentChange(models.AbstractModel):
    """Products whose description may have changed, told once per transaction, by one INSERT."""

    _name = "omni.content.change"
    _description = "Changes of descriptions"

    @api.model
    def _note(self, products):
        if products:
            gather(self.env.cr, KEY, products.ids, self.sudo()._tell)

    def _tell(self, ids):
        self.env.flush_all()
        source = self._told(SQL("l.product_id = ANY(%s)", sorted(ids)))
        self.env["omni.intent"]._put_up(source, BACKFILL)

    def _told(self, which):
        return told_listings("content", which)


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
