"""WooCommerce adds up in PHP as class WC_Cart_Totals does; the sandbox plays that class.

https://woocommerce.com/document/setting-up-taxes-in-woocommerce/ (Rounding)
"""

CODE = "woocommerce"
ORDERS_A_CALL = 50


def place(outside, market, baskets):
    """Let the shop be so, and the baskets be bought; returns {order id: what the shop says}."""
    control = f"/_control/{CODE}"
    outside.post(
        f"{control}/settings",
        {
            "currency": market.currency,
            "decimals": market.decimals,
            "prices_include_tax": market.included,
            "tax_round_at_subtotal": market.at_subtotal,
        },
    )
    outside.post(f"{control}/taxes", {"replace": True, "rates": rates(market)})
    told = {}
    for first in range(0, len(baskets), ORDERS_A_CALL):
        wishes = [wish(basket, market) for basket in baskets[first : first + ORDERS_A_CALL]]
        for order in outside.post(f"{control}/wishes", {"wishes": wishes})["orders"]:
            told[str(order["id"])] = order
    return told


def rates(market):
    """Rates of another priority are added up; a compound one comes on top."""
    return [
        {
            "country": "",
            "rate": rate.percent,
            "name": rate.name,
            "priority": priority,
            "compound": rate.compound,
            "shipping": rate.on_shipping,
            "class": tax_class,
        }
        for tax_class, found in (("standard", market.standard), ("reduced-rate", market.reduced))
        for priority, rate in enumerate(found, start=1)
    ]


def wish(basket, market):
    coupons = []
    if basket.percent_off:
        coupons.append(coupon("prozent", "percent", basket.percent_off))
    if basket.off_each:
        coupons.append(coupon("each", "fixed_product", basket.off_each))
    if basket.off:
        coupons.append(coupon("all", "fixed_cart", basket.off))
    return {
        "currency": market.currency,
        "lines": [line(goods) for goods in basket.goods],
        "coupons": coupons,
        "fees": [{"name": "Fee", "amount": str(fee)} for fee in basket.fees],
        "shipping": [{"title": "Parcel", "cost": str(cost)} for cost in basket.shipping] or None,
        "refund": basket.refund,
    }


def coupon(code, kind, amount):
    return {"code": code, "discount_type": kind, "amount": str(amount)}


def line(goods):
    return {
        "name": "Article",
        "price": str(goods.price),
        "quantity": goods.quantity,
        "tax_class": "reduced-rate" if goods.is_reduced else "",
        "taxable": goods.is_taxable,
    }
