from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    omni_tracking_mail = fields.Boolean(related="company_id.omni_tracking_mail", readonly=False)
