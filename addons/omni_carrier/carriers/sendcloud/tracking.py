"""Where parcels are: asked for a hundred at a time, and one by one only of those that moved.

https://sendcloud.dev/api/v3/parcel-tracking/retrieve-tracking-information-for-a-parcel
"""

from datetime import date
from urllib.parse import quote

import msgspec

from odoo.addons.omni_base.core.documents import Item, Page, TrackingEvent
from odoo.addons.omni_base.core.errors import MappingError, RejectedError
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant, iso

from .tables import TRACKING_STATES

PARCELS_A_LIST = 100


class Tracking:
    """The part of the adapter that follows parcels."""

    def pull_tracking(self, cursor, parcels):
        """``cursor``: {"seen": {tracking number: what the last list said}}, of these parcels."""
        known = cursor.get("seen") or {}
        seen = {number: known[number] for number in parcels if number in known}
        left = len(parcels)
        for some in slices(list(parcels), PARCELS_A_LIST):
            listed = self._listed({parcels[number]: number for number in some})
            moved = [number for number, said in listed.items() if seen.get(number) != said]
            seen |= listed
            left -= len(some)
            items = tuple(self.pull_tracking_by_id(moved))
            yield Page(items=items, cursor={"seen": dict(seen)}, more=left > 0)

    def pull_tracking_by_id(self, external_ids):
        return [item for item in map(self._tracked, external_ids) if item]

    def read_tracking(self, body):
        try:
            return read_tracking(msgspec.json.decode(body))
        except (msgspec.DecodeError, AttributeError, TypeError) as error:
            raise MappingError(_("This is no answer about a parcel."), detail=repr(error)) from None

    def _listed(self, numbers):
        """Return {tracking number: status and change} of those that it has of {id: number}."""
        query = {"ids": ",".join(numbers), "page_size": PARCELS_A_LIST}
        shipments = self._get("/shipments", params=query).get("data") or []
        return {
            numbers[str(parcel["id"])]: _mark(parcel)
            for shipment in shipments
            for parcel in shipment.get("parcels") or ()
            if str(parcel.get("id")) in numbers
        }

    def _tracked(self, number):
        try:
            parcel = self._get(f"/parcels/tracking/{quote(number, safe='')}")
        except RejectedError as error:
            if error.status != 404:
                raise
            return None
        newest = _newest(parcel)
        version = iso(instant(newest["event_at"])) if newest else ""
        return Item(external_id=number, body=msgspec.json.encode(parcel), version=version)


def read_tracking(parcel):
    """Return the newest event of a parcel as TrackingEvent; claims say nothing of where it is."""
    numbers = parcel.get("tracking_numbers") or [{}]
    expected = (parcel.get("details") or {}).get("expected_delivery_date")
    event = _newest(parcel) or {"status_code": "announced"}
    word = event.get("status_code") or ""
    return TrackingEvent(
        tracking_number=numbers[0].get("tracking_number") or "",
        state=TRACKING_STATES.get(word.lower().replace("_", "-"), "unknown"),
        at=instant(event.get("event_at")),
        text=event.get("status_description") or "",
        word=word,
        expected_on=_day(expected),
    )


def _newest(parcel):
    """Return the last event; of two at the same moment, the one that is told later."""
    events = [
        (instant(event["event_at"]), position, event)
        for position, event in enumerate(parcel.get("events") or ())
        if event.get("event_at") and event.get("event_type") != "claim"
    ]
    return max(events)[2] if events else None


def _mark(parcel):
    """What a list says of a parcel: it is another one when there is news."""
    status = (parcel.get("status") or {}).get("code") or ""
    return f"{status} {parcel.get('updated_at') or ''}".strip()


def _day(text):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise MappingError(_("“%s” is not a day.", text)) from None
