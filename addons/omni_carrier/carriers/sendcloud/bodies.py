"""Documents of ours as Sendcloud's request bodies (API v3).

https://sendcloud.dev/api/v3/shipments/create-and-announce-a-shipment-synchronously
https://sendcloud.dev/api/v3/shipping-options/return-a-list-of-available-shipping-options
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.text import _

from .addresses import crosses_customs, write_address

PARCELS_PER_SHIPMENT = 15
PARCELS_PER_QUOTE = 50
CURRENCY_STEP = Decimal("0.01")


def write_quote_request(request):
    """Return the body of POST /shipping-options for the whole shipment, prices included."""
    _refuse_more_than(PARCELS_PER_QUOTE, request)
    body = {
        "from_country_code": request.sender.country_code,
        "to_country_code": request.recipient.country_code,
        "from_postal_code": request.sender.zip[:12],
        "to_postal_code": request.recipient.zip[:12],
        "parcels": [_parcel(parcel) for parcel in request.parcels],
        "shipping_option_code": request.service_code,
        "calculate_quotes": True,
    }
    if request.contract:
        body["contract_id"] = _number(request.contract)
    if request.service_point_id:
        body["to_service_point_id"] = _number(request.service_point_id)
    return {name: value for name, value in body.items() if value not in ("", None)}


def write_shipment(request):
    """Return the body of POST /shipments/announce: one label a parcel, found again by reference."""
    _refuse_more_than(PARCELS_PER_SHIPMENT, request)
    customs = crosses_customs(request.sender, request.recipient)
    service = {"shipping_option_code": request.service_code}
    if request.contract:
        service["contract_id"] = _number(request.contract)
    body = {
        "label_details": {"mime_type": "application/pdf", "dpi": 72},
        "from_address": write_address(request.sender),
        "to_address": write_address(request.recipient),
        "ship_with": {"type": "shipping_option_code", "properties": service},
        "order_number": request.order_name,
        "external_reference_id": request.reference,
        "total_order_price": _price(request.value, request.currency),
        "parcels": [_parcel(parcel, request, customs) for parcel in request.parcels],
    }
    if request.service_point_id:
        body["to_service_point"] = {"id": request.service_point_id}
    if customs:
        body["customs_information"] = _customs(request)
    return body


def _parcel(parcel, request=None, customs=False):
    body = {"weight": {"value": kilograms(parcel.weight), "unit": "kg"}}
    sides = (parcel.length, parcel.width, parcel.height)
    if all(sides):
        names = ("length", "width", "height")
        body["dimensions"] = {name: f"{side:.2f}" for name, side in zip(names, sides, strict=True)}
        body["dimensions"]["unit"] = "cm"
    if customs:
        body["parcel_items"] = [_item(commodity, request) for commodity in parcel.commodities]
        if not body["parcel_items"]:
            raise RejectedError(_("A parcel to that country needs its contents for customs."))
    return body


def _item(commodity, request):
    _refuse_incomplete(commodity)
    item = {
        "description": commodity.name[:255],
        "quantity": max(1, int(commodity.quantity.to_integral_value(ROUND_CEILING))),
        "weight": {"value": float(commodity.weight), "unit": "kg"},
        "price": _price(commodity.value, request.currency),
        "hs_code": commodity.hs_code.replace(" ", "").replace(".", "")[:12],
        "origin_country": commodity.origin_country_code,
        "sku": commodity.sku,
    }
    return {name: value for name, value in item.items() if value != ""}


def _refuse_incomplete(commodity):
    if not commodity.hs_code:
        raise RejectedError(
            _("“%s” has no customs code (HS code), which this country asks for.", commodity.name)
        )
    if commodity.weight <= 0:
        raise RejectedError(_("“%s” has no weight, which the customs papers need.", commodity.name))


def _customs(request):
    """The sale of goods; without a VAT number on either side, no tax numbers at all."""
    body = {
        "invoice_number": request.order_name[:40],
        "export_reason": "commercial_goods",
        "export_type": "commercial_b2b" if request.recipient.company else "commercial_b2c",
    }
    numbers = {
        "sender": _tax_numbers(request.sender),
        "receiver": _tax_numbers(request.recipient),
        "importer_of_record": [],
    }
    if any(numbers.values()):
        body["tax_numbers"] = numbers
    return body


def _tax_numbers(address):
    if not address.vat:
        return []
    return [{"name": "VAT", "country_code": address.country_code, "value": address.vat[:100]}]


def kilograms(weight):
    """Return a Decimal as ``0.350``; the gram is the smallest weight there is."""
    return f"{max(weight, Decimal('0.001')):.3f}"


def _price(value, currency):
    return {"value": str(value.quantize(CURRENCY_STEP, ROUND_HALF_UP)), "currency": currency}


def _number(text):
    try:
        return int(text)
    except ValueError:
        raise RejectedError(_("“%s” is not a number of Sendcloud's.", text)) from None


def _refuse_more_than(limit, request):
    if len(request.parcels) > limit:
        raise RejectedError(_("Sendcloud takes at most %s parcels in one shipment.", limit))
    if not request.parcels:
        raise RejectedError(_("There is no parcel to send."))
