"""What a product is like, out: what is told is set, all else stays.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products

Products go in one batch, the variations of each product in one of their own. A list of categories
replaces the one that is there, so a category is told together with those. None is created.
"""

from decimal import Decimal

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .batch_push import BatchPush, Place, read_items, refused
from .tables import KILOGRAMS

FINEST = Decimal("0.0001")
RANK = ("done", "retry", "unknown", "rejected")


class Part(Struct, frozen=True):
    """What is told of one product or variation. ``key``: of its product's change, and its id."""

    key: str
    fields: dict


class Category(Struct):
    id: int
    name: str = ""


class PartPush(BatchPush):
    name = "product changes"

    def content(self, place, document):
        return document.fields

    def judged(self, document, found):
        """A value that the shop does not know, or that a plugin alters, is no error to it."""
        told = document.fields
        if "global_unique_id" in told and found.global_unique_id is None:
            return refused(document, no_barcodes())
        for name in sorted({"sku", "global_unique_id"} & told.keys()):
            kept = getattr(found, name)
            if kept is not None and kept.strip() != told[name].strip():
                return refused(document, kept_otherwise(told[name], kept))
        return Outcome(key=document.key)


def no_barcodes():
    return _(
        "All but the barcode is told: the shop keeps none before WooCommerce 9.2. Update it, or "
        "let the shop decide the barcode (“Who decides” on the connection)."
    )


def kept_otherwise(told, kept):
    return _(
        "The shop was told “%(told)s” and keeps “%(kept)s”: a plugin there may alter it.",
        told=told,
        kept=kept,
    )


def push(rest, changes, terms):
    """Return one Outcome for each ProductChange; a RemoteError when nothing was booked at all."""
    categories = category_ids(rest, changes)
    own = own_categories(rest, [one for one in changes if one.product.categories])
    placed, untold = [], {}
    for change in changes:
        is_weighed = any(one.weight for one in change.product.variants)
        if is_weighed and terms.weight_unit not in KILOGRAMS:
            reason = _("The shop does not say its unit of weight: let the key see its settings.")
            untold[change.key] = Outcome(key=change.key, state="rejected", reason=reason)
            continue
        placed += parts_of(change, terms, categories, own.get(change.key, []))
    outcomes = worst(PartPush(rest).push(placed)) if placed else {}
    nothing = {change.key: Outcome(key=change.key) for change in changes}
    found = nothing | outcomes | untold
    return [found[change.key] for change in changes]


def parts_of(change, terms, categories, own):
    """Return [(Place, Part)] of one change."""
    product = change.product
    number = int(product.external_id)
    whole = {"name": product.name, "description": product.description}
    whole = {name: value for name, value in whole.items() if value}
    added = {categories[name.lower()] for name in product.categories if name.lower() in categories}
    if added - set(own):
        whole["categories"] = [{"id": one} for one in (*own, *sorted(added - set(own)))]
    found = []
    for variant in product.variants:
        fields = fields_of(variant, terms)
        if variant.external_id == product.external_id:
            whole |= fields
        elif fields:
            place = Place(number, int(variant.external_id))
            found.append((place, Part(f"{change.key}:{place.id}", fields)))
    if whole:
        found.insert(0, (Place(number), Part(f"{change.key}:", whole)))
    return found


def fields_of(variant, terms):
    """Return what is told of what is sold, in the shop's own units."""
    found = {"sku": variant.sku, "global_unique_id": variant.barcode}
    if variant.weight:
        weight = variant.weight / KILOGRAMS[terms.weight_unit]
        found["weight"] = f"{weight.quantize(FINEST).normalize():f}"
    return {name: value for name, value in found.items() if value}


def category_ids(rest, changes):
    """Return {name in lower case: id} of the categories that are named and that the shop has."""
    names = {name for change in changes for name in change.product.categories}
    found = {}
    for name in sorted(names):
        listed = {"search": name, "per_page": 100, "_fields": "id,name"}
        shown = rest.get("products/categories", list[Category], **listed).data
        known = {plain(one.name).lower(): one.id for one in shown}
        if name.lower() in known:
            found[name.lower()] = known[name.lower()]
    return found


def own_categories(rest, changes):
    """Return {key: ids} of the categories that these products have."""
    placed = [(Place(int(one.product.external_id)), one) for one in changes]
    shown = read_items(rest, placed, "id,categories")
    return {key: [one["id"] for one in item.categories or ()] for key, item in shown.items()}


def worst(outcomes):
    """Return {key of a change: its worst Outcome}."""
    found = {}
    for part in outcomes.values():
        key = part.key.partition(":")[0]
        known = found.get(key)
        if known is None or RANK.index(part.state) > RANK.index(known.state):
            found[key] = Outcome(key=key, state=part.state, reason=part.reason)
    return found
