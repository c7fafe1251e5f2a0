"""An order's lines, so that they add up to its total to the cent.

The API tells every line without taxes, and its taxes beside it, whatever the shop's prices are.
Where prices include taxes, a line here is both together, as the buyer saw it; the amounts are asked
for with more decimals than a coin has, since rounded ones would not give the total back.
"""

import re
from decimal import Decimal

from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Line
from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.money import ZERO, amount, rounded
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .parts import parts_of
from .people import is_place
from .settling import settled, unit_price
from .tables import FETCHED
from .taxes import Rates

ONE = Decimal(1)


def read_lines(payload):
    """Return the Lines of an order."""
    rates = Rates(payload)
    included = payload.prices_include_tax
    drafts = [
        *(_product(item, rates, included, _is_shipped(payload)) for item in _sold(payload)),
        *_services(_shipping, payload.shipping_lines, rates, payload),
        *_services(_fee, payload.fee_lines, rates, payload),
    ]
    lines = _with_own_ids(drafts)
    total = whole_coins(payload.total, payload.currency)
    taxes = rounded(amount(payload.total_tax), payload.currency)
    if not any(tax.amount for line in lines for tax in line.taxes):
        taxes = ZERO
    lines = _settle_taxes(lines, taxes, payload.currency)
    if not included:
        total -= sum((tax.amount for line in lines for tax in line.taxes), ZERO)
    return _settle_totals(lines, total, payload.currency)


def whole_coins(value, currency):
    """Return an amount of ``30.00000000`` as 30.00; one with part of a coin as it is."""
    exact = amount(value)
    coins = rounded(exact, currency)
    return coins if coins == exact else exact


def _sold(payload):
    """A line of no pieces that costs nothing sells nothing."""
    return [item for item in payload.line_items if amount(item.quantity) or amount(item.total)]


def _is_shipped(payload):
    """The API does not tell virtual goods: an order of them has no shipping and no address."""
    sent = any(line.method_id not in FETCHED for line in payload.shipping_lines)
    return sent or is_place(payload.shipping)


def _product(item, rates, included, is_shipped):
    if item.quantity is None:
        raise MappingError(_("A line of the order has no quantity."))
    quantity = amount(item.quantity)
    total = _amount(item.total, item.total_tax, included)
    has_subtotal = item.subtotal not in (None, "")
    before = _amount(item.subtotal, item.subtotal_tax, included) if has_subtotal else total
    listing_id = item.variation_id or item.product_id or 0
    return Line(
        external_id=str(item.id),
        kind="product" if listing_id or item.sku else "custom",
        name=plain(item.name),
        sku=item.sku or "",
        barcode=item.global_unique_id or "",
        listing_id=str(listing_id) if listing_id else "",
        quantity=quantity or ONE,
        unit_price=before,
        total=total,
        taxes=rates.of(item),
        requires_shipping=is_shipped,
        note=_note(item),
    )


def _services(make, items, rates, payload):
    """One line each, or one for each part that is taxed otherwise: ``12``, ``12-2``."""
    for item in items:
        for place, part in enumerate(parts_of(item, rates, payload.currency), start=1):
            line = make(part, rates, payload.prices_include_tax)
            known = line.external_id
            yield line if place == 1 else replace(line, external_id=f"{known}-{place}")


def _shipping(item, rates, included):
    name = item.method_title or item.name or item.method_id or _("Shipping")
    return _service(item, "shipping", plain(name), rates, included, item.method_id or "")


def _fee(item, rates, included):
    return _service(item, "fee", plain(item.name) or _("Fee"), rates, included)


def _service(item, kind, name, rates, included, sku=""):
    total = _amount(item.total, item.total_tax, included)
    return Line(
        external_id=str(item.id),
        kind=kind,
        name=name,
        sku=sku,
        unit_price=total,
        total=total,
        taxes=rates.of(item),
        requires_shipping=False,
    )


def _amount(value, tax, included):
    return amount(value) + (amount(tax) if included else ZERO)


def _with_own_ids(lines):
    """Plugins that write lines themselves may leave the id at 0 or repeat one."""
    found, used = [], set()
    for place, line in enumerate(lines):
        known = line.external_id
        if known == "0" or known in used:
            line = replace(line, external_id=f"{line.kind}-{place}")
        used.add(line.external_id)
        found.append(line)
    return found


def _settle_totals(lines, target, currency):
    totals = settled([line.total for line in lines], target, currency)
    return tuple(_priced(line, total, currency) for line, total in zip(lines, totals, strict=True))


def _settle_taxes(lines, target, currency):
    """Return the lines with taxes in whole coins that add up to ``target``."""
    exact = [tax.amount for line in lines for tax in line.taxes]
    coins = iter(settled(exact, target, currency))
    return [
        replace(line, taxes=tuple(replace(tax, amount=next(coins)) for tax in line.taxes))
        for line in lines
    ]


def _priced(line, total, currency):
    """Return the line with its unit price and discount; until here ``unit_price`` is for all."""
    gross = max(rounded(line.unit_price, currency), total)
    price = unit_price(line.quantity, gross, currency)
    return replace(line, unit_price=price, discount=line.quantity * price - total, total=total)


def _note(item):
    """Return what buyers chose or typed, less what the name tells already."""
    name = plain(item.name).casefold()
    words = []
    for meta in item.meta_data or ():
        shown = meta.display_value if meta.display_value not in (None, "") else meta.value
        if meta.key.startswith("_") or not isinstance(shown, str | int | float):
            continue
        value = plain(str(shown))
        if value and not re.search(rf"(?<!\w){re.escape(value.casefold())}(?!\w)", name):
            words.append(f"{plain(str(meta.display_key or meta.key))}: {value}")
    return "\n".join(words)
