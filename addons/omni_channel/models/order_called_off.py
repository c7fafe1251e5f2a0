from odoo import fields, models

CALLED_OFF = ("refunded", "voided")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_called_off = fields.Boolean(
        string="Called off in the channel",
        copy=False,
        readonly=True,
        help="Cancelled, refunded as a whole or never paid there, and dealt with here",
    )


class OrderImport(models.AbstractModel):
    """An order that the shop cancelled, or gave all its money back for, is not packed here."""

    _inherit = "omni.order.import"

    def _is_called_off(self, order):
        return bool(order.cancelled_at) or order.payment in CALLED_OFF

    def _call_off(self, sale, order):
        """Cancel what has not left; what has is for a person to decide. Done once."""
        if sale.omni_called_off or sale.state == "cancel":
            return ""
        sale.omni_called_off = True
        self._flag_labels(sale)
        what = self._called_off_words(sale, order)
        left = sale.picking_ids.filtered(lambda picking: picking.state == "done")
        posted = sale.invoice_ids.filtered(lambda move: move.state == "posted")
        if left or posted or order.fulfilled:
            return self._call_off_the_rest(sale, order, what)
        sale.locked = False
        sale._action_cancel()
        sale._message_log(body=what)
        return what

    def _flag_labels(self, sale):
        """What was bought for goods that do not leave is given back by a person."""
        if self._waits_to_leave(sale).filtered("carrier_tracking_ref"):
            reason = self.env._(
                "Called off in the shop, and a label is printed already: cancel it at the carrier."
            )
            self._flag(sale, reason)

    def _call_off_the_rest(self, sale, order, what):
        waiting = sale.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_id.code != "incoming"
                and picking.state not in ("done", "cancel")
            )
        )
        said = [what]
        if waiting and not order.fulfilled:
            waiting.action_cancel()
            said.append(self.env._("What had not left was cancelled."))
        said.append(
            self.env._(
                "But goods have left or an invoice is posted: make the return and the credit note."
            )
        )
        reason = " ".join(said)
        self._flag(sale, reason)
        return reason

    def _called_off_words(self, sale, order):
        if order.cancelled_at and order.cancel_reason:
            said = sale.omni_connection_id._say(order.cancel_reason)
            return self.env._("Cancelled in the shop: %s", said)
        if order.cancelled_at:
            return self.env._("Cancelled in the shop.")
        if order.payment == "refunded":
            return self.env._("Refunded as a whole in the shop.")
        return self.env._("Its payment failed in the shop, or was taken back.")

    def _take_up_again(self, sale, order):
        """An order that the shop takes up again is taken up here too, once it is paid enough."""
        connection = sale.omni_connection_id
        if not sale.omni_called_off or self._screen_payment(connection, order):
            return ""
        sale.omni_called_off = False
        reason = self.env._(
            "It is open again in the shop: see whether it was sent, and what is still to be sent."
        )
        if sale.state == "cancel":
            sale.action_draft()
            sale.action_confirm()
            reason = self.env._("It is open again in the shop, and confirmed here again.")
        self._flag(sale, reason)
        return reason
