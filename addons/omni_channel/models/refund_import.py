from decimal import Decimal

from odoo import fields, models
from odoo.addons.omni_base.core.times import naive

RESTOCKED = {True: "yes", False: "no", None: False}


class OrderImport(models.AbstractModel):
    """What the shop gave back is kept on the order; goods that have not left are not sent."""

    _inherit = "omni.order.import"

    def _make(self, connection, fresh):
        verdicts = super()._make(connection, fresh)
        for message, order in fresh:
            if order.refunds and verdicts[message].state == "done":
                sale = verdicts[message].record
                said = self._take_refunds(sale, order, is_new=True)
                if said:
                    sale.omni_review = "\n".join(filter(None, [sale.omni_review, said]))
        return verdicts

    def _take_refunds(self, sale, order, is_new=False):
        """Keep what is new of an order's refunds; return what was done about it, or "".

        ``is_new``: the order was imported a moment ago, as the shop tells it now.
        """
        if not order.refunds and not sale.omni_refunded:
            return ""
        known = {refund.external_id: refund for refund in sale.omni_refund_ids}
        told = {refund.external_id for refund in order.refunds}
        said = self._taken_back(sale.omni_refund_ids.filtered(lambda r: r.external_id not in told))
        for refund in order.refunds:
            if refund.external_id not in known:
                said += self._take_refund(sale, order, refund, is_new)
        return " ".join(said)

    def _take_refund(self, sale, order, refund, is_new):
        lines = {line.omni_external_id: line for line in sale.order_line if line.omni_external_id}
        rows = [self._refund_line(order, row, lines.get(row.line_id)) for row in refund.lines]
        record = self.env["omni.refund"].create(
            {
                "connection_id": sale.omni_connection_id.id,
                "sale_id": sale.id,
                "external_id": refund.external_id,
                "refunded_at": refund.refunded_at and naive(refund.refunded_at),
                "amount": float(refund.amount),
                "reason": refund.reason,
                "line_ids": [fields.Command.create(values) for values in rows],
            }
        )
        if is_new and order.refunds_counted:
            self._count_off(record)
            return []
        if sale.state != "sale" or self._is_called_off(order):
            return []
        return self._take_off(record, order)

    def _refund_line(self, order, row, line):
        amount = row.total + (Decimal(0) if order.taxes_included else row.tax)
        return {
            "line_id": line.id if line else False,
            "name": line.name.splitlines()[0] if line else row.line_id,
            "quantity": float(row.quantity),
            "total": float(row.total),
            "tax": float(row.tax),
            "amount": float(amount),
            "restocked": RESTOCKED[row.restocked],
        }

    def _count_off(self, refund):
        """The order came with lines and total that are less by it already."""
        refund.amount_off = refund.amount
        for line in refund.line_ids:
            line.write({"quantity_off": line.quantity, "amount_off": line.amount})

    def _taken_back(self, refunds):
        """A refund that the shop does not know any more was a mistake: a person puts it right."""
        said = []
        for refund in refunds.filtered(lambda one: not one.is_gone):
            refund.is_gone = True
            said.append(
                self.env._(
                    "The refund of %s was taken back in the shop: see what is to be sent, and "
                    "whether a credit note was made.",
                    refund.currency_id.format(refund.amount),
                )
            )
        return said
