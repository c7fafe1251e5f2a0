"""Shipments: announced once, found again, refused with a reason, cancelled."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.sandbox_tests.sendcloud_client import POINT, running, shipment, without


@pytest.fixture(scope="module")
def caller():
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(caller):
    caller.control("reset")


def pointers(answer):
    assert answer.status_code == 400, answer.text
    return [found["source"]["pointer"] for found in answer.json()["errors"]]


def test_an_announced_parcel_has_number_link_status_and_label(caller):
    parcel = caller.announce().json()["data"]["parcels"][0]
    assert parcel["tracking_number"] == "6A21000000001"
    assert parcel["tracking_url"].endswith("/sendcloud/tracking/6A21000000001")
    assert parcel["status"] == {"code": "READY_TO_SEND", "message": "Ready to send"}
    assert parcel["label_file"]


def test_the_inline_label_only_comes_with_a_single_parcel(caller):
    two = [{"weight": {"value": "1", "unit": "kg"}}] * 2
    parcels = caller.announce(code="ups:standard", parcels=two).json()["data"]["parcels"]
    assert ["label_file" in parcel for parcel in parcels] == [False, False]


def test_the_sender_address_is_filled_in_from_its_id(caller):
    assert caller.announce().json()["data"]["from_address"]["city"] == "Lyon"


def test_the_same_reference_twice_buys_one_label(caller):
    for _time in range(2):
        caller.announce(external_reference_id="WH/OUT/00042")
    assert len(caller.state()["labels_bought"]) == 1


def test_the_same_reference_twice_gets_409_with_the_first_shipment(caller):
    first = caller.announce(external_reference_id="WH/OUT/00042")
    second = caller.announce(external_reference_id="WH/OUT/00042")
    assert second.status_code == 409
    assert second.json()["data"] == first.json()["data"]


def test_the_same_reference_in_parallel_buys_one_label(caller):
    def announce(_number):
        body = shipment(external_reference_id="WH/OUT/00043")
        keys = caller.session.auth
        return requests.post(f"{caller.api}/shipments/announce", json=body, auth=keys, timeout=10)

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(answer.status_code for answer in pool.map(announce, range(8)))
    assert codes == [201] + [409] * 7


def test_two_labels_without_reference_are_two_labels(caller):
    for _time in range(2):
        caller.announce()
    assert len(caller.state()["labels_bought"]) == 2


def test_a_shipment_is_found_by_its_reference(caller):
    caller.announce(external_reference_id="other")
    made = caller.announce(external_reference_id="WH/OUT/00042").json()["data"]
    found = caller.get("/shipments?external_reference_id=WH%2FOUT%2F00042").json()["data"]
    assert [row["id"] for row in found] == [made["id"]]


def test_nothing_is_found_by_an_unused_reference(caller):
    caller.announce(external_reference_id="other")
    assert caller.get("/shipments?external_reference_id=unused").json() == {"data": []}


def test_a_shipment_is_found_by_order_number(caller):
    caller.announce(order_number="#1")
    caller.announce(order_number="#2")
    found = caller.get("/shipments", params={"order_number": "#2"}).json()["data"]
    assert [row["order_number"] for row in found] == ["#2"]


def test_pages_are_linked_and_hold_each_shipment_once(caller):
    made = {caller.announce().json()["data"]["id"] for _ in range(5)}
    seen, url = [], f"{caller.api}/shipments?page_size=2"
    while url:
        answer = requests.get(url, auth=caller.session.auth, timeout=10)
        seen += [row["id"] for row in answer.json()["data"]]
        url = answer.links.get("next", {}).get("url")
    assert (len(seen), set(seen)) == (5, made)


def test_a_wrong_cursor_gets_404(caller):
    assert caller.get("/shipments?cursor=!!").status_code == 404


def test_a_wrong_date_filter_gets_400(caller):
    assert caller.get("/shipments?announced_after=yesterday").status_code == 400


@pytest.mark.parametrize("name", ["name", "address_line_1", "postal_code", "city", "country_code"])
def test_an_address_without_a_required_field_is_refused(caller, name):
    body = without(shipment(), name)
    assert f"/to_address/{name}" in pointers(caller.post("/shipments/announce", body))


@pytest.mark.parametrize("name", ["phone_number", "email", "house_number"])
def test_what_the_carrier_needs_to_know_is_required(caller, name):
    body = without(shipment(code="chronopost:13"), name)
    assert pointers(caller.post("/shipments/announce", body)) == [f"/to_address/{name}"]


def test_colissimo_takes_a_hamlet_without_number(caller):
    body = without(shipment(address={"address_line_1": "Lieu-dit le Bourg"}), "house_number")
    assert caller.post("/shipments/announce", body).status_code == 201


def test_a_wrong_french_postal_code_is_refused(caller):
    answer = caller.announce(address={"postal_code": "7501"})
    assert pointers(answer) == ["/to_address/postal_code"]


def test_too_heavy_a_parcel_is_refused(caller):
    assert pointers(caller.announce(weight="31")) == ["/parcels/0/weight"]


def test_an_unknown_option_is_refused(caller):
    found = caller.announce(code="postnl:standard").json()["errors"][0]
    assert found["code"] == "invalid_choice"


def test_a_relay_parcel_without_a_point_is_refused(caller):
    assert pointers(caller.announce(code=POINT)) == ["/to_service_point"]


def test_a_relay_parcel_goes_to_its_point(caller):
    made = caller.announce(code=POINT, to_service_point={"id": "10600002"}).json()["data"]
    assert made["to_service_point"]["carrier_service_point_id"] == "FR-013579"


def test_a_refused_shipment_buys_nothing(caller):
    caller.announce(weight="31")
    assert caller.state()["labels_bought"] == []


def test_a_cancelled_shipment_keeps_its_label_row_marked(caller):
    made = caller.announce().json()["data"]
    answer = caller.post(f"/shipments/{made['id']}/cancel")
    assert (answer.status_code, answer.json()["data"]["status"]) == (200, "cancelled")
    assert [row["parcel_id"] for row in caller.state()["cancelled"]] == [made["parcels"][0]["id"]]


def test_chronopost_only_queues_a_cancellation(caller):
    made = caller.announce(code="chronopost:13").json()["data"]
    answer = caller.post(f"/shipments/{made['id']}/cancel")
    assert (answer.status_code, answer.json()["data"]["status"]) == (202, "queued")


def test_cancelling_twice_gets_409(caller):
    made = caller.announce().json()["data"]
    caller.post(f"/shipments/{made['id']}/cancel")
    assert caller.post(f"/shipments/{made['id']}/cancel").status_code == 409


def test_a_delivered_shipment_can_not_be_cancelled(caller):
    made = caller.announce().json()["data"]
    caller.control(f"sendcloud/parcels/{made['parcels'][0]['id']}/status", {"status": "DELIVERED"})
    assert caller.post(f"/shipments/{made['id']}/cancel").status_code == 409


def test_an_unknown_shipment_gets_404(caller):
    answers = (caller.get("/shipments/unknown"), caller.post("/shipments/unknown/cancel"))
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_label_that_timed_out_is_found_by_its_reference(caller):
    fault = {"vendor": "sendcloud", "match": "announce", "kind": "drop"}
    caller.control("faults", fault)
    with pytest.raises(requests.ConnectionError):
        caller.announce(external_reference_id="WH/OUT/00044")
    assert len(caller.get("/shipments?external_reference_id=WH/OUT/00044").json()["data"]) == 1


def test_an_ignored_announcement_looks_good_and_buys_nothing(caller):
    caller.control("faults", {"vendor": "sendcloud", "match": "announce", "kind": "ignored"})
    answer = caller.announce()
    assert (answer.status_code, caller.state()["labels_bought"]) == (201, [])


def test_a_carrier_that_fails_leaves_a_shipment_without_label(caller):
    caller.control("faults", {"vendor": "sendcloud", "match": "announce", "kind": "item_error"})
    made = caller.announce().json()["data"]
    assert made["parcels"][0]["status"]["code"] == "ANNOUNCEMENT_FAILED"
    assert made["errors"][0]["code"] == "parcel_announcement_error"
    assert caller.state()["labels_bought"] == []


def test_an_asynchronous_shipment_has_its_label_a_moment_later(caller):
    made = caller.post("/shipments", shipment()).json()["data"]
    later = caller.get(f"/shipments/{made['id']}").json()["data"]
    assert [made["parcels"][0]["documents"], later["parcels"][0]["status"]["code"]] == [
        [],
        "READY_TO_SEND",
    ]


def test_reset_brings_back_the_first_state(caller):
    caller.announce()
    caller.control("reset")
    assert caller.state()["shipments"] == []


def test_the_same_seed_makes_the_same_ids(caller):
    first = caller.announce().json()["data"]
    caller.control("reset")
    again = caller.announce().json()["data"]
    assert (first["id"], first["parcels"][0]["id"]) == (again["id"], again["parcels"][0]["id"])


@pytest.mark.parametrize(
    "spoilt",
    [
        {"to_address": "Paris"},
        {"parcels": [None]},
        {"parcels": [{"weight": {"value": "heavy", "unit": "kg"}}]},
        {"ship_with": []},
        {"external_reference_id": {"a": 1}},
        {"label_details": {"mime_type": "text/html"}},
    ],
)
def test_a_shipment_of_the_wrong_shape_is_refused(caller, spoilt):
    assert caller.announce(**spoilt).status_code == 400
