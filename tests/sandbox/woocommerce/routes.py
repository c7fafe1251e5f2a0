"""Every played route of wc/v3: (method, form, arguments' table, action, function).

EDIT stands for POST, PUT and PATCH, which WooCommerce takes alike.
"""

import re

from tests.sandbox.woocommerce import customers, orders, products, shop_data, terms, webhooks

ROUTES = tuple(
    (method, re.compile(form), resource, action, function)
    for module in (orders, products, customers, terms, webhooks, shop_data)
    for method, form, resource, action, function in module.ROUTES
)
EDIT = ("POST", "PUT", "PATCH")


def find_route(method, route):
    """(resource, action, function, ids), or None."""
    for wanted, form, resource, action, function in ROUTES:
        found = form.fullmatch(route)
        if found and (method == wanted or (wanted == "EDIT" and method in EDIT)):
            return resource, action, function, found.groups()
    return None
