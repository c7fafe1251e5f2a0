"""Whole products in, each with its variations in one Item.

A page of products is one call, and each variable product on it one more for every 100 variations:
before WooCommerce 10.3, wc/v3 has no list of the variations of several products
(https://github.com/woocommerce/woocommerce/issues/50504).
"""

import msgspec
from msgspec import Raw

from odoo.addons.omni_base.core.documents import Item, Product, Variant
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.paging import slices

from .answers import plain
from .catalogue import (
    PRODUCTS_A_PAGE,
    Head,
    changed_products,
    stock_id_of,
    variations,
)
from .marks import mark_of
from .payload import PRODUCT, Choice, Dimensions, Image, Terms, read_payload
from .settings import read_options, taxes_included
from .tables import CENTIMETRES, GOODS_OF_OTHERS, KILOGRAMS, UNSORTED
from .tax_rates import home_rates, percent

# What is sold changes a product's stock all day long: it is left to the listings.
SHARED = (
    "id,name,status,sku,global_unique_id,price,regular_price,sale_price,permalink,virtual,weight,"
    "dimensions,attributes,manage_stock,date_modified_gmt"
)
WHOLE_PRODUCT = (
    f"{SHARED},type,variations,description,short_description,categories,images,tax_status,tax_class"
)
WHOLE_VARIATION = f"{SHARED},image"
SETTINGS = {
    "woocommerce_currency": "currency",
    "woocommerce_weight_unit": "weight_unit",
    "woocommerce_dimension_unit": "dimension_unit",
}


def terms(rest, with_rates):
    """Return the shop's Terms, as far as the key may read its settings.

    ``with_rates``: its tax rates too, which only whoever reads products needs.
    """
    options = read_options(rest, ("general", "products", "tax"))
    known = {name: options[option] for option, name in SETTINGS.items() if option in options}
    rates = home_rates(rest, options) if with_rates else {}
    return Terms(**known, prices_include_tax=taxes_included(options), rates=rates)


def changed(rest, cursor, now, shop_terms):
    """Yield Pages of products changed since the cursor; all of them every seven days."""
    return changed_products(
        rest, cursor, now, WHOLE_PRODUCT, lambda node: items_of(rest, node, shop_terms)
    )


def by_id(rest, external_ids, shop_terms):
    """Return the Items of these products; those that are gone are left out."""
    found = []
    portion = rest.portion("products", PRODUCTS_A_PAGE)
    for some in slices(external_ids, portion.size):
        listed = {"include": ",".join(some), "per_page": len(some), "_fields": WHOLE_PRODUCT}
        with portion.call():
            nodes = rest.get("products", list[Raw], **listed).data
        found += [item for node in nodes for item in items_of(rest, node, shop_terms)]
    return found


def items_of(rest, node, shop_terms):
    """Return the Item of a product in a list; none for what holds no goods of its own."""
    head = msgspec.json.decode(node, type=Head, strict=False)
    is_variable = (head.type or "").startswith("variable")
    if head.type in GOODS_OF_OTHERS or (is_variable and not head.variations):
        return []
    found = variations(rest, head.id, WHOLE_VARIATION) if head.variations else []
    body = msgspec.json.encode({"terms": shop_terms, "product": node, "variations": found})
    return [Item(external_id=str(head.id), body=body, version=head.date_modified_gmt or "")]


def read_product(body):
    """Return the Product; variations that are switched off in the shop are left out."""
    payload = read_payload(PRODUCT, body)
    product, shop_terms = payload.product, payload.terms
    offered = [one for one in payload.variations if one.status == "publish"]
    name = plain(product.name) or product.sku or str(product.id)
    return Product(
        external_id=str(product.id),
        name=name,
        description=(product.description or product.short_description or "").strip(),
        currency=shop_terms.currency,
        taxes_included=shop_terms.prices_include_tax,
        tax_rate=percent(product, shop_terms.rates),
        categories=categories_of(product),
        images=tuple(one.src for one in product.images or () if one.src),
        variants=tuple(_variant(product, one, name, shop_terms) for one in offered)
        if payload.variations
        else (_variant(product, product, name, shop_terms),),
        active=product.status == "publish",
        url=product.permalink or "",
        mark=mark_of(product),
    )


def categories_of(product):
    """Return the names of its categories; the one of all that has none says nothing of it."""
    own = [one for one in product.categories or () if one.name and one.slug not in UNSORTED]
    return tuple(plain(one.name) for one in own)


def _variant(product, one, name, shop_terms):
    """What a variation leaves empty it has from its product."""
    options = () if one is product else _options(product, one)
    told = ", ".join(value for _name, value in options if value)
    sizes = [_size(one, product, side, shop_terms) for side in ("length", "width", "height")]
    return Variant(
        external_id=str(one.id),
        name=f"{name} - {told}" if told else name,
        sku=(one.sku or "").strip(),
        barcode=(one.global_unique_id or "").strip(),
        price=_price(one.regular_price) or _price(one.price),
        sale_price=_price(one.sale_price),
        weight=_measure(one.weight or product.weight, KILOGRAMS.get(shop_terms.weight_unit)),
        length=sizes[0],
        width=sizes[1],
        height=sizes[2],
        options=options,
        image=one.image.src or "" if isinstance(one.image, Image) else "",
        requires_shipping=not one.virtual,
        active=one.status == "publish",
        stock_id=stock_id_of(product, one),
        is_stock_managed=None if one.manage_stock is None else one.manage_stock is True,
        mark=mark_of(one, is_variation=one is not product),
    )


def _options(product, variation):
    """Return (attribute, option) of each attribute that makes variations; an empty one is any."""
    chosen = {}
    for choice in _choices(variation):
        chosen[_key(choice)] = plain(str(choice.option or ""))
    return tuple(
        (plain(choice.name) or choice.slug or "", chosen.get(_key(choice), ""))
        for choice in _choices(product)
        if choice.variation
    )


def _choices(product):
    return msgspec.convert(product.attributes or [], list[Choice], strict=False)


def _key(choice):
    """Attributes of the whole shop have an id, those of one product only a name."""
    return choice.id or (choice.name or "").strip().lower()


def _size(one, product, side, shop_terms):
    own = one.dimensions if isinstance(one.dimensions, Dimensions) else Dimensions()
    parents = product.dimensions if isinstance(product.dimensions, Dimensions) else Dimensions()
    value = getattr(own, side) or getattr(parents, side)
    return _measure(value, CENTIMETRES.get(shop_terms.dimension_unit))


def _measure(value, unit):
    """Return a measure in our unit, None where it or the shop's unit is not known."""
    found = amount(value) if unit else None
    return found * unit if found else None


def _price(value):
    return None if value in (None, "") else amount(value)
