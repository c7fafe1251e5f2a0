from odoo import fields, models


class Connection(models.Model):
    _inherit = "omni.connection"

    delivers_on_invoice = fields.Boolean(
        string="Goods leave with the invoice",
        help="As soon as an order is wholly invoiced, its transfers are done: its goods leave "
        "Odoo's stock, without a label and without telling the channel. For shops that "
        "send their orders themselves.",
    )


class AccountMove(models.Model):
    """Where goods leave with the invoice, posting it moves the stock."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        invoices = posted.filtered(lambda move: move.move_type == "out_invoice")
        sales = invoices.invoice_line_ids.sale_line_ids.order_id
        sales._deliver_invoiced()
        return posted


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _deliver_invoiced(self):
        """Do the transfers of channel orders that are wholly invoiced, where that is possible.

        What is not reserved as a whole, or has lots or serial numbers, is left to a person.
        """
        for sale in self.sudo():
            shop = sale.omni_connection_id
            if not shop.delivers_on_invoice or sale.invoice_status != "invoiced":
                continue
            waiting = sale.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
            if not waiting:
                continue
            if not waiting._can_leave_by_themselves():
                sale._message_log(
                    body=self.env._(
                        "It is invoiced, and its goods are still here: not all of it is reserved, "
                        "or it has lot or serial numbers. Validate its transfer."
                    )
                )
                continue
            self.env["omni.order.import"]._deliver(sale)
            sale._message_log(
                body=self.env._("Its goods left the stock when its invoice was posted.")
            )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _can_leave_by_themselves(self):
        """Whether the first step is reserved as a whole, and nothing needs a lot."""
        first = self.sorted("id")[:1].move_ids
        return set(first.mapped("state")) == {"assigned"} and not any(
            move.product_id.tracking != "none" for move in self.move_ids
        )

    def _send_confirmation_email(self):
        """What left elsewhere needs no label and no message of ours."""
        if self.env.context.get("omni_left_elsewhere"):
            return None
        return super()._send_confirmation_email()
