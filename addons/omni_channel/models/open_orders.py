from odoo import api, models
from odoo.addons.omni_base.models.work import BACKFILL

OPEN_ORDERS = """
    SELECT s.omni_connection_id, array_agg(s.omni_external_id ORDER BY s.omni_external_id)
      FROM sale_order s
      JOIN omni_connection c ON c.id = s.omni_connection_id
     WHERE c.active AND c.state = 'connected' AND s.state = 'sale'
       AND s.delivery_status IN ('pending', 'started', 'partial')
       AND s.date_order > (now() AT TIME ZONE 'UTC') - interval '60 days'
     GROUP BY s.omni_connection_id
"""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def _cron_omni_read_open_orders(self):
        """Read every order that has not left yet once more.

        Some shops change an order without moving its time of change, so that no feed shows it: for
        example the delivery address, written to a shop by another program.
        """
        self.env.flush_all()
        self.env.cr.execute(OPEN_ORDERS)
        for connection_id, external_ids in self.env.cr.fetchall():
            connection = self.env["omni.connection"].browse(connection_id)
            if connection._can("pull_orders_by_id"):
                self.env["omni.message"]._store(
                    connection,
                    [
                        {
                            "resource": "order",
                            "external_id": external_id,
                            "state": "rung",
                            "priority": BACKFILL,
                        }
                        for external_id in external_ids
                    ],
                )
        self.env["omni.drain"]._wake(BACKFILL)
