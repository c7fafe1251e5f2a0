from datetime import timedelta

from odoo import fields, models
from odoo.addons.omni_base.core.verdict import Verdict

from .omni_label_tracking import ARRIVED

LONGEST = timedelta(days=60)
"""A parcel that has not arrived by then is lost: its carrier is not asked any more."""


class Connection(models.Model):
    """Parcels on their way: which are asked about, and what their carrier says of them."""

    _inherit = "omni.connection"

    def _awaited_tracking(self):
        """Return {tracking number: the carrier's own id} of the parcels that have not arrived."""
        rows = (
            self.env["omni.label.parcel"]
            .sudo()
            .search_fetch(
                [
                    ("label_id.connection_id", "=", self.id),
                    ("label_id.state", "=", "bought"),
                    ("label_id.requested_at", ">", fields.Datetime.now() - LONGEST),
                    ("tracking_number", "!=", False),
                    ("tracking_state", "not in", ARRIVED),
                ],
                ["tracking_number", "external_id"],
            )
        )
        return {row.tracking_number: row.external_id or "" for row in rows}

    def _import_tracking(self, pairs):
        """Write down where the parcels of ``pairs`` are."""
        parcels = self._parcels_of([message.external_id for message, _event in pairs])
        verdicts = {}
        for message, event in pairs:
            parcel = parcels.get(message.external_id)
            if not parcel:
                reason = self.env._("No label of this connection has that tracking number.")
                verdicts[message] = Verdict("ignored", reason)
                continue
            parcel._take(event)
            verdicts[message] = Verdict("done", self._news(event), record=parcel.label_id)
        return verdicts

    def _parcels_of(self, numbers):
        """Return {tracking number: parcel}, the newest where a carrier used a number twice."""
        found = (
            self.env["omni.label.parcel"]
            .sudo()
            .search(
                [("label_id.connection_id", "=", self.id), ("tracking_number", "in", numbers)],
                order="id",
            )
        )
        return {parcel.tracking_number: parcel for parcel in found}

    def _news(self, event):
        if event.state != "unknown":
            return event.text
        return self.env._(
            "“%s” is no word that this connector knows: look at the parcel.", event.word or "-"
        )
