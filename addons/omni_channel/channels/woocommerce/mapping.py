"""Payloads into documents. Plain functions, no network."""

from odoo.addons.omni_base.core.documents import Order
from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.money import ZERO, amount
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant

from .answers import plain
from .lines import read_lines, whole_coins
from .payload import ORDER, metas, read_payload
from .people import read_billing, read_customer, read_delivery
from .refunds import read_refunds
from .statuses import meaning_of
from .tables import CANCEL_REASONS, DRAFTS, NOTHING_HELD, STATUSES, Status, is_own


def read_order(body, meanings=None, url_of=lambda external_id: ""):
    """Return the Order. ``meanings``: {status: what a person said that it means}.

    Amounts are those of the order as it is now; refunds are told apart, in ``refunded_total``.
    """
    payload = read_payload(ORDER, body)
    external_id = str(payload.id)
    modified = payload.date_modified_gmt or payload.date_created_gmt or ""
    status = status_of(payload, meanings or {})
    refunded = -sum((amount(refund.total) for refund in payload.refunds), ZERO)
    return Order(
        external_id=external_id,
        name=f"#{payload.number or external_id}",
        version=modified,
        ordered_at=_created(payload),
        payment=_payment(payload, status, refunded),
        currency=payload.currency,
        total=whole_coins(payload.total, payload.currency),
        taxes_included=payload.prices_include_tax,
        lines=read_lines(payload),
        customer=read_customer(payload),
        billing=read_billing(payload),
        delivery=read_delivery(payload),
        cancelled_at=instant(modified) if status.cancelled else None,
        cancel_reason=CANCEL_REASONS.get(payload.status, ""),
        fulfilled=status.fulfilled,
        holds_stock=payload.status not in NOTHING_HELD,
        note=(payload.customer_note or "").strip(),
        **read_status(payload, meanings or {}),
        **read_origin(payload),
        url=url_of(external_id),
        refunded_total=whole_coins(refunded, payload.currency),
        refunds=read_refunds(payload),
    )


def read_status(payload, meanings):
    """Return the order's word, and whether anybody knows what it means."""
    word = payload.status
    return {
        "status": word,
        "is_status_unknown": meaning_of(word, meanings) is None and word not in DRAFTS,
        "is_ignored": meanings.get(word) == "ignored",
        "tags": (word,) if is_own(word) else (),
    }


def status_of(payload, meanings):
    """Return what the order's status says.

    A status of the shop's own that nobody explained says nothing: then the order is paid if the
    shop noted when, and fulfilled if it noted when.
    """
    word = payload.status
    known = meaning_of(word, meanings)
    if known:
        return known
    if word in DRAFTS:
        return STATUSES["pending"]
    if not word:
        raise MappingError(_("The order has no status."))
    paid = "paid" if payload.date_paid_gmt else "pending"
    return Status(paid, fulfilled=bool(payload.date_completed_gmt))


def _payment(payload, status, refunded):
    """Refunds count as soon as something was paid.

    An order on its way whose payment date is empty is paid to whoever brings it: WooCommerce sets
    that date with the status, for cash on delivery with the status completed only.
    """
    if status.payment == "paid" and refunded:
        return "partially_refunded" if refunded < amount(payload.total) else "refunded"
    is_open = status == STATUSES["processing"] and not payload.date_paid_gmt
    return "on_delivery" if is_open and amount(payload.total) else status.payment


def read_origin(payload):
    """Return how the order was placed and paid, and what brought the buyer.

    That, WooCommerce keeps since 8.5; (direct) is nothing.
    """
    found = metas(payload.meta_data)
    told = {
        "source": payload.created_via or "",
        "payment_methods": _payment_methods(payload),
        "transactions": tuple(filter(None, [(payload.transaction_id or "").strip()])),
        "discount_codes": tuple(line.code for line in payload.coupon_lines if line.code),
    }
    for name in ("utm_source", "utm_medium", "utm_campaign"):
        value = found.get(f"wc_order_attribution_{name}")
        if isinstance(value, str) and not value.startswith("("):
            told[name] = plain(value)
    return told


def _payment_methods(payload):
    return tuple(word for word in (payload.payment_method_title or payload.payment_method,) if word)


def _created(payload):
    created = instant(payload.date_created_gmt or payload.date_modified_gmt)
    if created is None:
        raise MappingError(_("The order has no date."))
    return created
