"""Lines, taxes and discounts of a published REST payload, in the GraphQL shape."""

from datetime import datetime, timezone
from decimal import Decimal

from tests.sandbox.shopify.catalogue import weight
from tests.sandbox.shopify.money import ZERO, money
from tests.sandbox.shopify.order_lines import LINE_CONSTANTS, attributes, write_line_prices


def utc(text):
    """A time with any offset, as Shopify's GraphQL says it; None stays None."""
    if not text:
        return None
    return datetime.fromisoformat(text).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


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


def applications_of(payload):
    """(index, row): the published ones, or stand-ins for allocations that name none."""
    rows = list(payload.get("discount_applications") or [])
    lines = [*payload["line_items"], *payload["shipping_lines"]]
    named = [a["discount_application_index"] for x in lines for a in x["discount_allocations"]]
    while len(rows) <= max(named, default=-1):
        rows.append({"type": "manual", "title": "Discount", "value": "0.0"})
    return list(enumerate(rows))


def application_of(index, row, bags):
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


def line_of(store, bags, row, applications, taxes_included):
    variant = store.variant_by_sku(row.get("sku"))
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
        "figures": _figures(row),
        **_gone(row),
        **LINE_CONSTANTS,
    }
    write_line_prices(bags, line, taxes_included)
    line["originalUnitPriceSet"] = bag_of(row["price_set"])
    line["totalDiscountSet"] = bag_of(row["total_discount_set"])
    return line


def _gone(row):
    return {
        "fulfilled": row["current_quantity"] - row["fulfillable_quantity"],
        "refunded": row["quantity"] - row["current_quantity"],
    }


def _figures(row):
    unit = Decimal(row["price"])
    given = sum((Decimal(a["amount"]) for a in row["discount_allocations"]), ZERO)
    line_discount = Decimal(row["total_discount"])
    return {
        "unit": unit,
        "own_discount": line_discount,
        "after": unit * row["quantity"] - max(given, line_discount),
        "tax": sum((Decimal(tax["price"]) for tax in row["tax_lines"]), ZERO),
        "duty": ZERO,
        "grams": row["grams"],
        "tip": False,
    }


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


def shipping_of(store, bags, row, applications):
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
