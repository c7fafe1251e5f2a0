"""Shipments out: the status, the note to the buyer, and what tracking plugins read."""

from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import ShipmentLine

from .parcel import LINK, OWN, PLUGINS, Woo, push, shipment
from .shop import answer, shop


def test_an_order_that_left_entirely_is_completed():
    played = Woo()
    push(played)
    assert played.order["status"] == "completed"


def test_a_shipment_costs_three_calls():
    played = Woo()
    push(played)
    assert played.calls == ["GET orders", "POST orders/batch", "POST orders/727/notes"]


def test_several_orders_are_asked_for_and_updated_together():
    played = Woo()
    others = [shipment(key=str(n), order_id=str(n)) for n in range(1000, 1010)]
    outcomes = push(played, shipment(), *others)
    assert (played.calls.count("GET orders"), outcomes[1].state) == (1, "rejected")


def test_an_order_that_left_in_part_stays_as_it_is():
    played = Woo(lines=((1, 3),))
    played.others["GET products"] = answer([{"id": 91, "virtual": False}])
    push(played)
    assert played.order["status"] == "processing"


def test_the_second_part_completes_the_order():
    played = Woo(lines=((1, 3),))
    played.others["GET products"] = answer([{"id": 91, "virtual": False}])
    push(played)
    rest = (ShipmentLine(line_id="1", quantity=Decimal(1)),)
    push(
        played, shipment(key="10", reference="WH/OUT/00010", lines=rest, tracking_numbers=("6A2",))
    )
    assert played.order["status"] == "completed"


def test_two_parts_told_together_complete_the_order():
    played = Woo(lines=((1, 2), (2, 1)))
    rest = (ShipmentLine(line_id="2", quantity=Decimal(1)),)
    push(played, shipment(), shipment(key="10", reference="WH/OUT/00010", lines=rest))
    assert played.order["status"] == "completed"


def test_the_same_shipment_twice_is_not_two_parts():
    played = Woo(lines=((1, 4),))
    played.others["GET products"] = answer([{"id": 91, "virtual": False}])
    push(played)
    push(played)
    assert played.order["status"] == "processing"


def test_what_was_given_back_needs_not_leave():
    played = Woo(lines=((1, 3),), refunds=[{"id": 5, "total": "-10.00"}])
    back = {"quantity": -1, "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": "1"}]}
    played.others["GET orders/727/refunds"] = answer([{"id": 5, "line_items": [back]}])
    push(played)
    assert played.order["status"] == "completed"


def test_virtual_goods_need_not_leave():
    played = Woo(lines=((1, 2), (2, 1)))
    played.others["GET products"] = answer([{"id": 92, "virtual": True}])
    push(played)
    assert played.order["status"] == "completed"


def test_virtual_variations_need_not_leave():
    played = Woo(lines=((1, 2), (2, 1)))
    played.order["line_items"][1]["variation_id"] = 23
    played.others["GET products/92/variations"] = answer([{"id": 23, "virtual": True}])
    push(played)
    assert played.order["status"] == "completed"


@pytest.mark.parametrize("status", ["pending", "on-hold", "failed"])
def test_an_order_that_waits_for_its_money_keeps_its_status(status):
    played = Woo(status=status)
    outcome = push(played)[0]
    assert (played.order["status"], outcome.state, bool(outcome.reason)) == (status, "done", True)


@pytest.mark.parametrize("status", ["cancelled", "refunded"])
def test_a_shipment_of_a_dead_order_is_for_a_person(status):
    assert push(Woo(status=status))[0].state == "rejected"


def test_an_order_that_the_shop_called_shipped_keeps_its_status():
    played = Woo(status="delivered")
    push(played)
    assert played.order["status"] == "delivered"


def test_a_status_of_the_shops_own_is_completed():
    played = Woo(status="packing")
    push(played)
    assert played.order["status"] == "completed"


def test_an_order_that_is_gone_is_for_a_person():
    assert push(Woo(), shipment(order_id="1"))[0].state == "rejected"


def test_the_buyer_is_told_carrier_number_and_link():
    played = Woo()
    push(played)
    assert played.notes[0]["note"] == f"Colissimo 6A1\n{LINK}"


def test_the_merchants_own_words_begin_the_note():
    played = Woo()
    push(played, note="Votre colis est en route :")
    assert played.notes[0]["note"].startswith("Votre colis est en route :\nColissimo")


@pytest.mark.parametrize("notify", [True, False])
def test_the_buyer_is_told_only_if_the_merchant_wants_it(notify):
    played = Woo()
    push(played, shipment(notify_customer=notify))
    assert played.notes[0]["customer_note"] is notify


def test_without_tracking_there_is_no_note():
    played = Woo()
    push(played, shipment(tracking_numbers=(), tracking_urls=()))
    assert played.notes == []


def test_tracking_plugins_find_the_number():
    played = Woo()
    push(played)
    [item] = played.meta(PLUGINS)
    assert (item["tracking_number"], item["custom_tracking_link"]) == ("6A1", LINK)


def test_tracking_of_others_stays():
    theirs = {"tracking_number": "X9", "tracking_provider": "dhl"}
    played = Woo(meta_data=[{"id": 4, "key": PLUGINS, "value": [theirs]}])
    push(played)
    assert [one["tracking_number"] for one in played.meta(PLUGINS)] == ["X9", "6A1"]


def test_a_list_that_php_wrote_as_an_object_is_read():
    theirs = {"1": {"tracking_number": "X9"}}
    played = Woo(meta_data=[{"id": 4, "key": PLUGINS, "value": theirs}])
    push(played)
    assert len(played.meta(PLUGINS)) == 2


def test_meta_data_takes_the_place_of_the_old():
    played = Woo(meta_data=[{"id": 4, "key": PLUGINS, "value": []}])
    with shop(played) as (woo, wire):
        woo.push_shipments([shipment()])
    sent = wire.asked[1].json["update"][0]["meta_data"]
    assert {one["key"]: one.get("id") for one in sent} == {OWN: None, PLUGINS: 4}
