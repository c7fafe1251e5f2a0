"""Prices out: a hundred a call. A price is set as it is, so that telling it again is harmless."""

from odoo.addons.omni_base.core.documents import Outcome, PriceTerms, ShownPrice
from odoo.addons.omni_base.core.money import amount, rounded
from odoo.addons.omni_base.core.text import _


def price_terms(shop):
    found = shop.ask("GET", "/shop")
    return PriceTerms(currency=found["currency"], taxes_included=found["prices_with_taxes"])


def pull_prices(shop, prices):
    """Return {key: ShownPrice} of those that the shop still has."""
    asked = ",".join(price.listing_id for price in prices)
    found = shop.ask("GET", "/prices", params={"ids": asked})["prices"]
    there = {str(one["product_id"]): shown(one) for one in found}
    return {price.key: there[price.listing_id] for price in prices if price.listing_id in there}


def push_prices(shop, prices):
    """Return one Outcome for each price: what the shop shows afterwards is looked at."""
    found = shop.tell("PUT", "/prices", json={"prices": [told(one) for one in prices]})["results"]
    answers = {str(one["product_id"]): one for one in found}
    return [outcome(price, answers.get(price.listing_id)) for price in prices]


def told(price):
    """A sale of the shop's own is not named, so that it stays."""
    found = {"product_id": int(price.listing_id), "price": text_of(price.regular, price)}
    if price.sale is not None:
        found["sale_price"] = text_of(price.sale, price)
    elif price.ends_sale:
        found["sale_price"] = None
    return found


def outcome(price, answer):
    if answer is None:
        reason = _("The shop did not say what became of it.")
        return Outcome(key=price.key, state="retry", reason=reason)
    if answer.get("error"):
        return Outcome(key=price.key, state="rejected", reason=answer["error"])
    there = shown(answer)
    if there.regular != price.regular or price.sale not in (None, there.sale):
        reason = _("The shop shows %s after the change; it is sent again.", there.regular)
        return Outcome(key=price.key, state="retry", reason=reason)
    return Outcome(key=price.key)


def shown(answer):
    sale = answer.get("sale_price")
    return ShownPrice(regular=amount(answer["price"]), sale=None if sale is None else amount(sale))


def text_of(value, price):
    return str(rounded(value, price.currency))
