"""Webhook bodies: the REST shape of money, addresses, taxes and an order's lines."""

from tests.sandbox.shopify.money import money_text
from tests.sandbox.shopify.store import number_of


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


def pairs(attributes):
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
    names = [
        "firstName",
        "address1",
        "phone",
        "city",
        "zip",
        "province",
        "country",
        "lastName",
        "address2",
        "company",
        "latitude",
        "longitude",
        "name",
        "provinceCode",
    ]
    body = {snake(name): address[name] for name in names}
    return {**body, "country_code": address["countryCodeV2"]}


def _allocations(line):
    return [
        {
            "amount": amount(row["allocatedAmountSet"]),
            "amount_set": rest_bag(row["allocatedAmountSet"]),
            "discount_application_index": row["discountApplication"]["index"],
        }
        for row in line["discountAllocations"]
    ]


LINE_NAMES = {
    "admin_graphql_api_id": "id",
    "current_quantity": "currentQuantity",
    "fulfillable_quantity": "unfulfilledQuantity",
    "gift_card": "isGiftCard",
    "name": "name",
    "quantity": "quantity",
    "requires_shipping": "requiresShipping",
    "sku": "sku",
    "taxable": "taxable",
    "title": "title",
    "variant_title": "variantTitle",
    "vendor": "vendor",
}


def line_body(line):
    variant, product = line["variant"], line["product"]
    return {
        **{name: line[key] for name, key in LINE_NAMES.items()},
        "id": rest_id(line["id"]),
        "attributed_staffs": [],
        "fulfillment_service": "manual",
        "fulfillment_status": {"unfulfilled": None}.get(
            line["fulfillmentStatus"], line["fulfillmentStatus"]
        ),
        "grams": line["figures"]["grams"],
        "price": amount(line["originalUnitPriceSet"]),
        "price_set": rest_bag(line["originalUnitPriceSet"]),
        "product_exists": product is not None,
        "product_id": rest_id(product["id"]) if product else None,
        "properties": pairs(line["customAttributes"]),
        "total_discount": amount(line["totalDiscountSet"]),
        "total_discount_set": rest_bag(line["totalDiscountSet"]),
        "variant_id": rest_id(variant["id"]) if variant else None,
        "variant_inventory_management": "shopify" if variant else None,
        "tax_lines": [tax_body(tax) for tax in line["taxLines"]],
        "duties": [],
        "discount_allocations": _allocations(line),
    }


def shipping_body(line):
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
