"""Products and variations as the API shows them."""

from tests.sandbox.woocommerce.catalogue import full_name, managed_by, slug
from tests.sandbox.woocommerce.clock import dates, now
from tests.sandbox.woocommerce.media import pictures

COPIED = (
    "id", "slug", "type", "status", "featured", "catalog_visibility", "description",
    "short_description", "sku", "regular_price", "sale_price", "total_sales", "virtual",
    "downloadable", "downloads", "download_limit", "download_expiry", "external_url",
    "button_text", "tax_status", "tax_class", "stock_status", "backorders", "low_stock_amount",
    "sold_individually", "weight", "dimensions", "reviews_allowed", "upsell_ids", "cross_sell_ids",
    "parent_id", "purchase_note", "menu_order", "meta_data", "grouped_products",
)  # fmt: skip
COPIED_VARIATION = (
    "id", "description", "sku", "regular_price", "sale_price", "status", "virtual",
    "downloadable", "downloads", "download_limit", "download_expiry", "tax_status", "tax_class",
    "stock_status", "backorders", "low_stock_amount", "weight", "dimensions", "menu_order",
    "meta_data", "parent_id",
)  # fmt: skip
CONSTANTS = {
    "shipping_taxable": True,
    "average_rating": "0.00",
    "rating_count": 0,
    "related_ids": [],
    "has_options": False,
    "post_password": "",
}


def price(store, product):
    """What a buyer pays now; a variable product's is its cheapest variation's."""
    if product["type"] == "variable":
        known = [price(store, v) for v in store.variations(product) if v["status"] == "publish"]
        return min((p for p in known if p), key=float, default="")
    return product["sale_price"] if on_sale(product) else product["regular_price"]


def on_sale(product):
    """Whether the sale price is asked at this moment; its dates are kept in GMT."""
    starts, ends, moment = product["date_on_sale_from"], product["date_on_sale_to"], now()
    is_begun, is_over = not starts or starts <= moment, bool(ends) and ends < moment
    return bool(product["sale_price"]) and is_begun and not is_over


def product_body(store, product, api):
    """`api`: address of the API's root, for the links."""
    number = product["id"]
    return {
        **{name: product[name] for name in COPIED},
        **_common(store, product),
        "name": full_name(store, product),
        "permalink": f"{api.home}/produit/{product['slug']}/",
        "shipping_class_id": 0,
        "price_html": f'<span class="amount">{price(store, product)}</span>',
        "categories": [_term(store, "categories", n) for n in product["categories"]],
        "tags": [_term(store, "tags", n) for n in product["tags"]],
        "images": pictures(store, product),
        "attributes": _attributes(product),
        "default_attributes": product["default_attributes"],
        "variations": [v["id"] for v in store.variations(product)],
        **CONSTANTS,
        "has_options": product["type"] == "variable",
        "_links": api.links(f"products/{number}", "products"),
    }


def variation_body(store, variation, api):
    parent = variation["parent_id"]
    return {
        **{name: variation[name] for name in COPIED_VARIATION},
        **_common(store, variation),
        "type": "variation",
        "name": ", ".join(a["option"] for a in variation["attributes"]),
        "permalink": f"{api.home}/produit/{store.products[parent]['slug']}/",
        "shipping_class_id": 0,
        "image": next(iter(pictures(store, variation)), None),
        "attributes": [_option(a) for a in variation["attributes"]],
        "_links": api.links(
            f"products/{parent}/variations/{variation['id']}",
            f"products/{parent}/variations",
            up=f"products/{parent}",
        ),
    }


def _common(store, product):
    owner = managed_by(store, product)
    unique = {"global_unique_id": product["global_unique_id"]}
    return {
        **(unique if store.settings["global_unique_id"] else {}),
        **dates(
            store.zone,
            date_created=product["date_created"],
            date_modified=product["date_modified"],
            date_on_sale_from=product["date_on_sale_from"],
            date_on_sale_to=product["date_on_sale_to"],
        ),
        "price": price(store, product),
        "on_sale": on_sale(product),
        "purchasable": bool(price(store, product)),
        "manage_stock": _managed(product, owner),
        "stock_quantity": owner["stock_quantity"] if owner else None,
        "backorders_allowed": product["backorders"] != "no",
        "backordered": product["stock_status"] == "onbackorder",
        "shipping_required": not product["virtual"],
        "shipping_class": product["shipping_class"],
    }


def _managed(product, owner):
    if owner is None:
        return False
    return True if owner is product else "parent"


def _term(store, kind, number):
    term = store.terms[kind].get(number, {"id": number, "name": "", "slug": ""})
    return {name: term[name] for name in ("id", "name", "slug")}


def _attributes(product):
    if product["type"] == "variation":
        return [_option(a) for a in product["attributes"]]
    names = ("id", "name", "slug", "position", "visible", "variation", "options")
    return [{name: a[name] for name in names} for a in product["attributes"]]


def _option(attribute):
    return {name: attribute[name] for name in ("id", "name", "slug", "option")}


def attribute_key(attribute):
    """The key under which an order line keeps the chosen option: pa_poids, or taille."""
    return attribute["slug"] if attribute["id"] else slug(attribute["name"])
