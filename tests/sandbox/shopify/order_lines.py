"""The parts of an Order that a priced basket becomes: lines, shipping, taxes, discounts."""

from decimal import Decimal

from tests.sandbox.shopify.catalogue import weight
from tests.sandbox.shopify.money import ZERO, money, rounded
from tests.sandbox.shopify.pricing import tax_title, taxes_of


def tax_line(bags, rate, amount, title=None):
    return {
        "__typename": "TaxLine",
        "title": title or tax_title(rate),
        "rate": float(rate),
        "ratePercentage": float(rate * 100),
        "priceSet": bags.bag(amount),
        "channelLiable": False,
        "source": "Shopify",
        "figures": (rate, amount),
    }


def discount_application(index, discount, currency):
    """The Discount as one of Shopify's application types."""
    common = {
        "index": index,
        "allocationMethod": "EACH" if discount.item else "ACROSS",
        "targetSelection": "EXPLICIT" if discount.item else "ALL",
        "targetType": "SHIPPING_LINE" if discount.free_shipping else "LINE_ITEM",
        "value": _value(discount, currency),
    }
    if discount.code:
        return {**common, "__typename": "DiscountCodeApplication", "code": discount.code}
    kind = "AutomaticDiscountApplication" if discount.automatic else "ManualDiscountApplication"
    title = discount.title or "Remise"
    return {**common, "__typename": kind, "title": title, "description": title}


def _value(discount, currency):
    if discount.amount is not None:
        return money(discount.amount, currency)
    percentage = Decimal(100) if discount.free_shipping else discount.percent
    return {"__typename": "PricingPercentageValue", "percentage": float(percentage)}


def allocations(bags, applications, parts):
    return [
        {
            "__typename": "DiscountAllocation",
            "allocatedAmountSet": bags.bag(amount),
            "discountApplication": applications[index],
        }
        for index, amount in parts
    ]


def shipping_line(store, bags, shipping, applications, taxes_included):
    """A ShippingLine; `figures` keep the exact amounts for later changes."""
    taxes = taxes_of(shipping.after_discounts, shipping.rates, taxes_included, bags.shop)
    return {
        "__typename": "ShippingLine",
        "id": store.new_gid("ShippingLine"),
        "title": shipping.title,
        "code": shipping.code or shipping.title,
        "carrierIdentifier": None,
        "custom": False,
        "deliveryCategory": None,
        "discountAllocations": allocations(bags, applications, shipping.allocations),
        "originalPriceSet": bags.bag(shipping.price),
        "discountedPriceSet": bags.bag(shipping.after_discounts),
        "currentDiscountedPriceSet": bags.bag(shipping.after_discounts),
        "isRemoved": False,
        "phone": None,
        "shippingRateHandle": None,
        "source": "shopify",
        "taxLines": [tax_line(bags, rate, tax, title) for title, rate, tax in taxes],
        "figures": {
            "price": shipping.price,
            "after": shipping.after_discounts,
            "tax": sum((tax for _title, _rate, tax in taxes), ZERO),
        },
    }


def line_item(store, bags, item, applications, taxes_included):
    """A LineItem; `figures` keep the exact amounts for later changes."""
    taxes = taxes_of(item.after_discounts, item.taxed, taxes_included, bags.shop)
    figures = _figures(item, applications, taxes)
    line = {
        "__typename": "LineItem",
        "id": store.new_gid("LineItem"),
        "title": item.title,
        "name": f"{item.title} - {item.variant_title}" if item.variant_title else item.title,
        "variantTitle": item.variant_title,
        "sku": item.sku,
        "vendor": item.vendor,
        "quantity": item.quantity,
        "currentQuantity": item.quantity,
        "variant": item.variant,
        "product": item.product,
        "requiresShipping": item.requires_shipping,
        "taxable": item.taxable,
        "isGiftCard": item.gift_card,
        "customAttributes": attributes(item.properties),
        "weight": weight(item.grams),
        "discountAllocations": allocations(bags, applications, item.allocations),
        "taxLines": [tax_line(bags, rate, tax, title) for title, rate, tax in taxes],
        "duties": _duties(store, bags, item),
        "figures": figures,
        "fulfilled": 0,
        "refunded": 0,
        **LINE_CONSTANTS,
    }
    write_line_prices(bags, line, taxes_included)
    return line


def _figures(item, applications, taxes):
    return {
        "unit": item.unit_price,
        "own_discount": sum((a for i, a in item.allocations if _is_own(applications[i])), ZERO),
        "after": item.after_discounts,
        "tax": sum((tax for _title, _rate, tax in taxes), ZERO),
        "duty": item.duty,
        "grams": item.grams,
        "tip": item.tip,
    }


LINE_CONSTANTS = {
    "image": None,
    "lineItemGroup": None,
    "merchantEditable": True,
    "restockable": True,
    "fulfillmentService": {
        "__typename": "FulfillmentService",
        "id": "gid://shopify/FulfillmentService/manual",
        "handle": "manual",
        "serviceName": "Manual",
        "type": "MANUAL",
    },
}


def _is_own(application):
    """A discount of the line itself, not of the whole order."""
    return application["targetSelection"] == "EXPLICIT"


def write_line_prices(bags, line, taxes_included):
    """Every money bag of a line that its quantities and figures decide."""
    figures, quantity = line["figures"], line["quantity"]
    original = figures["unit"] * quantity
    own_total = original - figures["own_discount"]
    each = quantity or 1
    left = line["currentQuantity"]
    net = figures["after"] - figures["tax"] if taxes_included else figures["after"]
    open_units = 0 if figures["tip"] or line["isGiftCard"] else max(left - line["fulfilled"], 0)
    line.update(
        originalUnitPriceSet=bags.bag(figures["unit"]),
        originalTotalSet=bags.bag(original),
        discountedTotalSet=bags.bag(own_total),
        discountedUnitPriceSet=bags.bag(rounded(own_total / each, bags.shop)),
        discountedUnitPriceAfterAllDiscountsSet=bags.bag(
            rounded(figures["after"] / each, bags.shop)
        ),
        totalDiscountSet=bags.bag(figures["own_discount"]),
        priceAfterAllDiscountsBeforeTaxesSet=bags.bag(rounded(net * left / each, bags.shop)),
        refundableQuantity=left,
        unfulfilledQuantity=open_units,
        fulfillableQuantity=open_units,
        nonFulfillableQuantity=quantity - line["fulfilled"] - open_units,
        fulfillmentStatus=_fulfillment_status(line, open_units),
        unfulfilledOriginalTotalSet=bags.bag(figures["unit"] * open_units),
        unfulfilledDiscountedTotalSet=bags.bag(rounded(own_total * open_units / each, bags.shop)),
    )


def _fulfillment_status(line, open_units):
    if line["fulfilled"] and not open_units:
        return "fulfilled"
    return "partial" if line["fulfilled"] else "unfulfilled"


def _duties(store, bags, item):
    if not item.duty:
        return []
    return [
        {
            "__typename": "Duty",
            "id": store.new_gid("Duty"),
            "countryCodeOfOrigin": "FR",
            "harmonizedSystemCode": "090121",
            "price": bags.bag(item.duty),
            "taxLines": [],
        }
    ]


def attributes(pairs):
    return [
        {"__typename": "Attribute", "key": key, "value": str(value)}
        for key, value in (pairs or {}).items()
    ]
