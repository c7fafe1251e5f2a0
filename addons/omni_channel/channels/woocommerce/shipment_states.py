"""What the shop tells of an order before a shipment of it is told."""

from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.money import ZERO, amount
from odoo.addons.omni_base.core.paging import slices

from .payload import Meta, metas
from .tracking import OWN_KEY, PLUGINS_KEY, read_entries

ORDERS_A_CALL = 100
FIELDS = "id,status,line_items,meta_data,refunds"


class SoldLine(Struct):
    id: int
    product_id: int | None = 0
    variation_id: int | None = 0
    quantity: Any = 0


class OrderState(Struct):
    """An order as it is in the shop; ``entries`` are the shipments that we told before."""

    id: int
    status: str
    line_items: list[SoldLine] = field(default_factory=list)
    meta_data: list[Meta] = field(default_factory=list)
    refunds: list[Any] = field(default_factory=list)

    @property
    def entries(self):
        return read_entries(self.meta(OWN_KEY).value)

    @property
    def tracking(self):
        return self.meta(PLUGINS_KEY).value

    def meta(self, key):
        return next((one for one in self.meta_data if one.key == key), Meta(key=key))


class RefundedLine(Struct):
    quantity: Any = 0
    meta_data: list[Meta] | None = None


class RefundState(Struct):
    line_items: list[RefundedLine] = field(default_factory=list)


class Goods(Struct):
    id: int
    virtual: bool = False


def read_states(rest, order_ids):
    """Return {order id: OrderState} of the orders that the shop still has."""
    states = {}
    wanted = [known for known in dict.fromkeys(order_ids) if known.isdecimal()]
    portion = rest.portion("orders by id", ORDERS_A_CALL)
    for some in slices(wanted, portion.size):
        listed = {"include": ",".join(some), "per_page": len(some), "status": "any"}
        with portion.call():
            found = rest.get("orders", list[OrderState], **listed, _fields=FIELDS)
        states |= {str(state.id): state for state in found.data}
    for known in wanted:
        state = states.get(known) or read_hidden(rest, known)
        if state:
            states[known] = state
    return states


def read_hidden(rest, order_id):
    """Return the state of an order that no list shows: plugins hide their statuses, and the bin is
    hidden. None for one that is gone.
    """
    try:
        return rest.get(f"orders/{order_id}", OrderState, _fields=FIELDS).data
    except RejectedError as error:
        if error.status != 404:
            raise
        return None


def has_all_left(rest, state, entries):
    """Whether nothing of an order is still to be shipped.

    More is asked only when lines are open: what was refunded, and which goods are virtual.
    """
    open_lines = _open(state, entries)
    if open_lines and state.refunds:
        back = _refunded(rest, state.id)
        open_lines = {
            line: count - back.get(line.id, ZERO)
            for line, count in open_lines.items()
            if count > back.get(line.id, ZERO)
        }
    return not open_lines or _are_virtual(rest, open_lines)


class _Line(Struct, frozen=True):
    id: int
    product_id: int
    variation_id: int


def _open(state, entries):
    """Return {line: pieces} that no shipment told; a line without a product is never shipped."""
    told = {}
    for entry in entries.values():
        for line_id, count in entry.get("lines", {}).items():
            told[line_id] = told.get(line_id, ZERO) + amount(count)
    found = {}
    for line in state.line_items:
        count = amount(line.quantity) - told.get(str(line.id), ZERO)
        if line.product_id and count > 0:
            found[_Line(line.id, line.product_id, line.variation_id or 0)] = count
    return found


def _refunded(rest, order_id):
    """Return {line id: pieces given back}; a refund's lines name the line they are of."""
    back: dict[int, Decimal] = {}
    for refund in rest.get(f"orders/{order_id}/refunds", list[RefundState], per_page=100).data:
        for line in refund.line_items:
            line_id = amount(metas(line.meta_data).get("refunded_item_id") or 0)
            back[int(line_id)] = back.get(int(line_id), ZERO) + abs(amount(line.quantity))
    return back


def _are_virtual(rest, lines):
    """Whether all goods of some lines need no shipping: one call, and one for each parent."""
    asked = {}
    for line in lines:
        path = f"products/{line.product_id}/variations" if line.variation_id else "products"
        asked.setdefault(path, set()).add(line.variation_id or line.product_id)
    for path, ids in asked.items():
        found = rest.get(
            path,
            list[Goods],
            include=",".join(str(known) for known in sorted(ids)),
            per_page=100,
            _fields="id,virtual",
        )
        if not ids <= {one.id for one in found.data if one.virtual}:
            return False
    return True
