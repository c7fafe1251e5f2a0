"""Sendcloud's answers as documents of ours (API v3)."""

import base64
import binascii
from decimal import Decimal
from functools import reduce

from odoo.addons.omni_base.core.documents import Label, ParcelLabel, Rate
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.text import Text, _, addon_of

from .tables import (
    FIELDS,
    KILOGRAMS,
    NEEDS,
    PARCEL_FIELDS,
    PROBLEMS,
    TRIAL_CARRIERS,
)


def read_rate(option):
    """Return one shipping option as Rate; its price is for the whole shipment."""
    quote = (option.get("quotes") or [{}])[0]
    total = (quote.get("price") or {}).get("total") or {}
    requirements = option.get("requirements") or {}
    has_price = total.get("value") not in (None, "")
    return Rate(
        service_code=option["code"],
        service_name=option.get("name") or option["code"],
        carrier_name=(option.get("carrier") or {}).get("name") or "",
        price=amount(total["value"]) if has_price else None,
        currency=total.get("currency") or "",
        transit_hours=quote.get("lead_time"),
        contract=str((option.get("contract") or {}).get("id") or ""),
        max_weight=_kilograms((option.get("weight") or {}).get("max")),
        needs_service_point=bool(requirements.get("is_service_point_required")),
        needs=_needs(requirements),
        is_trial=(option.get("carrier") or {}).get("code") in TRIAL_CARRIERS,
        reason="" if has_price else _("Sendcloud knows no price for it: see your contract."),
    )


def _needs(requirements):
    needs = {NEEDS[field] for field in requirements.get("fields") or () if field in NEEDS}
    if requirements.get("export_documents"):
        needs.add("customs")
    return tuple(sorted(needs))


def _kilograms(weight):
    if not weight or weight.get("unit") not in KILOGRAMS:
        return None
    return amount(weight["value"]) * Decimal(KILOGRAMS[weight["unit"]])


def read_label(shipment):
    """Return a shipment as Label; documents only where the answer holds them."""
    parcels = shipment.get("parcels") or []
    return Label(
        external_id=str(shipment["id"]),
        reference=shipment.get("external_reference_id") or "",
        carrier_name=(shipment.get("carrier") or {}).get("name") or "",
        parcels=tuple(_read_parcel(parcel) for parcel in parcels),
        state=", ".join(sorted(parcel_states(shipment))),
    )


def _read_parcel(parcel):
    return ParcelLabel(
        external_id=str(parcel["id"]),
        tracking_number=parcel.get("tracking_number") or "",
        tracking_url=parcel.get("tracking_url") or "",
        document=_document(parcel.get("label_file")),
    )


def _document(text):
    """A label that cannot be read is none: it is then fetched by its own address."""
    try:
        return base64.b64decode(text or "", validate=True)
    except (binascii.Error, ValueError):
        return b""


def parcel_states(shipment):
    """Return the set of status codes of a shipment's parcels, as ``READY_TO_SEND``."""
    parcels = shipment.get("parcels") or []
    codes = ((parcel.get("status") or {}).get("code") or "" for parcel in parcels)
    return {code.upper().replace("-", "_") for code in codes}


def read_errors(body):
    """Return Sendcloud's list of errors as one sentence a person can act on, or an empty text."""
    if isinstance(body, dict):
        body = body.get("errors") or body.get("detail") or []
    if isinstance(body, str):
        return body
    if isinstance(body, dict):
        body = [body]
    return reduce(_beside, filter(None, map(_sentence, body)), "")


def _sentence(error):
    field = field_name((error.get("source") or {}).get("pointer") or "")
    detail = error.get("detail") or error.get("title") or error.get("msg") or ""
    if field and error.get("code") in PROBLEMS:
        problem = PROBLEMS[error["code"]]
        return _("%(field)s %(problem)s (%(said)s)", field=field, problem=problem, said=detail)
    if field:
        return _("%(said)s (%(field)s)", said=detail, field=field)
    return detail


def _beside(said, sentence):
    """Two sentences as one, each of which can still be translated."""
    return Text(addon_of(__name__), "%s %s", (said, sentence)) if said else sentence


def field_name(pointer):
    """Return what a JSON pointer such as ``/to_address/postal_code`` means to a person, or ""."""
    parts = pointer.strip("/").split("/")
    if parts[:1] == ["parcels"]:
        return next((PARCEL_FIELDS[part] for part in parts if part in PARCEL_FIELDS), "")
    while parts:
        known = FIELDS.get("/" + "/".join(parts))
        if known:
            return known
        parts.pop()
    return ""
