"""parcel_status_changed webhooks, signed with the account's secret key.

https://sendcloud.dev/api/v3/webhooks/parcel-status-changed
"""

import hashlib
import hmac
import json
import time

from tests.sandbox.sendcloud.account import SECRET_KEY
from tests.sandbox.sendcloud.statuses import STATUSES
from tests.sandbox.webhooks import Delivery

TOPIC = "parcel_status_changed"
SIGNATURE_HEADER = "Sendcloud-Signature"


def signature(body, secret):
    """Hex HMAC-SHA256 of the raw bytes."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def delivery(url, shipment, parcel):
    """The webhook that tells the parcel's present status."""
    payload = {
        "action": TOPIC,
        "timestamp": int(time.time() * 1000),
        "carrier_status_change_timestamp": int(time.time() * 1000),
        "parcel": _parcel(shipment, parcel),
    }
    body = json.dumps(payload, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        SIGNATURE_HEADER: signature(body, SECRET_KEY),
        "User-Agent": "Sendcloud",
    }
    return Delivery("sendcloud", TOPIC, url, body, headers, signature_header=SIGNATURE_HEADER)


def _parcel(shipment, parcel):
    """The parcel in the older form that webhooks still use: statuses by number."""
    address = shipment["to_address"]
    house = address.get("house_number") or ""
    divided = {"street": address["address_line_1"]}
    if house.isdigit():
        divided["house_number"] = int(house)
    status = STATUSES[parcel["status"]["code"]]
    return {
        "id": parcel["id"],
        "name": address["name"],
        "company_name": address.get("company_name") or "",
        "address": f"{address['address_line_1']} {house}".strip(),
        "address_divided": divided,
        "city": address["city"],
        "postal_code": address["postal_code"],
        "telephone": address.get("phone_number") or "",
        **({"email": address["email"]} if address.get("email") else {}),
        "date_created": parcel["created_at"],
        "tracking_number": parcel.get("tracking_number") or "",
        "tracking_url": parcel.get("tracking_url"),
        "weight": parcel["weight"]["value"],
        "label": _labels(parcel),
        "status": {"id": status.number, "message": status.message},
        "country": {"iso_2": address["country_code"]},
        "carrier": {"code": shipment["carrier"]["code"]},
        "order_number": shipment.get("order_number") or "",
        "shipment_uuid": shipment["id"],
        "external_reference": shipment.get("external_reference_id"),
    }


def _labels(parcel):
    links = [document["link"] for document in parcel["documents"]]
    return {"normal_printer": links, "label_printer": links[0]} if links else {}
