"""Registered customers; a guest has number 0."""

from tests.sandbox.woocommerce.call import Answer
from tests.sandbox.woocommerce.clock import dates, now
from tests.sandbox.woocommerce.errors import Refusal
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
        "role": "customer",
        "billing": dict(billing),
        "shipping": {name: text for name, text in shipping.items() if name != "email"},
        "meta_data": [],
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


def list_customers(shop, call):
    rows = chosen(list(shop.store.customers.values()), call)
    email = call.params.get("email")
    rows = [row for row in rows if not email or row["email"] == email]
    rows = ordered(rows, call, BY, default="name")
    return paged(
        shop.api, call, rows, lambda row: customer_body(shop.store, row, shop.api), "customers"
    )


def read_customer(shop, call, number):
    customer = shop.store.customers.get(int(number))
    if not customer:
        raise Refusal(404, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    return Answer(customer_body(shop.store, customer, shop.api))


def update_customer(shop, call, number):
    customer = shop.store.customers.get(int(number))
    if not customer:
        raise Refusal(400, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    for name in ("first_name", "last_name", "email"):
        customer[name] = call.given.get(name, customer[name])
    for name in ("billing", "shipping"):
        customer[name].update(call.given.get(name) or {})
    customer["date_modified"] = now()
    shop.store.tell("customer.updated", customer["id"])
    return Answer(customer_body(shop.store, customer, shop.api))
