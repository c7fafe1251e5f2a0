"""Statuses out: an order is cancelled, or goes on to the status that the merchant chose.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-orders

What is there is read first. So a change told again finds it done and rings no mail twice, and an
order that has gone on meanwhile is not put back. WooCommerce sends its own mails with a new status,
and puts the goods of a cancelled order back on its stock.
"""

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .batches import Batch
from .shipment_states import read_states
from .statuses import meaning_of

CANCELLED = "cancelled"
ORDERS_A_CALL = 50


class Wanted(Struct):
    """A change that is to be made: which order, to which status."""

    change: object
    number: int
    status: str


def push_statuses(rest, changes, meanings):
    """Return one Outcome for each StatusChange."""
    states = read_states(rest, [change.order_id for change in changes])
    outcomes, wanted = {}, []
    for change in changes:
        status = CANCELLED if change.cancels else change.status
        known = settled(change, states.get(change.order_id), status, meanings)
        if known:
            outcomes[change.key] = known
        else:
            wanted.append(Wanted(change, int(change.order_id), status))
    for some in slices(wanted, rest.portion("orders told", ORDERS_A_CALL).size):
        with rest.portion("orders told", ORDERS_A_CALL).call():
            update = [{"id": one.number, "status": one.status} for one in some]
            answer = rest.post("orders/batch", {"update": update}, Batch, repeatable=True)
        found = {item.id: item for item in answer.update}
        for one in some:
            outcomes[one.change.key] = outcome(one, found.get(one.number))
    return [outcomes[change.key] for change in changes]


def settled(change, state, status, meanings):
    """Return the Outcome of a change for which nothing is to be written, else None."""
    if state is None:
        return rejected(change, _("The shop no longer has this order."))
    if state.status == status:
        return Outcome(key=change.key)
    meaning = meaning_of(state.status, meanings)
    has_ended = meaning and (meaning.cancelled or meaning.payment in ("refunded", "voided"))
    if change.cancels:
        if has_ended:
            return Outcome(key=change.key)
        if meaning and meaning.fulfilled:
            return rejected(change, _("The order is completed in the shop: refund it there."))
        return None
    if has_ended or (meaning and meaning.fulfilled):
        return Outcome(key=change.key)
    return None


def outcome(wanted, found):
    """An answer of success may have left the order as it was: it is looked at."""
    key = wanted.change.key
    if found is None:
        reason = _("The shop did not say what became of it.")
        return Outcome(key=key, state="retry", reason=reason)
    if found.error:
        return rejected(wanted.change, _("The shop refuses. %s", plain(found.error.message)))
    if found.status != wanted.status:
        reason = _("The shop shows the status %s after the change.", found.status or "-")
        return Outcome(key=key, state="retry", reason=reason)
    return Outcome(key=key)


def rejected(change, reason):
    return Outcome(key=change.key, state="rejected", reason=reason)
