from odoo import models

ORDER_LINKS = ("omni_connection_id", "omni_external_id", "omni_url", "omni_version", "omni_digest")


class Connection(models.Model):
    """Orders stay whatever becomes of the shop; their link to it is kept or forgotten."""

    _inherit = "omni.connection"

    def _kept_models(self):
        return (*super()._kept_models(), "omni.partner.link")

    def _links(self):
        return [*super()._links(), ("sale.order", ORDER_LINKS)]

    def _stays(self):
        stays = super()._stays()
        if self.kind != "channel":
            return stays
        orders = self.env["sale.order"].sudo().search([("omni_connection_id", "=", self.id)])
        return [
            *stays,
            (self.env._("Orders"), len(orders)),
            (self.env._("Transfers"), len(orders.picking_ids)),
            (self.env._("Invoices"), len(orders.invoice_ids)),
        ]
