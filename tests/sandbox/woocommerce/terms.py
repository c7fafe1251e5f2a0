"""Categories, tags, shipping classes, attributes and their terms; coupons and customers' routes."""

from tests.sandbox.woocommerce.batches import batch
from tests.sandbox.woocommerce.call import Answer
from tests.sandbox.woocommerce.catalogue import add_attribute, add_term, slug
from tests.sandbox.woocommerce.customers import list_customers, read_customer, update_customer
from tests.sandbox.woocommerce.errors import Refusal, bad_request
from tests.sandbox.woocommerce.listing import BY_DATE, chosen, ordered, paged

BY = {
    **{name: (lambda row, key=name: row.get(key, 0)) for name in ("id", "name", "slug", "count")},
    "menu_order": lambda row: row.get("menu_order", 0),
    "description": lambda row: row["description"],
    "term_group": lambda row: row["id"],
}


def _body(shop, row, place):
    return {**row, "_links": shop.api.links(f"{place}/{row['id']}", place)}


def _list(shop, call, rows, place):
    wanted = call.params.get("slug")
    rows = [row for row in rows if not wanted or row["slug"] == wanted]
    words = str(call.params.get("search") or "").lower()
    rows = [row for row in chosen(rows, call) if words in row["name"].lower()]
    call.params.setdefault("order", "asc")
    rows = ordered(rows, call, BY, default="name")
    return paged(shop.api, call, rows, lambda row: _body(shop, row, place), place)


def _find(rows, number, status=404):
    if int(number) not in rows:
        raise Refusal(status, "woocommerce_rest_term_invalid", "Resource does not exist.")
    return rows[int(number)]


def _create(shop, call, rows, place, **more):
    name = call.given.get("name")
    if not name:
        raise bad_request("missing_name", "Name is required.")
    wanted = call.given.get("slug") or slug(name)
    parent = int(call.given.get("parent") or 0)
    for row in rows.values():
        if row["name"] == name and row.get("parent", 0) == parent:
            raise bad_request(
                "term_exists",
                "A term with the name provided already exists with this parent.",
                resource_id=row["id"],
            )
    row = add_term(rows, shop.store, name, **more)
    row["slug"] = wanted
    return Answer(_body(shop, row, place), 201)


def _update(shop, call, row, place):
    for name in ("name", "slug", "description", "parent", "menu_order"):
        if name in call.given and name in row:
            row[name] = call.given[name]
    return Answer(_body(shop, row, place))


def _routes_of(kind, **more):
    place = f"products/{kind}"

    def rows_of(shop):
        return shop.store.terms[kind]

    def list_all(shop, call):
        return _list(shop, call, list(rows_of(shop).values()), place)

    def read(shop, call, number):
        return Answer(_body(shop, _find(rows_of(shop), number), place))

    def create(shop, call):
        extra = {name: int(call.given.get(name) or 0) for name in more}
        return _create(shop, call, rows_of(shop), place, **extra)

    def update(shop, call, number):
        return _update(shop, call, _find(rows_of(shop), number), place)

    def delete(shop, call, number):
        row = _find(rows_of(shop), number)
        del rows_of(shop)[row["id"]]
        return Answer(_body(shop, row, place))

    def many(shop, call):
        return batch(shop, call, create, update, delete)

    item = rf"/products/{kind}/(\d+)"
    return (
        ("GET", rf"/products/{kind}", "terms", "list", list_all),
        ("POST", rf"/products/{kind}", "terms", "create", create),
        ("EDIT", rf"/products/{kind}/batch", "terms", "batch", many),
        ("GET", item, "terms", "read", read),
        ("EDIT", item, "terms", "edit", update),
        ("DELETE", item, "terms", "delete", delete),
    )


def list_attributes(shop, call):
    """All at once: attributes have no pages."""
    rows = shop.store.terms["attributes"].values()
    return Answer([_body(shop, row, "products/attributes") for row in rows])


def read_attribute(shop, call, number):
    row = _find(shop.store.terms["attributes"], number)
    return Answer(_body(shop, row, "products/attributes"))


def create_attribute(shop, call):
    name = call.given.get("name")
    if not name:
        raise bad_request("missing_attribute_name", "Please, provide an attribute name.")
    wanted = f"pa_{slug(call.given.get('slug', '').removeprefix('pa_') or name)}"
    if any(row["slug"] == wanted for row in shop.store.terms["attributes"].values()):
        raise bad_request(
            "woocommerce_rest_cannot_create",
            f'Slug "{wanted[3:]}" is already in use. Change it, please.',
        )
    row = add_attribute(shop.store, name)
    row["slug"] = wanted
    return Answer(_body(shop, row, "products/attributes"), 201)


def _terms(shop, number):
    if int(number) not in shop.store.attribute_terms:
        raise Refusal(404, "woocommerce_rest_taxonomy_invalid", "Resource does not exist.")
    return shop.store.attribute_terms[int(number)]


def list_terms(shop, call, number):
    place = f"products/attributes/{number}/terms"
    return _list(shop, call, list(_terms(shop, number).values()), place)


def create_term(shop, call, number):
    place = f"products/attributes/{number}/terms"
    return _create(shop, call, _terms(shop, number), place, menu_order=0)


def list_coupons(shop, call):
    rows = [c for c in shop.store.coupons.values() if call.params.get("code") in (None, c["code"])]
    rows = ordered(chosen(rows, call), call, {**BY_DATE, "date": lambda row: row["id"]})
    return paged(shop.api, call, rows, lambda row: _body(shop, row, "coupons"), "coupons")


ATTRIBUTES = r"/products/attributes"
ROUTES = (
    *_routes_of("categories", parent=0),
    *_routes_of("tags"),
    *_routes_of("shipping_classes"),
    ("GET", ATTRIBUTES, None, "list", list_attributes),
    ("POST", ATTRIBUTES, None, "create", create_attribute),
    ("GET", rf"{ATTRIBUTES}/(\d+)", None, "read", read_attribute),
    ("GET", rf"{ATTRIBUTES}/(\d+)/terms", "terms", "list", list_terms),
    ("POST", rf"{ATTRIBUTES}/(\d+)/terms", "terms", "create", create_term),
    ("GET", r"/coupons", "coupons", "list", list_coupons),
    ("GET", r"/customers", "customers", "list", list_customers),
    ("GET", r"/customers/(\d+)", "customers", "read", read_customer),
    ("EDIT", r"/customers/(\d+)", "customers", "edit", update_customer),
)
