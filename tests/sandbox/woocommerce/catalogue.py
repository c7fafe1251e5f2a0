"""Making goods, categories and attributes on the shop's own side."""

import re
import unicodedata

from tests.sandbox.woocommerce.clock import now

OPENED = "2024-03-01T08:00:00"
NO_SIZE = {"length": "", "width": "", "height": ""}


def slug(text):
    """Café Sidamo -> cafe-sidamo"""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def add_category(store, name, parent=0):
    return add_term(store.terms["categories"], store, name, parent=parent)


def add_term(terms, store, name, **more):
    number = store.new_id("term")
    terms[number] = {
        "id": number, "name": name, "slug": slug(name), "description": "", "count": 0, **more,
    }  # fmt: skip
    return terms[number]


def add_attribute(store, name, options=()):
    """A global attribute; its slug is what variations and order lines are keyed by: pa_<slug>."""
    number = store.new_id("attribute")
    store.terms["attributes"][number] = {
        "id": number,
        "name": name,
        "slug": f"pa_{slug(name)}",
        "type": "select",
        "order_by": "menu_order",
        "has_archives": False,
    }
    store.attribute_terms[number] = {}
    for option in options:
        add_term(store.attribute_terms[number], store, option, menu_order=0)
    return store.terms["attributes"][number]


def find_attribute(store, name):
    return next((a for a in store.terms["attributes"].values() if a["name"] == name), None)


def new_product(store, kind="simple", parent=None):
    """A product with every field at the shop's default."""
    moment = now()
    number = store.new_id()
    store.products[number] = {
        "id": number,
        "parent_id": parent["id"] if parent else 0,
        "type": "variation" if parent else kind,
        "name": "",
        "slug": "",
        "status": "publish",
        "date_created": moment,
        "date_modified": moment,
        **DEFAULTS,
        "dimensions": dict(NO_SIZE),
        **{name: [] for name in LISTS},
    }
    return store.products[number]


LISTS = (
    "categories", "tags", "images", "attributes", "default_attributes", "meta_data",
    "upsell_ids", "cross_sell_ids", "grouped_products", "downloads",
)  # fmt: skip
DEFAULTS = {
    "featured": False,
    "catalog_visibility": "visible",
    "description": "",
    "short_description": "",
    "sku": "",
    "global_unique_id": "",
    "regular_price": "",
    "sale_price": "",
    "date_on_sale_from": None,
    "date_on_sale_to": None,
    "total_sales": 0,
    "virtual": False,
    "downloadable": False,
    "tax_status": "taxable",
    "tax_class": "",
    "manage_stock": False,
    "stock_quantity": None,
    "stock_status": "instock",
    "backorders": "no",
    "low_stock_amount": None,
    "sold_individually": False,
    "weight": "",
    "shipping_class": "",
    "reviews_allowed": True,
    "purchase_note": "",
    "menu_order": 0,
    "external_url": "",
    "button_text": "",
    "download_limit": -1,
    "download_expiry": -1,
}


def add_product(store, row, moment=OPENED):
    """From a row of seed_products: simple, or variable when it has `variations`."""
    product = new_product(store, "variable" if row.get("variations") else "simple")
    category = row.get("category")
    known = next((t for t in store.terms["categories"].values() if t["name"] == category), None)
    product.update(
        name=row["name"],
        slug=slug(row["name"]),
        status=row.get("status", "publish"),
        short_description=f"<p>{row.get('description', '')}</p>\n",
        description=f"<p>{row.get('description', '')}</p>\n",
        virtual=row.get("virtual", False),
        tax_status="taxable" if row.get("taxable", True) else "none",
        tax_class=row.get("tax_class", ""),
        categories=[known["id"]] if known else [],
        date_created=moment,
        date_modified=row.get("date_modified", moment),
    )
    _fill(store, product, row)
    product["attributes"] = _attributes(store, row.get("attributes") or {})
    for place, values in enumerate(row.get("variations") or (), start=1):
        _add_variation(store, product, values, place)
    return product


def _fill(store, product, row):
    product["sku"] = row.get("sku", "")
    product["global_unique_id"] = row.get("barcode", "")
    product["regular_price"] = row.get("price", "")
    product["sale_price"] = row.get("sale_price", "")
    product["weight"] = row.get("weight", "")
    if row.get("dimensions"):
        names = ("length", "width", "height")
        product["dimensions"] = dict(zip(names, row["dimensions"], strict=True))
    stock = row.get("parent_stock") if "variations" in row else row.get("stock")
    if isinstance(stock, int):
        product.update(manage_stock=True, stock_quantity=stock)
    refresh_stock_status(store, product)


def _attributes(store, wanted):
    found = []
    for place, (name, options) in enumerate(wanted.items()):
        known = find_attribute(store, name)
        found.append(
            {
                "id": known["id"] if known else 0,
                "name": name,
                "slug": known["slug"] if known else name,
                "position": place,
                "visible": True,
                "variation": True,
                "options": list(options),
            }
        )
    return found


def _add_variation(store, product, row, place):
    variation = new_product(store, parent=product)
    variation.update(
        status="publish",
        menu_order=place,
        date_created=product["date_created"],
        date_modified=product["date_modified"],
        tax_class=product["tax_class"],
        attributes=[
            {"id": a["id"], "name": a["name"], "slug": a["slug"], "option": option}
            for a, option in zip(product["attributes"], row["options"], strict=True)
            if option
        ],
    )
    _fill(store, variation, row)
    return variation


def managed_by(store, product):
    """Whose quantity counts for a product: its own, its parent's, or nobody's (None)."""
    if product["manage_stock"]:
        return product
    parent = store.products.get(product["parent_id"])
    return parent if parent and parent["manage_stock"] else None


def refresh_stock_status(store, product):
    """What follows from a managed quantity; unmanaged ones keep what was said."""
    if not product["manage_stock"] or product["stock_quantity"] is None:
        return
    if product["stock_quantity"] > 0:
        product["stock_status"] = "instock"
    else:
        product["stock_status"] = "outofstock" if product["backorders"] == "no" else "onbackorder"


def touch(store, product, moment=None):
    """A save: the date moves, whoever listens to product.updated hears; of the parent as well."""
    product["date_modified"] = moment or now()
    store.tell("product.updated", product["id"])
    parent = store.products.get(product["parent_id"])
    if parent:
        touch(store, parent, moment)


def full_name(store, product):
    """ "Café Sidamo en grains - 250 g" for a variation of at most two attributes."""
    parent = store.products.get(product["parent_id"])
    if not parent:
        return product["name"]
    options = ", ".join(attribute["option"] for attribute in product["attributes"])
    return f"{parent['name']} - {options}" if options else parent["name"]
