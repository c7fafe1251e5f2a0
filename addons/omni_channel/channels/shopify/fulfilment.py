"""What Shopify tells of an order's shipping: what was shipped, and what is still open where."""

from collections import defaultdict

from msgspec import Struct, field

from .graph import PageInfo
from .tables import OPEN_STATUSES
from .words import tail

UNDONE = ("CANCELLED", "ERROR", "FAILURE")


class LineReference(Struct):
    id: str


class OpenLine(Struct, rename="camel"):
    id: str
    remaining_quantity: int
    line_item: LineReference


class OpenLines(Struct, rename="camel"):
    nodes: list[OpenLine]
    page_info: PageInfo = field(default_factory=PageInfo)


class Action(Struct):
    action: str


class Place(Struct):
    id: str


class AssignedLocation(Struct):
    name: str = ""
    location: Place | None = None


class FulfillmentOrder(Struct, rename="camel"):
    id: str
    status: str
    assigned_location: AssignedLocation
    line_items: OpenLines
    supported_actions: list[Action] = []

    @property
    def place(self):
        """Fulfilments are made for one location each."""
        known = self.assigned_location.location
        return known.id if known else self.assigned_location.name

    @property
    def can_ship(self):
        """The vendor tells what may be done now; a status decides where it does not."""
        if self.supported_actions:
            return any(one.action == "CREATE_FULFILLMENT" for one in self.supported_actions)
        return self.status in OPEN_STATUSES

    def waits_for(self, line_ids):
        """Whether pieces of these lines are still to be shipped from here."""
        return any(
            line.remaining_quantity > 0 and tail(line.line_item.id) in line_ids
            for line in self.line_items.nodes
        )


class FulfillmentOrders(Struct, rename="camel"):
    nodes: list[FulfillmentOrder]
    page_info: PageInfo = field(default_factory=PageInfo)


class Tracking(Struct):
    number: str | None = None


class ShippedLine(Struct, rename="camel"):
    line_item: LineReference
    quantity: int | None = None


class ShippedLines(Struct, rename="camel"):
    nodes: list[ShippedLine]
    page_info: PageInfo = field(default_factory=PageInfo)


class Fulfillment(Struct, rename="camel"):
    id: str
    status: str
    tracking_info: list[Tracking]
    fulfillment_line_items: ShippedLines

    @property
    def numbers(self):
        return {one.number for one in self.tracking_info if one.number}

    @property
    def line_ids(self):
        return {tail(line.line_item.id) for line in self.fulfillment_line_items.nodes}


class ShippingState(Struct, rename="camel"):
    """One order, as far as shipping goes."""

    id: str
    fulfillments: list[Fulfillment]
    fulfillment_orders: FulfillmentOrders
    cancelled_at: str | None = None

    def valid(self):
        """Fulfilments that were not taken back."""
        return [one for one in self.fulfillments if one.status not in UNDONE]

    def of_shipment(self, shipment):
        """Fulfilments made for this shipment: named by it, or with one of its tracking numbers."""
        numbers = set(shipment.tracking_numbers)
        return [
            one
            for one in self.valid()
            if tail(one.id) == shipment.external_id or one.numbers & numbers
        ]


def needed(shipment, made):
    """Return {line id: pieces} that a shipment still has to tell, less what ``made`` tells.

    A fulfilment with more lines than were read is taken to tell them all.
    """
    if any(one.fulfillment_line_items.page_info.has_next_page for one in made):
        return {}
    pieces = defaultdict(int)
    for line in shipment.lines:
        pieces[line.line_id] += int(line.quantity)
    for fulfillment in made:
        for line in fulfillment.fulfillment_line_items.nodes:
            pieces[tail(line.line_item.id)] -= line.quantity or 0
    return {line_id: count for line_id, count in pieces.items() if count > 0}


def allocated(state, pieces):
    """Spread pieces over what is open: {location: {fulfillment order: [(its line, pieces)]}}.

    What found its place is taken off ``pieces`` and off what is open, so that a second shipment
    of the same order gets the rest.
    """
    plan = defaultdict(lambda: defaultdict(list))
    for order in state.fulfillment_orders.nodes:
        if not order.can_ship:
            continue
        for line in order.line_items.nodes:
            line_id = tail(line.line_item.id)
            count = min(pieces.get(line_id, 0), line.remaining_quantity)
            if count > 0:
                pieces[line_id] -= count
                line.remaining_quantity -= count
                plan[order.place][order.id].append((line.id, count))
    return plan
