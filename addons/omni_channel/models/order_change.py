from decimal import Decimal

from markupsafe import escape

from odoo import models


class OrderImport(models.AbstractModel):
    """What happens in the shop after an order was imported."""

    _inherit = "omni.order.import"

    def _apply_change(self, sale, order):
        """Bring the newest state of an order over; return what was done, or ""."""
        payment = self._payment_changed(sale, order)
        if self._is_called_off(order):
            self._note_amounts(sale, order)
            done = [self._call_off(sale, order) or payment]
            self._take_refunds(sale, order)
        else:
            again = self._take_up_again(sale, order)
            done = [payment, again, self._money_changed(sale, order)]
        done.append(self._shipped_there(sale, order))
        return " ".join(filter(None, done))

    def _payment_changed(self, sale, order):
        if sale.omni_payment == order.payment:
            return ""
        sale.omni_payment = order.payment
        return self.env._("Payment state updated.")

    def _money_changed(self, sale, order):
        """A changed total says all, unless it is less by what was refunded."""
        refunded = self._refunded(order) - rounded(sale.omni_refunded)
        less = rounded(sale.omni_total) - rounded(order.total)
        taken = self._take_refunds(sale, order)
        reason = ""
        if less and not (order.refunds_counted and less == refunded):
            reason = self._total_changed(sale, order)
        elif refunded:
            reason = self._refund_reason(sale.currency_id, order)
        reason = " ".join(filter(None, [reason, taken]))
        self._note_amounts(sale, order)
        if reason:
            self._flag(sale, reason)
        return reason

    def _note_amounts(self, sale, order):
        if rounded(sale.omni_total) != rounded(order.total):
            sale.omni_total = float(order.total)
        if rounded(sale.omni_refunded) != self._refunded(order):
            sale.omni_refunded = float(self._refunded(order))

    def _total_changed(self, sale, order):
        """Lines are never rewritten behind a person's back: the change is proposed."""
        return self.env._(
            "The order was changed in the shop: its total went from %(old)s to %(new)s.",
            old=sale.currency_id.format(sale.omni_total),
            new=sale.currency_id.format(float(order.total)),
        )

    def _refund_reason(self, currency, order):
        if order.refunds:
            return self.env._(
                "%s of this order are refunded in the shop: “Refunds” tells what is left to do.",
                currency.format(float(self._refunded(order))),
            )
        return self.env._(
            "%s of this order are refunded in the shop: see which goods are not to be sent, or "
            "make the return and the credit note.",
            currency.format(float(self._refunded(order))),
        )

    def _shipped_there(self, sale, order):
        if not order.fulfilled or not self._waits_to_leave(sale):
            return ""
        reason = self.env._(
            "The shop says that everything has been shipped: validate the transfer if the "
            "goods have left, or cancel it."
        )
        self._flag(sale, reason)
        return reason

    def _waits_to_leave(self, sale):
        return sale.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_id.code == "outgoing"
                and picking.state not in ("done", "cancel")
            )
        )

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


def rounded(value):
    """Return an amount to be compared: what is stored is a float."""
    return Decimal(str(value)).quantize(Decimal("0.001"))
