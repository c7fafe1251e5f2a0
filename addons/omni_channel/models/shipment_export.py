import json
from collections import defaultdict
from decimal import Decimal

from odoo import fields, models
from odoo.addons.omni_base.core.documents import Shipment, ShipmentLine


class Connection(models.Model):
    """What left is told to the channel: lines, carrier, tracking."""

    _inherit = "omni.connection"

    notifies_buyer = fields.Boolean(
        string="The shop informs the buyer",
        help="On: the shop sends its own e-mail when it learns that the parcel left, and Odoo "
        "sends none. Off: the buyer gets Odoo's tracking e-mail.",
    )

    def _offer_shipment(self):
        """Tell again every delivery that the channel has not acknowledged."""
        pickings = self.env["stock.picking"].search(
            [
                ("sale_id.omni_connection_id", "=", self.id),
                ("state", "=", "done"),
                ("omni_told_at", "=", False),
            ]
        )
        waiting = self.env["omni.intent"].search(
            [("connection_id", "=", self.id), ("resource", "=", "shipment")]
        )
        told = set(waiting.mapped("res_id"))
        pickings.filtered(lambda picking: picking.id not in told)._tell_shipment()

    def _export_shipment(self, adapter, intents):
        pickings = self.env["stock.picking"].browse(set(intents.mapped("res_id"))).exists()
        shipments = [self._shipment(picking) for picking in pickings]
        shipments = [shipment for shipment in shipments if shipment.lines]
        told = {int(shipment.key) for shipment in shipments}
        self.env["omni.checkpoint"]._commit()
        outcomes = adapter.push_shipments(shipments) if shipments else []
        intents.filtered(lambda intent: intent.res_id not in told).unlink()
        intents = intents.exists()
        self.env["omni.drain"]._book_outcomes(self, intents, outcomes)
        for outcome in outcomes:
            if outcome.state == "done":
                pickings.browse(int(outcome.key)).write(
                    {"omni_told_at": fields.Datetime.now(), "omni_shipment_id": outcome.external_id}
                )

    def _shipment(self, picking):
        """Return the Shipment document of a done delivery."""
        numbers = tuple(
            number.strip()
            for number in (picking.carrier_tracking_ref or "").replace("+", ",").split(",")
            if number.strip()
        )
        return Shipment(
            key=str(picking.id),
            reference=picking.name,
            order_id=picking.sale_id.omni_external_id,
            lines=self._shipment_lines(picking),
            carrier=picking._carrier_name() if picking.carrier_id else "",
            tracking_numbers=numbers,
            tracking_urls=_urls(picking.carrier_tracking_url),
            notify_customer=self.notifies_buyer,
            external_id=picking.omni_shipment_id or "",
        )

    def _shipment_lines(self, picking):
        quantities = defaultdict(float)
        for line, quantity in self._left(picking).items():
            quantities[line.omni_external_id] += quantity
        return tuple(
            ShipmentLine(line_id=line_id, quantity=Decimal(str(quantity)))
            for line_id, quantity in quantities.items()
            if quantity
        )

    def _left(self, picking):
        """A hook: return {the channel's line: how much of it left with this delivery}."""
        left = defaultdict(float)
        for move in picking.move_ids.filtered(lambda move: move.state == "done"):
            line = move.sale_line_id
            if line.omni_external_id and line.order_id == picking.sale_id:
                unit = line.product_uom_id
                left[line] += move.product_uom._compute_quantity(move.quantity, unit)
        return left


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _carrier_name(self):
        """Return the carrier's name as a buyer knows it."""
        return self.carrier_id.name


def _urls(text):
    """Return the tracking links: core keeps one address, or a JSON list of (number, address)."""
    if not text:
        return ()
    try:
        pairs = json.loads(text)
    except ValueError:
        return (text,)
    return tuple(address for _number, address in pairs)
