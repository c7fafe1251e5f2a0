"""What a write does to a product or a variation, and what it refuses or silently leaves."""

from decimal import Decimal, InvalidOperation

from tests.sandbox.woocommerce.catalogue import (
    add_term,
    find_attribute,
    refresh_stock_status,
    slug,
    touch,
)
from tests.sandbox.woocommerce.clock import gmt, now
from tests.sandbox.woocommerce.errors import Refusal, bad_request

PLAIN = (
    "name", "status", "featured", "catalog_visibility", "description", "short_description",
    "virtual", "downloadable", "tax_status", "tax_class", "backorders", "sold_individually",
    "weight", "reviews_allowed", "purchase_note", "menu_order", "external_url", "button_text",
    "upsell_ids", "cross_sell_ids", "grouped_products", "default_attributes", "slug",
    "shipping_class", "low_stock_amount",
)  # fmt: skip


def write(store, product, given, is_new=False):
    """Take what the caller gave (None: not given). A refusal leaves the product as it was."""
    given = {name: value for name, value in given.items() if value is not None}
    _check_codes(store, product, given)
    images = _images(store, given)
    for name in PLAIN:
        if name in given:
            product[name] = given[name]
    _write_codes(store, product, given)
    _write_prices(store, product, given)
    _write_stock(store, product, given)
    if "dimensions" in given:
        product["dimensions"].update(given["dimensions"])
    if images is not None:
        product["images"] = images
    _write_terms(store, product, given)
    _write_attributes(store, product, given)
    write_meta(store, product, given)
    if not product["slug"]:
        product["slug"] = slug(product["name"]) or str(product["id"])
    if is_new:
        store.tell("product.created", product["id"])
    else:
        touch(store, product)


def _check_codes(store, product, given):
    other = store.by_sku(given.get("sku"))
    if other and other is not product:
        raise Refusal(
            400,
            "product_invalid_sku",
            "Invalid or duplicated SKU.",
            resource_id=other["id"],
            unique_sku=f"{given['sku']}-1",
        )
    if not store.settings["global_unique_id"]:
        return
    other = store.by_unique_id(given.get("global_unique_id"))
    if other and other is not product:
        raise Refusal(
            400,
            "product_invalid_global_unique_id",
            "Invalid or duplicated GTIN, UPC, EAN or ISBN.",
            resource_id=other["id"],
        )


def _write_codes(store, product, given):
    if "sku" in given:
        product["sku"] = given["sku"]
    if "global_unique_id" in given and store.settings["global_unique_id"]:
        product["global_unique_id"] = given["global_unique_id"]


def _write_prices(store, product, given):
    """A sale price that is not below the regular one is dropped without a word."""
    if product["type"] == "variable":
        return
    for name in ("regular_price", "sale_price"):
        if name in given:
            product[name] = _amount(given[name])
    for name in ("date_on_sale_from", "date_on_sale_to"):
        if f"{name}_gmt" in given or name in given:
            product[name] = _moment(store, given, name)
    regular, sale = product["regular_price"], product["sale_price"]
    if sale and (not regular or Decimal(sale) >= Decimal(regular)):
        product["sale_price"] = ""


def _moment(store, given, name):
    """A sale's beginning or end in GMT; a time without zone is GMT, or the site's, by its name."""
    if f"{name}_gmt" in given:
        text, zone = given[f"{name}_gmt"], "UTC"
    else:
        text, zone = given[name], store.zone
    return gmt(text, zone) if text else None


def _amount(value):
    """Text as the shop keeps it: what is no number becomes nothing."""
    text = str(value).strip()
    try:
        return text if text and Decimal(text).is_finite() else ""
    except InvalidOperation:
        return ""


def _write_stock(store, product, given):
    """A quantity for a product whose stock is not managed is left out, and the answer is 200."""
    if not store.settings["manage_stock"]:
        product["stock_status"] = given.get("stock_status", product["stock_status"])
        return
    if "manage_stock" in given:
        product["manage_stock"] = given["manage_stock"] in (True, "true", "yes", 1, "1")
    if not product["manage_stock"]:
        product["stock_quantity"] = None
        product["stock_status"] = given.get("stock_status", product["stock_status"])
        return
    if "stock_quantity" in given:
        product["stock_quantity"] = _units(given["stock_quantity"])
    elif "inventory_delta" in given:
        product["stock_quantity"] = (product["stock_quantity"] or 0) + _units(
            given["inventory_delta"]
        )
    elif product["stock_quantity"] is None:
        product["stock_quantity"] = 0
    refresh_stock_status(store, product)


def _units(value):
    """Whole units: 2.7 becomes 2, "abc" becomes 0, as PHP casts."""
    try:
        return int(Decimal(str(value).strip() or "0"))
    except (InvalidOperation, OverflowError, ValueError):
        return 0


def _images(store, given):
    """The pictures that a write asks for, or None. They are not fetched here."""
    if "image" in given:
        given["images"] = [given["image"]]
    if "images" not in given:
        return None
    known = {i["id"]: i for p in store.products.values() for i in p["images"]}
    return [_image(store, known, wanted) for wanted in given["images"]]


def _image(store, known, wanted):
    number, source = wanted.get("id"), wanted.get("src", "")
    if number:
        if number not in known:
            raise bad_request(
                "woocommerce_product_invalid_image_id", f"#{number} is an invalid image ID."
            )
        return known[number]
    if not source.startswith(("http://", "https://")):
        raise bad_request(
            "woocommerce_product_image_upload_error",
            f"Error getting remote image {source}. Error: A valid URL was not provided.",
        )
    moment = now()
    return {
        "id": store.new_id(),
        **{
            f"date_{when}{zone}": moment
            for when in ("created", "modified")
            for zone in ("", "_gmt")
        },
        "src": source,
        "name": wanted.get("name", ""),
        "alt": wanted.get("alt", ""),
    }


def _write_terms(store, product, given):
    for kind in ("categories", "tags"):
        if kind in given:
            product[kind] = [
                int(term["id"])
                for term in given[kind]
                if int(term.get("id", 0)) in store.terms[kind]
            ]


def _write_attributes(store, product, given):
    if "attributes" not in given:
        return
    if product["type"] == "variation":
        product["attributes"] = _chosen(store, product, given["attributes"])
        return
    product["attributes"] = [
        attribute
        for place, wanted in enumerate(given["attributes"])
        if (attribute := _attribute(store, wanted, place))
    ]


def _attribute(store, wanted, place):
    known = store.terms["attributes"].get(int(wanted.get("id") or 0))
    if not known and not wanted.get("name"):
        return None
    options = wanted.get("options") or []
    if isinstance(options, str):
        options = [text.strip() for text in options.split("|")]
    if known:
        terms = store.attribute_terms[known["id"]]
        for option in options:
            if option not in {term["name"] for term in terms.values()}:
                add_term(terms, store, option, menu_order=0)
    name = known["name"] if known else wanted["name"]
    return {
        "id": known["id"] if known else 0,
        "name": name,
        "slug": known["slug"] if known else name,
        "position": wanted.get("position", place),
        "visible": bool(wanted.get("visible", False)),
        "variation": bool(wanted.get("variation", False)),
        "options": list(options),
    }


def _chosen(store, variation, wanted):
    """Options of the parent's variation attributes; any other is skipped without a word."""
    parent = store.products[variation["parent_id"]]
    usable = [a for a in parent["attributes"] if a["variation"]]
    found = []
    for choice in wanted:
        number, name = int(choice.get("id") or 0), choice.get("name", "")
        if number == 0 and find_attribute(store, name):
            number = find_attribute(store, name)["id"]
        for a in usable:
            if (a["id"] == number if number else a["name"] == name) and choice.get("option"):
                found.append(
                    {**{k: a[k] for k in ("id", "name", "slug")}, "option": choice["option"]}
                )
    return found


def write_meta(store, thing, given):
    """Each entry replaces that of its id, else that of its key, else is added; null removes."""
    for entry in given.get("meta_data") or []:
        key = entry.get("key")
        same = [
            m for m in thing["meta_data"]
            if (m["id"] == entry["id"] if entry.get("id") else m["key"] == key)
        ]  # fmt: skip
        if entry.get("value") is None:
            thing["meta_data"] = [m for m in thing["meta_data"] if m not in same]
        elif same:
            same[0].update(value=entry["value"], key=key or same[0]["key"])
        elif key:
            thing["meta_data"].append(store.meta(key, entry["value"]))
