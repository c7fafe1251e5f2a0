"""Shipments out: the shop is asked first, told once, and what it says comes back for each."""

from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import Outcome, Shipment, ShipmentLine
from odoo.addons.omni_base.core.errors import AuthError, RetryableError

from tests.pure.wire import Reply

from .shop import answer, connection, fault, shop

NANTES, RENNES = "gid://shopify/Location/91", "gid://shopify/Location/92"


def shipment(key="s1", order_id="1", lines=((11, 2),), **changes):
    values = {
        "carrier": "Colissimo",
        "tracking_numbers": ("6A1",),
        "tracking_urls": ("https://track.example/6A1",),
        **changes,
    }
    found = tuple(ShipmentLine(line_id=str(one), quantity=Decimal(n)) for one, n in lines)
    return Shipment(key=key, reference="WH/OUT/1", order_id=order_id, lines=found, **values)


def place(number, lines, location=NANTES, status="OPEN", actions=("CREATE_FULFILLMENT",)):
    """A fulfilment order; ``lines``: {line id: pieces still open}."""
    nodes = [
        {
            "id": f"gid://shopify/FulfillmentOrderLineItem/{number}{line_id}",
            "remainingQuantity": count,
            "lineItem": {"id": f"gid://shopify/LineItem/{line_id}"},
        }
        for line_id, count in lines.items()
    ]
    return {
        "id": f"gid://shopify/FulfillmentOrder/{number}",
        "status": status,
        "supportedActions": [{"action": action} for action in actions],
        "assignedLocation": {"name": "Here", "location": {"id": location}},
        "lineItems": connection(nodes),
    }


def made(number, lines, tracking=(), status="SUCCESS"):
    nodes = [
        {"quantity": count, "lineItem": {"id": f"gid://shopify/LineItem/{line_id}"}}
        for line_id, count in lines.items()
    ]
    return {
        "id": f"gid://shopify/Fulfillment/{number}",
        "status": status,
        "trackingInfo": [{"number": one} for one in tracking],
        "fulfillmentLineItems": connection(nodes),
    }


def state(*places, fulfillments=(), number=1, cancelled=None):
    return {
        "id": f"gid://shopify/Order/{number}",
        "cancelledAt": cancelled,
        "fulfillments": list(fulfillments),
        "fulfillmentOrders": connection(list(places)),
    }


def states(*found):
    return answer({"nodes": list(found)})


def told(*results):
    """What each step came to: a fulfilment's number, or a sentence that refuses."""
    steps = {}
    for n, result in enumerate(results):
        good = isinstance(result, int)
        steps[f"step{n}"] = {
            "fulfillment": {"id": f"gid://shopify/Fulfillment/{result}"} if good else None,
            "userErrors": [] if good else [{"field": ["fulfillment"], "message": result}],
        }
    return answer(steps)


def pushed(*script, shipments):
    with shop(*script) as (adapter, wire):
        return adapter.push_shipments(list(shipments)), [asked.json for asked in wire.asked]


def pieces(content):
    """{fulfilment order line: pieces} of a fulfilment that is asked for."""
    return {
        line["id"].split("/")[-1]: line["quantity"]
        for group in content["lineItemsByFulfillmentOrder"]
        for line in group["fulfillmentOrderLineItems"]
    }


def test_a_shipment_is_told_with_its_pieces_and_its_tracking():
    outcomes, asked = pushed(states(state(place(5, {11: 3}))), told(77), shipments=[shipment()])
    content = asked[1]["variables"]["content0"]
    assert outcomes == [Outcome(key="s1", external_id="77")]
    assert pieces(content) == {"511": 2}
    assert content["notifyCustomer"] is True
    assert content["trackingInfo"] == {
        "numbers": ["6A1"],
        "urls": ["https://track.example/6A1"],
        "company": "Colissimo",
    }


def test_a_shipment_without_tracking_tells_none():
    script = (states(state(place(5, {11: 2}))), told(77))
    bare = shipment(tracking_numbers=(), tracking_urls=())
    _outcomes, asked = pushed(*script, shipments=[bare])
    assert "trackingInfo" not in asked[1]["variables"]["content0"]


def test_the_buyer_is_not_told_when_the_merchant_does_not_want_it():
    script = (states(state(place(5, {11: 2}))), told(77))
    _outcomes, asked = pushed(*script, shipments=[shipment(notify_customer=False)])
    assert asked[1]["variables"]["content0"]["notifyCustomer"] is False


def test_several_shipments_take_two_calls_together():
    orders = [state(place(n, {11: 2}), number=n) for n in (1, 2, 3)]
    shipments = [shipment(f"s{n}", str(n)) for n in (1, 2, 3)]
    outcomes, asked = pushed(states(*orders), told(71, 72, 73), shipments=shipments)
    assert [one.external_id for one in outcomes] == ["71", "72", "73"]
    assert len(asked) == 2


def test_one_refused_shipment_does_not_stop_the_others():
    orders = [state(place(n, {11: 2}), number=n) for n in (1, 2)]
    script = (states(*orders), told("The quantity is wrong.", 72))
    outcomes, _asked = pushed(*script, shipments=[shipment("s1", "1"), shipment("s2", "2")])
    assert [one.state for one in outcomes] == ["rejected", "done"]
    assert "The quantity is wrong." in outcomes[0].reason


def test_pieces_of_one_line_are_taken_from_several_places_of_one_location():
    script = (states(state(place(5, {11: 1}), place(6, {11: 4}))), told(77))
    _outcomes, asked = pushed(*script, shipments=[shipment()])
    assert pieces(asked[1]["variables"]["content0"]) == {"511": 1, "611": 1}


def test_each_location_has_a_fulfilment_of_its_own():
    split = state(place(5, {11: 1}), place(6, {11: 1}, RENNES))
    outcomes, asked = pushed(states(split), told(77, 78), shipments=[shipment()])
    assert [pieces(asked[1]["variables"][f"content{n}"]) for n in (0, 1)] == [
        {"511": 1},
        {"611": 1},
    ]
    assert outcomes == [Outcome(key="s1", external_id="77")]


def test_a_shipment_refused_at_one_location_is_refused():
    split = state(place(5, {11: 1}), place(6, {11: 1}, RENNES))
    outcomes, _asked = pushed(states(split), told(77, "No."), shipments=[shipment()])
    assert outcomes[0].state == "rejected"


def test_two_shipments_of_one_order_do_not_take_the_same_pieces():
    both = [shipment("s1"), shipment("s2", tracking_numbers=("6A2",))]
    script = (states(state(place(5, {11: 2}), place(6, {11: 2}))), told(77, 78))
    _outcomes, asked = pushed(*script, shipments=both)
    assert pieces(asked[1]["variables"]["content0"]) == {"511": 2}
    assert pieces(asked[1]["variables"]["content1"]) == {"611": 2}


# asked again


def test_a_shipment_that_is_there_by_its_number_is_done_without_a_second_call():
    there = state(place(5, {11: 3}), fulfillments=[made(77, {11: 2}, ["6A1"])])
    outcomes, asked = pushed(states(there), shipments=[shipment()])
    assert outcomes == [Outcome(key="s1", external_id="77")]
    assert len(asked) == 1


def test_what_one_location_still_lacks_after_a_break_is_told_alone():
    there = state(place(6, {12: 1}, RENNES), fulfillments=[made(77, {11: 1}, ["6A1"])])
    script = (states(there), told(78))
    outcomes, asked = pushed(*script, shipments=[shipment(lines=((11, 1), (12, 1)))])
    assert pieces(asked[1]["variables"]["content0"]) == {"612": 1}
    assert outcomes[0].state == "done"


def test_a_fulfilment_that_was_taken_back_does_not_count():
    there = state(place(5, {11: 2}), fulfillments=[made(77, {11: 2}, ["6A1"], "CANCELLED")])
    outcomes, _asked = pushed(states(there), told(78), shipments=[shipment()])
    assert outcomes[0].external_id == "78"


def test_a_number_learnt_later_is_added_to_the_fulfilment():
    there = state(fulfillments=[made(77, {11: 2})])
    script = (states(there), told(77))
    outcomes, asked = pushed(*script, shipments=[shipment(external_id="77")])
    assert asked[1]["variables"]["id0"] == "gid://shopify/Fulfillment/77"
    assert asked[1]["variables"]["content0"]["numbers"] == ["6A1"]
    assert outcomes == [Outcome(key="s1", external_id="77")]


def test_goods_marked_as_shipped_by_hand_get_our_number():
    there = state(place(5, {11: 0}, status="CLOSED", actions=()), fulfillments=[made(77, {11: 2})])
    _outcomes, asked = pushed(states(there), told(77), shipments=[shipment()])
    assert asked[1]["variables"]["id0"] == "gid://shopify/Fulfillment/77"


def test_goods_shipped_with_another_number_are_left_as_they_are():
    there = state(
        place(5, {11: 0}, status="CLOSED", actions=()), fulfillments=[made(77, {11: 2}, ["OTHER"])]
    )
    outcomes, asked = pushed(states(there), shipments=[shipment()])
    assert (outcomes[0].state, outcomes[0].external_id) == ("done", "77")
    assert "already" in outcomes[0].reason
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "no longer knows"),
        (state(place(5, {11: 0}, status="CLOSED", actions=())), "nothing left to ship"),
        (state(cancelled="2026-07-01T00:00:00Z"), "cancelled"),
        (state(place(5, {11: 2}, status="ON_HOLD", actions=("RELEASE_HOLD",))), "on hold"),
        (state(place(5, {11: 2}, status="SCHEDULED", actions=("MARK_AS_OPEN",))), "later date"),
        (
            state(place(5, {11: 2}, status="IN_PROGRESS", actions=("REQUEST_CANCELLATION",))),
            "fulfilment service",
        ),
    ],
)
def test_a_shipment_that_cannot_be_told_says_why(found, words):
    outcomes, asked = pushed(states(found), shipments=[shipment()])
    assert outcomes[0].state == "rejected"
    assert words in outcomes[0].reason
    assert len(asked) == 1


# broken off


def test_a_break_after_sending_is_asked_again_by_its_number():
    script = (states(state(place(5, {11: 2}))), Reply("no", 500))
    outcomes, _asked = pushed(*script, shipments=[shipment()])
    assert outcomes[0].state == "retry"


def test_a_break_without_a_number_to_ask_by_stays_unknown():
    script = (states(state(place(5, {11: 2}))), Reply("no", 500))
    bare = shipment(tracking_numbers=(), tracking_urls=())
    outcomes, _asked = pushed(*script, shipments=[bare])
    assert outcomes[0].state == "unknown"


def test_a_break_before_anything_was_told_is_raised():
    with pytest.raises(RetryableError):
        pushed(states(state(place(5, {11: 2}))), fault("THROTTLED"), shipments=[shipment()])


def test_a_refused_log_in_is_raised():
    with pytest.raises(AuthError):
        pushed(fault("UNAUTHORIZED"), shipments=[shipment()])


def test_what_was_told_is_kept_when_a_later_call_breaks():
    orders = [state(place(n, {11: 2}), number=n) for n in range(1, 13)]
    shipments = [shipment(f"s{n}", str(n)) for n in range(1, 13)]

    def play(asked):
        if asked.json["query"].startswith("mutation"):
            steps = asked.json["query"].count("fulfillmentCreate")
            return told(*range(steps)) if steps == 10 else fault("THROTTLED")
        wanted = {gid.split("/")[-1] for gid in asked.variables["ids"]}
        return states(*(one for one in orders if one["id"].split("/")[-1] in wanted))

    outcomes, _asked = pushed(play, shipments=shipments)
    assert [one.state for one in outcomes] == ["done"] * 10 + ["retry"] * 2


def test_a_large_order_is_read_to_its_end():
    start = state(place(5, {11: 0}))
    start["fulfillmentOrders"]["pageInfo"] = {"hasNextPage": True, "endCursor": "f1"}
    first, second = place(5, {11: 0}), place(6, {12: 1})
    first["lineItems"]["pageInfo"] = {"hasNextPage": True, "endCursor": "l1"}
    script = (
        states(start),
        answer({"order": {"fulfillmentOrders": connection([first, second])}}),
        answer({"fulfillmentOrder": {"lineItems": place(5, {13: 1})["lineItems"]}}),
        told(77),
    )
    _outcomes, asked = pushed(*script, shipments=[shipment(lines=((12, 1), (13, 1)))])
    assert pieces(asked[3]["variables"]["content0"]) == {"513": 1, "612": 1}
