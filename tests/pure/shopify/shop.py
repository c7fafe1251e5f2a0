"""A Shopify shop of scripted answers, and the adapter that talks to it."""

import copy
import json
from contextlib import contextmanager

from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_channel.channels.shopify.adapter import Shopify

from tests.pure.wire import Reply, playing

from .schema import VERSIONS, folder, refused

SECRET = "shpss_secret"
TOKEN = "shpat_token"
PLENTY = {"maximumAvailable": 2000.0, "currentlyAvailable": 1900.0, "restoreRate": 100.0}


def answer(data, cost=50, bucket=None):
    """A GraphQL answer with what it cost."""
    return Reply({"data": data, "extensions": extensions(cost, bucket)})


def fault(code, message="no", *, data=None, cost=50, bucket=None, **more):
    """A GraphQL answer with a top-level error."""
    error = {"message": message, "extensions": {"code": code, **more}}
    return Reply({"errors": [error], "data": data, "extensions": extensions(cost, bucket)})


def extensions(cost, bucket):
    return {"cost": {"requestedQueryCost": cost, "throttleStatus": bucket or PLENTY}}


@contextmanager
def shop(*script, memory=None, pace=None, **credentials):
    """The adapter and the wire that plays the script for it."""
    with playing(*script) as wire:
        found = {"token": TOKEN, "client_secret": SECRET, **credentials}
        values = Shopify.clean({"shop": f"{wire.url}/shopify", **found})
        yield Shopify(HttpSession(secrets=[TOKEN, SECRET], pace=pace), values, memory=memory), wire
        if folder():
            assert refusals(wire) == []


def refusals(wire):
    """What the vendor's schemas find wrong in what was asked: its queries and their variables."""
    queries = [asked.json for asked in wire.asked if asked.path.endswith("/graphql.json")]
    return [
        fault
        for asked in queries
        for version in VERSIONS
        for fault in refused(version, asked["query"], asked["variables"])
        if asked["query"].split()[1] != "Write"
    ]


def bag(amount):
    return {"shopMoney": {"amount": str(amount)}}


def both(amount):
    """The order's total is asked in both currencies."""
    return {**bag(amount), "presentmentMoney": {"amount": str(amount)}}


def connection(nodes, end=None):
    return {"pageInfo": {"hasNextPage": end is not None, "endCursor": end}, "nodes": nodes}


def line(number=1, **changes):
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "name": "Café Sidamo",
        "sku": "CAF-250",
        "quantity": 1,
        "currentQuantity": 1,
        "requiresShipping": True,
        "isGiftCard": False,
        "originalUnitPriceSet": bag("10.00"),
        "discountAllocations": [],
        "taxLines": [],
        "variant": {"id": f"gid://shopify/ProductVariant/{900 + number}", "barcode": "376"},
        "customAttributes": [],
        **changes,
    }


def delivery(price="5.00", **changes):
    return {
        "id": "gid://shopify/ShippingLine/7",
        "title": "Colissimo",
        "code": "COL",
        "originalPriceSet": bag(price),
        "discountedPriceSet": bag(price),
        "currentDiscountedPriceSet": bag(price),
        "taxLines": [],
        **changes,
    }


def tax(amount, rate=20.0, title="TVA"):
    return {"title": title, "ratePercentage": rate, "priceSet": bag(amount)}


ADDRESS = {
    "name": "Zoé Martin",
    "firstName": "Zoé",
    "lastName": "Martin",
    "company": None,
    "address1": "1 rue des Arts",
    "address2": "Bât. B",
    "city": "Nantes",
    "zip": "44000",
    "provinceCode": None,
    "countryCodeV2": "FR",
    "phone": None,
}

ORDER = {
    "id": "gid://shopify/Order/1001",
    "name": "#1001",
    "email": "zoe@example.com",
    "phone": None,
    "note": None,
    "poNumber": None,
    "tags": [],
    "test": False,
    "customerLocale": "fr-FR",
    "sourceName": "web",
    "createdAt": "2026-07-01T10:00:00Z",
    "processedAt": "2026-07-01T10:00:00Z",
    "updatedAt": "2026-07-01T10:05:00Z",
    "cancelledAt": None,
    "cancelReason": None,
    "currencyCode": "EUR",
    "presentmentCurrencyCode": "EUR",
    "taxesIncluded": True,
    "dutiesIncluded": False,
    "displayFinancialStatus": "PAID",
    "displayFulfillmentStatus": "UNFULFILLED",
    "paymentGatewayNames": ["shopify_payments"],
    "discountCodes": [],
    "customAttributes": [],
    "currentTotalPriceSet": both("15.00"),
    "currentTotalDutiesSet": None,
    "currentTotalAdditionalFeesSet": None,
    "totalTipReceivedSet": bag("0.0"),
    "totalRefundedSet": bag("0.0"),
    "refundDiscrepancySet": bag("0.0"),
    "discountApplications": {"nodes": []},
    "customer": None,
    "purchasingEntity": None,
    "billingAddress": ADDRESS,
    "shippingAddress": ADDRESS,
    "shippingLines": connection([delivery()]),
    "lineItems": connection([line()]),
}


def order(number=1001, *, lines=None, deliveries=None, total=None, **changes):
    """An order node as the API writes it."""
    node = copy.deepcopy(ORDER) | {"id": f"gid://shopify/Order/{number}", "name": f"#{number}"}
    if lines is not None:
        node["lineItems"] = connection(lines)
    if deliveries is not None:
        node["shippingLines"] = connection(deliveries)
    if total is not None:
        node["currentTotalPriceSet"] = both(total)
    return node | changes


def body(*args, **changes):
    return json.dumps(order(*args, **changes)).encode()


def orders_answer(nodes, end=None, **more):
    return answer({"orders": connection(nodes, end)}, **more)
