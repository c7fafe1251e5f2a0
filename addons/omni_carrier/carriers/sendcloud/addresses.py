"""What Sendcloud wants to know of an address, and where customs papers begin."""

import re

from odoo.addons.omni_base.core.phone import international

# fmt: off
NUMBER_FIRST = frozenset((
    "FR", "MC", "LU", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF",
))
NUMBER_LAST = frozenset((
    "AT", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "GR", "HR", "HU", "IS",
    "IT", "LI", "LT", "LV", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
))
EU_CUSTOMS_UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MC", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
OUTSIDE_BY_POSTCODE = {"FR": ("97", "98"), "ES": ("35", "38", "51", "52")}
INSIDE_BY_POSTCODE = {"GB": ("BT",)}
SHARED_ZONES = {"LI": "CH"}
_FIRST = re.compile(
    r"^(?P<number>\d+(?:\s?[a-zA-Z](?![\w'’])|\s?(?:bis|ter|quater)\b)?)\s*,?\s+(?P<street>\D.*)$",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"^(?P<street>.*\D)[\s,]+(?P<number>\d+\s?[a-zA-Z]?(?:\s?[-/]\s?\d*[a-zA-Z]?)?)$"
)


def split_street(street, country_code):
    """Return (street, house number); ("the whole line", "") where the number is not certain.

    The number stands first in France, last in most of Europe; elsewhere nothing is taken apart.
    """
    street = " ".join(street.split())
    if country_code in NUMBER_FIRST:
        found = _FIRST.match(street)
    elif country_code in NUMBER_LAST:
        found = _LAST.match(street)
    else:
        found = None
    if not found:
        return street, ""
    return found["street"].rstrip(" ,"), " ".join(found["number"].split())


def customs_zone(country_code, postcode):
    """Return the name of the area within which parcels need no customs papers.

    French overseas departments, the Canaries, Ceuta and Melilla are outside, Northern Ireland is
    inside the European one.
    """
    postcode = postcode.replace(" ", "").upper()
    if postcode.startswith(INSIDE_BY_POSTCODE.get(country_code, ("-",))):
        return "EU"
    if postcode.startswith(OUTSIDE_BY_POSTCODE.get(country_code, ("-",))):
        return f"{country_code} {postcode[:2]}"
    if country_code in EU_CUSTOMS_UNION:
        return "EU"
    return SHARED_ZONES.get(country_code, country_code)


def crosses_customs(sender, recipient):
    return customs_zone(sender.country_code, sender.zip) != customs_zone(
        recipient.country_code, recipient.zip
    )


def write_address(address):
    """Return an Address as Sendcloud's object; what is empty is left out."""
    street, number = split_street(address.street, address.country_code)
    fields = {
        "name": address.name or address.company,
        "company_name": address.company,
        "address_line_1": street,
        "house_number": number,
        "address_line_2": address.street2,
        "postal_code": address.zip,
        "city": address.city,
        "state_province_code": _state(address),
        "country_code": address.country_code,
        "email": address.email,
        "phone_number": international(address.phone, address.country_code).replace(" ", ""),
    }
    return {name: value for name, value in fields.items() if value}


def _state(address):
    if not address.state_code:
        return ""
    if address.state_code.startswith(f"{address.country_code}-"):
        return address.state_code
    return f"{address.country_code}-{address.state_code}"
