"""A parcel's number and link, and the carrier by the name that Shopify knows."""

import re
import unicodedata

from .tables import TRACKING_COMPANIES


def tracking_input(shipment):
    """Return the FulfillmentTrackingInput of a shipment, empty when it has no number or link."""
    numbers = [number for number in shipment.tracking_numbers if number]
    links = [link for link in shipment.tracking_urls if link.startswith(("https://", "http://"))]
    found = {}
    if numbers:
        found["numbers"] = numbers
    if links:
        found["urls"] = links
    if found and shipment.carrier:
        found["company"] = company(shipment.carrier)
    return found


def company(carrier):
    """Return Shopify's exact name for a carrier (``colissimo domicile`` is Colissimo)."""
    plain = unicodedata.normalize("NFKD", carrier).encode("ascii", "ignore").decode().casefold()
    words = " ".join(re.findall(r"[a-z0-9]+", plain)) + " "
    for name in sorted(TRACKING_COMPANIES, key=len, reverse=True):
        if words.startswith(f"{name} "):
            return TRACKING_COMPANIES[name]
    return carrier
