"""What Sendcloud says, as documents of ours."""

import base64
import json
from decimal import Decimal
from pathlib import Path

import pytest

from odoo.addons.omni_carrier.carriers import sendcloud
from odoo.addons.omni_carrier.carriers.sendcloud.mapping import (
    read_errors,
    read_label,
    read_rate,
)

from .sendcloud_wire import MERGED, SHIPMENTS, description_of

SAMPLES = Path(sendcloud.__file__).parent / "samples"
OPTION = {
    "code": "mondial_relay:point",
    "name": "Mondial Relay Point Relais",
    "carrier": {"code": "mondial_relay", "name": "Mondial Relay"},
    "contract": {"id": 60},
    "weight": {"max": {"value": "30000", "unit": "g"}},
    "requirements": {
        "fields": ["to_email", "to_telephone"],
        "export_documents": False,
        "is_service_point_required": True,
    },
    "quotes": [
        {"lead_time": 72, "price": {"total": {"value": "4.90", "currency": "EUR"}}},
    ],
}


def test_an_option_has_the_price_of_the_whole_shipment():
    rate = read_rate(OPTION)
    assert (rate.price, rate.currency) == (Decimal("4.90"), "EUR")


def test_an_option_tells_its_transit_time_in_hours():
    assert read_rate(OPTION).transit_hours == 72


def test_an_option_tells_what_a_label_will_need():
    rate = read_rate(OPTION)
    assert (rate.needs_service_point, rate.needs) == (True, ("email", "phone"))


def test_an_options_greatest_weight_is_in_kilograms():
    assert read_rate(OPTION).max_weight == Decimal("30")


def test_an_options_contract_is_kept_for_the_label():
    assert read_rate(OPTION).contract == "60"


@pytest.mark.parametrize("quotes", [None, [], [{"lead_time": 24}]])
def test_an_option_without_a_price_says_why(quotes):
    rate = read_rate({**OPTION, "quotes": quotes})
    assert rate.price is None and "no price" in rate.reason


def test_the_unstamped_letter_is_a_trial():
    letter = {"code": "sendcloud:letter", "carrier": {"code": "sendcloud", "name": "Sendcloud"}}
    assert read_rate({**OPTION, **letter}).is_trial


def test_a_free_option_has_the_price_zero():
    quotes = [{"price": {"total": {"value": "0.00", "currency": "EUR"}}}]
    rate = read_rate({**OPTION, "quotes": quotes})
    assert (rate.price, rate.reason) == (Decimal(0), "")


def test_the_label_in_the_answer_is_decoded():
    parcel = {"id": 7, "tracking_number": "6A1", "label_file": base64.b64encode(b"%PDF").decode()}
    label = read_label({"id": "u-1", "parcels": [parcel]})
    assert label.parcels[0].document == b"%PDF"


def test_a_broken_label_file_counts_as_none():
    parcel = {"id": 7, "tracking_number": "6A1", "label_file": "not base64!"}
    assert read_label({"id": "u-1", "parcels": [parcel]}).parcels[0].document == b""


def test_a_refused_field_is_named_in_a_persons_words():
    body = {
        "errors": [
            {
                "status": "400",
                "code": "required",
                "detail": "This field is required.",
                "source": {"pointer": "/to_address/postal_code"},
            }
        ]
    }
    assert read_errors(body) == "The recipient's postcode is missing (This field is required.)"


def test_a_field_deep_in_a_parcel_is_named_too():
    error = {
        "code": "invalid",
        "detail": "Too heavy.",
        "source": {"pointer": "/parcels/0/weight/value"},
    }
    assert read_errors([error]) == "The weight of a parcel is not valid (Too heavy.)"


def test_an_error_without_a_field_keeps_the_vendors_words():
    assert read_errors({"errors": [{"detail": "Invalid contract."}]}) == "Invalid contract."


def test_every_published_list_of_options_is_read(vendor_specs):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    examples = description_of(vendor_specs, MERGED).answer_examples("/shipping-options", 200)
    rates = [read_rate(option) for body in examples.values() for option in body["data"]]
    assert [rate.price for rate in rates] == [Decimal("17.50")]


@pytest.mark.parametrize(
    ("path", "status", "method"), [("/shipments/announce", 201, "post"), ("/shipments", 200, "get")]
)
def test_every_published_shipment_is_read(vendor_specs, path, status, method):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    description = description_of(vendor_specs, SHIPMENTS)
    for name, body in description.answer_examples(path, status, method).items():
        shipments = body["data"] if isinstance(body["data"], list) else [body["data"]]
        for shipment in shipments:
            label = read_label(shipment)
            assert label.external_id and label.parcels[0].tracking_number, name


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/shipments/announce", 400),
        ("/shipments/announce", 404),
        ("/shipments/{id}/cancel", 404),
        ("/shipments/{id}/cancel", 409),
    ],
)
def test_every_published_refusal_becomes_a_sentence(vendor_specs, path, status):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    examples = description_of(vendor_specs, SHIPMENTS).answer_examples(path, status)
    assert examples and all(read_errors(body) for body in examples.values())


def test_the_sample_of_options_is_read():
    body = json.loads((SAMPLES / "shipping_options.json").read_text())
    prices = [read_rate(option).price for option in body["data"]]
    assert prices == [Decimal("7.35"), None]


def test_the_sample_of_a_shipment_is_read():
    body = json.loads((SAMPLES / "shipment.json").read_text())
    assert read_label(body["data"]).parcels[0].document == b"%PDF-1.4\n"


@pytest.mark.parametrize(
    ("name", "description", "path", "status"),
    [
        ("shipping_options", MERGED, "/shipping-options", 200),
        ("shipment", SHIPMENTS, "/shipments/announce", 201),
    ],
)
def test_our_samples_have_the_vendors_form(vendor_specs, name, description, path, status):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    body = json.loads((SAMPLES / f"{name}.json").read_text())
    published = description_of(vendor_specs, description)
    assert published.answer_problems(path, status, body) == []
