"""What Sendcloud and its carriers refuse in a shipment, whatever the schema says."""

import re
from decimal import Decimal

from tests.sandbox.sendcloud import account
from tests.sandbox.sendcloud.catalogue import BY_CODE, zone
from tests.sandbox.sendcloud.errors import Refusal, error, required
from tests.sandbox.sendcloud.measures import centimetres, kilograms
from tests.sandbox.sendcloud.shapes import ANNOUNCEMENT, check_shape

ADDRESS_FIELDS = ("name", "address_line_1", "postal_code", "city", "country_code")
POSTAL_CODES = {"FR": r"\d{5}", "BE": r"\d{4}", "DE": r"\d{5}", "ES": r"\d{5}", "IT": r"\d{5}"}
NEEDED = {"to_email": "email", "to_telephone": "phone_number"}
MOST_PARCELS = 15


def check_shipment(body):
    """Raise Refusal with all that is wrong in a request to announce a shipment."""
    check_shape(ANNOUNCEMENT, body)
    found = [*_address_errors(body, "to_address"), *_sender_errors(body), *_parcel_errors(body)]
    option, problem = _read_option(body)
    if problem:
        found.append(problem)
    if found:
        raise Refusal(400, found)
    found = [
        *_receiver_errors(body, option),
        *_way_errors(body, option),
        *_size_errors(body, option),
    ]
    if found:
        raise Refusal(400, found)


def _address_errors(body, name):
    address = body[name]
    found = [required(f"/{name}/{field}") for field in ADDRESS_FIELDS if not address.get(field)]
    country, postal_code = address.get("country_code"), address.get("postal_code")
    if country and not re.fullmatch("[A-Z]{2}", str(country)):
        found.append(_invalid(f"/{name}/country_code", "Not a valid ISO 3166-1 alpha-2 code."))
    form = POSTAL_CODES.get(country)
    if form and postal_code and not re.fullmatch(form, str(postal_code)):
        found.append(_invalid(f"/{name}/postal_code", f"Not a valid postal code for {country}."))
    return found


def _sender_errors(body):
    sender = body["from_address"]
    if "sender_address_id" not in sender:
        return _address_errors(body, "from_address")
    if sender["sender_address_id"] in [address["id"] for address in account.SENDER_ADDRESSES]:
        return []
    pointer = "/from_address/sender_address_id"
    return [error(400, "not_found", "Sender address does not exist.", pointer)]


def _parcel_errors(body):
    parcels = body["parcels"]
    if not parcels:
        return [required("/parcels")]
    found = []
    if len(parcels) > MOST_PARCELS:
        found.append(_invalid("/parcels", f"No more than {MOST_PARCELS} parcels are allowed."))
    for place, parcel in enumerate(parcels):
        weight = kilograms(parcel.get("weight"))
        if weight is None:
            found.append(required(f"/parcels/{place}/weight"))
        elif weight <= 0:
            pointer = f"/parcels/{place}/weight/value"
            found.append(error(400, "min_value", "Weight must be greater than 0.", pointer))
    return found


def _read_option(body):
    pointer = "/ship_with/properties/shipping_option_code"
    properties = body["ship_with"]["properties"]
    code = properties.get("shipping_option_code")
    if not code:
        return None, required(pointer)
    option = BY_CODE.get(code)
    if option is None:
        detail = f"Shipping option {code} is not available."
        return None, error(400, "invalid_choice", detail, pointer)
    contract = properties.get("contract_id")
    known = [row["id"] for row in account.CONTRACTS if row["carrier_code"] == option.carrier]
    if contract is not None and contract not in known:
        where = "/ship_with/properties/contract_id"
        return None, error(400, "invalid", "Invalid contract.", where)
    return option, None


def _receiver_errors(body, option):
    address = body["to_address"]
    found = [
        required(f"/to_address/{NEEDED[name]}")
        for name in option.fields
        if name in NEEDED and not address.get(NEEDED[name])
    ]
    numbered = address.get("house_number") or re.search(r"\d", address["address_line_1"])
    if option.needs_number and not numbered:
        found.append(required("/to_address/house_number"))
    return found + _point_errors(body, option)


def _point_errors(body, option):
    point = body.get("to_service_point")
    if not option.needs_point:
        return []
    if not point:
        return [required("/to_service_point")]
    if find_point(point, option.carrier) is None:
        return [_invalid("/to_service_point", "Service point does not exist for this carrier.")]
    return []


def find_point(wanted, carrier):
    """The relay point a request names by Sendcloud's id or, first, by the carrier's own."""
    own = wanted.get("carrier_service_point_id")
    for point in account.SERVICE_POINTS:
        if point["carrier"]["code"] != carrier:
            continue
        by_own = own is not None and point["carrier_service_point_id"] == own
        if by_own or (own is None and str(point["id"]) == str(wanted.get("id"))):
            return point
    return None


def _way_errors(body, option):
    address = body["to_address"]
    place = zone(address["country_code"], address["postal_code"])
    if place in option.prices:
        return []
    where = f"{address['country_code']} {address['postal_code']}"
    detail = f"{option.name} does not deliver to {where}."
    return [_invalid("/to_address/country_code", detail)]


def _size_errors(body, option):
    found = []
    if len(body["parcels"]) > 1 and not option.multicollo:
        found.append(_invalid("/parcels", f"{option.name} does not support multicollo."))
    for place, parcel in enumerate(body["parcels"]):
        weight = kilograms(parcel["weight"])
        if weight > option.max_weight:
            limit = f"{option.max_weight + Decimal('0.001'):.3f}"
            detail = f"Weight {weight:.3f} kg exceeds the maximum of {limit} kg."
            found.append(_invalid(f"/parcels/{place}/weight", detail))
        sides = centimetres(parcel["dimensions"]) if parcel.get("dimensions") else None
        if sides and any(s > limit for s, limit in zip(sides, option.max_sides, strict=True)):
            detail = f"Dimensions exceed the maximum of {option.name}."
            found.append(_invalid(f"/parcels/{place}/dimensions", detail))
    return found


def _invalid(pointer, detail):
    return error(400, "invalid", detail, pointer)
