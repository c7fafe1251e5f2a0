from odoo import api, fields, models
from odoo.addons.omni_base.core.documents import StatusChange
from odoo.exceptions import UserError
from odoo.tools import SQL

CANCEL = "-"
"""What is wanted of an order that is to be called off, whatever the shop calls that."""


class Connection(models.Model):
    """What becomes of an order here, and is to be its status in the shop."""

    _inherit = "omni.connection"

    confirmed_status_id = fields.Many2one(
        "omni.channel.status",
        string="When confirmed, set it to",
        domain="[('connection_id', '=', id)]",
        ondelete="set null",
        help="The status that an order gets in the shop once Odoo has confirmed it. The shop may "
        "send its own e-mail for it. Empty: it stays as it is.",
    )

    def _offer_status(self):
        """Tell again what was wanted of orders and is not acknowledged."""
        orders = self.env["sale.order"].search(
            [("omni_connection_id", "=", self.id), ("omni_status_wanted", "!=", False)]
        )
        waiting = self.env["omni.intent"].search(
            [("connection_id", "=", self.id), ("resource", "=", "status")]
        )
        told = set(waiting.mapped("res_id"))
        orders.filtered(lambda order: order.id not in told)._tell_status()

    def _export_status(self, adapter, intents):
        orders = self.env["sale.order"].browse(set(intents.mapped("res_id"))).exists()
        wanted = {order.id: order.omni_status_wanted for order in orders}
        changes = [
            StatusChange(
                key=str(order.id),
                order_id=order.omni_external_id,
                status="" if wanted[order.id] == CANCEL else wanted[order.id],
                cancels=wanted[order.id] == CANCEL,
            )
            for order in orders
            if wanted[order.id]
        ]
        self.env["omni.checkpoint"]._commit()
        outcomes = adapter.push_statuses(changes) if changes else []
        intents.filtered(lambda intent: not wanted.get(intent.res_id)).unlink()
        self.env["omni.drain"]._book_outcomes(self, intents.exists(), outcomes)
        done = {int(outcome.key) for outcome in outcomes if outcome.state == "done"}
        for order in orders.filtered(lambda one: one.id in done):
            if order.omni_status_wanted == wanted[order.id]:
                order.omni_status_wanted = False

    def _tells_statuses(self):
        cls = self._adapter_class()
        return bool(self and cls and cls.can("push_statuses"))


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_status_wanted = fields.Char(
        copy=False, readonly=True, help="The status that the channel is to be told"
    )
    omni_can_cancel_there = fields.Boolean(compute="_compute_omni_can_cancel_there")

    @api.depends("omni_connection_id", "state")
    def _compute_omni_can_cancel_there(self):
        for order in self:
            connection = order.sudo().omni_connection_id
            order.omni_can_cancel_there = order.state == "sale" and connection._tells_statuses()

    def _action_confirm(self):
        result = super()._action_confirm()
        for connection, orders in self.grouped("omni_connection_id").items():
            status = connection.sudo().confirmed_status_id
            if status and connection._tells_statuses():
                orders.omni_status_wanted = status.code
                orders._tell_status()
        return result

    def action_omni_cancel_there(self):
        """The button “Cancel in the shop”: what is cancelled there comes back by itself."""
        self.ensure_one()
        self.check_access("write")
        connection = self.sudo().omni_connection_id
        if not connection._tells_statuses():
            raise UserError(self.env._("This channel cannot be told that an order is cancelled."))
        if self.picking_ids.filtered(
            lambda one: one.state == "done" and one.picking_type_id.code == "outgoing"
        ):
            raise UserError(
                self.env._("Goods of this order have left: take them back, and refund it there.")
            )
        self.sudo().omni_status_wanted = CANCEL
        self.sudo()._tell_status()
        self.sudo()._message_log(
            body=self.env._("%s asked the shop to cancel this order.", self.env.user.name)
        )
        return connection._notice(
            "success",
            self.env._("The shop is told. The order is cancelled here when it has heard."),
        )

    def _tell_status(self):
        """Note orders whose status is to be told: one INSERT."""
        source = SQL(
            """
            SELECT s.omni_connection_id, c.company_id, 'status', 'sale.order', s.id
              FROM sale_order s JOIN omni_connection c ON c.id = s.omni_connection_id
              JOIN omni_feed f ON f.connection_id = c.id AND f.resource = 'status'
             WHERE s.id = ANY(%s) AND c.active AND f.active
            """,
            self.ids,
        )
        if self.ids:
            self.env["omni.intent"]._put_up(source)


class Oversold(models.Model):
    _inherit = "omni.oversold"

    can_cancel_there = fields.Boolean(related="sale_id.omni_can_cancel_there")

    def action_cancel_there(self):
        """The button “Cancel it in the shop”, where the shop can be told."""
        self.ensure_one()
        self._check_open()
        notice = self.sale_id.action_omni_cancel_there()
        self._decide(self.env._("The shop is told to cancel the order"))
        return notice
