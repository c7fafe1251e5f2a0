"""An order's lines, so that they add up to its total as the shop says it is now.

"Now" is after edits, removals and refunds of goods: a line counts with its current quantity.
Shopify tells discounts and taxes for the quantity first ordered; of a line that lost units they
count in proportion, and the cents that this leaves are settled on those lines alone. Any other
difference is not touched: whoever imports the order sees it and decides.
"""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Line, Tax
from odoo.addons.omni_base.core.money import ZERO, decimals, rounded
from odoo.addons.omni_base.core.text import _

from .words import attributes_text, tail

HUNDRED = Decimal(100)
ONE = Decimal(1)


class Drafts(Struct):
    """``shared``: how many amounts were taken in proportion; ``settling``: in which lines."""

    lines: list[Line]
    shared: int = 0
    settling: set[str] = set()


def read_lines(payload):
    """Return the Lines of an order."""
    drafts = Drafts([])
    for item in payload.line_items.nodes:
        if item.current_quantity > 0:
            _add_product(drafts, item, payload.currency_code)
    for delivery in payload.shipping_lines.nodes:
        if not delivery.is_removed:
            _add_delivery(drafts, delivery, payload.currency_code)
    _add_charges(drafts, payload)
    _add_tip(drafts, payload)
    _add_refund_without_goods(drafts, payload)
    _settle_cents(drafts, payload)
    return tuple(drafts.lines)


def sum_of(lines, taxes_included):
    """Return what lines come to, with their taxes."""
    total = sum((line.total for line in lines), ZERO)
    if taxes_included:
        return total
    return total + sum((tax.amount for line in lines for tax in line.taxes), ZERO)


def shop(bag):
    """Return a bag's amount in the shop's currency; 0 for none."""
    return bag.shop_money.amount if bag else ZERO


def _missing(drafts, payload):
    total = shop(payload.current_total_price_set)
    return total - sum_of(drafts.lines, payload.taxes_included)


def _add_product(drafts, item, currency):
    share = Decimal(item.current_quantity) / item.quantity if item.quantity else ONE
    price = shop(item.original_unit_price_set)
    discount = sum((shop(part.allocated_amount_set) for part in item.discount_allocations), ZERO)
    discount = _part(discount, share, currency)
    quantity = Decimal(item.current_quantity)
    total = quantity * price - discount
    line = Line(
        external_id=tail(item.id),
        kind=_kind(item),
        name=item.name,
        sku=item.sku or "",
        barcode=(item.variant.barcode or "") if item.variant else "",
        listing_id=tail(item.variant.id) if item.variant else "",
        quantity=quantity,
        unit_price=price,
        discount=discount,
        total=total,
        taxes=_taxes(item.tax_lines, total, share, currency),
        requires_shipping=item.requires_shipping,
        note=attributes_text(item.custom_attributes),
    )
    _add(drafts, line, share, 1 + len(line.taxes))


def _kind(item):
    if item.is_gift_card:
        return "gift_card"
    return "product" if item.variant or item.sku else "custom"


def _add_delivery(drafts, delivery, currency):
    price = shop(delivery.original_price_set)
    agreed = shop(delivery.discounted_price_set)
    total = shop(delivery.current_discounted_price_set)
    if total != agreed or price < total:
        price = total
    share = total / agreed if agreed and total != agreed else ONE
    line = Line(
        external_id=tail(delivery.id) or "shipping",
        kind="shipping",
        name=delivery.title,
        sku=delivery.code or "",
        unit_price=price,
        discount=price - total,
        total=total,
        taxes=_taxes(delivery.tax_lines, total, share, currency),
        requires_shipping=False,
    )
    _add(drafts, line, share, len(line.taxes))


def _add(drafts, line, share, amounts):
    drafts.lines.append(line)
    if share != ONE:
        drafts.shared += amounts
        drafts.settling.add(line.external_id)


def _part(value, share, currency):
    return value if share == ONE else rounded(value * share, currency)


def _taxes(tax_lines, total, share, currency):
    return tuple(
        Tax(
            name=tax.title,
            rate=_rate(tax, total),
            amount=_part(shop(tax.price_set), share, currency),
        )
        for tax in tax_lines
    )


def _rate(tax, total):
    """Percent; of a tax that tells no rate it follows from the amounts."""
    if tax.rate_percentage is not None:
        return tax.rate_percentage
    if tax.rate is not None:
        return tax.rate * HUNDRED
    return round(shop(tax.price_set) / total * HUNDRED, 2) if total else ZERO


def _add_charges(drafts, payload):
    """Duties and fees are told for the whole order only; duties may lie in the prices."""
    duties = ZERO if payload.duties_included else shop(payload.current_total_duties_set)
    fees = shop(payload.current_total_additional_fees_set)
    if duties:
        drafts.lines.append(_charge("duties", "duty", _("Import duties"), duties))
    if fees:
        drafts.lines.append(_charge("fees", "fee", _("Additional fees"), fees))


def _charge(external_id, kind, name, price):
    return Line(
        external_id=external_id,
        kind=kind,
        name=name,
        unit_price=price,
        total=price,
        requires_shipping=False,
    )


def _add_tip(drafts, payload):
    """A tip is one of the lines, without a product; where it is not, it is what the lines miss."""
    tip = shop(payload.total_tip_received_set)
    if not tip:
        return
    missing, cents = _missing(drafts, payload), _settleable(drafts, payload)
    place = next((n for n, line in enumerate(drafts.lines) if _may_be_tip(line, tip)), None)
    if abs(missing - tip) <= cents and (place is None or abs(missing) > cents):
        drafts.lines.append(_charge("tip", "tip", _("Tip"), tip))
    elif place is not None:
        drafts.lines[place] = replace(drafts.lines[place], kind="tip")


def _may_be_tip(line, tip):
    return line.kind == "custom" and not line.requires_shipping and line.total == tip


def _add_refund_without_goods(drafts, payload):
    """Money given back without a line (a gesture) is a line of its own if the total counts it."""
    refund = abs(shop(payload.refund_discrepancy_set))
    missing = _missing(drafts, payload)
    if refund and missing < 0 and abs(missing + refund) <= _settleable(drafts, payload):
        drafts.lines.append(_charge("refund", "custom", _("Refund without goods"), -refund))


def _settleable(drafts, payload):
    return drafts.shared * ONE.scaleb(-decimals(payload.currency_code))


def _settle_cents(drafts, payload):
    missing = _missing(drafts, payload)
    if not missing or abs(missing) > _settleable(drafts, payload):
        return
    places = [n for n, line in enumerate(drafts.lines) if line.external_id in drafts.settling]
    for place in sorted(places, key=lambda n: drafts.lines[n].total, reverse=True):
        settled = _settled(drafts.lines[place], missing, payload.taxes_included)
        if settled:
            drafts.lines[place] = settled
            return


def _settled(line, cents, taxes_included):
    """Return the line with some cents more or less, None where it cannot carry them."""
    if not taxes_included and line.taxes and line.taxes[0].amount + cents >= 0:
        first = replace(line.taxes[0], amount=line.taxes[0].amount + cents)
        return replace(line, taxes=(first, *line.taxes[1:]))
    if line.discount < cents:
        return None
    return replace(line, discount=line.discount - cents, total=line.total + cents)
