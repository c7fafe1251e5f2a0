"""A new product: as a draft, found again by our reference, its variations and picture afterwards.

https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-product

WooCommerce has no key that would keep a repeated call from making it twice. So the shop is asked
first, for products of that name, whose ``_omni_reference`` is compared; what is missing is made. A
SKU that the shop has otherwise is left alone. The picture is fetched by the shop, from an address
that ends by itself; without it the product is a draft all the same.
"""

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core.documents import Made, Outcome
from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .batches import Batch
from .catalogue import PRODUCT_FIELDS, VARIATION_FIELDS, body_of, read_listing, variations
from .payload import Meta
from .product_changes import Category, fields_of
from .tables import KILOGRAMS

REFERENCE = "_omni_reference"
VARIATIONS_A_CALL = 50
A_PAGE = 100


class Found(Struct):
    id: int
    sku: str | None = None
    parent_id: int | None = 0
    meta_data: list[Meta] | None = None
    images: list | None = None

    @property
    def reference(self):
        return next((str(one.value) for one in self.meta_data or () if one.key == REFERENCE), "")


FOUND = "id,sku,parent_id,meta_data,images"


def push(rest, offer, terms):
    """Return the Outcome of a ProductOffer; UnknownOutcome where the shop gave no answer."""
    refusal = unfit(offer, terms)
    known = None if refusal else found_again(rest, offer)
    if not refusal and known is None:
        refusal = taken(rest, offer)
    if refusal:
        return Outcome(key=offer.key, state="rejected", reason=refusal)
    shared = attribute_ids(rest) if len(offer.product.variants) > 1 else {}
    if known is None:
        known = rest.post("products", whole(offer, terms, shared), Found)
    make_variations(rest, known.id, offer, terms, shared)
    reason = add_picture(rest, known, offer)
    made = made_of(rest, known.id, offer, terms)
    return Outcome(key=offer.key, external_id=str(known.id), made=made, reason=reason)


def unfit(offer, terms):
    """Return why it cannot be made as it is, or an empty text."""
    variants = offer.product.variants
    if not variants:
        return _("The product has no variants.")
    if len(variants) > 1 and not all(one.options for one in variants):
        return _("Its variants do not differ by attributes: make it in the shop by hand.")
    if any(one.weight for one in variants) and terms.weight_unit not in KILOGRAMS:
        return _("The shop does not say its unit of weight: let the key see its settings.")
    return ""


def found_again(rest, offer):
    """Return what an earlier try made of it, or None."""
    listed = {"search": offer.product.name, "per_page": A_PAGE, "_fields": FOUND}
    shown = rest.get("products", list[Found], **listed).data
    return next((one for one in shown if one.reference == offer.reference), None)


def taken(rest, offer):
    """Return why it may not be made: the shop has one of its SKUs already."""
    skus = [one.sku for one in offer.product.variants if one.sku]
    for some in slices(skus, A_PAGE):
        listed = {"sku": ",".join(some), "per_page": A_PAGE, "_fields": FOUND}
        shown = rest.get("products", list[Found], **listed).data
        known = [one.sku for one in shown if one.sku in some]
        if known:
            words = ", ".join(known)
            return _("The shop has this SKU already: %s. Read its products: it is matched.", words)
    return ""


def attribute_ids(rest):
    """Return {name in lower case: id} of the attributes that all products of the shop share."""
    shown = rest.get("products/attributes", list[Category], _fields="id,name").data
    return {plain(one.name).lower(): one.id for one in shown}


def named(name, shared):
    """Return how an attribute is called: by its id where the shop shares one of that name."""
    known = shared.get(name.lower())
    return {"id": known} if known else {"name": name}


def whole(offer, terms, shared):
    """Return the product as it is made: a draft that remembers our reference."""
    product = offer.product
    found = {
        "name": product.name,
        "status": "draft",
        "type": "variable" if len(product.variants) > 1 else "simple",
        "meta_data": [{"key": REFERENCE, "value": offer.reference}],
    }
    if product.description:
        found["description"] = product.description
    if len(product.variants) > 1:
        found["attributes"] = attributes_of(product, shared)
        return found
    return found | sold(product.variants[0], terms)


def attributes_of(product, shared):
    options = {}
    for variant in product.variants:
        for name, value in variant.options:
            options.setdefault(name, {})[value] = True
    return [
        {**named(name, shared), "options": list(values), "variation": True, "visible": True}
        for name, values in options.items()
    ]


def sold(variant, terms):
    """Return what is made of what is sold; its stock is counted, from nothing, until it is told."""
    found = fields_of(variant, terms)
    if variant.price is not None:
        found["regular_price"] = str(rounded(variant.price, terms.currency))
    if variant.requires_shipping:
        return {**found, "manage_stock": True, "stock_quantity": 0}
    return {**found, "virtual": True}


def make_variations(rest, product_id, offer, terms, shared):
    """Make the variations that are not there yet; each remembers which one it is."""
    variants = offer.product.variants
    if len(variants) < 2:
        return
    known = set(made_before(rest, product_id, offer))
    missing = [one for one in variants if one.external_id not in known]
    for some in slices(missing, VARIATIONS_A_CALL):
        create = [
            {
                **sold(one, terms),
                "attributes": [
                    {**named(name, shared), "option": value} for name, value in one.options
                ],
                "meta_data": [{"key": REFERENCE, "value": f"{offer.reference}/{one.external_id}"}],
            }
            for one in some
        ]
        answer = rest.post(f"products/{product_id}/variations/batch", {"create": create}, Batch)
        refuse_errors(answer)


def refuse_errors(answer):
    errors = [one.error.message for one in answer.create if one.error]
    if errors:
        raise RejectedError(_("The shop refuses. %s", " ".join(dict.fromkeys(errors))))


def made_before(rest, product_id, offer):
    """Return {our variant: its node} of the variations that are there."""
    found = {}
    for node in variations(rest, product_id, f"{VARIATION_FIELDS},parent_id,meta_data"):
        reference = msgspec.json.decode(node, type=Found, strict=False).reference
        mine, _slash, key = reference.rpartition("/")
        if mine == offer.reference and key:
            found[key] = node
    return found


def add_picture(rest, known, offer):
    """Let the shop fetch the picture; return what it says where it cannot."""
    if not offer.product.images or known.images:
        return ""
    images = [{"src": address} for address in offer.product.images]
    try:
        rest.post(f"products/{known.id}", {"images": images}, repeatable=True)
    except RejectedError as error:
        return error.reason
    return ""


def made_of(rest, product_id, offer, terms):
    """Return what was Made, read again from the shop."""
    (product,) = rest.get(
        "products", list[Raw], include=product_id, per_page=1, _fields=PRODUCT_FIELDS
    ).data
    variants = offer.product.variants
    if len(variants) == 1:
        body = body_of(terms.currency, product=product)
        return (Made(key=variants[0].external_id, listing=read_listing(body)),)
    return tuple(
        Made(
            key=key,
            listing=read_listing(body_of(terms.currency, product=product, variation=node)),
        )
        for key, node in made_before(rest, product_id, offer).items()
    )
