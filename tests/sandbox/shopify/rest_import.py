"""A published REST payload of an order becomes a stored order that the GraphQL feed returns.

Amounts are kept as they came (exact decimals, never floats), sums are not computed anew: the
payload is the remote's truth. Ids come from admin_graphql_api_id, since published numeric ids
beyond 2^53 are rounded.
"""

from decimal import Decimal

from tests.sandbox.shopify import fulfilment, people
from tests.sandbox.shopify.money import ZERO, Currencies
from tests.sandbox.shopify.order_lines import attributes
from tests.sandbox.shopify.order_shape import ORDER_CONSTANTS, zero_bags
from tests.sandbox.shopify.order_totals import write_totals
from tests.sandbox.shopify.payment import add_transaction
from tests.sandbox.shopify.rest_import_lines import (
    application_of,
    applications_of,
    bag_of,
    line_of,
    shipping_of,
    utc,
)
from tests.sandbox.shopify.rest_lines import snake
from tests.sandbox.shopify.rest_shape import ORDER_SETS
from tests.sandbox.shopify.store import now_text, number_of

NEEDED_SETS = [name for name in ORDER_SETS if "Duties" not in name and "Fees" not in name]


def import_order(store, payload, quiet=False):
    """Store (or replace) the order of a REST payload; `updated_at` becomes now."""
    gid = payload["admin_graphql_api_id"]
    known = gid in store.orders
    bags = Currencies(payload["currency"], payload["presentment_currency"])
    order = {
        **_identity(store, payload, gid),
        **_people(store, payload),
        **ORDER_CONSTANTS,
        **zero_bags(bags),
        **_sums(payload, bags),
        **_states(payload),
        "bags": bags,
        "imported": True,
    }
    _write_parts(store, bags, order, payload)
    store.orders[gid] = order
    _pay(store, order, payload)
    fulfilment.open_fulfillment_orders(store, order)
    write_totals(order)
    if order["cancelledAt"]:
        _close_fulfillment_orders(order)
    if not quiet:
        store.tell("orders/updated" if known else "orders/create", order)
    return order


def _write_parts(store, bags, order, payload):
    applications = [application_of(i, row, bags) for i, row in applications_of(payload)]
    order["discountApplications"] = applications
    order["lineItems"] = [
        line_of(store, bags, row, applications, order["taxesIncluded"])
        for row in payload["line_items"]
    ]
    order["shippingLines"] = [
        shipping_of(store, bags, row, applications) for row in payload["shipping_lines"]
    ]
    order["shippingLine"] = order["shippingLines"][0] if order["shippingLines"] else None


def _identity(store, payload, gid):
    return {
        "__typename": "Order",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "name": payload["name"],
        "number": payload["order_number"],
        "confirmationNumber": payload.get("confirmation_number"),
        "token": payload.get("token") or number_of(gid),
        "statusPageUrl": payload["order_status_url"],
        "createdAt": utc(payload["created_at"]),
        "processedAt": utc(payload["processed_at"]),
        "updatedAt": now_text(),
        "test": bool(payload.get("test")),
        "sourceName": payload.get("source_name"),
        "sourceIdentifier": payload.get("source_identifier"),
        "poNumber": payload.get("po_number"),
        "note": payload.get("note"),
        "tags": sorted(tag.strip() for tag in payload["tags"].split(",") if tag.strip()),
        "customAttributes": attributes(
            {pair["name"]: pair["value"] for pair in payload["note_attributes"]}
        ),
        "taxesIncluded": payload["taxes_included"],
        "taxExempt": payload["tax_exempt"],
        "currencyCode": payload["currency"],
        "presentmentCurrencyCode": payload["presentment_currency"],
        "taxLines": [],
        "currentTaxLines": [],
    }


def _people(store, payload):
    delivery = people.address(store, payload.get("shipping_address"))
    billing = people.address(store, payload.get("billing_address"))
    return {
        "email": payload.get("email") or payload.get("contact_email"),
        "phone": payload.get("phone"),
        "customer": (customer := _customer(store, payload.get("customer"))),
        "purchasingEntity": customer,
        "customerLocale": payload.get("customer_locale"),
        "billingAddress": billing,
        "shippingAddress": delivery,
        "displayAddress": delivery or billing,
        "billingAddressMatchesShippingAddress": payload.get("billing_address")
        == payload.get("shipping_address"),
        "canNotifyCustomer": bool(payload.get("email")),
    }


def _customer(store, row):
    if not row:
        return None
    gid = row["admin_graphql_api_id"]
    if gid not in store.customers:
        home = people.address(store, row.get("default_address"))
        people.new_customer(store, {**row, "id": gid, "tags": []}, home)
    return store.customers[gid]


def _sums(payload, bags):
    sums = {name: bag_of(payload.get(snake(name))) for name in ORDER_SETS}
    for name in NEEDED_SETS:
        sums[name] = sums[name] or bags.bag(0)
    total = sums["totalPriceSet"]
    current = sums["currentTotalPriceSet"]
    return {
        **sums,
        "originalTotalPriceSet": total,
        "cartDiscountAmountSet": None,
        "currentCartDiscountAmountSet": bags.bag(0),
        "totalTipReceivedSet": bags.bag(Decimal(payload.get("total_tip_received") or "0")),
        "total": Decimal(total["shopMoney"]["amount"]),
        "current_total": Decimal(current["shopMoney"]["amount"]),
        "shipping_refunded": ZERO,
        "shipping_tax_refunded": ZERO,
        "duty_total": ZERO,
        "fee_total": ZERO,
        "subtotalLineItemsQuantity": sum(row["quantity"] for row in payload["line_items"]),
        "currentSubtotalLineItemsQuantity": sum(
            row["current_quantity"] for row in payload["line_items"]
        ),
        "totalWeight": str(payload.get("total_weight") or 0),
        "currentTotalWeight": str(payload.get("total_weight") or 0),
    }


def _states(payload):
    lists = ("transactions", "fulfillments", "fulfillmentOrders", "refunds", "returns")
    return {
        **{name: [] for name in lists},
        "additionalFees": [],
        "cancelledAt": utc(payload.get("cancelled_at")),
        "cancelReason": (payload.get("cancel_reason") or "").upper() or None,
        "closedAt": utc(payload.get("closed_at")),
        "confirmed": payload.get("confirmed", True),
        "displayFinancialStatus": (payload.get("financial_status") or "").upper() or None,
        "paymentGatewayNames": payload.get("payment_gateway_names") or [],
        "discountCodes": [row["code"] for row in payload.get("discount_codes") or []],
        "discountCode": next((r["code"] for r in payload.get("discount_codes") or []), None),
    }


def _pay(store, order, payload):
    """The payload names no transactions: those that its financial status implies."""
    kinds = {
        "paid": "SALE",
        "partially_refunded": "SALE",
        "refunded": "SALE",
        "authorized": "AUTHORIZATION",
    }
    kind = kinds.get(payload.get("financial_status"))
    gateways = order["paymentGatewayNames"]
    if kind and order["total"]:
        gateway = gateways[0] if gateways else "manual"
        add_transaction(store, order, kind, order["total"], gateway)


def _close_fulfillment_orders(order):
    for fulfillment_order in order["fulfillmentOrders"]:
        fulfillment_order["status"] = "CANCELLED"
        fulfilment.write_status(fulfillment_order)
