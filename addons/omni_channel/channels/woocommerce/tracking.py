"""What left, in the order's meta data: as the common tracking plugins read it, and as we do.

`_wc_shipment_tracking_items` is read by WooCommerce's own Shipment Tracking, by Advanced Shipment
Tracking and by what works with them (mails, PDF papers, TrackShip, PayPal, Klarna).
https://woocommerce.com/document/shipment-tracking/
"""

import hashlib
import html
import json

PLUGINS_KEY = "_wc_shipment_tracking_items"
OWN_KEY = "_omni_shipments"


def tracking_items(known, shipment, before, now):
    """Return the plugins' list with this shipment's numbers; those of others stay.

    ``known``: the list as the shop has it. ``before``: numbers told earlier for this shipment.
    """
    numbers = [number for number in shipment.tracking_numbers if number]
    gone = {_id(shipment, number) for number in before if number not in numbers}
    items = [item for item in _listed(known) if item.get("tracking_id") not in gone]
    have = {str(item.get("tracking_number", "")) for item in items}
    for place, number in enumerate(numbers):
        if number not in have:
            items.append(_item(shipment, number, link_of(shipment, place), now))
    return items


def _listed(known):
    """PHP writes a list with gaps as an object."""
    values = known.values() if isinstance(known, dict) else known
    return [item for item in values or () if isinstance(item, dict)]


def _item(shipment, number, link, now):
    """A provider of one's own: its name and link are shown as they are, whatever the plugin."""
    return {
        "tracking_provider": "",
        "custom_tracking_provider": shipment.carrier,
        "custom_tracking_link": link,
        "tracking_number": number,
        "tracking_product_code": "",
        "date_shipped": str(int(now)),
        "tracking_id": _id(shipment, number),
    }


def _id(shipment, number):
    text = f"{shipment.reference} {number}".encode()
    return hashlib.md5(text, usedforsecurity=False).hexdigest()


def links_of(shipment):
    return [link for link in shipment.tracking_urls if link.startswith(("https://", "http://"))]


def link_of(shipment, place):
    """Return the link of one of the numbers: its own, or the only one there is."""
    links, numbers = links_of(shipment), shipment.tracking_numbers
    if len(links) == len(numbers):
        return links[place]
    return links[0] if len(links) == 1 else ""


def entry_of(shipment):
    """Return what we keep of a shipment, to know it again."""
    return {
        "numbers": [number for number in shipment.tracking_numbers if number],
        "lines": {line.line_id: str(line.quantity.normalize()) for line in shipment.lines},
    }


def read_entries(value):
    """Return {our reference: entry} of our own meta data; nothing of what is no such thing."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: entry for name, entry in found.items() if isinstance(entry, dict)}


def written_entries(entries):
    return json.dumps(entries, sort_keys=True, ensure_ascii=False)


def note_text(shipment, words=""):
    """Return the note: the merchant's own words, carrier and numbers, links; empty for nothing."""
    numbers = ", ".join(number for number in shipment.tracking_numbers if number)
    links = links_of(shipment)
    if not numbers and not links:
        return ""
    told = f"{shipment.carrier} {numbers}".strip()
    return "\n".join(part for part in (words, told, *links) if part)


def tells(note, shipment):
    """Whether a note's text names all numbers of a shipment (its links where it has none)."""
    wanted = [number for number in shipment.tracking_numbers if number] or links_of(shipment)
    text = html.unescape(note)
    return all(word in text for word in wanted)
