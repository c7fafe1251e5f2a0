"""What was given back of orders: an order names its refunds, their lines are asked for apart.

WooCommerce 9.0 and newer list the refunds of all orders; older ones those of one order at a time.
Orders without refunds cost nothing. Their lines are put into the order's payload, under DETAILS.
"""

from typing import Any

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Refund, RefundLine
from odoo.addons.omni_base.core.errors import RetryableError
from odoo.addons.omni_base.core.money import ZERO, amount, rounded
from odoo.addons.omni_base.core.times import instant

from .answers import plain
from .payload import metas

DETAILS = "refund_details"
REFUNDS_A_CALL = 100
ORDERS_KEPT = 200
DECIMALS = 8
FIELDS = "id,date_created_gmt,line_items,shipping_lines,fee_lines"
REFUNDED_LINE = "refunded_item_id"
RESTOCKED = "restock_refunded_items"
"""How many pieces of an order's line were put back on the shop's stock, all refunds together."""


class Known(Struct):
    id: int


class Naming(Struct):
    """What is needed of an order to know whether anything is to be asked."""

    id: int
    refunds: list[Known] = []


class RefundReader:
    """``memory`` outlives one run and keeps whether the shop lists the refunds of all orders, and
    where it does not, what was read last.
    """

    def __init__(self, rest, memory):
        self._rest = rest
        self._memory = memory

    def completed(self, bodies):
        """Return orders' bodies with what their refunds hold; those without any as they are."""
        named = [msgspec.json.decode(body, type=Naming, strict=False) for body in bodies]
        refunded = [order for order in named if order.refunds]
        details = self._read(refunded) if refunded else {}
        return [
            with_details(body, order, details) if order.refunds else body
            for body, order in zip(bodies, named, strict=True)
        ]

    def _read(self, orders):
        """Return {refund id: its JSON} of the refunds that still exist."""
        if self._memory.get("all_refunds", True):
            try:
                return self._by_number([one.id for order in orders for one in order.refunds])
            except RetryableError as error:
                if error.status != 404:
                    raise
        found = {}
        for order in orders:
            found |= self._of_order(order)
        self._memory["all_refunds"] = False
        return found

    def _of_order(self, order):
        """A refund never changes: as long as an order names no new one it is not asked again."""
        kept = self._memory.setdefault("refunds", {})
        known = kept.pop(order.id, {})
        if not known.keys() >= {one.id for one in order.refunds}:
            asked = self._ask(f"orders/{order.id}/refunds")
            known = {number: node.copy() for number, node in asked.items()}
        kept[order.id] = known
        if len(kept) > ORDERS_KEPT:
            kept.pop(next(iter(kept)), None)
        return known

    def _by_number(self, numbers):
        found = {}
        for some in paging.slices(numbers, REFUNDS_A_CALL):
            found |= self._ask("refunds", include=",".join(map(str, some)))
        return found

    def _ask(self, path, **which):
        asked = {**which, "per_page": REFUNDS_A_CALL, "dp": DECIMALS, "_fields": FIELDS}
        nodes = self._rest.get(path, list[Raw], **asked).data
        return {msgspec.json.decode(node, type=Known, strict=False).id: node for node in nodes}


def with_details(body, order, details):
    """Return the order's JSON with the details of its refunds, in the order's own sequence."""
    whole = msgspec.json.decode(body, type=dict[str, Raw])
    own = [details[one.id] for one in order.refunds if one.id in details]
    whole[DETAILS] = Raw(msgspec.json.encode(own))
    return msgspec.json.encode(whole)


def read_refunds(payload):
    """Return the Refunds of an order: each with the lines that the shop told of it."""
    details = {one.id: one for one in payload.refund_details}
    back = Restocked(payload)
    return tuple(
        read_refund(payload, refund, details.get(refund.id), back) for refund in payload.refunds
    )


def read_refund(payload, refund, details, back):
    lines = read_lines(payload, details, back) if details else ()
    return Refund(
        external_id=str(refund.id),
        amount=rounded(-amount(refund.total), payload.currency),
        refunded_at=instant(details.date_created_gmt) if details else None,
        reason=plain(refund.reason),
        lines=tuple(lines),
    )


def read_lines(payload, details, back):
    """Yield what was given back of each line; one that names no line of the order has none."""
    for item in (*details.line_items, *details.shipping_lines, *details.fee_lines):
        line_id = _whole(metas(item.meta_data).get(REFUNDED_LINE))
        quantity = -amount(getattr(item, "quantity", 0))
        net, tax = -amount(item.total), -amount(item.total_tax)
        if not line_id or not (quantity or net or tax):
            continue
        yield RefundLine(
            line_id=line_id,
            quantity=quantity,
            total=rounded(net + (tax if payload.prices_include_tax else ZERO), payload.currency),
            tax=rounded(tax, payload.currency),
            restocked=back.of(line_id) if quantity else None,
        )


class Restocked:
    """WooCommerce counts per line what it put back, not per refund: of parts nobody can tell."""

    def __init__(self, payload):
        self._back = {
            str(item.id): amount(_whole(metas(item.meta_data).get(RESTOCKED)))
            for item in payload.line_items
        }
        self._refunded = {}
        for details in payload.refund_details:
            for item in details.line_items:
                line_id = _whole(metas(item.meta_data).get(REFUNDED_LINE))
                known = self._refunded.get(line_id, ZERO)
                self._refunded[line_id] = known - amount(item.quantity)

    def of(self, line_id):
        back = self._back.get(line_id, ZERO)
        if not back:
            return False
        return True if back >= self._refunded.get(line_id, ZERO) else None


def _whole(value: Any):
    """Return a number as text, empty for what is none."""
    text = str(value or "").strip()
    return text if text.isdecimal() else ""
