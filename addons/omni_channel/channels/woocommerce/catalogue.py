"""Products in pages, the variations of each variable product after it; listings of them.

Bound: a page of products is one call, and each variable product on it one more for every 100
variations. Between full listings (every seven days) only changed products are read; since a
variation may change without its product, the full listing is what never misses one.
"""

from datetime import timedelta

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Item, Listing, Page
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.times import instant, iso

from .answers import plain
from .moments import after
from .payload import LISTING, read_payload
from .prices import shown
from .tables import GOODS_OF_OTHERS, LISTING_STATES

PRODUCTS_A_PAGE = 50
VARIATIONS_A_PAGE = 100
SHIFTED = 2
PUBLISHED = "publish"
FULL_EVERY = timedelta(days=7)
SALE_FIELDS = "regular_price,sale_price,date_on_sale_from_gmt,date_on_sale_to_gmt"
PRODUCT_FIELDS = (
    "id,name,type,status,sku,global_unique_id,price,manage_stock,stock_quantity,permalink,"
    f"virtual,variations,date_modified_gmt,date_created_gmt,{SALE_FIELDS}"
)
VARIATION_FIELDS = (
    "id,name,status,sku,global_unique_id,price,manage_stock,stock_quantity,permalink,virtual,"
    f"attributes,date_modified_gmt,date_created_gmt,{SALE_FIELDS}"
)


class Head(Struct):
    id: int
    name: str | None = None
    status: str | None = None
    type: str | None = None
    permalink: str | None = None
    variations: list | None = None
    date_modified_gmt: str | None = None


def changed_listings(rest, cursor, now, currency=""):
    """Yield Pages of listings; ``currency``: the shop's, which its products do not name."""
    return changed_products(
        rest, cursor, now, PRODUCT_FIELDS, lambda node: items_of(rest, node, currency)
    )


def changed_products(rest, cursor, now, fields, items):
    """Yield Pages of what changed since the cursor; of everything every seven days.

    ``now``: a function that returns the shop's own clock, once it answered. ``items``: the Items
    that a product gives.
    """
    begun = {name: cursor[name] for name in ("from", "offset", "began") if name in cursor}
    place = {"from": start_of(cursor), "offset": 0, "began": ""} | begun
    portion = rest.portion("products", PRODUCTS_A_PAGE)
    while True:
        with portion.call():
            asked = query(place, portion.size)
            found = rest.get("products", list[Raw], **asked, _fields=fields)
        place["began"] = place["began"] or iso(now())
        page = tuple(item for node in found.data for item in items(node))
        began = "" if place["from"] else place["began"]
        read = place["offset"] + len(found.data)
        if not found.data or (found.total is not None and read >= found.total):
            yield Page(items=page, cursor=finished(cursor, place), more=False, began=began)
            return
        place["offset"] += max(len(found.data) - SHIFTED, 1)
        kept = {name: cursor[name] for name in ("since", "full") if cursor.get(name)}
        yield Page(items=page, cursor=kept | place, more=True, began=began)


def start_of(cursor):
    """Return the time to list changes from; empty for a full listing."""
    if not cursor.get("since") or not cursor.get("full"):
        return ""
    if instant(cursor["since"]) - instant(cursor["full"]) >= FULL_EVERY:
        return ""
    return iso(paging.since(cursor))


def finished(cursor, place):
    full = cursor.get("full", "") if place["from"] else place["began"]
    return {"since": place["began"], "full": full}


def query(place, size):
    found = {
        "per_page": size,
        "offset": place["offset"] or None,
        "orderby": "id",
        "order": "asc",
    }
    if place["from"]:
        found |= {"modified_after": after(place["from"]), "dates_are_gmt": "true"}
    return found


def items_of(rest, node, currency=""):
    """Return the Items of a product: itself, or its variations. Grouped ones hold no goods."""
    head = msgspec.json.decode(node, type=Head, strict=False)
    if head.type in GOODS_OF_OTHERS:
        return []
    if not head.variations:
        without_any = (head.type or "").startswith("variable")
        return [] if without_any else [item_of(node, body_of(currency, product=node))]
    return [
        item_of(one, body_of(currency, product=node, variation=one))
        for one in variations(rest, head.id)
    ]


def variations(rest, product_id, fields=VARIATION_FIELDS):
    """Return the payloads of all variations of a product."""
    found, offset = [], 0
    portion = rest.portion("variations", VARIATIONS_A_PAGE)
    while True:
        size = portion.size
        with portion.call():
            page = rest.get(
                f"products/{product_id}/variations",
                list[Raw],
                per_page=size,
                offset=offset or None,
                orderby="id",
                order="asc",
                _fields=fields,
            )
        found += page.data
        offset += len(page.data)
        if len(page.data) < size or (page.total is not None and offset >= page.total):
            return found


def body_of(currency, **nodes):
    """Return a listing's body: what the shop wrote, word for word, and the shop's currency."""
    return msgspec.json.encode({"currency": currency, **nodes})


def item_of(node, body):
    head = msgspec.json.decode(node, type=Head, strict=False)
    return Item(external_id=str(head.id), body=body, version=head.date_modified_gmt or "")


def read_listing(body):
    """Return the Listing of a simple product or of a variation."""
    found = read_payload(LISTING, body)
    product, one = found.product, found.variation
    if one is None:
        return _listing(product, stock_id_of(product, product), product.status, found.currency)
    one.name = _name(one, product)
    status = product.status if product.status != PUBLISHED else one.status
    stock_id = stock_id_of(product, one)
    return _listing(one, stock_id, status, found.currency, str(product.id))


def stock_id_of(product, one):
    """Return what the stock of a product, or of one of its variations, is set on."""
    return str(product.id) if one is product else f"{product.id}/{one.id}"


def _listing(product, stock_id, status, currency, parent_id=""):
    costs = shown(product)
    return Listing(
        external_id=str(product.id),
        stock_id=stock_id,
        parent_id=parent_id,
        name=plain(product.name) or product.sku or str(product.id),
        sku=(product.sku or "").strip(),
        barcode=(product.global_unique_id or "").strip(),
        price=None if product.price in (None, "") else amount(product.price),
        currency=currency,
        quantity=pieces(product.stock_quantity),
        is_stock_managed=product.manage_stock is True,
        active=status == PUBLISHED,
        url=product.permalink or "",
        regular_price=costs.regular,
        sale_price=costs.sale,
        sale_from=costs.sale_from,
        sale_to=costs.sale_to,
        state=LISTING_STATES.get(status or "", "other"),
    )


def pieces(value):
    """Return whole pieces: half a piece cannot be sold; None where nothing is counted."""
    return None if value in (None, "") else int(amount(value) // 1)


def _name(variation, product):
    options = variation.attributes if isinstance(variation.attributes, list) else []
    words = [str(one.get("option")) for one in options if isinstance(one, dict)]
    told = ", ".join(word for word in words if word and word != "None") or variation.name or ""
    return f"{product.name} - {told}" if told and told != product.name else product.name
