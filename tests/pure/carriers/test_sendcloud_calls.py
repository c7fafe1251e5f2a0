"""Sendcloud over the wire: what is asked, and what each kind of answer means."""

import base64
import json

import pytest

from odoo.addons.omni_base.core.adapter import adapter
from odoo.addons.omni_base.core.errors import (
    AuthError,
    MappingError,
    RejectedError,
    RetryableError,
    SignatureError,
    UnknownOutcome,
)
from odoo.addons.omni_carrier.carriers.sendcloud.adapter import Sendcloud

from tests.pure.delivered import delivered

PDF = b"%PDF-1.4 label"


def shipment(reference="WH/OUT/00012-1", state="READY_TO_SEND", parcels=1, inline=True):
    document = base64.b64encode(PDF).decode() if inline else None
    return {
        "id": "9f2c",
        "external_reference_id": reference,
        "carrier": {"code": "colissimo", "name": "Colissimo"},
        "parcels": [
            {
                "id": 100 + number,
                "status": {"code": state, "message": state},
                "tracking_number": f"6A{number}",
                "tracking_url": f"https://track.example/6A{number}",
                "label_file": document,
            }
            for number in range(parcels)
        ],
        "errors": [],
    }


def test_the_adapter_is_in_the_catalogue():
    assert adapter("sendcloud") is Sendcloud


def test_checking_says_whose_keys_they_are(wire, sendcloud):
    wire.say({"data": {"user_id": 12, "integration_id": 34}})
    assert sendcloud.check().external_id == "12"


def test_wrong_keys_are_an_authentication_error(wire, sendcloud):
    wire.say({"errors": [{"detail": "Invalid username/password."}]}, status=401)
    with pytest.raises(AuthError, match="Invalid username/password"):
        sendcloud.check()


def test_rates_are_asked_for_with_prices(wire, sendcloud, request_for):
    wire.say({"data": []})
    sendcloud.pull_rates(request_for(service_code=""))
    assert wire.requests[0]["body"]["calculate_quotes"] is True


def test_no_options_at_all_are_no_rates(wire, sendcloud, request_for):
    wire.say({"data": None})
    assert sendcloud.pull_rates(request_for()) == []


def test_a_bought_label_comes_with_its_document_and_number(wire, sendcloud, request_for):
    wire.say({"data": shipment()}, status=201)
    label = sendcloud.push_label(request_for())
    parcel = label.parcels[0]
    assert (label.external_id, parcel.tracking_number, parcel.document) == ("9f2c", "6A0", PDF)


def test_labels_of_several_parcels_are_fetched_one_by_one(wire, sendcloud, request_for):
    wire.say({"data": shipment(parcels=2, inline=False)}, status=201)
    wire.say(PDF, kind="application/pdf")
    wire.say(PDF, kind="application/pdf")
    sendcloud.push_label(request_for())
    paths = [request["path"] for request in wire.requests[1:]]
    assert paths == ["/parcels/100/documents/label", "/parcels/101/documents/label"]


def test_a_label_is_bought_even_when_its_document_does_not_come(wire, sendcloud, request_for):
    wire.say({"data": shipment(inline=False)}, status=201)
    wire.say({"errors": []}, status=500)
    assert sendcloud.push_label(request_for()).parcels[0].document == b""


def test_a_request_that_is_never_answered_has_an_unknown_outcome(wire, sendcloud, request_for):
    wire.say(None, status=0)
    with pytest.raises(UnknownOutcome):
        sendcloud.push_label(request_for())


def test_a_request_without_an_answer_is_not_repeated(wire, sendcloud, request_for):
    wire.say(None, status=0)
    with pytest.raises(UnknownOutcome):
        sendcloud.push_label(request_for())
    assert len(wire.requests) == 1


@pytest.mark.parametrize("body", [{"data": {}}, {"data": None}, ["?"], {}])
def test_a_success_in_a_strange_form_is_no_refusal(wire, sendcloud, request_for, body):
    wire.say(body, status=201)
    with pytest.raises(UnknownOutcome):
        sendcloud.push_label(request_for())


def test_a_success_without_a_label_is_a_refusal_with_the_carriers_reason(
    wire, sendcloud, request_for
):
    failed = shipment(state="ANNOUNCEMENT_FAILED")
    failed["errors"] = [{"detail": "Postcode and town do not match."}]
    wire.say({"data": failed}, status=201)
    with pytest.raises(RejectedError, match="Postcode and town do not match"):
        sendcloud.push_label(request_for())


def test_a_reference_that_is_known_already_gives_the_label_of_the_first_time(
    wire, sendcloud, request_for
):
    wire.say({"errors": [{"detail": "Already used."}]}, status=409)
    wire.say({"data": [shipment()]})
    assert sendcloud.push_label(request_for()).external_id == "9f2c"


def test_a_reference_that_is_known_but_not_found_has_an_unknown_outcome(
    wire, sendcloud, request_for
):
    wire.say({"errors": [{"detail": "Already used."}]}, status=409)
    wire.say({"data": []})
    with pytest.raises(UnknownOutcome):
        sendcloud.push_label(request_for())


def test_a_reference_whose_label_was_cancelled_is_a_refusal(wire, sendcloud, request_for):
    wire.say({"errors": [{"detail": "Already used."}]}, status=409)
    wire.say({"data": [shipment(state="CANCELLED")]})
    with pytest.raises(RejectedError):
        sendcloud.push_label(request_for())


def test_a_wrong_address_is_a_refusal_that_names_the_field(wire, sendcloud, request_for):
    error = {"code": "required", "detail": "Required.", "source": {"pointer": "/to_address/name"}}
    wire.say({"errors": [error]}, status=400)
    with pytest.raises(RejectedError, match="The recipient's name is missing"):
        sendcloud.push_label(request_for())


def test_a_label_is_found_again_by_our_reference(wire, sendcloud):
    wire.say({"data": [shipment()]})
    sendcloud.pull_label("WH/OUT/00012-1")
    assert wire.requests[0]["query"] == {"external_reference_id": "WH/OUT/00012-1"}


@pytest.mark.parametrize(
    "found",
    [
        [],
        [shipment(reference="WH/OUT/00013-1")],
        [shipment(state="CANCELLED")],
        [shipment(state="ANNOUNCEMENT_FAILED")],
    ],
)
def test_what_is_no_good_label_of_ours_is_not_found(wire, sendcloud, found):
    wire.say({"data": found})
    assert sendcloud.pull_label("WH/OUT/00012-1") is None


def test_a_label_still_being_made_is_asked_for_again_later(wire, sendcloud):
    wire.say({"data": [shipment(state="ANNOUNCING")]})
    with pytest.raises(RetryableError):
        sendcloud.pull_label("WH/OUT/00012-1")


def test_a_cancelled_shipment_is_done(wire, sendcloud):
    wire.say({"data": {"status": "cancelled", "message": "Shipment has been cancelled"}})
    outcome = sendcloud.push_cancel("9f2c")
    assert (outcome.state, outcome.reason) == ("done", "")


def test_a_queued_cancellation_is_done_and_says_when(wire, sendcloud):
    wire.say({"data": {"status": "queued", "message": "queued"}}, status=202)
    outcome = sendcloud.push_cancel("9f2c")
    assert outcome.state == "done" and "14 days" in outcome.reason


@pytest.mark.parametrize(
    ("status", "detail", "state"),
    [
        (409, "This shipment is already being cancelled.", "done"),
        (410, "Gone.", "done"),
        (409, "This shipment was delivered.", "rejected"),
        (404, "Not found", "rejected"),
    ],
)
def test_a_refused_cancellation_is_read_by_its_reason(wire, sendcloud, status, detail, state):
    wire.say({"errors": [{"status": str(status), "code": "invalid", "detail": detail}]}, status)
    assert sendcloud.push_cancel("9f2c").state == state


def test_the_vendors_own_signature_is_accepted(sendcloud):
    sendcloud.values["secret_key"] = "secretkey"
    signature = "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"
    doorbell = delivered(sendcloud, {"sendcloud-signature": signature}, b'{"key": "value"}')
    assert doorbell.note


def test_another_body_under_the_same_signature_is_refused(sendcloud):
    sendcloud.values["secret_key"] = "secretkey"
    signature = "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"
    with pytest.raises(SignatureError):
        delivered(sendcloud, {"sendcloud-signature": signature}, b'{"key": "other"}')


@pytest.mark.parametrize("number", [True, 41, ["A"], {"id": 1}, "A\0", "A" * 101], ids=range(6))
def test_what_is_no_tracking_number_names_no_parcel(sendcloud, number):
    event = {"action": "parcel_status_changed", "parcel": {"tracking_number": number}}
    with pytest.raises(MappingError, match="names no parcel"):
        sendcloud.read_webhook({}, json.dumps(event).encode())


def test_an_unsigned_delivery_is_refused(sendcloud):
    with pytest.raises(SignatureError):
        delivered(sendcloud, {}, b"{}")


@pytest.mark.parametrize("address", ["http://panel.example/api", "ftp://x", "panel.sendcloud.sc"])
def test_an_address_that_is_not_encrypted_is_refused(address):
    with pytest.raises(RejectedError):
        Sendcloud.clean({"public_key": "k", "secret_key": "s", "address": address})


def test_an_empty_address_is_sendclouds_own():
    assert Sendcloud.clean({"address": ""})["address"] == "https://panel.sendcloud.sc/api/v3"


def test_no_secret_shows_in_a_refusal(wire, sendcloud, request_for):
    wire.say({"errors": [{"detail": "hush-hush is wrong"}]}, status=400)
    with pytest.raises(RejectedError) as caught:
        sendcloud.push_label(request_for())
    assert "hush-hush" not in caught.value.reason + caught.value.detail
