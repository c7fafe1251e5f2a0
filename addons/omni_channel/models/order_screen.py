from odoo import models
from odoo.addons.omni_base.core.verdict import Verdict

SURE = ("paid", "partially_refunded", "on_delivery")
ENOUGH_PAID = {
    "paid": SURE,
    "authorized": (*SURE, "authorized"),
    "always": (*SURE, "authorized", "partially_paid", "pending"),
}


class OrderImport(models.AbstractModel):
    """Which new orders are not imported (yet), each with a reason that a person understands."""

    _inherit = "omni.order.import"

    def _screen(self, connection, order, usable):
        """Return a Verdict for an order that is not to be imported now, else None.

        ``usable``: the currency codes that are in use here.
        """
        _ = self.env._
        if order.cancelled_at:
            return Verdict("ignored", _("Cancelled in the shop before it was imported."))
        if order.payment == "refunded":
            return Verdict("ignored", _("Refunded in the shop before it was imported."))
        if order.payment == "voided":
            return Verdict("ignored", _("Its payment was voided in the shop."))
        if not order.lines:
            return Verdict("ignored", _("Nothing is left on the order."))
        return self._screen_currency(order, usable) or self._screen_payment(connection, order)

    def _screen_currency(self, order, usable):
        if order.currency in usable:
            return None
        return Verdict(
            "parked",
            self.env._(
                "The order is in %s, which is not in use here. Activate that currency under "
                "Accounting > Configuration > Currencies, then try again.",
                order.currency,
            ),
            severity="error",
            mend=f"currency:{order.currency}",
        )

    def _screen_payment(self, connection, order):
        _ = self.env._
        if order.payment in ENOUGH_PAID[connection.payment_rule] or not order.total:
            return None
        if order.payment == "authorized":
            reason = _("The payment is authorised, not captured yet.")
        elif order.payment == "partially_paid":
            reason = _("The order is only partly paid.")
        else:
            reason = _("The order is not paid yet.")
        return Verdict("parked", reason)
