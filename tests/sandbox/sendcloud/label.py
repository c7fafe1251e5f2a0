"""A shipping label as marks on an A6 page, whatever it is printed with.

Millimetres from the top left corner; a text's place is its base line.
"""

from dataclasses import dataclass
from datetime import datetime

from tests.sandbox.sendcloud.catalogue import BY_CODE
from tests.sandbox.sendcloud.measures import kilograms
from tests.sandbox.sendcloud.validation import find_point

WIDTH, HEIGHT = 105.0, 148.0
LEFT, RIGHT = 4.0, 101.0
COUNTRIES = {
    "AT": "AUTRICHE",
    "BE": "BELGIQUE",
    "CH": "SUISSE",
    "DE": "ALLEMAGNE",
    "ES": "ESPAGNE",
    "FR": "FRANCE",
    "GB": "ROYAUME-UNI",
    "IT": "ITALIE",
    "LU": "LUXEMBOURG",
    "NL": "PAYS-BAS",
    "PT": "PORTUGAL",
    "US": "ÉTATS-UNIS",
}
SERVICES = {
    "colissimo:home/fr": "Sans signature",
    "colissimo:home/signature,fr": "Avec signature",
    "chronopost:13": "Chrono 13",
    "chronopost:18": "Chrono 18",
    "dpd:home/predict": "Predict",
    "ups:standard": "Standard",
    "sendcloud:letter": "Unstamped letter",
}


@dataclass(frozen=True)
class Text:
    """`size` in points; shrunk until it is no wider than `room` millimetres."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    white: bool = False
    room: float = 90.0
    centred: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle: filled black, or only its border when `border` (millimetres) is given."""

    x: float
    y: float
    width: float
    height: float
    border: float = 0.0


@dataclass(frozen=True)
class Bars:
    """Code 128 of `value`, over the whole width."""

    x: float
    y: float
    width: float
    height: float
    value: str


@dataclass(frozen=True)
class Square:
    """A QR code."""

    x: float
    y: float
    side: float
    value: str


def label_marks(shipment, parcel):
    """All marks of one parcel's label."""
    option = BY_CODE[shipment["ship_with"]["properties"]["shipping_option_code"]]
    return [
        Box(3, 3, 99, 142, border=0.5),
        *_header(shipment, option),
        *_sender(shipment["from_address"]),
        *_references(shipment, parcel),
        *_receiver(shipment),
        *_codes(parcel),
        *_footer(parcel),
    ]


def _header(shipment, option):
    service = SERVICES.get(option.code, "Point Relais L")
    return [
        Box(3, 3, 64, 17),
        Text(6, 14.5, 23, shipment["carrier"]["name"].upper(), bold=True, white=True, room=58),
        Text(84.5, 10, 8, option.product, room=32, centred=True),
        Text(84.5, 16.5, 12, service, bold=True, room=32, centred=True),
        Box(3, 20, 99, 0.4),
    ]


def _sender(address):
    lines = [name for name in (address.get("company_name"), address["name"]) if name]
    lines += [_street(address), address.get("address_line_2") or ""]
    lines += [f"{address['postal_code']} {address['city']}", _country(address)]
    kept = [line for line in lines if line]
    marks = [Text(LEFT + 1, 24, 6, "EXPÉDITEUR", bold=True)]
    marks += [Text(LEFT + 1, 27.6 + 3 * n, 7.5, t, room=50) for n, t in enumerate(kept)]
    return [*marks, Box(58, 20, 0.4, 25)]


def _references(shipment, parcel):
    numbers = [row["id"] for row in shipment["parcels"]]
    day = datetime.fromisoformat(parcel["announced_at"].replace("Z", "+00:00"))
    rows = (
        ("Commande", shipment.get("order_number") or "-"),
        ("Poids", f"{kilograms(parcel['weight']):.2f} kg".replace(".", ",")),
        ("Colis", f"{numbers.index(parcel['id']) + 1} / {len(numbers)}"),
        ("Date", day.strftime("%d/%m/%Y")),
        ("Réf.", str(parcel["id"])),
    )
    marks = []
    for place, (name, value) in enumerate(rows):
        y = 25 + 4.5 * place
        marks += [Text(60, y, 7, name, room=16), Text(76, y, 8, value, bold=True, room=25)]
    return [*marks, Box(3, 45, 99, 0.4)]


def _receiver(shipment):
    """Who gets it, and where: for a relay point, the point instead of the buyer's home."""
    address = shipment["to_address"]
    place, lines = _destination(shipment)
    town = f"{place['postal_code']} {place['city'].upper()}"
    marks = [
        Text(LEFT + 1, 49.5, 6, "DESTINATAIRE", bold=True),
        Text(LEFT + 1, 55.5, 11, address["name"], bold=True, room=70),
        Text(LEFT + 1, 82, 16, town, bold=True, room=72),
        Text(LEFT + 1, 87.3, 10, _country(place), bold=True, room=40),
        Text(45, 87.3, 8, f"Tél. {address.get('phone_number') or '-'}", room=33),
    ]
    kept = [line for line in lines if line]
    marks += [Text(LEFT + 1, 60.4 + 4.9 * n, 10, line, room=70) for n, line in enumerate(kept)]
    return marks + _routing(place)


def _destination(shipment):
    """(address to drive to, lines under the name)."""
    address = shipment["to_address"]
    lines = [address.get("company_name"), _street(address), address.get("address_line_2")]
    if "to_service_point" not in shipment:
        return address, lines
    point = find_point(shipment["to_service_point"], shipment["carrier"]["code"])
    place = {**point["address"], "address_line_1": point["address"]["street"]}
    named = f"Point Relais {point['carrier_service_point_id']}"
    return place, [named, point["name"], _street(place)]


def _routing(address):
    inside = address["country_code"] == "FR"
    area = address["postal_code"][:2] if inside else address["postal_code"][:4]
    return [
        Box(79, 47.5, 21, 41, border=0.5),
        Box(79, 47.5, 21, 18),
        Text(89.5, 60, 26, address["country_code"], bold=True, white=True, room=19, centred=True),
        Text(89.5, 81, 30, area, bold=True, room=18, centred=True),
        Box(3, 91, 99, 0.4),
    ]


def _codes(parcel):
    number = parcel["tracking_number"]
    return [
        Bars(7, 95, 64, 27, number),
        Text(39, 127.5, 12, _spaced(number), bold=True, room=64, centred=True),
        Square(76, 96, 22, parcel["tracking_url"]),
        Text(87, 122, 6, "Suivre ce colis", room=24, centred=True),
        Box(3, 131, 99, 0.4),
    ]


def _footer(parcel):
    notes = parcel.get("label_notes") or []
    marks = [Text(LEFT + 1, 135, 7, note, room=94) for note in notes[:1]]
    notice = "SPÉCIMEN DU BAC À SABLE - NE PAS EXPÉDIER"
    return [*marks, Box(3, 137.5, 99, 7.5), Text(52.5, 142.6, 9, notice, True, True, 94, True)]


def _street(address):
    """House number first, as it is written in France, unless the line already has it."""
    number, line = address.get("house_number") or "", address["address_line_1"]
    if not number or number in line.split():
        return line
    return f"{number} {line}" if address["country_code"] == "FR" else f"{line} {number}"


def _country(address):
    return COUNTRIES.get(address["country_code"], address["country_code"])


def _spaced(number):
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))
