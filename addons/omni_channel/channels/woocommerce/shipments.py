"""Shipments out: the order's meta data and status first, then a note with the tracking.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-orders
https://woocommerce.github.io/woocommerce-rest-api-docs/#create-an-order-note

The API has no shipments. What we told is kept in the order itself, before the note is written: so a
shipment that the order does not know has no note yet, and for one that it knows the notes are read
before one is written. Meta data and status may be written twice without harm.
"""

import time

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import (
    AuthError,
    ReadOnlyError,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .batches import Batch
from .payload import Meta
from .shipment_states import has_all_left, read_states
from .statuses import meaning_of
from .tracking import (
    OWN_KEY,
    PLUGINS_KEY,
    entry_of,
    note_text,
    read_entries,
    tells,
    tracking_items,
    written_entries,
)

COMPLETED = "completed"
ORDERS_A_CALL = 20


class Note(Struct):
    id: int
    note: str = ""
    customer_note: bool = False


class Plan(Struct):
    """What is to be told of one order: its shipments, and the content of its update."""

    state: object
    shipments: list = []
    known: list = []
    content: dict = {}
    reason: str = ""


class ShipmentWriter:
    """``words``: what the merchant puts before the tracking. ``meanings``: see mapping."""

    def __init__(self, rest, meanings, words="", now=time.time):
        self._rest = rest
        self._meanings = meanings
        self._words = words
        self._now = now

    def push(self, shipments):
        """Return one Outcome for each shipment."""
        states = read_states(self._rest, [shipment.order_id for shipment in shipments])
        outcomes, plans = {}, {}
        for shipment in shipments:
            state = states.get(shipment.order_id)
            hindrance = self._hindrance(state)
            if hindrance:
                outcomes[shipment.key] = rejected(shipment, hindrance)
            else:
                plan = plans.setdefault(state.id, Plan(state, [], [], {}))
                plan.shipments.append(shipment)
        for plan in plans.values():
            self._plan(plan)
        self._update(list(plans.values()), outcomes)
        for plan in plans.values():
            self._write_notes(plan, outcomes)
        return [outcomes[shipment.key] for shipment in shipments]

    def _hindrance(self, state):
        if state is None:
            return _("The shop no longer has this order.")
        meaning = meaning_of(state.status, self._meanings)
        if meaning and meaning.cancelled:
            return _("The order is cancelled in the shop.")
        if meaning and meaning.payment == "refunded":
            return _("The order is refunded in the shop.")
        return ""

    def _plan(self, plan):
        state = plan.state
        entries, tracking = state.entries, state.tracking
        for shipment in plan.shipments:
            before = entries.get(shipment.reference)
            if before:
                plan.known.append(shipment.key)
            numbers = before.get("numbers", []) if before else []
            tracking = tracking_items(tracking, shipment, numbers, self._now())
            entries[shipment.reference] = entry_of(shipment)
        metas = (
            [_meta(state, OWN_KEY, written_entries(entries))] if entries != state.entries else []
        )
        if tracking != (state.tracking or []):
            metas.append(_meta(state, PLUGINS_KEY, tracking))
        plan.content = {"meta_data": metas} if metas else {}
        self._plan_status(plan, entries)

    def _plan_status(self, plan, entries):
        """Complete what has left entirely; an order that waits for its money stays as it is."""
        meaning = meaning_of(plan.state.status, self._meanings)
        if meaning and meaning.fulfilled:
            return
        if not has_all_left(self._rest, plan.state, entries):
            return
        if meaning and meaning.payment != "paid":
            plan.reason = _(
                "The order is not paid in the shop: its status there was left as it is."
            )
            return
        plan.content["status"] = COMPLETED

    def _update(self, plans, outcomes):
        """Write meta data and status of all orders, many a call."""
        changed = [plan for plan in plans if plan.content]
        portion = self._rest.portion("shipments", ORDERS_A_CALL)
        for some in slices(changed, portion.size):
            self._update_some(some, outcomes, portion)

    def _update_some(self, changed, outcomes, portion):
        """What is refused together is told in halves, until the bad one stands alone."""
        body = {"update": [{"id": plan.state.id, **plan.content} for plan in changed]}
        try:
            with portion.call():
                answer = self._rest.post("orders/batch", body, Batch, repeatable=True)
        except ReadOnlyError:
            raise
        except RejectedError as error:
            if len(changed) == 1:
                refuse(changed[0], error.reason, outcomes)
                return
            middle = len(changed) // 2
            self._update_some(changed[:middle], outcomes, portion)
            self._update_some(changed[middle:], outcomes, portion)
            return
        found = {one.id: one for one in answer.update}
        for plan in changed:
            hold(plan, found.get(plan.state.id), outcomes)

    def _write_notes(self, plan, outcomes):
        for shipment in plan.shipments:
            if shipment.key not in outcomes:
                outcomes[shipment.key] = self._note(plan, shipment)

    def _note(self, plan, shipment):
        """Write the note, unless it is there; after an unknown outcome it is looked for first."""
        text = note_text(shipment, self._words)
        path = f"orders/{plan.state.id}/notes"
        try:
            if not text:
                return done(plan, shipment)
            written = self._written(path, shipment) if shipment.key in plan.known else None
            body = {"note": text, "customer_note": shipment.notify_customer}
            note = written or self._rest.post(path, body, Note)
        except (RetryableError, UnknownOutcome, AuthError) as error:
            return Outcome(key=shipment.key, state="retry", reason=error.reason)
        except RejectedError as error:
            return rejected(shipment, error.reason)
        return done(plan, shipment, str(note.id))

    def _written(self, path, shipment):
        """Return the note that tells a shipment already, to the buyer if the buyer is meant."""
        for note in self._rest.get(path, list[Note]).data:
            meant = note.customer_note or not shipment.notify_customer
            if meant and tells(note.note, shipment):
                return note
        return None


def _meta(state, key, value):
    """Return a meta datum that takes the place of the one the order has."""
    known = state.meta(key).id
    return {**({"id": known} if known else {}), "key": key, "value": value}


def hold(plan, answer, outcomes):
    """Look at what became of an order's update: an answer of 200 may hide that nothing did."""
    if answer is None:
        return refuse(plan, _("The shop did not say what it did."), outcomes, "retry")
    if answer.error:
        return refuse(plan, _("The shop refuses. %s", plain(answer.error.message)), outcomes)
    told = next((_as_meta(one) for one in answer.meta_data or () if _is_own(one)), Meta())
    if "meta_data" in plan.content and not read_entries(told.value):
        reason = _("The shop took the shipment without keeping it: its meta data is not there.")
        return refuse(plan, reason, outcomes)
    if plan.content.get("status") == COMPLETED and answer.status != COMPLETED:
        plan.reason = _("The shop set the status to “%s” by itself.", answer.status or "?")
    return None


def _is_own(meta):
    return isinstance(meta, dict) and meta.get("key") == OWN_KEY


def _as_meta(meta):
    return Meta(key=OWN_KEY, value=meta.get("value"))


def refuse(plan, reason, outcomes, state="rejected"):
    for shipment in plan.shipments:
        outcomes[shipment.key] = Outcome(key=shipment.key, state=state, reason=reason)


def done(plan, shipment, note_id=""):
    external_id = note_id or shipment.external_id or shipment.reference
    return Outcome(key=shipment.key, external_id=external_id, reason=plan.reason)


def rejected(shipment, reason):
    return Outcome(key=shipment.key, state="rejected", reason=reason)
