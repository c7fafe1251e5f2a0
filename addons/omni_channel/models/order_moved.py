from odoo import models


class OrderImport(models.AbstractModel):
    """The buyer has the parcel sent elsewhere: it goes there, as long as it has not left."""

    _inherit = "omni.order.import"

    def _follow_delivery(self, connection, sale, order):
        """Bring over a delivery address that was changed in the shop; return what was done."""
        imported = sale.omni_imported
        if not imported or sale.state == "cancel":
            return ""
        place = self._places(order)["delivery"]
        if imported["places"]["delivery"] == place:
            return ""
        why = self._why_not_sent_elsewhere(sale, order)
        if why:
            reason = self.env._("The delivery address was changed in the shop. %s", why)
            self._flag(sale, reason)
            return reason
        sale.omni_imported = {**imported, "places": {**imported["places"], "delivery": place}}
        return self._send_elsewhere(connection, sale, order)

    def _why_not_sent_elsewhere(self, sale, order):
        if sale.partner_shipping_id.id != sale.omni_imported["head"]["partner_shipping_id"]:
            return self.env._("Not followed: it was changed here as well.")
        if self._waits_to_leave(sale).filtered("carrier_tracking_ref"):
            return self.env._("Not followed: a label is printed already. Cancel it first.")
        return self._why_kept(sale, order)

    def _send_elsewhere(self, connection, sale, order):
        places = self.env["omni.order.partner"]._resolve(connection, [order])
        delivery = places[order.external_id][2]
        old = sale.partner_shipping_id
        self._write_head(sale, {"partner_shipping_id": delivery.id})
        head = {**sale.omni_imported["head"], "partner_shipping_id": delivery.id}
        sale.omni_imported = {**sale.omni_imported, "head": head}
        reason = self.env._(
            "The delivery address was changed in the shop from %(old)s to %(new)s.",
            old=_in_a_line(old),
            new=_in_a_line(delivery),
        )
        sale._message_log(body=reason)
        return reason


def _in_a_line(partner):
    return ", ".join(filter(None, (partner.name, partner.street, partner.zip, partner.city)))
