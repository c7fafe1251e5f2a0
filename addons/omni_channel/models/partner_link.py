from odoo import fields, models


class PartnerLink(models.Model):
    """Which contact a customer's account at a channel is."""

    _name = "omni.partner.link"
    _description = "Channel customer"
    _rec_name = "external_id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    external_id = fields.Char(required=True)

    _one_per_account = models.Constraint(
        "UNIQUE (connection_id, external_id)", "A customer account is one contact."
    )
