"""The account's changeable state: shipments, labels bought, events, webhook target."""

import uuid
from dataclasses import dataclass, field

from tests.sandbox.clock import CLOCK

FIRST_PARCEL_ID = 383_700_000
NAMESPACE = uuid.UUID("0f4b6a2e-7a51-4c3c-9a39-5e0c1d6c7b10")


@dataclass
class Store:
    """Plain data only, so that the whole can be copied.

    `shipments` keeps answers in the vendor's own form, in order of creation; `labels` has one row
    for each label paid for, cancelled or not; `events` lists a parcel's statuses by parcel id.
    """

    seed: int = 1
    shipments: dict = field(default_factory=dict)
    labels: list = field(default_factory=list)
    events: dict = field(default_factory=dict)
    formats: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)
    webhook_url: str = ""
    webhook_active: bool = False
    parcels_made: int = 0

    def new_shipment_id(self):
        return str(uuid.uuid5(NAMESPACE, f"{self.seed}-{self.parcels_made + 1}"))

    def next_parcel(self):
        """(id, serial number) of the next parcel."""
        self.parcels_made += 1
        return FIRST_PARCEL_ID + self.seed * 100_000 + self.parcels_made, self.parcels_made

    def find_parcel(self, wanted):
        """(shipment, parcel) by parcel id or tracking number, or (None, None)."""
        for shipment in self.shipments.values():
            for parcel in shipment["parcels"]:
                if str(wanted) in (str(parcel["id"]), parcel.get("tracking_number")):
                    return shipment, parcel
        return None, None

    def by_reference(self, reference):
        """The shipment that has this external_reference_id, or None."""
        for shipment in self.shipments.values():
            if reference and shipment.get("external_reference_id") == reference:
                return shipment
        return None


def now():
    """The present moment as Sendcloud writes it: UTC, microseconds, Z."""
    return CLOCK.now().isoformat(timespec="microseconds").replace("+00:00", "Z")
