"""Shipments out: told once, to the buyer and to the plugins, whatever happens on the way."""

import json
from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import Shipment, ShipmentLine

from tests.pure.wire import Reply

from .shop import answer, params, path, read_only, refusal, shop, unsigned

LINK = "https://www.laposte.fr/outils/suivre-vos-envois?code=6A1"
OWN, PLUGINS = "_omni_shipments", "_wc_shipment_tracking_items"


def shipment(**changes):
    values = {
        "key": "9",
        "reference": "WH/OUT/00009",
        "order_id": "727",
        "lines": (ShipmentLine(line_id="1", quantity=Decimal("2.0")),),
        "carrier": "Colissimo",
        "tracking_numbers": ("6A1",),
        "tracking_urls": (LINK,),
    }
    return Shipment(**(values | changes))


class Woo:
    """A shop with one order and its notes; keeps what is written."""

    def __init__(self, lines=((1, 2),), status="processing", **more):
        self.order = {
            "id": 727,
            "status": status,
            "line_items": [
                {"id": known, "product_id": 90 + known, "variation_id": 0, "quantity": count}
                for known, count in lines
            ],
            "meta_data": [],
            "refunds": [],
            **more,
        }
        self.notes, self.others, self.calls = [], {}, []

    def __call__(self, asked):
        route = f"{asked.method} {path(asked)}"
        self.calls.append(route)
        if route in self.others:
            found = self.others[route]
            return found.pop(0) if isinstance(found, list) else found
        if route == "GET orders":
            return answer([self.order] if "727" in params(asked).get("include", "727") else [], 1)
        if route == "POST orders/batch":
            return self.update(asked.json["update"][0])
        if route == "GET orders/727/notes":
            return answer(self.notes)
        assert route == "POST orders/727/notes"
        return self.note(asked.json)

    def update(self, content):
        self.order |= {name: content[name] for name in ("status",) if name in content}
        for one in content.get("meta_data", ()):
            kept = [old for old in self.order["meta_data"] if old["key"] != one["key"]]
            self.order["meta_data"] = [*kept, {"id": 50 + len(kept), **one}]
        return answer({"update": [self.order]})

    def note(self, content):
        self.notes.insert(0, {"id": 300 + len(self.notes), **content})
        return answer(self.notes[0])

    def meta(self, key):
        return next(one["value"] for one in self.order["meta_data"] if one["key"] == key)


def push(played, *shipments, **values):
    with shop(played, **values) as (woo, _wire):
        return woo.push_shipments(shipments or [shipment()])


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


def test_a_shipment_told_again_changes_nothing():
    played = Woo()
    push(played)
    played.calls.clear()
    assert push(played)[0].state == "done"
    assert [call for call in played.calls if call.startswith("POST")] == []


def test_a_new_number_is_told():
    played = Woo()
    push(played)
    push(played, shipment(tracking_numbers=("6A2",)))
    assert len(played.notes) == 2


def test_a_new_number_takes_the_place_of_the_old():
    played = Woo()
    push(played)
    push(played, shipment(tracking_numbers=("6A2",)))
    assert [one["tracking_number"] for one in played.meta(PLUGINS)] == ["6A2"]


def test_after_a_note_whose_answer_was_lost_none_is_written_again():
    played = Woo()

    def lost(asked):
        reply = played(asked)
        is_note = asked.method == "POST" and path(asked).endswith("notes")
        return Reply(reply.body, cut=True) if is_note else reply

    assert push(lost)[0].state == "retry"
    push(played)
    assert len(played.notes) == 1


def test_after_an_update_whose_answer_was_lost_the_note_is_still_written():
    played = Woo()

    def lost(asked):
        reply = played(asked)
        return Reply("", status=502) if asked.method == "POST" else reply

    with shop(lost) as (woo, _wire), pytest.raises(Exception, match="fault of its own"):
        woo.push_shipments([shipment()])
    push(played)
    assert len(played.notes) == 1


def test_a_private_note_of_the_merchant_does_not_inform_the_buyer():
    played = Woo()
    push(played, shipment(notify_customer=False))
    push(played, shipment())
    assert [one["customer_note"] for one in played.notes] == [True, False]


def test_meta_data_that_was_not_kept_is_for_a_person():
    played = Woo()
    played.others["POST orders/batch"] = answer({"update": [{"id": 727, "status": "completed"}]})
    assert (push(played)[0].state, played.notes) == ("rejected", [])


def test_an_error_hidden_in_a_success_is_for_a_person():
    error = {"code": "woocommerce_rest_shop_order_invalid_id", "message": "Invalid ID."}
    played = Woo()
    played.others["POST orders/batch"] = answer({"update": [{"id": 727, "error": error}]})
    assert "Invalid ID." in push(played)[0].reason


def test_a_status_that_a_plugin_changed_is_said():
    played = Woo()
    kept = {"id": 1, "key": OWN, "value": json.dumps({"WH/OUT/00009": {}})}
    told = {"id": 727, "status": "delivered", "meta_data": [kept]}
    played.others["POST orders/batch"] = answer({"update": [told]})
    outcome = push(played)[0]
    assert (outcome.state, "delivered" in outcome.reason) == ("done", True)


def test_a_key_that_only_reads_is_said():
    played = Woo()
    played.others["POST orders/batch"] = read_only()
    assert (push(played)[0].state, played.notes) == ("rejected", [])


def test_a_key_that_was_revoked_meanwhile_is_tried_again():
    played = Woo()
    played.others["POST orders/727/notes"] = unsigned()
    played.others["GET orders"] = [answer([played.order]), unsigned()]
    played.others["GET products"] = unsigned()
    assert push(played)[0].state == "retry"


def test_a_note_that_is_refused_is_for_a_person():
    played = Woo()
    played.others["POST orders/727/notes"] = refusal(400, "rest_invalid_param", "note")
    assert push(played)[0].state == "rejected"
