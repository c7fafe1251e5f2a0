"""/products and their variations.

https://woocommerce.github.io/woocommerce-rest-api-docs/#products
"""

from tests.sandbox.woocommerce.batches import batch
from tests.sandbox.woocommerce.call import Answer, is_true
from tests.sandbox.woocommerce.catalogue import managed_by, new_product
from tests.sandbox.woocommerce.errors import Refusal, bad_request, invalid_id
from tests.sandbox.woocommerce.listing import BY_DATE, chosen, dated, ordered, paged
from tests.sandbox.woocommerce.product_body import price, product_body, variation_body
from tests.sandbox.woocommerce.product_writes import write

BY = {
    **BY_DATE,
    "title": lambda row: row["name"],
    "slug": lambda row: row["slug"],
    "menu_order": lambda row: row["menu_order"],
    "popularity": lambda row: row["total_sales"],
    "rating": lambda row: 0,
    "price": lambda row: float(row["regular_price"] or 0),
}


def _shown(shop, rows):
    return [row for row in rows if row["status"] != "trash"]


def _matches(shop, call, row):
    """The filters that sort out a product or a variation."""
    params = call.params
    status = params.get("status", "any")
    if status != "any" and row["status"] != status:
        return False
    skus = call.words("sku")
    if skus and row["sku"] not in skus:
        return False
    if params.get("type") and row["type"] != params["type"]:
        return False
    if params.get("stock_status") and row["stock_status"] != params["stock_status"]:
        return False
    code = params.get("global_unique_id")
    if code and shop.store.settings["global_unique_id"] and row["global_unique_id"] != code:
        return False
    words = str(params.get("search") or "").lower()
    return not words or words in f"{row['name']} {row['description']}".lower()


def list_products(shop, call):
    """Products; variations only when a SKU is asked for, as the plugin does."""
    with_variations = bool(call.words("sku") or call.params.get("global_unique_id"))
    rows = [
        row
        for row in shop.store.products.values()
        if (row["type"] != "variation" or with_variations) and _matches(shop, call, row)
    ]
    if call.params.get("status") != "trash":
        rows = _shown(shop, rows)
    if call.params.get("category"):
        wanted = set(call.ids("category"))
        rows = [row for row in rows if wanted & set(row["categories"])]
    rows = ordered(dated(chosen(rows, call), call, shop.store), call, BY)
    return paged(
        shop.api, call, rows, lambda row: product_body(shop.store, row, shop.api), "products"
    )


def find_product(shop, number, status=404):
    product = shop.store.products.get(int(number))
    if not product:
        raise invalid_id("product", status)
    return product


def read_product(shop, call, number):
    return Answer(product_body(shop.store, find_product(shop, number), shop.api))


def create_product(shop, call):
    store = shop.store
    if call.given.get("id"):
        raise bad_request("woocommerce_rest_product_exists", "Cannot create existing product.")
    product = new_product(store, call.given.get("type") or "simple")
    _write_new(store, product, call.given)
    place = {"Location": shop.api.url(f"products/{product['id']}")}
    return Answer(product_body(store, product, shop.api), 201, place)


def _write_new(store, product, given):
    try:
        write(store, product, given, is_new=True)
    except Refusal:
        del store.products[product["id"]]
        raise


def update_product(shop, call, number):
    product = find_product(shop, number, status=400)
    if product["type"] == "variation":
        raise Refusal(
            404,
            "woocommerce_rest_invalid_product_id",
            "To manipulate product variations you should use the "
            "/products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.",
        )
    if call.given.get("type") in ("simple", "variable"):
        product["type"] = call.given["type"]
    write(shop.store, product, call.given)
    return Answer(product_body(shop.store, product, shop.api))


def delete_product(shop, call, number):
    """To the bin (product.deleted rings), or with force for good, variations too, unheard."""
    product = find_product(shop, number)
    body = product_body(shop.store, product, shop.api)
    if is_true(call.params.get("force")):
        for variation in shop.store.variations(product):
            del shop.store.products[variation["id"]]
        del shop.store.products[product["id"]]
        return Answer(body)
    if product["status"] == "trash":
        raise Refusal(
            410, "woocommerce_rest_already_trashed", "The product has already been deleted."
        )
    to_bin(shop.store, product)
    return Answer(body)


def to_bin(store, product):
    product["status"] = "trash"
    store.tell("product.deleted", product["id"])


def batch_products(shop, call):
    return batch(shop, call, create_product, update_product, delete_product)


def _parent(shop, number):
    parent = shop.store.products.get(int(number))
    if not parent or parent["type"] == "variation":
        raise Refusal(404, "woocommerce_rest_product_invalid_id", "Invalid product ID.")
    return parent


def list_variations(shop, call, number):
    """Of an unknown parent the list is empty, not refused."""
    rows = [
        row
        for row in shop.store.products.values()
        if row["parent_id"] == int(number) and _matches(shop, call, row)
    ]
    rows = ordered(dated(chosen(_shown(shop, rows), call), call, shop.store), call, BY)
    return paged(
        shop.api,
        call,
        rows,
        lambda row: variation_body(shop.store, row, shop.api),
        f"products/{number}/variations",
    )


def find_variation(shop, number, variation_id, status=404):
    variation = shop.store.products.get(int(variation_id))
    if not variation or variation["parent_id"] != int(number):
        raise invalid_id("product_variation", status)
    return variation


def read_variation(shop, call, number, variation_id):
    found = find_variation(shop, number, variation_id)
    return Answer(variation_body(shop.store, found, shop.api))


def create_variation(shop, call, number):
    parent = _parent(shop, number)
    variation = new_product(shop.store, parent=parent)
    _write_new(shop.store, variation, call.given)
    place = {"Location": shop.api.url(f"products/{number}/variations/{variation['id']}")}
    return Answer(variation_body(shop.store, variation, shop.api), 201, place)


def update_variation(shop, call, number, variation_id):
    variation = find_variation(shop, number, variation_id, status=400)
    write(shop.store, variation, call.given)
    return Answer(variation_body(shop.store, variation, shop.api))


def delete_variation(shop, call, number, variation_id):
    variation = find_variation(shop, number, variation_id)
    body = variation_body(shop.store, variation, shop.api)
    if not is_true(call.params.get("force")):
        raise Refusal(
            501, "woocommerce_rest_trash_not_supported", "Variations do not support trashing."
        )
    del shop.store.products[variation["id"]]
    return Answer(body)


def batch_variations(shop, call, number):
    _parent(shop, number)
    return batch(shop, call, create_variation, update_variation, delete_variation, number)


def stock_table(store):
    """{SKU: what a buyer may still order (None: not managed)}"""
    table = {}
    for product in store.products.values():
        owner = managed_by(store, product)
        if product["sku"]:
            table[product["sku"]] = owner["stock_quantity"] if owner else None
    return table


def price_table(store):
    return {p["sku"]: price(store, p) for p in store.products.values() if p["sku"]}


def goods_table(store):
    """{SKU: name, status, description, weight, attributes} of what has one."""
    names = ("name", "status", "description", "weight", "regular_price", "attributes", "meta_data")
    return {p["sku"]: {one: p[one] for one in names} for p in store.products.values() if p["sku"]}


ITEM = r"/products/(\d+)"
ROUTES = (
    ("GET", r"/products", "products", "list", list_products),
    ("POST", r"/products", "products", "create", create_product),
    ("EDIT", r"/products/batch", "products", "batch", batch_products),
    ("GET", ITEM, "products", "read", read_product),
    ("EDIT", ITEM, "products", "edit", update_product),
    ("DELETE", ITEM, "products", "delete", delete_product),
    ("GET", rf"{ITEM}/variations", "variations", "list", list_variations),
    ("POST", rf"{ITEM}/variations", "variations", "create", create_variation),
    ("EDIT", rf"{ITEM}/variations/batch", "variations", "batch", batch_variations),
    ("GET", rf"{ITEM}/variations/(\d+)", "variations", "read", read_variation),
    ("EDIT", rf"{ITEM}/variations/(\d+)", "variations", "edit", update_variation),
    ("DELETE", rf"{ITEM}/variations/(\d+)", "variations", "delete", delete_variation),
)
