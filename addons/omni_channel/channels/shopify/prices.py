"""Prices out: the variants of several products a call, one Outcome each.

https://shopify.dev/docs/api/admin-graphql/latest/mutations/productVariantsBulkUpdate

Shopify has no sale price: ``price`` is what is asked, and a higher ``compareAtPrice`` what it cost
before. It begins and ends no sale by itself. A refused variant does not stop the others, and what
is shown afterwards is in the answer.
"""

from decimal import Decimal

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome, PriceTerms, ShownPrice
from odoo.addons.omni_base.core.errors import RejectedError, RemoteError
from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .graph import UserError
from .price_queries import PRICE_TERMS, READ_PRICES, set_prices
from .tables import PRICE_REFUSALS
from .words import gid, tail

PRODUCTS_A_CALL = 20
VARIANTS_A_CALL = 250
VARIANTS_READ = 250


class Terms(Struct, rename="camel"):
    currency_code: str
    taxes_included: bool


class TermsData(Struct):
    shop: Terms


class VariantPrice(Struct, rename="camel"):
    id: str = ""
    price: Decimal | None = None
    compare_at_price: Decimal | None = None


class Nodes(Struct):
    nodes: list[VariantPrice | None]


class Told(Struct, rename="camel"):
    product_variants: list[VariantPrice] | None = None
    user_errors: list[UserError] = []


def price_terms(graph):
    found = graph.ask(PRICE_TERMS, TermsData).shop
    return PriceTerms(currency=found.currency_code, taxes_included=found.taxes_included)


def pull_prices(graph, prices):
    """Return {key: ShownPrice} of the variants that are still there."""
    keys = {price.listing_id: price.key for price in prices}
    found = {}
    for some in slices(list(keys), VARIANTS_READ):
        ids = [gid("ProductVariant", one) for one in some]
        answer = graph.ask(READ_PRICES, Nodes, ids=ids)
        known = [node for node in answer.nodes if node and node.id]
        found |= {keys[tail(node.id)]: shown(node) for node in known if tail(node.id) in keys}
    return found


def push_prices(graph, prices):
    """Return one Outcome for each price; a RemoteError when nothing was booked at all."""
    outcomes, products = {}, {}
    for price in prices:
        products.setdefault(price.parent_id, []).append(price)
    for price in products.pop("", []):
        outcomes[price.key] = refused(price, _("Read the products again: its product is unknown."))
    parts = [
        (product, some)
        for product, own in products.items()
        for some in slices(own, VARIANTS_A_CALL)
    ]
    tell(graph, parts, outcomes)
    return [outcomes[price.key] for price in prices]


def tell(graph, parts, outcomes):
    """Tell a few products a call; once one call was made, an error is booked and not raised."""
    is_told = False
    for some in slices(parts, PRODUCTS_A_CALL):
        variables = {}
        for n, (product, prices) in enumerate(some):
            variables[f"product{n}"] = gid("Product", product)
            variables[f"variants{n}"] = [variant_input(price) for price in prices]
        try:
            answer = graph.ask(set_prices(len(some)), dict[str, Told | None], **variables)
        except RemoteError as error:
            if not is_told:
                raise
            for _product, prices in some:
                book_error(prices, error, outcomes)
            continue
        is_told = True
        for n, (_product, prices) in enumerate(some):
            book(prices, answer.get(f"step{n}") or Told(), outcomes)


def variant_input(price):
    """A sale of the shop's own stays: then the regular price is the one to compare with."""
    asked, before = price.regular, None
    own = price.there.sale if price.there and not price.ends_sale else None
    sale = own if price.sale is None else price.sale
    if sale is not None and sale < price.regular:
        asked, before = sale, price.regular
    return {
        "id": gid("ProductVariant", price.listing_id),
        "price": text_of(asked, price),
        "compareAtPrice": None if before is None else text_of(before, price),
    }


def shown(variant):
    """Return the ShownPrice of a variant; a price to compare with that is higher is the regular."""
    before = variant.compare_at_price
    if variant.price is not None and before is not None and before > variant.price:
        return ShownPrice(regular=before, sale=variant.price)
    return ShownPrice(regular=variant.price)


def book(prices, told, outcomes):
    """Book what the answer says of each variant: refused, or shown as it was told."""
    errors = {}
    for error in told.user_errors:
        errors.setdefault(index_of(error, len(prices)), error)
    there = {tail(one.id): shown(one) for one in told.product_variants or ()}
    for n, price in enumerate(prices):
        error = errors.get(n) or errors.get(None)
        if error:
            reason = PRICE_REFUSALS.get(error.code) or _("Shopify refuses. %s", error.message)
            outcomes[price.key] = refused(price, reason)
        else:
            outcomes[price.key] = judged(price, there.get(price.listing_id))


def judged(price, there):
    if there is None:
        return later(price, _("Shopify did not say what became of it."))
    if there.regular != price.regular or price.sale not in (None, there.sale):
        reason = _("Shopify shows %s after the change; it is sent again.", there.regular)
        return later(price, reason)
    return Outcome(key=price.key)


def index_of(error, count):
    """Return which variant an error is about (``variants.3.price``), None for all of them."""
    for step in error.field or ():
        if step.isdigit() and int(step) < count:
            return int(step)
    return None


def book_error(prices, error, outcomes):
    is_final = isinstance(error, RejectedError)
    for price in prices:
        make = refused if is_final else later
        outcomes[price.key] = make(price, error.reason)


def text_of(amount, price):
    return str(rounded(amount, price.currency))


def refused(price, reason):
    return Outcome(key=price.key, state="rejected", reason=reason)


def later(price, reason):
    return Outcome(key=price.key, state="retry", reason=reason)
