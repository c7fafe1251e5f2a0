"""What a carrier has made: kept with its documents, handed out to the transfer."""

from collections import namedtuple

import msgspec

from odoo import models
from odoo.addons.omni_base.core.links import web_link

Bought = namedtuple("Bought", "reference carrier_name parcels price currency")
BoughtParcel = namedtuple("BoughtParcel", "tracking_number tracking_url document kind")


class Label(models.Model):
    _inherit = "omni.label"

    def _keep(self, label):
        """Commit a label that the carrier has made, with its documents."""
        values = {
            "state": "bought",
            "external_id": label.external_id,
            "carrier_name": label.carrier_name or self.carrier_name,
            "is_reference_spent": True,
            "reason": False,
        }
        if label.price is not None:
            currency = self.env["res.currency"].search([("name", "=", label.currency)], limit=1)
            values.update(price=label.price, currency_id=currency.id)
        self.write(values)
        self._note("in", label)
        for parcel in label.parcels:
            row = self.env["omni.label.parcel"].create(
                {
                    "label_id": self.id,
                    "external_id": parcel.external_id,
                    "tracking_number": parcel.tracking_number,
                    "tracking_url": web_link(parcel.tracking_url),
                }
            )
            row._keep_document(parcel.document, parcel.document_type)
        self._commit()

    def _note(self, direction, document):
        """Keep what was asked and what came, without the printable documents."""
        told = msgspec.to_builtins(document)
        for parcel in told["parcels"]:
            parcel.pop("document", None)
        body = msgspec.json.encode(told)
        self.connection_id._keep_payload(direction, body, "label", self.reference)

    def _as_bought(self):
        """Return what the transfer's own transaction needs: it cannot see this row yet."""
        parcels = [
            BoughtParcel(
                row.tracking_number,
                row.tracking_url,
                row.attachment_id.raw or b"",
                (row.attachment_id.name or "").rpartition(".")[2],
            )
            for row in self.parcel_ids
        ]
        price = self.price if self.currency_id else None
        return Bought(self.reference, self.carrier_name, parcels, price, self.currency_id.name)
