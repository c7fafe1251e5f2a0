"""Categories, tags, shipping classes, attributes and their terms; coupons."""

from tests.sandbox.woocommerce.batches import batch
from tests.sandbox.woocommerce.call import Answer, is_true
from tests.sandbox.woocommerce.catalogue import add_attribute, add_term, slug
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


class Taxonomy:
    """The endpoints of one kind of terms; `more` names its own whole-number fields."""

    def __init__(self, kind, more=()):
        self.kind, self.more, self.place = kind, more, f"products/{kind}"

    def rows(self, shop):
        return shop.store.terms[self.kind]

    def list_all(self, shop, call):
        return _list(shop, call, list(self.rows(shop).values()), self.place)

    def read(self, shop, call, number):
        return Answer(_body(shop, _find(self.rows(shop), number), self.place))

    def create(self, shop, call):
        extra = {name: int(call.given.get(name) or 0) for name in self.more}
        return _create(shop, call, self.rows(shop), self.place, **extra)

    def update(self, shop, call, number):
        return _update(shop, call, _find(self.rows(shop), number), self.place)

    def delete(self, shop, call, number):
        row = _find(self.rows(shop), number)
        if not is_true(call.params.get("force")):
            raise Refusal(
                501, "woocommerce_rest_trash_not_supported", "Resource does not support trashing."
            )
        del self.rows(shop)[row["id"]]
        return Answer(_body(shop, row, self.place))

    def many(self, shop, call):
        return batch(shop, call, self.create, self.update, self.delete)

    def routes(self):
        item = rf"/{self.place}/(\d+)"
        return (
            ("GET", f"/{self.place}", "terms", "list", self.list_all),
            ("POST", f"/{self.place}", "terms", "create", self.create),
            ("EDIT", f"/{self.place}/batch", "terms", "batch", self.many),
            ("GET", item, "terms", "read", self.read),
            ("EDIT", item, "terms", "edit", self.update),
            ("DELETE", item, "terms", "delete", self.delete),
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
    *Taxonomy("categories", more=("parent",)).routes(),
    *Taxonomy("tags").routes(),
    *Taxonomy("shipping_classes").routes(),
    ("GET", ATTRIBUTES, None, "list", list_attributes),
    ("POST", ATTRIBUTES, None, "create", create_attribute),
    ("GET", rf"{ATTRIBUTES}/(\d+)", None, "read", read_attribute),
    ("GET", rf"{ATTRIBUTES}/(\d+)/terms", "terms", "list", list_terms),
    ("POST", rf"{ATTRIBUTES}/(\d+)/terms", "terms", "create", create_term),
    ("GET", r"/coupons", "coupons", "list", list_coupons),
)
