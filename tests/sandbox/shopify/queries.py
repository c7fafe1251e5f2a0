"""QueryRoot: lists with Shopify's search, sorting and paging, and single things by id."""

from graphql import GraphQLError

from tests.sandbox.shopify.connections import page
from tests.sandbox.shopify.schema import VERSIONS
from tests.sandbox.shopify.search_syntax import Search
from tests.sandbox.shopify.store import number_of

SCOPES = (
    "read_products", "write_products", "read_orders", "write_orders", "read_all_orders",
    "read_customers", "read_inventory", "write_inventory", "read_locations",
    "read_fulfillments", "write_fulfillments",
    "read_merchant_managed_fulfillment_orders", "write_merchant_managed_fulfillment_orders",
    "read_assigned_fulfillment_orders", "write_assigned_fulfillment_orders",
    "read_returns", "write_returns", "read_shipping",
)  # fmt: skip

COUNT_LIMIT = 10_000


def _numbers(thing):
    return [number_of(thing["id"]), thing["id"]]


def _state(order):
    if order["cancelledAt"]:
        return ["cancelled", "any"]
    return ["closed", "any"] if order["closedAt"] else ["open", "not_closed", "any"]


def _fulfillment_words(order):
    status = order["displayFulfillmentStatus"].lower()
    return {"fulfilled": ["fulfilled", "shipped"], "partially_fulfilled": ["partial"]}.get(
        status, ["unfulfilled", "unshipped"]
    )


ORDER_FIELDS = {
    "id": _numbers,
    "name": lambda o: [o["name"], o["name"].lstrip("#")],
    "email": lambda o: o["email"],
    "tag": lambda o: o["tags"],
    "test": lambda o: str(o["test"]),
    "status": _state,
    "financial_status": lambda o: (o["displayFinancialStatus"] or "").lower(),
    "fulfillment_status": _fulfillment_words,
    "updated_at": lambda o: o["updatedAt"],
    "created_at": lambda o: o["createdAt"],
    "processed_at": lambda o: o["processedAt"],
    "confirmation_number": lambda o: o["confirmationNumber"],
    "customer_id": lambda o: number_of(o["customer"]["id"]) if o["customer"] else None,
    "gateway": lambda o: o["paymentGatewayNames"],
    "source_name": lambda o: o["sourceName"],
    "sku": lambda o: [line["sku"] for line in o["lineItems"]],
    "discount_code": lambda o: o["discountCodes"],
    "po_number": lambda o: o["poNumber"],
}
VARIANT_FIELDS = {
    "id": _numbers,
    "sku": lambda v: v["sku"],
    "barcode": lambda v: v["barcode"],
    "title": lambda v: v["title"],
    "vendor": lambda v: v["product"]["vendor"],
    "product_id": lambda v: number_of(v["product"]["id"]),
    "product_ids": lambda v: number_of(v["product"]["id"]),
    "product_status": lambda v: v["product"]["status"].lower(),
    "tag": lambda v: v["product"]["tags"],
    "updated_at": lambda v: v["updatedAt"],
}
PRODUCT_FIELDS = {
    "id": _numbers,
    "title": lambda p: p["title"],
    "handle": lambda p: p["handle"],
    "sku": lambda p: [variant["sku"] for variant in p["variants"]],
    "barcode": lambda p: [variant["barcode"] for variant in p["variants"]],
    "vendor": lambda p: p["vendor"],
    "status": lambda p: p["status"].lower(),
    "product_type": lambda p: p["productType"],
    "tag": lambda p: p["tags"],
    "updated_at": lambda p: p["updatedAt"],
    "created_at": lambda p: p["createdAt"],
}
ITEM_FIELDS = {
    "id": _numbers,
    "sku": lambda i: i["sku"],
    "updated_at": lambda i: i["updatedAt"],
    "created_at": lambda i: i["createdAt"],
}
CUSTOMER_FIELDS = {
    "id": _numbers,
    "email": lambda c: c["email"],
    "phone": lambda c: c["phone"],
    "first_name": lambda c: c["firstName"],
    "last_name": lambda c: c["lastName"],
    "updated_at": lambda c: c["updatedAt"],
}
LOCATION_FIELDS = {
    "id": _numbers,
    "name": lambda x: x["name"],
    "active": lambda x: str(x["isActive"]),
}
FULFILLMENT_ORDER_FIELDS = {
    "id": _numbers,
    "status": lambda f: f["status"].lower(),
    "updated_at": lambda f: f["updatedAt"],
    "assigned_location_id": lambda f: number_of(f["assignedLocation"]["location"]["id"]),
}
SUBSCRIPTION_FIELDS = {"id": _numbers, "created_at": lambda s: s["createdAt"]}

SORTED_BY = {
    "UPDATED_AT": "updatedAt",
    "CREATED_AT": "createdAt",
    "PROCESSED_AT": "processedAt",
    "ORDER_NUMBER": "number",
    "TITLE": "title",
    "NAME": "name",
    "SKU": "sku",
    "VENDOR": "vendor",
}


def _found(info, things, fields, words, query):
    search = Search(query, fields, words)
    if search.unknown:
        info.context.search_warnings.append((info.path.as_list(), query, search.unknown))
    return [thing for thing in things if search.matches(thing)] if query else list(things)


def _list(attribute, fields, words=(), keep=None):
    """A resolver of a root connection over one of the store's collections."""

    def resolve(_root, info, query=None, sortKey="ID", **arguments):
        things = getattr(info.context, attribute).values()
        if keep:
            things = [thing for thing in things if keep(thing, arguments)]
        things = _found(info, things, fields, words, query)
        field = SORTED_BY.get(sortKey)
        keyed = sorted(
            ((thing.get(field) or "" if field else "", int(number_of(thing["id"]))), position)
            for position, thing in enumerate(things)
        )
        return page([things[p] for _key, p in keyed], [key for key, _p in keyed], arguments)

    return resolve


def _count(attribute, fields, words=()):
    def resolve(_root, info, query=None, limit=COUNT_LIMIT, **_arguments):
        found = len(_found(info, getattr(info.context, attribute).values(), fields, words, query))
        if limit is None or found <= limit:
            return {"count": found, "precision": "EXACT"}
        return {"count": limit, "precision": "AT_LEAST"}

    return resolve


def _one(kind):
    def resolve(_root, info, id=None):
        found = _node(info.context, id)
        return found if found and found["__typename"] == kind else None

    return resolve


def _node(store, gid):
    if not gid.startswith("gid://shopify/"):
        raise GraphQLError(
            f"Invalid global id '{gid}'", extensions={"code": "argumentLiteralsIncompatible"}
        )
    return store.find(gid)


def _location(_root, info, id=None):
    return info.context.primary_location() if id is None else _node(info.context, id)


def _nodes(_root, info, ids):
    return [_node(info.context, gid) for gid in ids]


def _variant_by_identifier(_root, info, identifier):
    if "id" in identifier:
        return info.context.variants.get(identifier["id"])
    return None


def _installation(_root, info, **_arguments):
    return {
        "__typename": "AppInstallation",
        "id": "gid://shopify/AppInstallation/880001",
        "app": {
            "__typename": "App",
            "id": "gid://shopify/App/990001",
            "handle": "omni",
            "title": "Omni",
            "apiKey": "sandbox-app",
        },
        "accessScopes": [
            {"__typename": "AccessScope", "handle": scope, "description": scope.replace("_", " ")}
            for scope in info.context.scopes
        ],
        "launchUrl": "https://omni.example/launch",
        "uninstallUrl": None,
    }


def _versions(_root, _info):
    return [api_version(handle) for handle in VERSIONS]


def api_version(handle):
    return {
        "__typename": "ApiVersion",
        "handle": handle,
        "displayName": handle + (" (Latest)" if handle == VERSIONS[-1] else ""),
        "supported": True,
    }


def _wanted_subscription(subscription, arguments):
    topics, uri = arguments.get("topics"), arguments.get("uri") or arguments.get("callbackUrl")
    return (not topics or subscription["topic"] in topics) and uri in (None, subscription["uri"])


def _open_fulfillment_order(fulfillment_order, arguments):
    return arguments.get("includeClosed") or fulfillment_order["status"] not in (
        "CLOSED",
        "CANCELLED",
    )


ORDER_WORDS = ("name", "email")
QUERIES = {
    "shop": lambda _root, info: info.context.shop,
    "currentAppInstallation": _installation,
    "appInstallation": _installation,
    "publicApiVersions": _versions,
    "orders": _list("orders", ORDER_FIELDS, ORDER_WORDS),
    "ordersCount": _count("orders", ORDER_FIELDS, ORDER_WORDS),
    "products": _list("products", PRODUCT_FIELDS, ("title", "sku", "vendor")),
    "productsCount": _count("products", PRODUCT_FIELDS),
    "productVariants": _list("variants", VARIANT_FIELDS, ("sku", "title", "barcode")),
    "productVariantsCount": _count("variants", VARIANT_FIELDS),
    "inventoryItems": _list("inventory_items", ITEM_FIELDS, ("sku",)),
    "customers": _list("customers", CUSTOMER_FIELDS, ("email", "last_name")),
    "locations": _list("locations", LOCATION_FIELDS, ("name",)),
    "fulfillmentOrders": _list(
        "fulfillment_orders", FULFILLMENT_ORDER_FIELDS, (), _open_fulfillment_order
    ),
    "webhookSubscriptions": _list("subscriptions", SUBSCRIPTION_FIELDS, (), _wanted_subscription),
    "webhookSubscriptionsCount": _count("subscriptions", SUBSCRIPTION_FIELDS),
    "productVariantByIdentifier": _variant_by_identifier,
    "location": _location,
    "node": lambda _root, info, id: _node(info.context, id),
    "nodes": _nodes,
    "order": _one("Order"),
    "product": _one("Product"),
    "productVariant": _one("ProductVariant"),
    "inventoryItem": _one("InventoryItem"),
    "inventoryLevel": _one("InventoryLevel"),
    "customer": _one("Customer"),
    "fulfillment": _one("Fulfillment"),
    "fulfillmentOrder": _one("FulfillmentOrder"),
    "refund": _one("Refund"),
    "webhookSubscription": _one("WebhookSubscription"),
    "job": _one("Job"),
}
