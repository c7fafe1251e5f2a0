from decimal import Decimal

from markupsafe import escape

from odoo import models


class OrderImport(models.AbstractModel):
    """What happens in the shop after an order was imported."""

    _inherit = "omni.order.import"

    def _apply_change(self, sale, order):
        """Bring the newest state of an order over; return what was done, or ""."""
        if order.cancelled_at and sale.state != "cancel":
            return self._cancel(sale, order)
        done = []
        if sale.omni_payment != order.payment:
            sale.omni_payment = order.payment
            done.append(self.env._("Payment state updated."))
        if Decimal(str(sale.omni_total)).quantize(Decimal("0.001")) != order.total.quantize(
            Decimal("0.001")
        ):
            done.append(self._total_changed(sale, order))
        if order.fulfilled and self._waits_to_leave(sale):
            reason = self.env._(
                "The shop says that everything has been shipped: validate the transfer if the "
                "goods have left, or cancel it."
            )
            self._flag(sale, reason)
            done.append(reason)
        return " ".join(done)

    def _waits_to_leave(self, sale):
        return sale.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_id.code == "outgoing"
                and picking.state not in ("done", "cancel")
            )
        )

    def _total_changed(self, sale, order):
        """Lines are never rewritten behind a person's back: the change is proposed."""
        reason = self.env._(
            "The order was changed in the shop: its total went from %(old)s to %(new)s.",
            old=sale.currency_id.format(sale.omni_total),
            new=sale.currency_id.format(float(order.total)),
        )
        sale.omni_total = float(order.total)
        self._flag(sale, reason)
        return reason

    def _cancel(self, sale, order):
        """Cancel what has not left; what has is for a person to decide."""
        sale.omni_payment = order.payment
        left = sale.picking_ids.filtered(lambda picking: picking.state == "done")
        posted = sale.invoice_ids.filtered(lambda move: move.state == "posted")
        if left or posted:
            reason = self.env._(
                "Cancelled in the shop, but goods have left or an invoice is posted: "
                "make the return and the credit note."
            )
            self._flag(sale, reason)
            return reason
        sale.locked = False
        sale._action_cancel()
        reason = self.env._("Cancelled in the shop.")
        if order.cancel_reason:
            said = sale.omni_connection_id._say(order.cancel_reason)
            reason = self.env._("Cancelled in the shop: %s", said)
        sale._message_log(body=reason)
        return reason

    def _flag(self, sale, reason):
        """Show a person what is to be looked at, once."""
        if reason in (sale.omni_review or ""):
            return
        sale.omni_review = "\n".join(filter(None, [sale.omni_review, reason]))
        sale.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Changed in the shop"),
            note=escape(reason),
            user_id=(sale.user_id or sale.omni_connection_id.user_id or self.env.user).id,
        )
