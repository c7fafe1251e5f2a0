"""Whole products in, each with all its variants in one Item.

A page holds a few products with their first variants, so that it stays below the points that one
query may cost by the strictest reading; a product with more variants takes further calls.
"""

from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from odoo.addons.omni_base.core.decoding import read_as
from odoo.addons.omni_base.core.documents import Item, Product, Variant
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .catalogue import changed
from .graph import PageInfo, typed
from .prices import shown
from .product_queries import MORE_VARIANTS, PRODUCTS, PRODUCTS_BY_ID
from .tables import ACTIVE_PRODUCTS, KILOGRAMS
from .words import gid, looked_up, tail

PRODUCTS_A_PAGE = 10
VARIANTS_A_PRODUCT = 10
VARIANTS_A_CALL = 100
NO_OPTION = "Default Title"


class Terms(Struct, rename="camel"):
    """What the shop says of all its prices."""

    currency_code: str = ""
    taxes_included: bool | None = None


class Variants(Struct, rename="camel"):
    nodes: list[Raw]
    page_info: PageInfo


class Head(Struct, rename="camel"):
    id: str = ""
    updated_at: str = ""
    variants: Variants | None = None


class Nodes(Struct, rename="camel"):
    nodes: list[Raw]
    page_info: PageInfo


class Listed(Struct):
    shop: Terms
    products: Nodes


class ById(Struct):
    shop: Terms
    nodes: list[Raw]


class OneProduct(Struct):
    variants: Variants


class More(Struct):
    product: OneProduct | None = None


class Weight(Struct):
    unit: str
    value: Decimal


class Measurement(Struct):
    weight: Weight | None = None


class InventoryItem(Struct, rename="camel"):
    id: str = ""
    tracked: bool | None = None
    requires_shipping: bool = True
    measurement: Measurement | None = None


class Option(Struct):
    name: str
    value: str


class VariantNode(Struct, rename="camel"):
    id: str
    price: Decimal
    title: str = ""
    sku: str | None = None
    barcode: str | None = None
    compare_at_price: Decimal | None = None
    selected_options: list[Option] = []
    inventory_item: InventoryItem = field(default_factory=InventoryItem)


class FirstVariants(Struct):
    nodes: list[VariantNode]


class Image(Struct):
    url: str


class Preview(Struct):
    """``image``: None until the shop has made it ready."""

    image: Image | None = None


class Media(Struct):
    preview: Preview | None = None


class ProductNode(Struct, rename="camel"):
    id: str
    title: str
    status: str
    variants: FirstVariants
    description_html: str = ""
    product_type: str = ""
    online_store_url: str | None = None
    featured_media: Media | None = None


class ProductPayload(Struct):
    """A product, the variants beyond those in it, and the shop's terms."""

    product: ProductNode
    more: list[VariantNode] = []
    shop: Terms = field(default_factory=Terms)


def changed_products(graph, cursor):
    """Yield Pages of products changed since the cursor; all of them the first time."""

    def read(after, query):
        found = graph.ask(
            PRODUCTS,
            Listed,
            first=PRODUCTS_A_PAGE,
            after=after,
            query=query,
            variants=VARIANTS_A_PRODUCT,
        )
        items = tuple(item_of(graph, node, found.shop) for node in found.products.nodes)
        return items, found.products.page_info

    return changed(graph, cursor, read)


def products_by_id(graph, external_ids):
    """Return the Items of these products; those that are gone are left out."""
    items = []
    for some in slices(list(dict.fromkeys(external_ids)), PRODUCTS_A_PAGE):
        ids = [gid("Product", external_id) for external_id in some]
        found = graph.ask(PRODUCTS_BY_ID, ById, ids=ids, variants=VARIANTS_A_PRODUCT)
        known = [node for node in found.nodes if bytes(node) not in (b"null", b"{}")]
        items += [item_of(graph, node, found.shop) for node in known]
    return items


def item_of(graph, node, terms):
    """Return the Item of a product in a page, with the variants that the page leaves out."""
    head = typed(node, Head)
    body = msgspec.json.encode(
        {"shop": terms, "product": node, "more": more_variants(graph, head.id, head.variants)}
    )
    return Item(external_id=tail(head.id), body=body, version=head.updated_at)


def more_variants(graph, product_id, variants):
    found, page = [], variants.page_info
    while page.has_next_page:
        answer: Any = graph.ask(
            MORE_VARIANTS, More, id=product_id, first=VARIANTS_A_CALL, after=page.end_cursor
        )
        if answer.product is None:
            break
        found += answer.product.variants.nodes
        page = answer.product.variants.page_info
    return found


def read_product(body):
    """Return the Product of one Item's body."""
    payload = read_as(body, ProductPayload)
    product, terms = payload.product, payload.shop
    return Product(
        external_id=tail(product.id),
        name=product.title,
        description=product.description_html.strip(),
        currency=terms.currency_code,
        taxes_included=terms.taxes_included,
        categories=(product.product_type,) if product.product_type else (),
        images=_images(product.featured_media),
        variants=tuple(_variant(product, one) for one in (*product.variants.nodes, *payload.more)),
        active=looked_up(ACTIVE_PRODUCTS, product.status, _("a product's state")),
        url=product.online_store_url or "",
    )


def _images(media):
    """Return the address of the first picture, or of a film's or model's still."""
    preview = media.preview if media else None
    return (preview.image.url,) if preview and preview.image else ()


def _variant(product, node):
    alone = node.title in ("", NO_OPTION)
    options = tuple((option.name, option.value) for option in node.selected_options)
    costs = shown(node)
    return Variant(
        external_id=tail(node.id),
        name=product.title if alone else f"{product.title} - {node.title}",
        sku=(node.sku or "").strip(),
        barcode=(node.barcode or "").strip(),
        price=costs.regular,
        sale_price=costs.sale,
        weight=_weight(node.inventory_item.measurement),
        options=() if alone else options,
        requires_shipping=node.inventory_item.requires_shipping,
        stock_id=tail(node.inventory_item.id),
        is_stock_managed=node.inventory_item.tracked,
    )


def _weight(measurement):
    """Return kilograms; a product nobody weighed has 0, which is none."""
    weight = measurement.weight if measurement else None
    if not weight or not weight.value:
        return None
    return amount(weight.value) * looked_up(KILOGRAMS, weight.unit, _("a unit of weight"))
