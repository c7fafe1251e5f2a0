"""Relay points: found by country, carrier and place."""

import math

from tests.sandbox.sendcloud.account import SERVICE_POINTS
from tests.sandbox.sendcloud.errors import Refusal, error, not_found
from tests.sandbox.sendcloud.shapes import SERVICE_POINT_SEARCH, check_shape

EARTH_METRES = 6_371_000
DEFAULT_LIMIT = 100


def find_points(arguments):
    """{"results": nearest first, "geocoding": how the address was understood, or null}."""
    country = arguments.get("country_code")
    if not country:
        wrong = error(400, "required", "This field is required.")
        raise Refusal(400, [{**wrong, "source": {"parameter": "country_code"}}])
    check_shape(SERVICE_POINT_SEARCH, arguments.to_dict())
    carriers = [code for text in arguments.getlist("carrier_code") for code in text.split(",")]
    found = [
        point
        for point in SERVICE_POINTS
        if point["address"]["country_code"] == country
        and (not carriers or point["carrier"]["code"] in carriers)
    ]
    where, geocoding = _reference(arguments, country)
    rows = [{**point, "distance": _distance(where, point)} for point in found]
    rows.sort(key=lambda row: row["distance"] or 0)
    radius = int(arguments.get("radius") or 0)
    if where and radius:
        rows = [row for row in rows if row["distance"] <= radius]
    return {"results": rows[: int(arguments.get("limit") or DEFAULT_LIMIT)], "geocoding": geocoding}


def _reference(arguments, country):
    """((latitude, longitude) or None, geocoding); towns known are those with a relay point."""
    if arguments.get("latitude") and arguments.get("longitude"):
        return (float(arguments["latitude"]), float(arguments["longitude"])), None
    sent = " ".join(
        arguments[name]
        for name in ("address", "address_street", "address_postal_code", "address_city")
        if arguments.get(name)
    )
    if not sent:
        return None, None
    for point in SERVICE_POINTS:
        address = point["address"]
        near = address["postal_code"][:2] if country == "FR" else address["postal_code"]
        codes = [word for word in sent.split() if word.isdigit() and len(word) >= 4]
        known = any(code.startswith(near) for code in codes)
        known = known or address["city"].lower() in sent.lower()
        if address["country_code"] == country and known:
            position = point["position"]
            where = (position["latitude"], position["longitude"])
            return where, _geocoding("matched", "postal_code", sent)
    return None, _geocoding("not_found", None, None)


def _geocoding(status, precision, address):
    return {"status": status, "precision": precision, "formatted_address": address}


def _distance(where, point):
    if where is None:
        return None
    latitude, longitude = point["position"]["latitude"], point["position"]["longitude"]
    north = math.radians(latitude - where[0])
    east = math.radians(longitude - where[1]) * math.cos(math.radians(where[0]))
    return round(EARTH_METRES * math.hypot(north, east))


def read_point(number):
    for point in SERVICE_POINTS:
        if str(point["id"]) == number:
            return point
    raise not_found("The service point could not be found")
