"""Requests and answers against the vendor's own description."""

import copy
import json
import os
from pathlib import Path

import pytest

from tests.sandbox_tests.sendcloud_client import (
    POINT,
    listening,
    running,
    shipment,
    wait_for,
)

SPECS = os.environ.get("VENDOR_SPECS")
pytestmark = pytest.mark.skipif(
    not SPECS, reason="VENDOR_SPECS does not name the folder of the vendors' descriptions"
)
QUOTE = {
    "from_country_code": "FR",
    "to_country_code": "FR",
    "to_postal_code": "75011",
    "parcels": [{"weight": {"value": "1.3", "unit": "kg"}}],
    "calculate_quotes": True,
}


@pytest.fixture(scope="module")
def described():
    from tests.sandbox.sendcloud.description import load_description

    return load_description(Path(SPECS).resolve() / "sendcloud")


@pytest.fixture(scope="module")
def caller():
    with running(SPECS) as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(caller):
    caller.control("reset")
    caller.answers.clear()


def fits(described, caller):
    """All that does not fit in the answers so far; 409 of an announcement has no schema."""
    return [
        (method, path, problem)
        for method, path, response in caller.answers
        if response.content and "json" in response.headers["Content-Type"]
        for problem in described.response_problems(
            method, path, response.status_code, response.json()
        )
    ]


def test_the_answer_about_options_fits(described, caller):
    caller.post("/shipping-options", QUOTE)
    assert fits(described, caller) == []


@pytest.mark.parametrize("code", ["colissimo:home/fr", "chronopost:13", "ups:standard", POINT])
def test_the_answer_to_an_announcement_fits(described, caller, code):
    point = {"id": "10600002"} if code == POINT else None
    assert caller.announce(code=code, to_service_point=point).status_code == 201
    assert fits(described, caller) == []


def test_the_answer_to_an_asynchronous_announcement_fits(described, caller):
    caller.post("/shipments", {**shipment(), "external_reference_id": "1"})
    assert fits(described, caller) == []


def test_the_answer_about_a_failed_announcement_fits(described, caller):
    caller.control("faults", {"vendor": "sendcloud", "match": "announce", "kind": "item_error"})
    caller.announce()
    assert fits(described, caller) == []


@pytest.mark.parametrize(
    "path",
    [
        "/shipments?external_reference_id=R-1",
        "/parcels/statuses",
        "/contracts",
        "/addresses/sender-addresses",
        "/addresses/sender-addresses/1",
        "/addresses/sender-addresses/99",
        "/service-points?country_code=FR&address_postal_code=75011",
        "/service-points/10600001",
        "/service-points/1",
        "/user/auth/metadata",
        "/integrations",
        "/integrations/7001",
        "/parcels/tracking/6A21000000001",
        "/parcels/tracking/none",
        "/parcels/1/documents/label",
    ],
)
def test_the_answer_to_a_question_fits(described, caller, path):
    caller.announce(external_reference_id="R-1")
    caller.get(path)
    assert fits(described, caller) == []


def test_the_answers_about_one_shipment_fit(described, caller):
    number = caller.announce().json()["data"]["id"]
    caller.get(f"/shipments/{number}")
    caller.post(f"/shipments/{number}/cancel")
    caller.post(f"/shipments/{number}/cancel")
    caller.post("/shipments/unknown/cancel")
    assert fits(described, caller) == []


def test_refusals_fit(described, caller):
    caller.announce(weight="99")
    caller.announce(code="chronopost:13", address={"phone_number": ""})
    assert fits(described, caller) == []


def test_the_webhook_fits(described, caller):
    parcel = caller.announce().json()["data"]["parcels"][0]
    with listening() as (url, received):
        caller.control("sendcloud/webhook", {"url": url})
        caller.control(f"sendcloud/parcels/{parcel['id']}/status")
        _headers, body = wait_for(received, 1)[0]
    problems = described.webhook_problems("ParcelStatusChangedWebhook", json.loads(body))
    assert problems == []


def test_the_vendors_own_example_is_understood(described, caller):
    """Its carrier is not ours, so it is refused for that alone."""
    examples = described.documents["vendor_split/sendcloud-shipments-openapi.yml"]["paths"][
        "/shipments/announce"
    ]["post"]["requestBody"]["content"]["application/json"]["examples"]
    body = copy.deepcopy(examples["CreateDomesticSingleParcelShipment"]["value"])
    answer = caller.post("/shipments/announce", body)
    assert [row["code"] for row in answer.json()["errors"]] == ["invalid_choice"]


def test_what_fits_is_not_recorded(caller):
    caller.announce(external_reference_id="R-1")
    caller.post("/shipping-options", QUOTE)
    caller.get("/shipments?external_reference_id=R-1&page_size=1")
    assert caller.violations() == []


@pytest.mark.parametrize(
    ("spoil", "code", "pointer"),
    [
        ({"parcels": [{"weight": {"value": 1.3, "unit": "kg"}}]}, "invalid", "weight/value"),
        ({"parcels": [{"weight": {"value": "1", "unit": "stone"}}]}, "invalid_choice", "unit"),
        ({"order_number": None}, "null", "/order_number"),
        ({"colour": "red"}, "unknown_field", "/colour"),
        ({"to_address": {"street": "x"}}, "required", "/to_address/name"),
    ],
)
def test_what_does_not_fit_is_refused_in_the_vendors_form(caller, spoil, code, pointer):
    errors = caller.post("/shipments/announce", {**shipment(), **spoil}).json()["errors"]
    found = [(row["code"], row["source"]["pointer"]) for row in errors]
    assert any(row[0] == code and row[1].endswith(pointer) for row in found), found


def test_an_unknown_field_deep_inside_is_refused(caller):
    body = shipment(address={"street": "Rue du Faubourg"})
    errors = caller.post("/shipments/announce", body).json()["errors"]
    assert errors[0]["source"]["pointer"] == "/to_address/street"


def test_an_unknown_filter_is_refused(caller):
    answer = caller.get("/shipments?reference=1")
    assert answer.json()["errors"][0]["source"] == {"parameter": "reference"}


def test_an_undescribed_path_is_recorded(caller):
    caller.get("/labels")
    assert [row["path"] for row in caller.violations()] == ["/sendcloud/api/v3/labels"]


def test_a_refusal_is_recorded(caller):
    caller.get("/shipments?reference=1")
    assert [row["operation"] for row in caller.violations()] == ["list_shipments"]
