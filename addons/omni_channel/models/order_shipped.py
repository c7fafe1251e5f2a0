from odoo import fields, models
from odoo.addons.omni_base.core.times import naive

STEPS = 5


class OrderImport(models.AbstractModel):
    """Orders whose goods had left before Odoo heard of them: they must not be sent again."""

    _inherit = "omni.order.import"

    def _settle_shipped(self, connection, sales, orders):
        """Deliver or cancel the transfers of orders that the shop has shipped already.

        Since the connection is live, Odoo's stock is the one that counts: what left is taken out of
        it. What left before that is not in it any more.
        """
        for sale, order in zip(sales, orders, strict=True):
            if not order.fulfilled or sale.state != "sale":
                continue
            if connection.live_since and naive(order.ordered_at) >= connection.live_since:
                self._deliver(sale)
                reason = self.env._(
                    "The shop had shipped it already: its goods were taken out of the stock."
                )
            else:
                sale.picking_ids.action_cancel()
                reason = self.env._(
                    "The shop had shipped it before going live: nothing was taken out of the stock."
                )
            sale._message_log(body=reason)

    def _deliver(self, sale):
        """Validate the transfers step by step, without a label and without telling the shop."""
        for _step in range(STEPS):
            waiting = sale.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
            if not waiting:
                return
            picking = waiting.sorted("id")[0].with_context(omni_left_elsewhere=True)
            for move in picking.move_ids:
                move.write({"quantity": move.product_uom_qty, "picked": True})
            picking._action_done()
            picking.omni_told_at = fields.Datetime.now()
