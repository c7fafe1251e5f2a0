"""Prices out: regular and sale price, with the sale's dates, of a hundred products a call.

https://woocommerce.github.io/woocommerce-rest-api-docs/#product-properties

Prices are texts, an empty one is none. A sale price that is not below the regular one is dropped
without a word, and a variable product takes no price at all: what the answer shows is compared. The
shop begins and ends a sale by itself, at times that are told as GMT, in whole seconds.
"""

from odoo.addons.omni_base.core.documents import Outcome, PriceTerms, ShownPrice
from odoo.addons.omni_base.core.money import amount, rounded
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant, iso

from .batch_push import BatchPush, later, place_of, read_items, refused
from .diagnosis import read_currency
from .settings import read_options, taxes_included

PRICED_FIELDS = "id,regular_price,sale_price,date_on_sale_from_gmt,date_on_sale_to_gmt"


def price_terms(rest):
    """Return the shop's PriceTerms, as far as the key may read its settings."""
    found = read_options(rest, ("general", "tax"))
    currency = found.get("woocommerce_currency") or read_currency(rest)
    return PriceTerms(currency=currency, taxes_included=taxes_included(found))


def pull_prices(rest, prices):
    """Return {key: ShownPrice} of the listings that the shop still has."""
    found = read_items(rest, placed(prices), PRICED_FIELDS)
    return {key: shown(item) for key, item in found.items()}


def push_prices(rest, prices):
    """Return one Outcome for each price; a RemoteError when nothing was booked at all."""
    outcomes = PricePush(rest).push(placed(prices))
    return [outcomes[price.key] for price in prices]


def placed(prices):
    """A variation is set below its product."""
    return [(place_of("/".join(filter(None, (p.parent_id, p.listing_id)))), p) for p in prices]


class PricePush(BatchPush):
    name = "prices"

    def content(self, place, document):
        """A sale of the shop's own is not named, so that it stays."""
        found = {"regular_price": text_of(document.regular, document)}
        if document.sale is not None:
            found |= {
                "sale_price": text_of(document.sale, document),
                "date_on_sale_from_gmt": moment(document.sale_from),
                "date_on_sale_to_gmt": moment(document.sale_to),
            }
        elif document.ends_sale:
            found |= {"sale_price": "", "date_on_sale_from_gmt": "", "date_on_sale_to_gmt": ""}
        return found

    def judged(self, document, found):
        there = shown(found)
        if there.regular != document.regular:
            return self._not_taken(document, there)
        if document.sale is not None and there.sale != document.sale:
            return refused(document, _("The shop did not take over the sale price."))
        if document.ends_sale and there.sale is not None:
            return later(document, _("The shop still shows the sale price; it is sent again."))
        return Outcome(key=document.key)

    def _not_taken(self, document, there):
        if there.regular is None:
            reason = _(
                "The shop took over no price: the product has variations now, and they have the "
                "prices. Read the products again."
            )
            return refused(document, reason)
        reason = _("The shop shows %s after the change; it is sent again.", there.regular)
        return later(document, reason)


def shown(item):
    """Return the ShownPrice of an answered product or variation."""
    return ShownPrice(
        regular=_price(item.regular_price),
        sale=_price(item.sale_price),
        sale_from=instant(item.date_on_sale_from_gmt),
        sale_to=instant(item.date_on_sale_to_gmt),
    )


def text_of(price, document):
    """Return an amount as the shop keeps it: ``12.00``, a point and no thousands."""
    return str(rounded(price, document.currency))


def moment(value):
    return iso(value).removesuffix("Z") if value else ""


def _price(value):
    return None if value in (None, "") else amount(value)
