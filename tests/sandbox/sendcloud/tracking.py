"""Where a parcel is: the API's answer, and the page which the buyer opens."""

import html
from datetime import datetime, timedelta

from werkzeug.wrappers import Response

from tests.sandbox.sendcloud.account import INTEGRATION_ID
from tests.sandbox.sendcloud.catalogue import BY_CODE, zone
from tests.sandbox.sendcloud.statuses import STATUSES

ADDRESS_FIELDS = (
    "address_line_1",
    "address_line_2",
    "city",
    "company_name",
    "country_code",
    "email",
    "house_number",
    "name",
    "phone_number",
    "po_box",
    "postal_code",
    "state_province_code",
)
PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Suivi {number}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 36rem;
  padding: 0 1rem; color: #1d2a3a; }}
.status {{ font-size: 1.6rem; font-weight: 600; margin: .25rem 0 1rem; }}
ol {{ list-style: none; padding: 0; border-left: 3px solid #2b6cb0; }}
li {{ padding: 0 0 1rem 1rem; }}
time {{ display: block; color: #667; font-size: .85rem; }}
dl {{ display: grid; grid-template-columns: 9rem 1fr; gap: .25rem; }}
dt {{ color: #667; }} dd {{ margin: 0; }}
</style></head><body>
<p>Suivi de votre colis</p><p class="status">{status}</p>
<dl><dt>Numéro</dt><dd>{number}</dd><dt>Transporteur</dt><dd>{carrier}</dd>
<dt>Destination</dt><dd>{place}</dd>{order}</dl>
<h2>Historique</h2><ol>{events}</ol></body></html>"""


def tracking_answer(shipment, parcel, events):
    """Body of GET /parcels/tracking/<number>; newest event last."""
    return {
        "announced_at": parcel["announced_at"],
        "created_at": parcel["created_at"],
        "updated_at": parcel["updated_at"],
        "details": {
            "expected_delivery_date": _expected(shipment, parcel),
            "integration_id": INTEGRATION_ID,
            "is_mail_box": False,
            "is_return": False,
            "is_to_service_point": "to_service_point" in shipment,
        },
        "events": [_event(event) for event in events],
        "from_address": _address(shipment["from_address"]),
        "to_address": _address(shipment["to_address"]),
        "ship_with": shipment["ship_with"],
        "source_id": shipment.get("external_reference_id") or shipment["id"],
        "tracking_numbers": [
            {
                "carrier_code": shipment["carrier"]["code"],
                "tracking_number": parcel["tracking_number"],
                "tracking_url": parcel["tracking_url"],
            }
        ],
    }


def _expected(shipment, parcel):
    option = BY_CODE[shipment["ship_with"]["properties"]["shipping_option_code"]]
    address = shipment["to_address"]
    hours = option.hours[zone(address["country_code"], address["postal_code"])]
    start = datetime.fromisoformat(parcel["announced_at"].replace("Z", "+00:00"))
    return (start + timedelta(hours=hours)).date().isoformat()


def _event(event):
    status = STATUSES[event["code"]]
    carrier = event["code"] not in ("NO_LABEL", "ANNOUNCING", "READY_TO_SEND")
    return {
        "event_at": event["at"],
        "event_type": "carrier" if carrier else "internal",
        "status_code": status.event,
        "status_description": status.message,
        "status_type": status.kind,
        "sub_status_code": "none",
    }


def _address(address):
    return {name: address[name] for name in ADDRESS_FIELDS if name in address}


def tracking_page(shipment, parcel, events):
    """What the tracking link opens, in French."""
    address = shipment["to_address"]
    place = f"{address['postal_code']} {address['city']} ({address['country_code']})"
    order = shipment.get("order_number")
    return Response(
        PAGE.format(
            number=html.escape(parcel["tracking_number"]),
            status=STATUSES[parcel["status"]["code"]].french,
            carrier=html.escape(shipment["carrier"]["name"]),
            place=html.escape(place),
            order=f"<dt>Commande</dt><dd>{html.escape(order)}</dd>" if order else "",
            events="".join(_line(event) for event in reversed(events)),
        ),
        mimetype="text/html",
    )


def _line(event):
    moment = datetime.fromisoformat(event["at"].replace("Z", "+00:00"))
    shown = moment.strftime("%d/%m/%Y à %H:%M UTC")
    return f"<li><time>{shown}</time>{STATUSES[event['code']].french}</li>"
