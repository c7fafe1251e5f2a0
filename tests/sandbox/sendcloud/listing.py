"""GET /shipments: filters and pages."""

import base64
import binascii
from datetime import datetime, timezone
from urllib.parse import parse_qs, urlencode

from tests.sandbox.sendcloud.account import INTEGRATION_ID
from tests.sandbox.sendcloud.errors import Refusal, error, not_found, refuse

LONGEST_ID_LIST = 100
DEFAULT_PAGE, LARGEST_PAGE = 40, 100


def find_page(store, arguments):
    """(shipments of the page, newest first; Link header or None)."""
    tests = [make(arguments[name]) for name, make in _FILTERS.items() if arguments.get(name)]
    found = [
        shipment
        for shipment in reversed(store.shipments.values())
        if all(test(shipment) for test in tests)
    ]
    size = _page_size(arguments.get("page_size"))
    start = _position(arguments.get("cursor"))
    return found[start : start + size], _links(arguments, start, size, len(found))


def _page_size(text):
    if not text:
        return DEFAULT_PAGE
    if not text.isdigit() or not 1 <= int(text) <= LARGEST_PAGE:
        wrong = error(400, "validation_error", f"page_size is not 1 to {LARGEST_PAGE}")
        raise Refusal(400, [{**wrong, "source": {"parameter": "page_size"}}])
    return int(text)


def _position(cursor):
    """Cursors are base64 of a query string with the position `p`, as the description says."""
    if not cursor:
        return 0
    try:
        return int(parse_qs(base64.b64decode(cursor, validate=True).decode())["p"][0])
    except (binascii.Error, UnicodeDecodeError, KeyError, ValueError):
        raise not_found("Invalid cursor") from None


def _links(arguments, start, size, total):
    pages = {}
    if start > 0:
        pages["prev"] = max(start - size, 0)
    if start + size < total:
        pages["next"] = start + size
    kept = {name: value for name, value in arguments.items() if name != "cursor"}
    return [
        (name, urlencode({**kept, "cursor": _cursor(name, position)}))
        for name, position in pages.items()
    ]


def _cursor(name, position):
    parameters = f"r=1&p={position}" if name == "prev" else f"p={position}"
    return base64.b64encode(parameters.encode()).decode()


def _moment(text, name):
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+").replace("Z", "+00:00"))
    except ValueError:
        detail = f"Validation failed, {name} is not a datetime"
        raise refuse(400, "validation_error", detail, "/list_shipments/filters") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _compare_moment(name, field, later):
    def make(text):
        limit = _moment(text, name)

        def accepts(shipment):
            written = [parcel[field] for parcel in shipment["parcels"] if parcel[field]]
            moments = [_moment(moment, name) for moment in written]
            return any(m > limit if later else m < limit for m in moments)

        return accepts

    return make


def _equals(field):
    return lambda text: lambda shipment: shipment.get(field) == text


def _has_parcel(test):
    return lambda text: lambda shipment: any(test(parcel, text) for parcel in shipment["parcels"])


def _one_of(values_of):
    def make(text):
        wanted = set(text.split(","))
        if len(wanted) > LONGEST_ID_LIST:
            raise refuse(400, "validation_error", f"No more than {LONGEST_ID_LIST} ids.")
        return lambda shipment: bool(wanted & values_of(shipment))

    return make


_FILTERS = {
    "parcel_status": _has_parcel(lambda parcel, text: parcel["status"]["code"] == text),
    "tracking_number": _has_parcel(lambda parcel, text: parcel.get("tracking_number") == text),
    "external_reference_id": _equals("external_reference_id"),
    "order_number": _equals("order_number"),
    "integration_id": lambda text: lambda shipment: text == str(INTEGRATION_ID),
    "updated_before": _compare_moment("updated_before", "updated_at", later=False),
    "updated_after": _compare_moment("updated_after", "updated_at", later=True),
    "announced_before": _compare_moment("announced_before", "announced_at", later=False),
    "announced_after": _compare_moment("announced_after", "announced_at", later=True),
    "ids": _one_of(lambda shipment: {str(parcel["id"]) for parcel in shipment["parcels"]}),
    "shipment_uuids": _one_of(lambda shipment: {shipment["id"]}),
}
