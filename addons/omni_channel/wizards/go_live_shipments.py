from odoo import Command, fields, models

SHOWN = 50


class Connection(models.Model):
    _inherit = "omni.connection"

    def _held_shipments(self):
        """Return the domain of the deliveries that the channel would be told of when released.

        Those that it has not acknowledged, and those whose number came later and waits.
        """
        waiting = self.env["omni.intent"]._search(
            [
                ("connection_id", "=", self.id),
                ("resource", "=", "shipment"),
                ("state", "=", "new"),
            ]
        )
        return [
            ("sale_id.omni_connection_id", "=", self.id),
            ("state", "=", "done"),
            ("picking_type_id.code", "=", "outgoing"),
            ("return_id", "=", False),
            "|",
            ("omni_told_at", "=", False),
            ("id", "in", waiting.subselect("res_id")),
        ]


class GoLive(models.TransientModel):
    """The shipments that wait are differences too: each with its order, the oldest first."""

    _inherit = "omni.go.live"

    shipment_ids = fields.One2many("omni.go.live.shipment", "wizard_id", readonly=True)
    shipment_count = fields.Integer(readonly=True)

    def _compared(self):
        return {**super()._compared(), **self._compared_shipments()}

    def _compared_shipments(self):
        if not self._releases("shipment"):
            return {"shipment_ids": [Command.clear()], "shipment_count": 0}
        domain = self.connection_id._held_shipments()
        pickings = self.env["stock.picking"].sudo()
        oldest = pickings.search(domain, order="date_done, id", limit=SHOWN)
        rows = [self._shipment_row(picking) for picking in oldest]
        return {
            "shipment_ids": [Command.clear(), *(Command.create(row) for row in rows)],
            "shipment_count": pickings.search_count(domain),
        }

    def _shipment_row(self, picking):
        return {
            "transfer": picking.name,
            "order": picking.omni_order_name or picking.sale_id.name,
            "carrier": picking.carrier_id and picking._carrier_name(),
            "number": picking.carrier_tracking_ref,
            "left_at": picking.date_done,
        }

    def action_open_shipments(self):
        """All of them, as transfers."""
        self.ensure_one()
        self.connection_id.check_access("write")
        pickings = self.env["stock.picking"].search(self.connection_id._held_shipments())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Shipments that would be told"),
            "res_model": "stock.picking",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", pickings.ids)],
        }


class GoLiveShipment(models.TransientModel):
    _name = "omni.go.live.shipment"
    _description = "Shipment that going live would tell"
    _order = "left_at, id"

    wizard_id = fields.Many2one("omni.go.live", required=True, ondelete="cascade")
    transfer = fields.Char(required=True)
    order = fields.Char()
    carrier = fields.Char()
    number = fields.Char(string="Tracking number")
    left_at = fields.Datetime(string="Left on")
