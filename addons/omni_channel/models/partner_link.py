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
    external_id = fields.Char(string="Account", required=True)
    is_gone = fields.Boolean(
        string="No longer there", help="The account was deleted in the shop; the contact stays."
    )
    listed_at = fields.Datetime(string="Last listed", help="When all accounts were last read")

    _one_per_account = models.Constraint(
        "UNIQUE (connection_id, external_id)", "A customer account is one contact."
    )


class Connection(models.Model):
    _inherit = "omni.connection"

    def _account_links(self, domain):
        return self.env["omni.partner.link"].search([("connection_id", "=", self.id), *domain])


class Partner(models.Model):
    _inherit = "res.partner"

    omni_link_ids = fields.One2many(
        "omni.partner.link", "partner_id", string="Accounts in shops", groups="omni_base.group_user"
    )
