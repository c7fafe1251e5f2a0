from odoo import api, models


class BomLine(models.Model):
    _inherit = "mrp.bom.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.bom_id._note_kits()
        return lines

    def write(self, values):
        self.bom_id._note_kits()
        result = super().write(values)
        self.bom_id._note_kits()
        return result

    def unlink(self):
        self.bom_id._note_kits()
        return super().unlink()
