from odoo import models


class Connection(models.Model):
    _inherit = "omni.connection"

    def _last_passed(self):
        """What goes out to a shop leaves no run: its acknowledgements tell when it last did."""
        passed = super()._last_passed()
        if self.kind != "channel":
            return passed
        levels = self.env["omni.listing.level"].sudo()
        transfers = self.env["stock.picking"].sudo()
        told = {
            "stock": levels._read_group(
                [("listing_id.connection_id", "=", self.id)], aggregates=["acknowledged_at:max"]
            ),
            "shipment": transfers._read_group(
                [("sale_id.omni_connection_id", "=", self.id)], aggregates=["omni_told_at:max"]
            ),
        }
        return passed | {code: rows[0][0] for code, rows in told.items() if rows[0][0]}
