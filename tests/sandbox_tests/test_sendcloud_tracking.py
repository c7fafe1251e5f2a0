"""Where a parcel is: answers, the buyer's page, signed webhooks."""

import json

import pytest
import requests

from tests.sandbox.sendcloud.tracking_numbers import s10_check_digit, ups_check_digit
from tests.sandbox.sendcloud.webhooks import signature
from tests.sandbox_tests.sendcloud_client import listening, running, wait_for


@pytest.fixture(scope="module")
def caller():
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(caller):
    caller.control("reset")


@pytest.fixture
def parcel(caller):
    return caller.announce().json()["data"]["parcels"][0]


def test_a_status_set_from_outside_is_the_newest_event(caller, parcel):
    caller.control(f"sendcloud/parcels/{parcel['id']}/status", {"status": "DELIVERED"})
    answer = caller.get(f"/parcels/tracking/{parcel['tracking_number']}").json()
    assert answer["events"][-1]["status_description"] == "Delivered"


def test_a_parcel_goes_step_by_step_to_the_buyer(caller, parcel):
    steps = [
        caller.control(f"sendcloud/parcels/{parcel['id']}/status")["status"]["code"]
        for _step in range(5)
    ]
    assert steps == [
        "SHIPMENT_PICKED_UP_BY_DRIVER",
        "EN_ROUTE_TO_SORTING_CENTER",
        "SORTED",
        "DRIVER_EN_ROUTE",
        "DELIVERED",
    ]


def test_a_parcel_is_also_named_by_its_tracking_number(caller, parcel):
    path = f"sendcloud/parcels/{parcel['tracking_number']}/status"
    assert caller.control(path)["parcel_id"] == parcel["id"]


def test_an_unknown_status_is_refused(caller, parcel):
    url = f"{caller.root}/_control/sendcloud/parcels/{parcel['id']}/status"
    assert requests.post(url, json={"status": "LOST"}, timeout=10).status_code == 400


def test_an_unknown_tracking_number_gets_404_in_this_endpoints_own_form(caller):
    answer = caller.get("/parcels/tracking/none")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Parcel does not exist"})


def test_a_parcel_id_is_no_tracking_number(caller, parcel):
    assert caller.get(f"/parcels/tracking/{parcel['id']}").status_code == 404


def test_the_tracking_page_tells_the_buyer_in_french_without_log_in(caller, parcel):
    caller.control(f"sendcloud/parcels/{parcel['id']}/status", {"status": "DRIVER_EN_ROUTE"})
    page = requests.get(parcel["tracking_url"], timeout=10)
    assert '<p class="status">Colis en cours de livraison</p>' in page.text


def test_the_tracking_page_shows_names_as_text_and_not_as_html(caller):
    made = caller.announce(order_number="<script>").json()["data"]
    page = requests.get(made["parcels"][0]["tracking_url"], timeout=10)
    assert "<script>" not in page.text


def test_a_new_status_rings_the_webhook(caller, parcel):
    with listening() as (url, received):
        caller.patch("/integrations/7001", {"webhook_active": True, "webhook_url": url})
        caller.control(f"sendcloud/parcels/{parcel['id']}/status", {"status": "DELIVERED"})
        _headers, body = wait_for(received, 1)[0]
    data = json.loads(body)
    assert data["action"] == "parcel_status_changed"
    assert data["parcel"]["status"] == {"id": 11, "message": "Delivered"}


def test_a_webhook_is_signed_with_the_secret_key(caller, parcel):
    with listening() as (url, received):
        caller.control("sendcloud/webhook", {"url": url})
        caller.control(f"sendcloud/parcels/{parcel['id']}/status")
        headers, body = wait_for(received, 1)[0]
    assert headers["Sendcloud-Signature"] == signature(body, "sandbox-secret")


def test_a_falsified_webhook_has_another_signature(caller, parcel):
    fault = {"vendor": "sendcloud", "kind": "webhook", "mode": "bad_signature"}
    with listening() as (url, received):
        caller.control("sendcloud/webhook", {"url": url})
        caller.control("faults", fault)
        caller.control(f"sendcloud/parcels/{parcel['id']}/status")
        headers, body = wait_for(received, 1)[0]
    assert headers["Sendcloud-Signature"] != signature(body, "sandbox-secret")


def test_no_webhook_leaves_when_none_is_wanted(caller, parcel):
    caller.control(f"sendcloud/parcels/{parcel['id']}/status")
    assert requests.get(f"{caller.root}/_control/webhooks", timeout=10).json() == {"pending": 0}


def test_webhooks_can_not_be_switched_on_without_an_address(caller):
    assert caller.patch("/integrations/7001", {"webhook_active": True}).status_code == 400


def test_the_signature_is_that_of_the_vendors_own_example():
    expected = "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"
    assert signature(b'{"key": "value"}', "secretkey") == expected


def test_check_digits_are_those_of_published_numbers():
    found = (s10_check_digit("47312482"), ups_check_digit("12345E660527223"))
    assert found == (9, 4)
