"""A new Order, complete in every played field."""

from decimal import Decimal

from tests.sandbox.shopify.money import ZERO
from tests.sandbox.shopify.order_lines import (
    attributes,
    discount_application,
    line_item,
    shipping_line,
)
from tests.sandbox.shopify.store import now_text, number_of


def new_order(store, wish, parts):
    """Order from a wish and its priced parts; sums and states are written afterwards."""
    bags = parts["bags"]
    included = wish.get("taxes_included", store.shop["taxesIncluded"])
    applications = [discount_application(i, d, bags.shop) for i, d in enumerate(parts["discounts"])]
    lines = [line_item(store, bags, item, applications, included) for item in parts["items"]]
    shipping = []
    if parts["shipping"]:
        shipping = [shipping_line(store, bags, parts["shipping"], applications, included)]
    order = {
        **_identity(store, wish),
        **_contact(wish, parts),
        **ORDER_CONSTANTS,
        **_reductions(applications, parts["discounts"]),
        **_extras(store, bags, wish, lines),
        "taxesIncluded": included,
        "taxExempt": bool(wish.get("tax_exempt")),
        "currencyCode": bags.shop,
        "presentmentCurrencyCode": bags.presentment,
        "lineItems": lines,
        "shippingLines": shipping,
        "shippingLine": shipping[0] if shipping else None,
        "bags": bags,
        "imported": False,
        "shipping_refunded": ZERO,
        "shipping_tax_refunded": ZERO,
    }
    for name in ("transactions", "fulfillments", "fulfillmentOrders", "refunds", "returns"):
        order[name] = []
    order.update(zero_bags(bags))
    return order


def _reductions(applications, discounts):
    codes = [discount.code for discount in discounts if discount.code]
    return {
        "discountApplications": applications,
        "discountCode": codes[0] if codes else None,
        "discountCodes": codes,
    }


def _extras(store, bags, wish, lines):
    fees = wish.get("fees") or []
    return {
        "additionalFees": [_fee(store, bags, fee) for fee in fees],
        "duty_total": sum((line["figures"]["duty"] for line in lines), ZERO),
        "fee_total": sum((Decimal(str(fee["price"])) for fee in fees), ZERO),
    }


def zero_bags(bags):
    nothing = bags.bag(0)
    return {
        "refundDiscrepancySet": nothing,
        "totalCashRoundingAdjustment": {
            "__typename": "CashRoundingAdjustment",
            "paymentSet": nothing,
            "refundSet": nothing,
        },
    }


def _identity(store, wish):
    gid = store.new_gid("Order")
    number = store.new_order_number()
    placed = wish.get("placed_at") or now_text()
    shop = store.shop
    token = f"{int(number_of(gid)) * 2654435761 % 2**64:016x}"
    return {
        "__typename": "Order",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "name": wish.get("name") or f"#{number}",
        "number": number,
        "confirmationNumber": token[:9].upper(),
        "token": token,
        "statusPageUrl": f"{shop['url']}/64120089/orders/{token}/authenticate?key={token[::-1]}",
        "createdAt": placed,
        "processedAt": placed,
        "updatedAt": wish.get("updated_at") or now_text(),
        "test": bool(wish.get("test")),
        "sourceName": wish.get("source_name", "web"),
        "sourceIdentifier": None,
        "poNumber": wish.get("po_number"),
    }


def _contact(wish, parts):
    delivery, billing = parts["delivery"], parts["billing"]
    same = delivery is billing or _place(delivery) == _place(billing)
    return {
        "email": wish.get("email"),
        "phone": wish.get("phone"),
        "note": wish.get("note"),
        "tags": sorted(wish.get("tags") or []),
        "customAttributes": attributes(wish.get("custom_attributes")),
        "customer": parts["customer"],
        "purchasingEntity": parts["customer"],
        "customerLocale": wish.get("locale", "fr-FR"),
        "billingAddress": billing,
        "shippingAddress": delivery,
        "displayAddress": delivery or billing,
        "billingAddressMatchesShippingAddress": same,
        "canNotifyCustomer": bool(wish.get("email") or wish.get("phone")),
    }


def _place(address):
    return {k: v for k, v in (address or {}).items() if k != "id"}


def _fee(store, bags, fee):
    return {
        "__typename": "AdditionalFee",
        "id": store.new_gid("AdditionalFee"),
        "name": fee["name"],
        "price": bags.bag(Decimal(str(fee["price"]))),
        "taxLines": [],
    }


APP = {
    "__typename": "App",
    "id": "gid://shopify/App/580111",
    "handle": "online_store",
    "title": "Online Store",
    "apiKey": "online-store",
}

ORDER_CONSTANTS = {
    "app": {
        "__typename": "OrderApp",
        "id": "gid://shopify/App/580111",
        "name": "Online Store",
        "icon": {
            "__typename": "Image",
            "id": None,
            "altText": None,
            "height": None,
            "width": None,
            "thumbhash": None,
            "metafield": None,
            "metafields": [],
            "url": "https://cdn.shopify.com/app-icon.png",
        },
    },
    "channelInformation": {
        "__typename": "ChannelInformation",
        "id": "gid://shopify/ChannelInformation/1",
        "channelId": "gid://shopify/Channel/1",
        "displayName": "Online Store",
        "app": APP,
    },
    "cancelReason": None,
    "cancellation": None,
    "cancelledAt": None,
    "cartToken": None,
    "checkoutToken": None,
    "clientIp": None,
    "closedAt": None,
    "confirmed": True,
    "customerAcceptsMarketing": False,
    "dutiesIncluded": False,
    "edited": False,
    "estimatedTaxes": False,
    "hasTimelineComment": False,
    "merchantEditable": True,
    "merchantOfRecordApp": None,
    "metafield": None,
    "metafields": [],
    "paymentCollectionDetails": {
        "__typename": "OrderPaymentCollectionDetails",
        "additionalPaymentCollectionUrl": None,
    },
    "paymentGatewayNames": [],
    "registeredSourceUrl": None,
    "retailLocation": None,
    "returnStatus": "NO_RETURN",
    "risk": {"__typename": "OrderRiskSummary", "recommendation": "ACCEPT"},
}
