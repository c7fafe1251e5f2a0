"""Webhook bodies: the REST shape of an order."""

from tests.sandbox.shopify.money import decimal_text, money_text
from tests.sandbox.shopify.rest_lines import (
    address_body,
    amount,
    line_body,
    pairs,
    rest_bag,
    rest_id,
    shipping_body,
    snake,
    tax_body,
)
from tests.sandbox.shopify.rest_movements import fulfillment_body, refund_body

ORDER_SETS = [
    "currentSubtotalPriceSet",
    "currentTotalAdditionalFeesSet",
    "currentTotalDiscountsSet",
    "currentTotalDutiesSet",
    "currentTotalPriceSet",
    "currentTotalTaxSet",
    "currentShippingPriceSet",
    "originalTotalAdditionalFeesSet",
    "originalTotalDutiesSet",
    "subtotalPriceSet",
    "totalDiscountsSet",
    "totalPriceSet",
    "totalShippingPriceSet",
    "totalTaxSet",
]
ORDER_AMOUNTS = [
    "currentSubtotalPriceSet",
    "currentTotalDiscountsSet",
    "currentTotalPriceSet",
    "currentTotalTaxSet",
    "subtotalPriceSet",
    "totalDiscountsSet",
    "totalPriceSet",
    "totalTaxSet",
]


SAME = {
    "buyer_accepts_marketing": "customerAcceptsMarketing",
    "cancelled_at": "cancelledAt",
    "closed_at": "closedAt",
    "confirmation_number": "confirmationNumber",
    "confirmed": "confirmed",
    "created_at": "createdAt",
    "currency": "currencyCode",
    "customer_locale": "customerLocale",
    "duties_included": "dutiesIncluded",
    "email": "email",
    "contact_email": "email",
    "estimated_taxes": "estimatedTaxes",
    "name": "name",
    "note": "note",
    "number": "number",
    "order_number": "number",
    "order_status_url": "statusPageUrl",
    "payment_gateway_names": "paymentGatewayNames",
    "phone": "phone",
    "po_number": "poNumber",
    "presentment_currency": "presentmentCurrencyCode",
    "processed_at": "processedAt",
    "source_name": "sourceName",
    "tax_exempt": "taxExempt",
    "taxes_included": "taxesIncluded",
    "test": "test",
    "token": "token",
    "updated_at": "updatedAt",
    "admin_graphql_api_id": "id",
}
NOTHING = {"payment_terms": None, "returns": [], "line_item_groups": [], "app_id": 580111}


def order_body(order):
    """The body of orders/* webhooks."""
    body = {"id": rest_id(order["id"]), **{name: order[key] for name, key in SAME.items()}}
    body.update(_words(order))
    body.update({snake(name): rest_bag(order[name]) for name in ORDER_SETS})
    body.update({snake(name).removesuffix("_set"): amount(order[name]) for name in ORDER_AMOUNTS})
    return {**body, **_people(order), **_parts(order), **NOTHING}


def _words(order):
    lines = order["lineItems"]
    original = sum(line["figures"]["unit"] * line["quantity"] for line in lines)
    return {
        "cancel_reason": (order["cancelReason"] or "").lower() or None,
        "financial_status": (order["displayFinancialStatus"] or "").lower() or None,
        "fulfillment_status": _fulfillment_status(order),
        "note_attributes": pairs(order["customAttributes"]),
        "tags": ", ".join(order["tags"]),
        "total_line_items_price": money_text(original),
        "total_outstanding": amount(order["totalOutstandingSet"]),
        "total_tip_received": amount(order["totalTipReceivedSet"]),
        "total_weight": int(order["totalWeight"] or 0),
    }


def _people(order):
    return {
        "billing_address": address_body(order["billingAddress"]),
        "shipping_address": address_body(order["shippingAddress"]),
        "customer": customer_body(order["customer"]),
    }


def _parts(order):
    return {
        "tax_lines": [tax_body(tax) for tax in order["taxLines"]],
        "discount_codes": _codes(order),
        "discount_applications": [_application(a) for a in order["discountApplications"]],
        "line_items": [line_body(line) for line in order["lineItems"]],
        "shipping_lines": [shipping_body(line) for line in order["shippingLines"]],
        "fulfillments": [fulfillment_body(f) for f in order["fulfillments"]],
        "refunds": [refund_body(refund) for refund in order["refunds"]],
    }


def _fulfillment_status(order):
    return {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}.get(
        order["displayFulfillmentStatus"]
    )


def customer_body(customer):
    if not customer:
        return None
    home = customer["defaultAddress"]
    return {
        "id": rest_id(customer["id"]),
        "admin_graphql_api_id": customer["id"],
        "created_at": customer["createdAt"],
        "updated_at": customer["updatedAt"],
        "first_name": customer["firstName"],
        "last_name": customer["lastName"],
        "state": customer["state"].lower(),
        "note": customer["note"],
        "verified_email": customer["verifiedEmail"],
        "multipass_identifier": None,
        "tax_exempt": customer["taxExempt"],
        "email": customer["email"],
        "phone": customer["phone"],
        "tags": ", ".join(customer["tags"]),
        "currency": customer["amountSpent"]["currencyCode"],
        "tax_exemptions": [],
        "default_address": address_body(home),
    }


def _codes(order):
    codes = []
    for application in order["discountApplications"]:
        if application["__typename"] != "DiscountCodeApplication":
            continue
        percent = application["value"]["__typename"] == "PricingPercentageValue"
        kind = "percentage" if percent else "fixed_amount"
        shipping = application["targetType"] == "SHIPPING_LINE"
        codes.append(
            {
                "code": application["code"],
                "amount": amount(order["totalDiscountsSet"]),
                "type": "shipping" if shipping else kind,
            }
        )
    return codes


def _application(application):
    value = application["value"]
    percent = value["__typename"] == "PricingPercentageValue"
    kind = application["__typename"].removesuffix("Application")
    body = {
        "target_type": application["targetType"].lower(),
        "type": snake(kind).lstrip("_").replace("_discount", ""),
        "value": decimal_text(value["percentage"] if percent else value["amount"]),
        "value_type": "percentage" if percent else "fixed_amount",
        "allocation_method": application["allocationMethod"].lower(),
        "target_selection": application["targetSelection"].lower(),
    }
    body.update({n: application[n] for n in ("code", "title", "description") if n in application})
    return body
