"""The rough shape of requests, checked with and without the vendor's description.

It only says what the sandbox itself has to rely on: which parts are objects, lists and texts.
"""

from jsonschema import Draft202012Validator

from tests.sandbox.sendcloud.errors import Refusal
from tests.sandbox.sendcloud.measures import CENTIMETRES, KILOGRAMS
from tests.sandbox.sendcloud.schema_errors import as_vendor_errors

TEXT = {"type": ["string", "null"]}
NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?$"}]}


def _object(required=(), **properties):
    return {"type": "object", "properties": properties, "required": list(required)}


ADDRESS = _object(
    (),
    **dict.fromkeys(
        (
            "name",
            "company_name",
            "address_line_1",
            "house_number",
            "address_line_2",
            "postal_code",
            "city",
            "country_code",
            "email",
            "phone_number",
        ),
        TEXT,
    ),
)
WEIGHT = _object(("value", "unit"), value=NUMBER, unit={"enum": list(KILOGRAMS)})
DIMENSIONS = _object(
    ("length", "width", "height", "unit"),
    length=NUMBER,
    width=NUMBER,
    height=NUMBER,
    unit={"enum": list(CENTIMETRES)},
)
PARCELS = {
    "type": "array",
    "items": _object(
        (),
        weight=WEIGHT,
        dimensions=DIMENSIONS,
        label_notes={"type": ["array", "null"], "items": {"type": "string"}},
    ),
}
ANNOUNCEMENT = _object(
    ("to_address", "from_address", "ship_with", "parcels"),
    to_address=ADDRESS,
    from_address=ADDRESS,
    ship_with=_object(("properties",), properties=_object((), shipping_option_code=TEXT)),
    parcels=PARCELS,
    order_number=TEXT,
    reference=TEXT,
    external_reference_id=TEXT,
    to_service_point=_object(),
    label_details=_object(
        (),
        mime_type={"enum": ["application/pdf", "application/zpl", "image/png"]},
        dpi={"enum": [72, 203, 300, 600]},
    ),
)
OPTION_FILTER = _object(
    (),
    from_address=ADDRESS,
    to_address=ADDRESS,
    from_country_code=TEXT,
    to_country_code=TEXT,
    from_postal_code=TEXT,
    to_postal_code=TEXT,
    parcels=PARCELS,
    functionalities={"type": ["object", "null"]},
    lead_time={"type": "object", "additionalProperties": {"type": "number"}},
)
SERVICE_POINT_SEARCH = _object(
    (), **dict.fromkeys(("radius", "limit", "latitude", "longitude"), NUMBER)
)


def check_shape(shape, value):
    """Raise Refusal (400) with all that has another shape."""
    problems = Draft202012Validator(shape).iter_errors(value)
    found = [row for problem in problems for row in as_vendor_errors(problem)]
    if found:
        raise Refusal(400, found)
