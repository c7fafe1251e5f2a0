"""Shipments out: ask what is already there, then tell the rest, many orders a call.

https://shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/build-fulfillment-solutions

Making a fulfilment cannot be repeated blindly, so nothing is made before the shop was asked. A
shipment is found again by its tracking numbers, or by the fulfilment that it made before.
"""

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import RejectedError, RemoteError, UnknownOutcome
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .fulfilment import allocated, needed
from .graph import Denied, UserError
from .mutations import ship
from .shipping_states import read_states
from .tables import HINDERED
from .tracking import tracking_input
from .words import gid, tail

STEPS_A_CALL = 10


class Step(Struct, frozen=True):
    """One mutation for one shipment; with a ``fulfillment_id`` it tells that one's tracking."""

    shipment: object
    content: dict
    fulfillment_id: str = ""


class Made(Struct):
    id: str


class Told(Struct, rename="camel"):
    fulfillment: Made | None = None
    user_errors: list[UserError] = []


Answers = dict[str, Told | None]
BOOKED = (RejectedError, UnknownOutcome)


class ShipmentWriter:
    def __init__(self, graph):
        self._graph = graph

    def push(self, shipments):
        """Return one Outcome for each shipment."""
        states = read_states(self._graph, {shipment.order_id for shipment in shipments})
        outcomes, steps = {}, []
        for shipment in shipments:
            decided = decide(shipment, states.get(shipment.order_id))
            if isinstance(decided, Outcome):
                outcomes[shipment.key] = decided
            else:
                steps.extend(decided)
        self._take(steps, outcomes)
        return [outcomes[shipment.key] for shipment in shipments]

    def _take(self, steps, outcomes):
        """Take the steps; once one call was made, an error is booked and no longer raised."""
        told = False
        for some in slices(steps, STEPS_A_CALL):
            try:
                answer = self._graph.ask(ship(some), Answers, **variables_of(some))
            except RemoteError as error:
                if not told and (isinstance(error, Denied) or not isinstance(error, BOOKED)):
                    raise
                book_error(some, error, outcomes)
                continue
            told = True
            for n, step in enumerate(some):
                book(step.shipment, answer.get(f"step{n}"), outcomes)


def decide(shipment, state):
    """Return the Outcome that is already clear, or the Steps to take."""
    if state is None:
        return rejected(shipment, _("Shopify no longer knows this order."))
    made = state.of_shipment(shipment)
    if made and not set(shipment.tracking_numbers) <= set().union(*(one.numbers for one in made)):
        return [tracking_step(shipment, made[0])]
    pieces = needed(shipment, made)
    if made and not pieces:
        return done(shipment, made[0])
    plan = allocated(state, pieces)
    if plan:
        return [Step(shipment, creation(shipment, orders)) for orders in plan.values()]
    return done(shipment, made[0]) if made else nothing_open(shipment, state)


def nothing_open(shipment, state):
    """Say why none of a shipment's lines can be told as shipped."""
    if state.cancelled_at:
        return rejected(shipment, _("The order is cancelled in Shopify."))
    wanted = {line.line_id for line in shipment.lines}
    for order in state.fulfillment_orders.nodes:
        if order.status in HINDERED and not order.can_ship and order.waits_for(wanted):
            return rejected(shipment, HINDERED[order.status])
    shipped = [one for one in state.valid() if one.line_ids & wanted]
    untold = [one for one in shipped if not one.numbers]
    if shipment.tracking_numbers and len(untold) == 1:
        return [tracking_step(shipment, untold[0])]
    if shipped:
        reason = _("Shopify already said that these items were shipped.")
        return done(shipment, shipped[0], reason)
    return rejected(
        shipment, _("Shopify has nothing left to ship: the items were refunded or removed there.")
    )


def creation(shipment, orders):
    """Return the FulfillmentInput of what leaves from one location."""
    content = {
        "notifyCustomer": shipment.notify_customer,
        "lineItemsByFulfillmentOrder": [
            {
                "fulfillmentOrderId": order_id,
                "fulfillmentOrderLineItems": [
                    {"id": line_id, "quantity": count} for line_id, count in lines
                ],
            }
            for order_id, lines in orders.items()
        ],
    }
    tracking = tracking_input(shipment)
    return content | ({"trackingInfo": tracking} if tracking else {})


def tracking_step(shipment, fulfillment):
    return Step(shipment, tracking_input(shipment), fulfillment.id)


def variables_of(steps):
    variables = {}
    for n, step in enumerate(steps):
        variables[f"content{n}"] = step.content
        if step.fulfillment_id:
            variables[f"id{n}"] = gid("Fulfillment", step.fulfillment_id)
            variables[f"notify{n}"] = step.shipment.notify_customer
    return variables


def book(shipment, told, outcomes):
    """Book one step's answer; of several steps for a shipment, a refusal is what counts."""
    before = outcomes.get(shipment.key)
    if told is None:
        outcomes[shipment.key] = unsure(shipment, _("Shopify did not say what it did."))
    elif told.user_errors:
        words = " ".join(error.message for error in told.user_errors)
        outcomes[shipment.key] = rejected(shipment, _("Shopify refuses. %s", words))
    elif before is None:
        outcomes[shipment.key] = done(shipment, told.fulfillment)


def book_error(steps, error, outcomes):
    """Book a call that failed as a whole."""
    for step in steps:
        key = step.shipment.key
        if isinstance(error, RejectedError):
            outcomes[key] = rejected(step.shipment, error.reason)
        elif isinstance(error, UnknownOutcome):
            outcomes[key] = unsure(step.shipment, error.reason)
        else:
            outcomes[key] = Outcome(key=key, state="retry", reason=error.reason)


def unsure(shipment, reason):
    """With a tracking number it is asked for again before it is repeated; else it stays unknown."""
    state = "retry" if shipment.tracking_numbers else "unknown"
    return Outcome(key=shipment.key, state=state, reason=reason)


def done(shipment, fulfillment, reason=""):
    external_id = tail(fulfillment.id) if fulfillment else ""
    return Outcome(key=shipment.key, external_id=external_id, reason=reason)


def rejected(shipment, reason):
    return Outcome(key=shipment.key, state="rejected", reason=reason)
