from datetime import timedelta

from odoo import fields, models
from odoo.addons.omni_base.core.paging import slices

from .audit_stock import order_in

DAYS = 14
ORDERS_A_CALL = 100
SENT = """
    SELECT s.omni_external_id, s.id FROM sale_order s
     WHERE s.omni_connection_id = %s AND s.state = 'sale' AND s.date_order > %s
     ORDER BY s.id
"""


class Connection(models.Model):
    """The nightly comparison of the states of orders: cancelled, shipped, there and here."""

    _inherit = "omni.connection"

    def _audit_orders(self, audit, adapter):
        """Compare the imported orders of the last two weeks, many a call."""
        if not self._can("pull_orders_by_id"):
            return
        since = fields.Datetime.now() - timedelta(days=DAYS)
        self.env.cr.execute(SENT, [self.id, since])
        known = dict(self.env.cr.fetchall())
        for some in slices(list(known), ORDERS_A_CALL):
            self.env["omni.checkpoint"]._commit()
            items = adapter.pull_orders_by_id(some)
            sales = self.env["sale.order"].browse(known[one.external_id] for one in items)
            rows = []
            for sale, item in zip(sales, items, strict=True):
                rows += audit._drift_of_order(sale, order_in(adapter, item.body))
            self.env["omni.drift"].sudo().create(rows)
            audit.compared_count += len(items)


class Audit(models.Model):
    _inherit = "omni.audit"

    def _drift_of_order(self, sale, order):
        """Return the difference, if any, between an order there and here."""
        if order is None:
            return []
        pickings = sale.picking_ids.filtered(lambda one: one.picking_type_id.code == "outgoing")
        left = pickings.filtered(lambda one: one.state == "done")
        waits = pickings.filtered(lambda one: one.state not in ("done", "cancel"))
        if order.cancelled_at:
            return [self._order_row(sale, "cancelled")]
        told = left and all(picking.omni_told_at for picking in left)
        if told and not waits and not order.fulfilled:
            return [self._order_row(sale, "not_shipped")]
        if order.fulfilled and waits:
            return [self._order_row(sale, "unsent")]
        return []

    def _order_row(self, sale, cause):
        return {"audit_id": self.id, "kind": "order", "sale_id": sale.id, "cause": cause}
