"""Webhook bodies: what moves (fulfillments, refunds, stock levels) and what is sold."""

from tests.sandbox.shopify.rest_lines import address_body, amount, line_body, rest_bag, rest_id
from tests.sandbox.shopify.stock import quantity


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
