"""Marks of what is read of a product, so that a delivery which tells nothing new costs no call.

WooCommerce rings for a product at every change of its stock, those included that we have set and
those of every order. The delivery shows the whole product: has nothing changed of what is read of
it since the last reading, then it was the stock.
"""

import msgspec
from msgspec import Struct

from odoo.addons.omni_base.core.auth import digest
from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.money import amount

from .payload import Choice, Dimensions, Image, Product

UPDATED = "product.updated"
LENGTH = 16
SHARED = ("status", "sku", "global_unique_id", "regular_price", "sale_price", "virtual", "weight")
OF_PRODUCT = ("name", "type", "price", "description", "short_description", "variations")


class Told(Struct):
    """What a delivery tells for a Doorbell."""

    thing: str
    mark: str
    quantity: int | None = None


def told_in(topic, body):
    """Return what a delivery tells, None where it does not tell enough.

    Only of changes: what was deleted and comes back has to be read again, as it was or not.
    """
    if topic != UPDATED:
        return None
    try:
        product = decoded(body, Product)
        shown = product.stock_quantity
        quantity = int(amount(shown)) if product.manage_stock is True and shown != "" else None
    except (msgspec.DecodeError, MappingError):
        return None
    is_variation = product.type == "variation"
    return Told(str(product.id), mark_of(product, is_variation), quantity)


def mark_of(product, is_variation=False):
    """Return the mark of a product; of a variation it is the same in either of its two forms."""
    found = [getattr(product, name) or "" for name in SHARED]
    found += [_dimensions(product), _choices(product, is_variation), _images(product)]
    if not is_variation:
        found += [getattr(product, name) or "" for name in OF_PRODUCT]
        found.append([one.name for one in product.categories or ()])
    return digest(msgspec.json.encode(found))[:LENGTH]


def _dimensions(product):
    known = product.dimensions
    return known if isinstance(known, Dimensions) else Dimensions()


def _choices(product, is_variation):
    if not is_variation:
        return product.attributes or []
    choices = msgspec.convert(product.attributes or [], list[Choice], strict=False)
    return sorted([str(one.id or ""), str(one.option or "")] for one in choices)


def _images(product):
    """A variation's picture is an image of its own, or the first of its images."""
    images = list(product.images or ())
    if isinstance(product.image, Image):
        images.insert(0, product.image)
    return [one.src for one in images]
