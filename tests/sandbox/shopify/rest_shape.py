"""Webhook bodies: the REST shape of orders, fulfillments, stock levels, products, refunds."""

from tests.sandbox.shopify.money import decimal_text, money_text
from tests.sandbox.shopify.stock import quantity
from tests.sandbox.shopify.store import number_of

ORDER_SETS = (
    "currentSubtotalPriceSet currentTotalAdditionalFeesSet currentTotalDiscountsSet "
    "currentTotalDutiesSet currentTotalPriceSet currentTotalTaxSet currentShippingPriceSet "
    "originalTotalAdditionalFeesSet originalTotalDutiesSet subtotalPriceSet totalDiscountsSet "
    "totalPriceSet totalShippingPriceSet totalTaxSet"
).split()
ORDER_AMOUNTS = (
    "currentSubtotalPriceSet currentTotalDiscountsSet currentTotalPriceSet currentTotalTaxSet "
    "subtotalPriceSet totalDiscountsSet totalPriceSet totalTaxSet"
).split()


def snake(name):
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def rest_id(gid):
    return int(number_of(gid))


def rest_bag(bag):
    if not bag:
        return None
    return {
        "shop_money": _rest_money(bag["shopMoney"]),
        "presentment_money": _rest_money(bag["presentmentMoney"]),
    }


def _rest_money(money):
    return {"amount": money_text(money["amount"]), "currency_code": money["currencyCode"]}


def amount(bag):
    return money_text(bag["shopMoney"]["amount"]) if bag else None


def order_body(order):
    lines = order["lineItems"]
    original = sum(line["figures"]["unit"] * line["quantity"] for line in lines)
    body = {
        "id": rest_id(order["id"]),
        "admin_graphql_api_id": order["id"],
        "app_id": 580111,
        "buyer_accepts_marketing": order["customerAcceptsMarketing"],
        "cancel_reason": (order["cancelReason"] or "").lower() or None,
        "cancelled_at": order["cancelledAt"],
        "closed_at": order["closedAt"],
        "confirmation_number": order["confirmationNumber"],
        "confirmed": order["confirmed"],
        "contact_email": order["email"],
        "created_at": order["createdAt"],
        "currency": order["currencyCode"],
        "customer_locale": order["customerLocale"],
        "duties_included": order["dutiesIncluded"],
        "email": order["email"],
        "estimated_taxes": order["estimatedTaxes"],
        "financial_status": (order["displayFinancialStatus"] or "").lower() or None,
        "fulfillment_status": _fulfillment_status(order),
        "name": order["name"],
        "note": order["note"],
        "note_attributes": _pairs(order["customAttributes"]),
        "number": order["number"],
        "order_number": order["number"],
        "order_status_url": order["statusPageUrl"],
        "payment_gateway_names": order["paymentGatewayNames"],
        "phone": order["phone"],
        "po_number": order["poNumber"],
        "presentment_currency": order["presentmentCurrencyCode"],
        "processed_at": order["processedAt"],
        "source_name": order["sourceName"],
        "tags": ", ".join(order["tags"]),
        "tax_exempt": order["taxExempt"],
        "tax_lines": [tax_body(tax) for tax in order["taxLines"]],
        "taxes_included": order["taxesIncluded"],
        "test": order["test"],
        "token": order["token"],
        "total_line_items_price": money_text(original),
        "total_outstanding": amount(order["totalOutstandingSet"]),
        "total_tip_received": amount(order["totalTipReceivedSet"]),
        "total_weight": int(order["totalWeight"] or 0),
        "updated_at": order["updatedAt"],
        "billing_address": address_body(order["billingAddress"]),
        "shipping_address": address_body(order["shippingAddress"]),
        "customer": customer_body(order["customer"]),
        "discount_codes": _codes(order),
        "discount_applications": [_application(a) for a in order["discountApplications"]],
        "line_items": [line_body(line) for line in lines],
        "shipping_lines": [_shipping_body(line) for line in order["shippingLines"]],
        "fulfillments": [fulfillment_body(f) for f in order["fulfillments"]],
        "refunds": [refund_body(refund) for refund in order["refunds"]],
        "payment_terms": None,
        "returns": [],
        "line_item_groups": [],
    }
    body.update({snake(name): rest_bag(order[name]) for name in ORDER_SETS})
    body.update({snake(name).removesuffix("_set"): amount(order[name]) for name in ORDER_AMOUNTS})
    return body


def _fulfillment_status(order):
    return {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}.get(
        order["displayFulfillmentStatus"]
    )


def _pairs(attributes):
    return [{"name": pair["key"], "value": pair["value"]} for pair in attributes]


def tax_body(tax):
    return {
        "channel_liable": tax["channelLiable"],
        "price": amount(tax["priceSet"]),
        "price_set": rest_bag(tax["priceSet"]),
        "rate": tax["rate"],
        "title": tax["title"],
    }


def address_body(address):
    if not address:
        return None
    names = (
        "firstName address1 phone city zip province country lastName address2 company latitude "
        "longitude name provinceCode"
    ).split()
    body = {snake(name): address[name] for name in names}
    return {**body, "country_code": address["countryCodeV2"]}


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


def _allocations(line):
    return [
        {
            "amount": amount(row["allocatedAmountSet"]),
            "amount_set": rest_bag(row["allocatedAmountSet"]),
            "discount_application_index": row["discountApplication"]["index"],
        }
        for row in line["discountAllocations"]
    ]


def line_body(line):
    variant, product = line["variant"], line["product"]
    return {
        "id": rest_id(line["id"]),
        "admin_graphql_api_id": line["id"],
        "attributed_staffs": [],
        "current_quantity": line["currentQuantity"],
        "fulfillable_quantity": line["unfulfilledQuantity"],
        "fulfillment_service": "manual",
        "fulfillment_status": {"unfulfilled": None}.get(
            line["fulfillmentStatus"], line["fulfillmentStatus"]
        ),
        "gift_card": line["isGiftCard"],
        "grams": line["figures"]["grams"],
        "name": line["name"],
        "price": amount(line["originalUnitPriceSet"]),
        "price_set": rest_bag(line["originalUnitPriceSet"]),
        "product_exists": product is not None,
        "product_id": rest_id(product["id"]) if product else None,
        "properties": _pairs(line["customAttributes"]),
        "quantity": line["quantity"],
        "requires_shipping": line["requiresShipping"],
        "sku": line["sku"],
        "taxable": line["taxable"],
        "title": line["title"],
        "total_discount": amount(line["totalDiscountSet"]),
        "total_discount_set": rest_bag(line["totalDiscountSet"]),
        "variant_id": rest_id(variant["id"]) if variant else None,
        "variant_inventory_management": "shopify" if variant else None,
        "variant_title": line["variantTitle"],
        "vendor": line["vendor"],
        "tax_lines": [tax_body(tax) for tax in line["taxLines"]],
        "duties": [],
        "discount_allocations": _allocations(line),
    }


def _shipping_body(line):
    return {
        "id": rest_id(line["id"]),
        "carrier_identifier": line["carrierIdentifier"],
        "code": line["code"],
        "current_discounted_price_set": rest_bag(line["currentDiscountedPriceSet"]),
        "discounted_price": amount(line["discountedPriceSet"]),
        "discounted_price_set": rest_bag(line["discountedPriceSet"]),
        "is_removed": line["isRemoved"],
        "phone": line["phone"],
        "price": amount(line["originalPriceSet"]),
        "price_set": rest_bag(line["originalPriceSet"]),
        "requested_fulfillment_service_id": None,
        "source": line["source"],
        "title": line["title"],
        "tax_lines": [tax_body(tax) for tax in line["taxLines"]],
        "discount_allocations": _allocations(line),
    }


def fulfillment_body(fulfillment):
    tracking = fulfillment["trackingInfo"]
    numbers = [row["number"] for row in tracking if row["number"]]
    urls = [row["url"] for row in tracking if row["url"]]
    order = fulfillment["order"]
    return {
        "id": rest_id(fulfillment["id"]),
        "admin_graphql_api_id": fulfillment["id"],
        "order_id": rest_id(order["id"]),
        "status": fulfillment["status"].lower(),
        "created_at": fulfillment["createdAt"],
        "service": "manual",
        "updated_at": fulfillment["updatedAt"],
        "tracking_company": tracking[0]["company"] if tracking else None,
        "shipment_status": None,
        "location_id": rest_id(fulfillment["location"]["id"]),
        "origin_address": None,
        "email": order["email"],
        "destination": address_body(order["shippingAddress"]),
        "line_items": [
            {**line_body(row["lineItem"]), "quantity": row["quantity"]}
            for row in fulfillment["fulfillmentLineItems"]
        ],
        "tracking_number": numbers[0] if numbers else None,
        "tracking_numbers": numbers,
        "tracking_url": urls[0] if urls else None,
        "tracking_urls": urls,
        "receipt": {},
        "name": fulfillment["name"],
    }


def refund_body(refund):
    rows = refund["refundLineItems"]
    return {
        "id": rest_id(refund["id"]),
        "admin_graphql_api_id": refund["id"],
        "order_id": rest_id(refund["order"]["id"]),
        "created_at": refund["createdAt"],
        "note": refund["note"],
        "user_id": None,
        "processed_at": refund["processedAt"],
        "duties": [],
        "return": None,
        "refund_shipping_lines": [],
        "restock": any(row["restocked"] for row in rows),
        "order_adjustments": [],
        "refund_line_items": [_refund_row(row) for row in rows],
        "transactions": [_transaction(row) for row in refund["transactions"]],
    }


def _refund_row(row):
    return {
        "id": rest_id(row["id"]),
        "quantity": row["quantity"],
        "line_item_id": rest_id(row["lineItem"]["id"]),
        "location_id": rest_id(row["location"]["id"]) if row["location"] else None,
        "restock_type": row["restockType"].lower(),
        "subtotal": float(amount(row["subtotalSet"])),
        "total_tax": float(amount(row["totalTaxSet"])),
        "subtotal_set": rest_bag(row["subtotalSet"]),
        "total_tax_set": rest_bag(row["totalTaxSet"]),
        "line_item": line_body(row["lineItem"]),
    }


def _transaction(row):
    return {
        "id": rest_id(row["id"]),
        "admin_graphql_api_id": row["id"],
        "kind": row["kind"].lower(),
        "status": row["status"].lower(),
        "gateway": row["gateway"],
        "amount": amount(row["amountSet"]),
        "currency": row["amountSet"]["shopMoney"]["currencyCode"],
        "created_at": row["createdAt"],
        "processed_at": row["processedAt"],
    }


def level_body(level):
    return {
        "inventory_item_id": rest_id(level["item"]["id"]),
        "location_id": rest_id(level["location"]["id"]),
        "available": quantity(level, "available"),
        "updated_at": level["updatedAt"],
        "admin_graphql_api_id": level["id"],
    }


def product_body(product):
    return {
        "admin_graphql_api_id": product["id"],
        "body_html": product["descriptionHtml"],
        "created_at": product["createdAt"],
        "handle": product["handle"],
        "id": rest_id(product["id"]),
        "product_type": product["productType"],
        "published_at": product["publishedAt"],
        "template_suffix": None,
        "title": product["title"],
        "updated_at": product["updatedAt"],
        "vendor": product["vendor"],
        "status": product["status"].lower(),
        "published_scope": "web",
        "tags": ", ".join(product["tags"]),
        "variants": [_variant_body(variant) for variant in product["variants"]],
        "options": [],
        "images": [],
        "image": None,
        "media": [],
        "variant_gids": [
            {"admin_graphql_api_id": variant["id"], "updated_at": variant["updatedAt"]}
            for variant in product["variants"]
        ],
        "has_variants_that_requires_components": False,
        "category": None,
    }


def _variant_body(variant):
    return {
        "admin_graphql_api_id": variant["id"],
        "barcode": variant["barcode"],
        "compare_at_price": variant["compareAtPrice"],
        "created_at": variant["createdAt"],
        "id": rest_id(variant["id"]),
        "inventory_policy": variant["inventoryPolicy"].lower(),
        "position": variant["position"],
        "price": variant["price"],
        "product_id": rest_id(variant["product"]["id"]),
        "sku": variant["sku"],
        "taxable": variant["taxable"],
        "title": variant["title"],
        "updated_at": variant["updatedAt"],
        "inventory_item_id": rest_id(variant["inventoryItem"]["id"]),
    }
