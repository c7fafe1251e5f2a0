from odoo import fields, models
from odoo.addons.omni_base.models.preview import PREVIEW


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    omni_external_id = fields.Char(string="Line in the channel", copy=False, readonly=True)
    omni_listing_id = fields.Many2one(
        "omni.listing",
        string="Listing",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    omni_total = fields.Monetary(
        string="Total in the channel",
        copy=False,
        readonly=True,
        help="With taxes when the shop's prices include them",
    )
    omni_discount = fields.Monetary(string="Discount in the channel", copy=False, readonly=True)
    omni_tax = fields.Monetary(string="Taxes in the channel", copy=False, readonly=True)

    def _action_launch_stock_rule(self, **known):
        """A preview makes no transfer: its number would be gone for good."""
        if self.env.context.get(PREVIEW):
            return True
        return super()._action_launch_stock_rule(**known)
