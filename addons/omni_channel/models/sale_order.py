from odoo import fields, models


class SaleOrder(models.Model):
    """A sale order that was placed in a channel keeps what the channel said of it."""

    _inherit = "sale.order"

    omni_connection_id = fields.Many2one(
        "omni.connection",
        string="Channel",
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    omni_external_id = fields.Char(string="Id in the channel", copy=False, readonly=True)
    omni_name = fields.Char(
        string="Order in the channel", copy=False, readonly=True, index="trigram"
    )
    omni_version = fields.Char(copy=False, readonly=True)
    omni_digest = fields.Char(copy=False, readonly=True)
    omni_url = fields.Char(string="Link to the channel", copy=False, readonly=True)
    omni_payment = fields.Selection(
        [
            ("pending", "Not paid"),
            ("authorized", "Authorised"),
            ("on_delivery", "To collect"),
            ("partially_paid", "Partly paid"),
            ("paid", "Paid"),
            ("partially_refunded", "Partly refunded"),
            ("refunded", "Refunded"),
            ("voided", "Voided"),
        ],
        string="Payment in the channel",
        copy=False,
        readonly=True,
    )
    omni_vat = fields.Char(
        string="VAT number in the channel",
        copy=False,
        readonly=True,
        help="As the buyer wrote it; a valid one is on the contact as well.",
    )
    omni_payment_method = fields.Char(string="Paid by", copy=False, readonly=True)
    omni_total = fields.Monetary(string="Total in the channel", copy=False, readonly=True)
    omni_refunded = fields.Monetary(string="Refunded in the channel", copy=False, readonly=True)
    omni_tax = fields.Monetary(string="Taxes in the channel", copy=False, readonly=True)
    omni_buyer_currency_id = fields.Many2one("res.currency", copy=False, readonly=True)
    omni_buyer_total = fields.Monetary(
        string="Paid by the buyer",
        currency_field="omni_buyer_currency_id",
        copy=False,
        readonly=True,
        help="What the buyer saw, when it was in another currency than the shop's.",
    )
    omni_review = fields.Text(
        string="To review", copy=False, help="What was not as expected when the order came in"
    )

    _one_per_channel_order = models.UniqueIndex(
        "(omni_connection_id, omni_external_id) WHERE omni_connection_id IS NOT NULL",
        "This order of the channel was imported already.",
    )

    def _prepare_confirmation_values(self):
        """A channel's order keeps the date on which the buyer placed it."""
        values = super()._prepare_confirmation_values()
        if self and all(order.omni_connection_id for order in self):
            values.pop("date_order", None)
        return values

    def action_confirm(self):
        placed_elsewhere = self.filtered("omni_connection_id")
        here = self - placed_elsewhere
        if placed_elsewhere and here:
            super(SaleOrder, placed_elsewhere).action_confirm()
            return super(SaleOrder, here).action_confirm()
        return super().action_confirm()

    def action_omni_reviewed(self):
        self.omni_review = False

    def action_omni_open(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.omni_url, "target": "new"}
