"""A shipment is told once, whatever happens on the way; what was not done is said."""

import json

import pytest

from odoo.addons.omni_base.core.errors import ReadOnlyError, RetryableError

from tests.pure.wire import Reply

from .parcel import OWN, PLUGINS, Woo, push, shipment
from .shop import answer, path, read_only, refusal, shop, unsigned


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

    with shop(lost) as (woo, _wire), pytest.raises(RetryableError):
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
    with pytest.raises(ReadOnlyError):
        push(played)
    assert played.notes == []


def test_an_order_whose_status_no_list_shows_is_told():
    played = Woo(status="secret")
    played.others["GET orders"] = answer([])
    played.others["GET orders/727"] = answer(played.order)
    assert push(played)[0].state == "done"


def test_one_order_that_is_refused_does_not_stop_the_others():
    played = Woo()
    twice = [played.order, {**played.order, "id": 728}]
    played.others["GET orders"] = answer(twice)
    refused = refusal(400, "rest_invalid_param")
    played.others["POST orders/batch"] = [refused, refused, answer({"update": [twice[1]]})]
    outcomes = push(played, shipment(), shipment(key="10", order_id="728"))
    assert "no" in outcomes[0].reason and outcomes[0].state == "rejected"
    assert played.calls.count("POST orders/batch") == 3


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
