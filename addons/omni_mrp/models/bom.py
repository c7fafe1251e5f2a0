from odoo import api, models


class Bom(models.Model):
    """A changed bill of a kit changes what channels show of it."""

    _inherit = "mrp.bom"

    @api.model_create_multi
    def create(self, vals_list):
        bills = super().create(vals_list)
        bills._note_kits()
        return bills

    def write(self, values):
        self._note_kits()
        result = super().write(values)
        self._note_kits()
        return result

    def unlink(self):
        self._note_kits()
        return super().unlink()

    def _note_kits(self):
        bills = self.sudo().filtered(lambda bom: bom.type == "phantom")
        whole = bills.filtered(lambda bom: not bom.product_id)
        kits = bills.product_id | whole.product_tmpl_id.product_variant_ids
        self.env["omni.stock.change"]._note(kits.ids)
