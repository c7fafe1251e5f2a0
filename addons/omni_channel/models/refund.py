from odoo import api, fields, models
from odoo.addons.omni_base.models.window import form_of


class Refund(models.Model):
    """Money that a channel gave back of an order, as the channel told it.

    What goods were not invoiced yet is taken off the order (``amount_off``); the rest is for a
    credit note, which a person makes.
    """

    _name = "omni.refund"
    _inherit = "omni.confined"
    _description = "Refund of a channel"
    _order = "refunded_at desc, id desc"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    sale_id = fields.Many2one(
        "sale.order",
        string="Order",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    external_id = fields.Char(string="Number in the channel", required=True, readonly=True)
    refunded_at = fields.Datetime(string="Given back on", readonly=True)
    currency_id = fields.Many2one(related="sale_id.currency_id")
    amount = fields.Monetary(string="Given back", readonly=True)
    reason = fields.Char(readonly=True)
    line_ids = fields.One2many("omni.refund.line", "refund_id", readonly=True)
    amount_off = fields.Monetary(
        string="Taken off the order",
        readonly=True,
        help="What the order, as it is here, asks less because of it: nothing of that was invoiced",
    )
    is_gone = fields.Boolean(
        string="Taken back", readonly=True, help="The shop does not know this refund any more"
    )
    is_settled = fields.Boolean(
        string="Settled", readonly=True, help="Somebody has said that nothing is left to do"
    )
    credit_note_ids = fields.One2many("account.move", "omni_refund_id", string="Credit notes")
    return_ids = fields.One2many("stock.picking", "omni_refund_id", string="Returns")
    amount_credited = fields.Monetary(
        string="On credit notes", compute="_compute_left", compute_sudo=True
    )
    amount_left = fields.Monetary(string="To credit", compute="_compute_left", compute_sudo=True)
    pieces_left = fields.Float(
        string="To take back", digits="Product Unit", compute="_compute_left", compute_sudo=True
    )
    has_invoice = fields.Boolean(compute="_compute_left", compute_sudo=True)
    state = fields.Selection(
        [("open", "To do"), ("done", "Settled"), ("gone", "Taken back")],
        compute="_compute_state",
        compute_sudo=True,
        store=True,
    )

    _open_ones = models.Index("(connection_id) WHERE state = 'open'")
    _one_per_channel_refund = models.Constraint(
        "UNIQUE (connection_id, external_id)", "This refund of the channel is known already."
    )

    @api.depends("sale_id.omni_name", "external_id")
    def _compute_display_name(self):
        for refund in self:
            refund.display_name = self.env._(
                "Refund %(number)s of %(order)s",
                number=refund.external_id,
                order=refund.sale_id.omni_name or refund.sale_id.name,
            )

    @api.depends(
        "amount",
        "amount_off",
        "is_gone",
        "credit_note_ids.state",
        "credit_note_ids.amount_total",
        "line_ids.quantity",
        "line_ids.quantity_off",
        "line_ids.line_id.qty_delivered",
        "return_ids.state",
        "return_ids.move_ids.product_uom_qty",
        "sale_id.invoice_ids.state",
        "sale_id.state",
    )
    def _compute_left(self):
        for refund in self:
            notes = refund.credit_note_ids.filtered(lambda move: move.state != "cancel")
            refund.amount_credited = sum(notes.mapped("amount_total"))
            refund.has_invoice = bool(refund._posted_invoices())
            refund.amount_left = refund._to_credit()
            refund.pieces_left = sum(refund._to_return().values())

    @api.depends("amount_left", "pieces_left", "is_gone", "is_settled")
    def _compute_state(self):
        for refund in self:
            refund.state = refund._state()

    def _to_credit(self):
        """Of a cancelled order only what was invoiced is to be credited."""
        if self.sale_id.state == "cancel" and not self.has_invoice:
            return 0.0
        left = self.amount - self.amount_off - self.amount_credited
        return max(self.currency_id.round(left), 0.0)

    def _state(self):
        if self.is_gone:
            return "gone"
        is_done = self.is_settled or not (self.amount_left or self.pieces_left)
        return "done" if is_done else "open"

    def _posted_invoices(self):
        moves = self.sale_id.invoice_ids
        return moves.filtered(lambda m: m.move_type == "out_invoice" and m.state == "posted")

    def action_settle(self):
        """The button “Nothing left to do”: credit note and return were made otherwise.

        Whoever may change the order may say so.
        """
        self.sale_id.check_access("write")
        self.sudo().is_settled = True

    def action_open_order(self):
        self.ensure_one()
        return form_of("sale.order", self.sale_id.id)

    def action_open_credit_notes(self):
        self.ensure_one()
        self.check_access("read")
        return _opened("account.move", self.env._("Credit notes"), self.sudo().credit_note_ids)

    def action_open_returns(self):
        self.ensure_one()
        self.check_access("read")
        return _opened("stock.picking", self.env._("Returns"), self.sudo().return_ids)


class RefundLine(models.Model):
    _name = "omni.refund.line"
    _description = "Line of a channel's refund"
    _rec_name = "name"

    refund_id = fields.Many2one(
        "omni.refund", required=True, index=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="refund_id.company_id", store=True)
    line_id = fields.Many2one(
        "sale.order.line",
        string="Line of the order",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    name = fields.Char(string="What", readonly=True)
    currency_id = fields.Many2one(related="refund_id.currency_id")
    quantity = fields.Float(string="Pieces", digits="Product Unit", readonly=True)
    total = fields.Monetary(
        readonly=True, help="With taxes when the shop's prices include them, as on the order"
    )
    tax = fields.Monetary(string="Taxes", readonly=True)
    amount = fields.Monetary(string="Given back", readonly=True)
    restocked = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        string="Restocked",
        readonly=True,
        help="Whether the shop put the pieces back on its own stock; empty where it does not say",
    )
    quantity_off = fields.Float(
        string="Not to be sent",
        digits="Product Unit",
        readonly=True,
        help="Pieces that had not left yet, and were taken off the order",
    )
    amount_off = fields.Monetary(string="Taken off the order", readonly=True)


class AccountMove(models.Model):
    _inherit = "account.move"

    omni_refund_id = fields.Many2one(
        "omni.refund",
        string="Refund in the channel",
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="set null",
    )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    omni_refund_id = fields.Many2one(
        "omni.refund",
        string="Refund in the channel",
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="set null",
    )


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_refund_ids = fields.One2many("omni.refund", "sale_id", string="Refunds in the channel")
    omni_refund_count = fields.Integer(compute="_compute_omni_refund_count")

    @api.depends("omni_refund_ids")
    def _compute_omni_refund_count(self):
        for order in self:
            order.omni_refund_count = len(order.omni_refund_ids)

    def action_omni_refunds(self):
        self.ensure_one()
        return _opened("omni.refund", self.env._("Refunds"), self.omni_refund_ids)


def _opened(model, title, records):
    """Return the window that shows these records: the form of a single one."""
    if len(records) == 1:
        return form_of(model, records.id)
    return {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": model,
        "views": [(False, "list"), (False, "form")],
        "domain": [("id", "in", records.ids)],
    }
