"""Shipments: announced, found again, cancelled."""

import copy
from decimal import Decimal

from tests.sandbox.sendcloud import account
from tests.sandbox.sendcloud.catalogue import BY_CODE, CARRIERS, zone
from tests.sandbox.sendcloud.errors import error, not_found, refuse
from tests.sandbox.sendcloud.measures import kilograms
from tests.sandbox.sendcloud.quotes import price_breakdown
from tests.sandbox.sendcloud.statuses import CANCELLED, DELIVERED, STATUSES
from tests.sandbox.sendcloud.store import now
from tests.sandbox.sendcloud.tracking_numbers import tracking_number
from tests.sandbox.sendcloud.validation import find_point

KEPT = (
    "brand_id",
    "order_number",
    "total_order_price",
    "reference",
    "external_reference_id",
    "customs_information",
    "label_details",
)
KEPT_OF_PARCEL = (
    "dimensions",
    "weight",
    "additional_insured_price",
    "label_notes",
    "sscc",
    "package_type",
    "parcel_items",
)
SENDER_FIELDS = (
    "name",
    "company_name",
    "address_line_1",
    "house_number",
    "address_line_2",
    "postal_code",
    "city",
    "country_code",
    "state_province_code",
    "email",
    "phone_number",
    "po_box",
)
DEFAULT_LABEL = {"mime_type": "application/pdf", "dpi": 72}
CARRIER_DOWN = error(
    500,
    "parcel_announcement_error",
    "Service error: An error occurred while connecting to the carrier.",
)


def announce(store, body, base_url, failure=None):
    """Store a checked request as a shipment and buy its labels; `failure`: the carrier refuses."""
    option = BY_CODE[body["ship_with"]["properties"]["shipping_option_code"]]
    shipment = {
        "id": store.new_shipment_id(),
        **{name: copy.deepcopy(body[name]) for name in KEPT if name in body},
        "label_details": {**DEFAULT_LABEL, **(body.get("label_details") or {})},
        "from_address": _sender(body["from_address"]),
        "to_address": copy.deepcopy(body["to_address"]),
        "ship_with": _ship_with(body, option),
        "carrier": {"code": option.carrier, "name": CARRIERS[option.carrier]},
        "errors": [failure] if failure else [],
        "parcels": [],
    }
    if option.needs_point:
        point = find_point(body["to_service_point"], option.carrier)
        shipment["to_service_point"] = {
            "id": str(point["id"]),
            "carrier_service_point_id": point["carrier_service_point_id"],
        }
    store.shipments[shipment["id"]] = shipment
    for wanted in body["parcels"]:
        _add_parcel(store, shipment, wanted, option, base_url, failure)
    if not failure:
        _buy_labels(store, shipment, option)
    return shipment


def _sender(address):
    known = {row["id"]: row for row in account.SENDER_ADDRESSES}
    saved = known.get(address.get("sender_address_id"), {})
    merged = {**saved, **address}
    return {name: merged[name] for name in SENDER_FIELDS if name in merged}


def _ship_with(body, option):
    contract = body["ship_with"]["properties"].get("contract_id") or option.contract_id
    properties = {"shipping_option_code": option.code, "contract_id": contract}
    return {"type": "shipping_option_code", "properties": properties}


def _add_parcel(store, shipment, wanted, option, base_url, failure):
    number, serial = store.next_parcel()
    moment = now()
    code = "ANNOUNCEMENT_FAILED" if failure else "READY_TO_SEND"
    parcel = {
        "id": number,
        "status": status_answer(code),
        "documents": [],
        **{name: copy.deepcopy(wanted[name]) for name in KEPT_OF_PARCEL if name in wanted},
        "additional_carrier_data": {"awb_tracking_number": None, "box_number": None},
        "created_at": moment,
        "updated_at": moment,
        "announced_at": None if failure else moment,
    }
    store.events[number] = [{"at": moment, "code": code}]
    shipment["parcels"].append(parcel)
    if failure:
        return
    parcel["tracking_number"] = tracking_number(option.carrier, serial)
    parcel["tracking_url"] = f"{base_url}/sendcloud/tracking/{parcel['tracking_number']}"
    link = f"{base_url}/sendcloud/api/v3/parcels/{number}/documents/label"
    parcel["documents"] = [{"type": "label", "document_type": "label", "size": "a6", "link": link}]
    store.formats[number] = shipment["label_details"]["mime_type"]


def status_answer(code):
    return {"code": code, "message": STATUSES[code].message}


def _buy_labels(store, shipment, option):
    address = shipment["to_address"]
    place = zone(address["country_code"], address["postal_code"])
    for parcel in shipment["parcels"]:
        price = Decimal(0)
        if option.priced:
            weights = [kilograms(parcel["weight"])]
            lines = price_breakdown(option, place, address["postal_code"], weights)
            price = sum((Decimal(line["price"]["value"]) for line in lines), Decimal(0))
        store.labels.append(
            {
                "shipment_id": shipment["id"],
                "parcel_id": parcel["id"],
                "external_reference_id": shipment.get("external_reference_id"),
                "order_number": shipment.get("order_number"),
                "shipping_option_code": option.code,
                "tracking_number": parcel["tracking_number"],
                "price": {"value": f"{price:.2f}", "currency": "EUR"},
                "bought_at": parcel["announced_at"],
                "cancelled": False,
            }
        )


def find(store, shipment_id):
    if shipment_id not in store.shipments:
        raise not_found()
    return store.shipments[shipment_id]


def cancel(store, shipment_id):
    """(HTTP status, answer); raises Refusal when it is too late or was already asked."""
    shipment = find(store, shipment_id)
    codes = {parcel["status"]["code"] for parcel in shipment["parcels"]}
    if codes & CANCELLED:
        raise refuse(409, "invalid", "This shipment is already being cancelled.")
    if codes & DELIVERED:
        raise refuse(409, "invalid", "This shipment is delivered and can not be cancelled.")
    option = BY_CODE[shipment["ship_with"]["properties"]["shipping_option_code"]]
    at_once = option.cancels_at_once or codes == {"ANNOUNCEMENT_FAILED"}
    for parcel in shipment["parcels"]:
        set_status(store, parcel, "CANCELLED" if at_once else "CANCELLATION_REQUESTED")
    for label in store.labels:
        label["cancelled"] = label["cancelled"] or label["shipment_id"] == shipment_id
    if at_once:
        return 200, {"status": "cancelled", "message": "Shipment has been cancelled"}
    return 202, {"status": "queued", "message": "Shipment cancellation has been queued"}


def set_status(store, parcel, code):
    moment = now()
    parcel["status"] = status_answer(code)
    parcel["updated_at"] = moment
    store.events[parcel["id"]].append({"at": moment, "code": code})
