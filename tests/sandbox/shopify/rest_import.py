"""A published REST payload of an order becomes a stored order that the GraphQL feed returns.

Amounts are kept as they came (exact decimals, never floats), sums are not computed anew: the
payload is the remote's truth. Ids come from admin_graphql_api_id, since published numeric ids
beyond 2^53 are rounded.
"""

from datetime import datetime, timezone
from decimal import Decimal

from tests.sandbox.shopify import fulfilment, people
from tests.sandbox.shopify.catalogue import weight
from tests.sandbox.shopify.money import ZERO, Currencies, money
from tests.sandbox.shopify.order_lines import LINE_CONSTANTS, attributes, write_line_prices
from tests.sandbox.shopify.order_shape import ORDER_CONSTANTS, zero_bags
from tests.sandbox.shopify.order_totals import write_totals
from tests.sandbox.shopify.payment import add_transaction
from tests.sandbox.shopify.rest_shape import ORDER_SETS, snake
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
    applications = [_application(i, row, bags) for i, row in _applications(payload)]
    order["discountApplications"] = applications
    order["lineItems"] = [
        _line(store, bags, row, applications, order["taxesIncluded"])
        for row in payload["line_items"]
    ]
    order["shippingLines"] = [
        _shipping(store, bags, row, applications) for row in payload["shipping_lines"]
    ]
    order["shippingLine"] = order["shippingLines"][0] if order["shippingLines"] else None
    store.orders[gid] = order
    _pay(store, order, payload)
    fulfilment.open_fulfillment_orders(store, order)
    write_totals(order)
    if order["cancelledAt"]:
        _close_fulfillment_orders(order)
    if not quiet:
        store.tell("orders/updated" if known else "orders/create", order)
    return order


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


def utc(text):
    """A time with any offset, as Shopify's GraphQL says it; None stays None."""
    if not text:
        return None
    return datetime.fromisoformat(text).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


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
        "duty_total": ZERO,
        "fee_total": ZERO,
        "subtotalLineItemsQuantity": sum(row["quantity"] for row in payload["line_items"]),
        "currentSubtotalLineItemsQuantity": sum(
            row["current_quantity"] for row in payload["line_items"]
        ),
        "totalWeight": str(payload.get("total_weight") or 0),
        "currentTotalWeight": str(payload.get("total_weight") or 0),
    }


def bag_of(row):
    """A GraphQL MoneyBag of a REST *_set, digits untouched but for trailing zeros."""
    if not row:
        return None
    return {
        "__typename": "MoneyBag",
        "shopMoney": _money_of(row["shop_money"]),
        "presentmentMoney": _money_of(row["presentment_money"]),
    }


def _money_of(row):
    return money(Decimal(row["amount"]), row["currency_code"])


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


def _applications(payload):
    """(index, row): the published ones, or stand-ins for allocations that name none."""
    rows = list(payload.get("discount_applications") or [])
    lines = [*payload["line_items"], *payload["shipping_lines"]]
    named = [a["discount_application_index"] for x in lines for a in x["discount_allocations"]]
    while len(rows) <= max(named, default=-1):
        rows.append({"type": "manual", "title": "Discount", "value": "0.0"})
    return list(enumerate(rows))


def _application(index, row, bags):
    percent = row.get("value_type") == "percentage"
    value = (
        {"__typename": "PricingPercentageValue", "percentage": float(row["value"])}
        if percent
        else money(Decimal(row["value"]), bags.shop)
    )
    kind = {
        "discount_code": "DiscountCodeApplication",
        "automatic": "AutomaticDiscountApplication",
        "script": "ScriptDiscountApplication",
    }.get(row["type"], "ManualDiscountApplication")
    title = row.get("title") or row.get("code") or "Discount"
    return {
        "__typename": kind,
        "index": index,
        "allocationMethod": row.get("allocation_method", "across").upper(),
        "targetSelection": row.get("target_selection", "all").upper(),
        "targetType": row.get("target_type", "line_item").upper(),
        "value": value,
        "title": title,
        "description": row.get("description"),
        "code": row.get("code") or title,
    }


def _line(store, bags, row, applications, taxes_included):
    variant = store.variant_by_sku(row.get("sku"))
    unit = Decimal(row["price"])
    given = sum((Decimal(a["amount"]) for a in row["discount_allocations"]), ZERO)
    line_discount = Decimal(row["total_discount"])
    line = {
        "__typename": "LineItem",
        "id": row["admin_graphql_api_id"],
        "title": row["title"],
        "name": row["name"],
        "variantTitle": row.get("variant_title"),
        "sku": row.get("sku"),
        "vendor": row.get("vendor"),
        "quantity": row["quantity"],
        "currentQuantity": row["current_quantity"],
        "variant": variant,
        "product": variant["product"] if variant else None,
        "requiresShipping": row["requires_shipping"],
        "taxable": row["taxable"],
        "isGiftCard": row["gift_card"],
        "customAttributes": attributes({p["name"]: p["value"] for p in row["properties"]}),
        "weight": weight(row["grams"]),
        "discountAllocations": _allocations(row, applications),
        "taxLines": [_tax(tax) for tax in row["tax_lines"]],
        "duties": [],
        "figures": {
            "unit": unit,
            "own_discount": line_discount,
            "after": unit * row["quantity"] - max(given, line_discount),
            "tax": sum((Decimal(tax["price"]) for tax in row["tax_lines"]), ZERO),
            "duty": ZERO,
            "grams": row["grams"],
            "tip": False,
        },
        "fulfilled": row["current_quantity"] - row["fulfillable_quantity"],
        "refunded": row["quantity"] - row["current_quantity"],
        **LINE_CONSTANTS,
    }
    write_line_prices(bags, line, taxes_included)
    line["originalUnitPriceSet"] = bag_of(row["price_set"])
    line["totalDiscountSet"] = bag_of(row["total_discount_set"])
    return line


def _tax(row):
    rate = Decimal(str(row["rate"]))
    return {
        "__typename": "TaxLine",
        "title": row["title"],
        "rate": float(rate),
        "ratePercentage": float(rate * 100),
        "priceSet": bag_of(row["price_set"]),
        "channelLiable": row.get("channel_liable"),
        "source": None,
        "figures": (rate, Decimal(row["price"])),
    }


def _allocations(row, applications):
    return [
        {
            "__typename": "DiscountAllocation",
            "allocatedAmountSet": bag_of(allocation["amount_set"]),
            "discountApplication": applications[allocation["discount_application_index"]],
        }
        for allocation in row["discount_allocations"]
    ]


def _shipping(store, bags, row, applications):
    return {
        "__typename": "ShippingLine",
        "id": f"gid://shopify/ShippingLine/{row['id']}",
        "title": row["title"],
        "code": row.get("code"),
        "carrierIdentifier": row.get("carrier_identifier"),
        "custom": False,
        "deliveryCategory": None,
        "discountAllocations": _allocations(row, applications),
        "originalPriceSet": bag_of(row["price_set"]),
        "discountedPriceSet": bag_of(row["discounted_price_set"]),
        "currentDiscountedPriceSet": bag_of(row["current_discounted_price_set"]),
        "isRemoved": row["is_removed"],
        "phone": row.get("phone"),
        "shippingRateHandle": None,
        "source": row.get("source"),
        "taxLines": [_tax(tax) for tax in row["tax_lines"]],
        "figures": {
            "price": Decimal(row["price"]),
            "after": Decimal(row["discounted_price"]),
            "tax": sum((Decimal(tax["price"]) for tax in row["tax_lines"]), ZERO),
        },
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
