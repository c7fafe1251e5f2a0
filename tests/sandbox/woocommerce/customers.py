"""Registered customers; a guest has number 0.

https://woocommerce.github.io/woocommerce-rest-api-docs/#customers
A key sees them only where its user has WordPress' right list_users
(wc_rest_check_user_permissions).
"""

from tests.sandbox.woocommerce.access import not_allowed
from tests.sandbox.woocommerce.addresses import FIELDS, address
from tests.sandbox.woocommerce.call import Answer, is_true
from tests.sandbox.woocommerce.clock import dates, now
from tests.sandbox.woocommerce.errors import Refusal, bad_request
from tests.sandbox.woocommerce.listing import chosen, ordered, paged

BY = {
    "id": lambda row: row["id"],
    "name": lambda row: row["last_name"],
    "registered_date": lambda row: row["date_created"],
}


def customer_for(store, wish, billing, shipping):
    """The id of the wish's customer ({"email"} or true makes or finds one), 0 for a guest."""
    asked = wish.get("customer")
    if not asked:
        return 0
    typed = asked if isinstance(asked, dict) else {}
    email = typed.get("email") or billing["email"]
    known = next((c for c in store.customers.values() if c["email"] == email), None)
    return (known or new_customer(store, {**typed, "email": email}, billing, shipping))["id"]


def new_customer(store, typed, billing, shipping):
    number = store.new_id("user") + 10
    email = typed.get("email", "")
    store.customers[number] = {
        "id": number,
        "date_created": now(),
        "date_modified": now(),
        "email": email,
        "first_name": typed.get("first_name") or billing["first_name"],
        "last_name": typed.get("last_name") or billing["last_name"],
        "username": typed.get("username") or email.partition("@")[0],
        "role": typed.get("role") or "customer",
        "billing": dict(billing),
        "shipping": {name: text for name, text in shipping.items() if name != "email"},
        "meta_data": [store.meta(key, value) for key, value in (typed.get("meta") or {}).items()],
    }
    store.tell("customer.created", number)
    return store.customers[number]


def customer_body(store, customer, api):
    copied = ("id", "email", "first_name", "last_name", "role", "username", "billing", "shipping")
    return {
        **{name: customer[name] for name in copied},
        **dates(
            store.zone,
            date_created=customer["date_created"],
            date_modified=customer["date_modified"],
        ),
        "is_paying_customer": any(
            order["customer_id"] == customer["id"] for order in store.orders.values()
        ),
        "avatar_url": "",
        "meta_data": customer["meta_data"],
        "_links": api.links(f"customers/{customer['id']}", "customers"),
    }


def register(store, typed):
    """Somebody makes an account in the shop; of an address only what he types is there."""
    billing, shipping = address(typed.get("billing")), address(typed.get("shipping"))
    return new_customer(store, typed, billing, shipping)


def edit(store, customer, given):
    """What the customer himself, or the merchant, changes of an account."""
    for name in ("first_name", "last_name", "email", "role"):
        customer[name] = given.get(name, customer[name])
    for name in ("billing", "shipping"):
        known = {k: v for k, v in (given.get(name) or {}).items() if k in FIELDS}
        customer[name].update(known)
    customer["meta_data"] += [
        store.meta(key, value) for key, value in (given.get("meta") or {}).items()
    ]
    customer["date_modified"] = now()
    store.tell("customer.updated", customer["id"])


def remove(store, customer):
    """His orders stay, and belong to nobody then."""
    del store.customers[customer["id"]]
    for order in store.orders.values():
        if order["customer_id"] == customer["id"]:
            order["customer_id"] = 0
    store.tell("customer.deleted", customer["id"])


def _check_right(call, action):
    if not call.key.lists_users:
        raise not_allowed(action, is_known=True)


def _find(shop, number, status=404):
    customer = shop.store.customers.get(int(number))
    if not customer:
        raise Refusal(status, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    return customer


def list_customers(shop, call):
    """Of the role customer, unless another one or all are asked for; ascending by name."""
    _check_right(call, "list")
    role, email = call.params.get("role", "customer"), call.params.get("email")
    rows = [
        row
        for row in chosen(list(shop.store.customers.values()), call)
        if role in ("all", row["role"]) and (not email or row["email"] == email)
    ]
    call.params.setdefault("order", "asc")
    rows = ordered(rows, call, BY, default="name")
    return paged(
        shop.api, call, rows, lambda row: customer_body(shop.store, row, shop.api), "customers"
    )


def read_customer(shop, call, number):
    _check_right(call, "read")
    return Answer(customer_body(shop.store, _find(shop, number), shop.api))


def create_customer(shop, call):
    _check_right(call, "create")
    known = {one["email"] for one in shop.store.customers.values()}
    if not call.given.get("email"):
        raise bad_request("registration-error-invalid-email", "Please provide a valid email.")
    if call.given["email"] in known:
        text = "An account is already registered with your email address."
        raise bad_request("registration-error-email-exists", text)
    made = register(shop.store, call.given)
    place = {"Location": shop.api.url(f"customers/{made['id']}")}
    return Answer(customer_body(shop.store, made, shop.api), 201, place)


def update_customer(shop, call, number):
    _check_right(call, "edit")
    customer = _find(shop, number, 400)
    given = {name: call.given[name] for name in WRITABLE if name in call.given}
    edit(shop.store, customer, given)
    return Answer(customer_body(shop.store, customer, shop.api))


def delete_customer(shop, call, number):
    _check_right(call, "delete")
    customer = _find(shop, number)
    if not is_true(call.params.get("force")):
        text = "Customers do not support trashing."
        raise Refusal(501, "woocommerce_rest_trash_not_supported", text)
    body = customer_body(shop.store, customer, shop.api)
    remove(shop.store, customer)
    return Answer(body)


WRITABLE = ("email", "first_name", "last_name", "billing", "shipping")
ROUTES = (
    ("GET", r"/customers", "customers", "list", list_customers),
    ("POST", r"/customers", "customers", "create", create_customer),
    ("GET", r"/customers/(\d+)", "customers", "read", read_customer),
    ("EDIT", r"/customers/(\d+)", "customers", "edit", update_customer),
    ("DELETE", r"/customers/(\d+)", "customers", "delete", delete_customer),
)
