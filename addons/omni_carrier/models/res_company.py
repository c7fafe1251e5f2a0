from odoo import fields, models


class Company(models.Model):
    _inherit = "res.company"

    omni_tracking_mail = fields.Boolean(
        string="Tracking e-mail",
        default=True,
        help="Send the tracking link to the customer as soon as a label is bought",
    )
