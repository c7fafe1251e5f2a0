"""What the cases share: listing until the end or the fault, documents to push, what is skipped."""

import json
from dataclasses import dataclass

import pytest

from odoo.addons.omni_base.core.documents import Shipment, ShipmentLine, StockLevel
from odoo.addons.omni_base.core.errors import RemoteError, RetryableError, UnknownOutcome


def needs(wire, *methods, case=""):
    """Skip what the adapter does not offer, or what its vendor has no such thing of."""
    for method in methods:
        if not wire.adapter.can(method):
            pytest.skip(f"{wire.adapter.code} does not offer {method}")
    if case in wire.without:
        pytest.skip(wire.without[case])


def listed(adapter, cursor=None):
    """(pages, error): all Pages until the end, or until the RemoteError that ended the listing."""
    pages = []
    try:
        for page in adapter.pull_orders(dict(cursor or {})):
            pages.append(stored(page))
    except RemoteError as error:
        return pages, error
    return pages, None


def stored(page):
    """A page as the engine keeps it: its cursor is JSON in the database."""
    assert json.loads(json.dumps(page.cursor)) == page.cursor
    return page


def ids(pages):
    return [item.external_id for page in pages for item in page.items]


def versions(pages):
    """{id: the newest version shown}"""
    found = {}
    for page in pages:
        for item in page.items:
            found[item.external_id] = max(item.version, found.get(item.external_id, ""))
    return found


def levels(wire, *quantities, expected=None):
    """A StockLevel for each quantity, on as many goods."""
    goods = wire.goods(len(quantities))
    assert len(goods) == len(quantities), "the wire's goods() gives too few"
    return [
        StockLevel(
            key=str(place),
            stock_id=stock_id,
            location_id=location,
            quantity=quantity,
            expected=expected,
        )
        for place, ((stock_id, location), quantity) in enumerate(
            zip(goods, quantities, strict=True)
        )
    ]


def shipment(adapter, external_id, reference="WH/OUT/00001"):
    """All that a parcel of an order can hold."""
    order = adapter.read_order(adapter.pull_orders_by_id([external_id])[0].body)
    goods = [line for line in order.lines if line.kind == "product" and line.requires_shipping]
    return Shipment(
        key="1",
        reference=reference,
        order_id=external_id,
        lines=tuple(
            ShipmentLine(line_id=line.external_id, quantity=line.quantity) for line in goods
        ),
        carrier="Colissimo",
        tracking_numbers=("6A21000000001",),
        tracking_urls=("https://track.example/6A21000000001",),
    )


def shown(wire, wanted):
    """What the remote shows of these levels."""
    return [wire.shown(level.stock_id) for level in wanted]


def states(outcomes):
    return [outcome.state for outcome in outcomes]


@dataclass
class Pushed:
    """What came of a push: outcomes, or the error that ended it."""

    outcomes: list
    error: RemoteError | None = None

    def is_open(self):
        """Whether nothing is booked as told or refused: it will be looked at again."""
        if self.error:
            return isinstance(self.error, (RetryableError, UnknownOutcome))
        return set(states(self.outcomes)) <= {"retry", "unknown"}


def pushed(push, documents):
    try:
        return Pushed(push(documents))
    except RemoteError as error:
        return Pushed([], error)
