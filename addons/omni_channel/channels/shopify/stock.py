"""Stock out: up to 250 levels a call, compare and set, one Outcome each.

https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventorySetQuantities

A call with an error in one level is held to have done nothing: the good levels are sent again
without it. Had it done something after all, that shows as a stale level whose quantity is already
right. A stale level is read again and sent once more with what is there now; where that is less
than we expected, pieces were sold that Odoo does not know of yet, and they are not given back.
"""

import hashlib
import uuid

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import RetryableError
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.compared import SOLD_MEANWHILE, gone_there

from .graph import MAX_POINTS, UserError
from .mutations import SET_STOCK, read_stock
from .tables import STOCK_REFUSALS
from .words import gid

STALE = ("CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE")
NEW_KEY = ("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
AT_WORK = "IDEMPOTENCY_CONCURRENT_REQUEST"
ROUNDS = 5
POINTS_A_LEVEL = 3


class Group(Struct):
    id: str


class Payload(Struct, rename="camel"):
    inventory_adjustment_group: Group | None = None
    user_errors: list[UserError] = []


class SetData(Struct, rename="camel"):
    inventory_set_quantities: Payload


class Quantity(Struct):
    quantity: int


class Quantities(Struct):
    quantities: list[Quantity]


class StockWriter:
    """``memory`` outlives one run and tells a repeated attempt from a new one."""

    def __init__(self, graph, memory):
        self._graph = graph
        self._memory = memory
        self._gone = {}

    def push(self, levels):
        """Return one Outcome for each level; a RemoteError when nothing was booked at all."""
        outcomes, pending, read_again = {}, list(levels), set()
        for _round in range(ROUNDS):
            if not pending:
                break
            payload = self._set(pending)
            pending = self._after(payload, pending, outcomes, read_again)
        for level in pending:
            outcomes[level.key] = again(level)
        return [outcomes[level.key] for level in levels]

    def read(self, levels):
        """Return {key: quantity available} of those levels that are stocked there."""
        there = self._read(levels)
        places = {level.key: (level.stock_id, level.location_id) for level in levels}
        return {key: there[place] for key, place in places.items() if place in there}

    def _set(self, levels):
        content = [quantity_input(level) for level in levels]
        key = self._key(levels, content)
        entry = {
            "name": "available",
            "reason": "correction",
            "referenceDocumentUri": f"gid://omni-for-odoo/StockLevels/{key}",
            "quantities": content,
        }
        found = self._graph.ask(SET_STOCK, SetData, input=entry, key=key)
        self._memory["attempt"] = uuid.uuid4().hex
        return found.inventory_set_quantities

    def _key(self, levels, content):
        """The same until an answer arrives, so that a repeated call is not done twice."""
        attempt = self._memory.setdefault("attempt", uuid.uuid4().hex)
        text = msgspec.json.encode([attempt, [level.key for level in levels], content])
        return hashlib.sha256(text).hexdigest()[:32]

    def _after(self, payload, levels, outcomes, read_again):
        """Book what an answer decides; return the levels that are to be sent again."""
        if not payload.user_errors:
            return self._accepted(payload, levels, outcomes)
        by_level = {}
        for error in payload.user_errors:
            by_level.setdefault(index_of(error, len(levels)), error)
        if None in by_level:
            return general(by_level[None], levels, outcomes)
        stale, good = [], []
        for n, level in enumerate(levels):
            error = by_level.get(n)
            if error is None:
                good.append(level)
            elif error.code in STALE and level.key not in read_again:
                stale.append(level)
            else:
                outcomes[level.key] = refused(level, error)
        read_again.update(level.key for level in stale)
        return good + self._refreshed(stale, outcomes)

    def _accepted(self, payload, levels, outcomes):
        """An answer that names no adjustment changed nothing: right only if all was so already."""
        there = None if payload.inventory_adjustment_group else self._read(levels)
        for level in levels:
            place = (level.stock_id, level.location_id)
            right = there is None or there.get(place) == level.quantity
            outcomes[level.key] = self._booked(level) if right else again(level)
        return []

    def _booked(self, level):
        """What was lowered for unknown sales is looked at again: they are about to be imported."""
        gone = self._gone.get(level.key)
        return sold_meanwhile(level, gone) if gone else done(level)

    def _refreshed(self, levels, outcomes):
        """Return the stale levels with what is there now; those that are right already are done."""
        there = self._read(levels) if levels else {}
        fresh = []
        for level in levels:
            quantity = there.get((level.stock_id, level.location_id))
            self._gone[level.key] = gone_there(level, quantity)
            wanted = max(level.quantity - self._gone[level.key], 0)
            level = replace(level, expected=quantity, quantity=wanted)
            if quantity == wanted:
                outcomes[level.key] = self._booked(level)
            else:
                fresh.append(level)
        return fresh

    def _read(self, levels):
        """Return {(stock id, location id): quantity available} of what is stocked."""
        places = list(dict.fromkeys(level.location_id for level in levels))
        ids = list(dict.fromkeys(level.stock_id for level in levels))
        found = {}
        for some in slices(ids, MAX_POINTS // (1 + POINTS_A_LEVEL * len(places))):
            variables = {f"location{n}": gid("Location", place) for n, place in enumerate(places)}
            wanted = [gid("InventoryItem", known) for known in some]
            answer = self._graph.ask(
                read_stock(len(places)), dict[str, list[dict | None]], ids=wanted, **variables
            )
            for stock_id, node in zip(some, answer["nodes"], strict=True):
                found |= available(stock_id, node, places)
        return found


def available(stock_id, node, places):
    levels = {}
    for n, place in enumerate(places):
        level = (node or {}).get(f"at{n}")
        if level:
            quantities = msgspec.convert(level, Quantities).quantities
            levels[stock_id, place] = sum(one.quantity for one in quantities)
    return levels


def quantity_input(level):
    """``changeFromQuantity`` must be there; null means that we do not know."""
    return {
        "inventoryItemId": gid("InventoryItem", level.stock_id),
        "locationId": gid("Location", level.location_id),
        "quantity": level.quantity,
        "changeFromQuantity": level.expected,
    }


def index_of(error, count):
    """Return which level an error is about (``input.quantities.3.…``), None for all of them."""
    for step in error.field or ():
        if step.isdigit() and int(step) < count:
            return int(step)
    return None


def general(error, levels, outcomes):
    """An error that is not about one level; a used-up key only asks for another one."""
    if error.code == AT_WORK:
        raise RetryableError(_("Shopify is still working on the same stock."), after=5)
    if error.code in NEW_KEY:
        return levels
    for level in levels:
        outcomes[level.key] = refused(level, error)
    return []


def done(level):
    return Outcome(key=level.key, value=level.quantity)


def sold_meanwhile(level, gone):
    return Outcome(
        key=level.key, state="retry", reason=SOLD_MEANWHILE, value=level.quantity, gone=gone
    )


def again(level):
    reason = _("The stock at Shopify changed at the same moment; it is sent again.")
    return Outcome(key=level.key, state="retry", reason=reason)


def refused(level, error):
    if error.code in STALE:
        return again(level)
    reason = STOCK_REFUSALS.get(error.code) or _("Shopify refuses. %s", error.message)
    return Outcome(key=level.key, state="rejected", reason=reason)
