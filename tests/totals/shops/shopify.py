"""Shopify adds up line by line: discounts are spread to the cent, each tax is rounded on each line.

https://help.shopify.com/en/manual/taxes/us/us-tax-manage#tax-rounding
Where a market rounds at the end, or a tax is on top of another, Shopify does neither: it adds up.
A fee below zero is a discount there, the second one above zero a tip. A parcel has one price; what
goes abroad has duties; every third buyer sees another currency.
"""

from decimal import Decimal

CODE = "shopify"
ORDERS_A_CALL = 50
DUTIES_IN = "CHF"
DUTY = Decimal("0.04")
SEEN_IN = {"currency": "GBP", "rate": "0.8437"}


def place(outside, market, baskets):
    """Let the shop be so, and the baskets be bought; returns {order id: what the shop says}."""
    control = f"/_control/{CODE}"
    terms = {"taxesIncluded": market.included, "currencyCode": market.currency}
    outside.post(f"{control}/settings", {"currency": market.currency, "shop": terms})
    told = {}
    for first in range(0, len(baskets), ORDERS_A_CALL):
        some = baskets[first : first + ORDERS_A_CALL]
        wishes = [wish(basket, market, first + place) for place, basket in enumerate(some)]
        for order in outside.post(f"{control}/wishes", {"wishes": wishes})["orders"]:
            told[order["id"]] = {**order, "status": order["status"].lower(), "refunds": []}
    return told


def wish(basket, market, place):
    charges = [coins(fee, market) for fee in basket.fees if fee > 0]
    return {
        "taxes_included": market.included,
        "lines": [line(goods, basket, market, n) for n, goods in enumerate(basket.goods)],
        "discounts": discounts(basket, market),
        "fees": [{"name": "Fee", "price": str(fee)} for fee in charges[:1] if fee],
        "tip": str(charges[1]) if charges[1:] and charges[1] else None,
        "shipping": shipping(basket, market),
        "presentment": SEEN_IN if place % 3 == 0 else None,
        "refund": "part and shipping" if basket.refund == "part" and place % 2 else basket.refund,
    }


def line(goods, basket, market, place):
    price = coins(goods.price, market)
    found = {
        "sku": f"ARTICLE-{place}",
        "title": "Article",
        "price": str(price),
        "quantity": goods.quantity,
        "taxable": goods.is_taxable,
        "tax_rates": rates(market.reduced if goods.is_reduced else market.standard),
    }
    if basket.off_each:
        off = coins(basket.off_each, market) * goods.quantity
        found["discount"] = {"amount": str(off), "title": "Each"}
    if market.currency == DUTIES_IN and not place:
        found["duty"] = str(coins(price * DUTY, market))
    return found


def discounts(basket, market):
    """Codes one after another; what a fee below zero takes off has no code."""
    found = []
    if basket.percent_off:
        found.append({"percent": str(basket.percent_off), "code": "PERCENT"})
    if basket.off:
        found.append({"amount": str(coins(basket.off, market)), "code": "OFF"})
    for fee in basket.fees:
        if fee < 0:
            off = str(coins(-fee, market))
            found.append({"amount": off, "title": "Less", "automatic": True})
    return found


def shipping(basket, market):
    if not basket.shipping:
        return None
    charged = [rate for rate in market.standard if rate.on_shipping]
    price = coins(sum(basket.shipping), market)
    return {"title": "Parcel", "price": str(price), "tax_rates": rates(charged)}


def rates(found):
    return [{"title": rate.name, "rate": str(Decimal(rate.percent) / 100)} for rate in found]


def coins(amount, market):
    """Prices have no more digits than coins there."""
    return Decimal(amount).quantize(Decimal(1).scaleb(-market.decimals))
