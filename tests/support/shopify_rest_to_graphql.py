"""Shopify's published REST payloads of an order, told as the Admin GraphQL API would tell them.

The webhook examples are the only published orders with real content; the feed reads GraphQL. This
knows the two published shapes and nothing of our mapping.
"""

from datetime import datetime, timezone


def bag(node, amount=None):
    """A MoneyBag of a ``*_set`` node, or of a bare amount when there is no set."""
    if node is None:
        return None if amount is None else money(amount, amount)
    return money(node["shop_money"]["amount"], node["presentment_money"]["amount"])


def money(shop, presentment):
    return {"shopMoney": {"amount": shop}, "presentmentMoney": {"amount": presentment}}


def moment(text):
    """The API writes times in UTC with a Z."""
    if not text:
        return None
    return datetime.fromisoformat(text).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def upper(word, default=None):
    return word.upper() if word else default


def order(rest):
    """Return the Order node of a REST order."""
    return {
        "id": rest["admin_graphql_api_id"],
        "name": rest["name"],
        "email": rest["email"] or None,
        "phone": rest["phone"],
        "note": rest["note"],
        "poNumber": rest.get("po_number"),
        "tags": [tag.strip() for tag in rest["tags"].split(",") if tag.strip()],
        "test": rest["test"],
        "customerLocale": rest["customer_locale"],
        "sourceName": rest["source_name"],
        "createdAt": moment(rest["created_at"]),
        "processedAt": moment(rest["processed_at"]),
        "updatedAt": moment(rest["updated_at"]),
        "cancelledAt": moment(rest["cancelled_at"]),
        "cancelReason": upper(rest["cancel_reason"]),
        **states(rest),
        **people(rest),
        **totals(rest),
        "lineItems": connection([line(one) for one in rest["line_items"]]),
        "shippingLines": connection(
            [delivery(one) for one in rest["shipping_lines"] if not one["is_removed"]]
        ),
    }


def states(rest):
    return {
        "currencyCode": rest["currency"],
        "presentmentCurrencyCode": rest["presentment_currency"],
        "taxesIncluded": rest["taxes_included"],
        "dutiesIncluded": bool(rest.get("duties_included")),
        "displayFinancialStatus": upper(rest["financial_status"]),
        "displayFulfillmentStatus": fulfilment(rest["fulfillment_status"]),
        "paymentGatewayNames": rest["payment_gateway_names"],
        "discountCodes": [code["code"] for code in rest["discount_codes"]],
        "customAttributes": attributes(rest["note_attributes"], "name"),
        "discountApplications": {"nodes": [discount(one) for one in rest["discount_applications"]]},
    }


def people(rest):
    return {
        "purchasingEntity": None,
        "customer": customer(rest.get("customer")),
        "billingAddress": address(rest.get("billing_address")),
        "shippingAddress": address(rest.get("shipping_address")),
    }


def totals(rest):
    return {
        "currentTotalPriceSet": bag(rest["current_total_price_set"]),
        "currentTotalDutiesSet": bag(rest["current_total_duties_set"]),
        "currentTotalAdditionalFeesSet": bag(rest["current_total_additional_fees_set"]),
        "totalTipReceivedSet": money(rest["total_tip_received"], rest["total_tip_received"]),
        "totalRefundedSet": money("0.0", "0.0"),
        "refundDiscrepancySet": money("0.0", "0.0"),
    }


def fulfilment(word):
    """REST writes null, partial, fulfilled and restocked."""
    return {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED"}.get(word) or word.upper()


def connection(nodes):
    return {"pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": nodes}


def attributes(found, key):
    return [{"key": one[key], "value": str(one["value"])} for one in found]


def discount(application):
    return {} if application["type"] == "discount_code" else {"title": application.get("title")}


def customer(rest):
    if not rest:
        return None
    names = [name for name in (rest["first_name"], rest["last_name"]) if name]
    return {
        "id": rest["admin_graphql_api_id"],
        "displayName": " ".join(names) or rest["email"] or "",
        "firstName": rest["first_name"],
        "lastName": rest["last_name"],
        "locale": "en",
        "defaultEmailAddress": {"emailAddress": rest["email"]} if rest["email"] else None,
        "defaultPhoneNumber": {"phoneNumber": rest["phone"]} if rest["phone"] else None,
    }


def address(rest):
    if not rest:
        return None
    return {
        "name": rest["name"],
        "firstName": rest["first_name"],
        "lastName": rest["last_name"],
        "company": rest["company"],
        "address1": rest["address1"],
        "address2": rest["address2"],
        "city": rest["city"],
        "zip": rest["zip"],
        "provinceCode": rest["province_code"],
        "countryCodeV2": rest["country_code"],
        "phone": rest["phone"],
    }


def tax_lines(rest):
    return [
        {
            "title": one["title"],
            "ratePercentage": float(one["rate"]) * 100,
            "priceSet": bag(one["price_set"], one["price"]),
        }
        for one in rest
    ]


def line(rest):
    return {
        "id": rest["admin_graphql_api_id"],
        "name": rest["name"],
        "sku": rest["sku"],
        "quantity": rest["quantity"],
        "currentQuantity": rest["current_quantity"],
        "requiresShipping": rest["requires_shipping"],
        "isGiftCard": rest["gift_card"],
        "originalUnitPriceSet": bag(rest["price_set"]),
        "discountAllocations": [
            {"allocatedAmountSet": bag(one["amount_set"])} for one in rest["discount_allocations"]
        ],
        "taxLines": tax_lines(rest["tax_lines"]),
        "variant": variant(rest["variant_id"]),
        "customAttributes": attributes(rest["properties"], "name"),
    }


def variant(number):
    return {"id": f"gid://shopify/ProductVariant/{number}", "barcode": None} if number else None


def delivery(rest):
    return {
        "id": f"gid://shopify/ShippingLine/{rest['id']}",
        "title": rest["title"],
        "code": rest["code"],
        "originalPriceSet": bag(rest["price_set"]),
        "discountedPriceSet": bag(rest["discounted_price_set"]),
        "currentDiscountedPriceSet": bag(rest["current_discounted_price_set"]),
        "taxLines": tax_lines(rest["tax_lines"]),
    }
