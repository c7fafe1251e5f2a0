"""What Sendcloud is sent."""

from decimal import Decimal

import msgspec
import pytest

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_carrier.carriers.sendcloud.addresses import (
    crosses_customs,
    split_street,
    write_address,
)
from odoo.addons.omni_carrier.carriers.sendcloud.bodies import (
    kilograms,
    write_quote_request,
    write_shipment,
)

from .sendcloud_wire import MERGED, SHIPMENTS, description_of


@pytest.fixture
def abroad(recipient):
    return msgspec.structs.replace(
        recipient,
        street="8000 York Boulevard",
        street2="",
        city="Los Angeles",
        zip="90042",
        state_code="CA",
        country_code="US",
        phone="+1 213 555 0100",
    )


@pytest.mark.parametrize(
    ("line", "country", "street", "number"),
    [
        ("12, avenue de l'Opéra", "FR", "avenue de l'Opéra", "12"),
        ("8 bis rue Victor Hugo", "FR", "rue Victor Hugo", "8 bis"),
        ("8B rue Victor Hugo", "FR", "rue Victor Hugo", "8B"),
        ("5 B rue des Lilas", "FR", "rue des Lilas", "5 B"),
        ("Lieu-dit Le Bourg", "FR", "Lieu-dit Le Bourg", ""),
        ("3 place du 8 Mai 1945", "FR", "place du 8 Mai 1945", "3"),
        ("8 à Huit", "FR", "à Huit", "8"),
        ("Insulindelaan 115", "NL", "Insulindelaan", "115"),
        ("Hauptstr. 5a", "DE", "Hauptstr.", "5a"),
        ("Rue Neuve 12-14", "BE", "Rue Neuve", "12-14"),
        ("123 West 43rd St", "US", "123 West 43rd St", ""),
        ("10 Downing Street", "GB", "10 Downing Street", ""),
    ],
)
def test_the_house_number_is_taken_out_of_the_street_only_where_it_is_certain(
    line, country, street, number
):
    assert split_street(line, country) == (street, number)


def test_a_phone_number_is_sent_in_international_form_without_blanks(recipient):
    assert write_address(recipient)["phone_number"] == "+33612345678"


def test_a_company_without_a_person_is_its_own_name(recipient):
    company = msgspec.structs.replace(recipient, name="", company="Mairie de Paris")
    assert write_address(company)["name"] == "Mairie de Paris"


def test_a_state_is_sent_with_its_country(abroad):
    assert write_address(abroad)["state_province_code"] == "US-CA"


@pytest.mark.parametrize(
    ("weight", "text"), [("1.3204", "1.320"), ("0.35", "0.350"), ("0", "0.001"), ("12", "12.000")]
)
def test_weights_are_kilograms_with_three_decimals(weight, text):
    assert kilograms(Decimal(weight)) == text


@pytest.mark.parametrize(
    ("country", "postcode", "crosses"),
    [
        ("FR", "75001", False),
        ("DE", "10115", False),
        ("MC", "98000", False),
        ("FR", "97400", True),
        ("RE", "97400", True),
        ("ES", "35001", True),
        ("GB", "SW1A 1AA", True),
        ("GB", "BT1 1AA", False),
        ("CH", "1200", True),
    ],
)
def test_customs_papers_are_needed_where_the_customs_union_ends(
    sender, recipient, country, postcode, crosses
):
    there = msgspec.structs.replace(recipient, country_code=country, zip=postcode)
    assert crosses_customs(sender, there) is crosses


def test_no_contents_are_declared_within_the_customs_union(request_for):
    body = write_shipment(request_for())
    assert "parcel_items" not in body["parcels"][0] and "customs_information" not in body


def test_a_parcel_abroad_declares_its_contents(request_for, abroad):
    body = write_shipment(request_for(recipient=abroad))
    assert body["parcels"][0]["parcel_items"] == [
        {
            "description": "Teapot",
            "quantity": 2,
            "weight": {"value": 0.35, "unit": "kg"},
            "price": {"value": "19.90", "currency": "EUR"},
            "hs_code": "691200",
            "origin_country": "FR",
            "sku": "TEA-1",
        }
    ]


def test_a_product_without_a_customs_code_is_named_before_anything_is_bought(request_for, abroad):
    parcel = request_for().parcels[0]
    bare = msgspec.structs.replace(parcel.commodities[0], hs_code="")
    parcel = msgspec.structs.replace(parcel, commodities=(bare,))
    with pytest.raises(RejectedError, match="“Teapot” has no customs code"):
        write_shipment(request_for(recipient=abroad, parcels=(parcel,)))


def test_our_reference_is_the_one_that_sendcloud_keeps_unique(request_for):
    assert write_shipment(request_for())["external_reference_id"] == "WH/OUT/00012-1"


def test_the_chosen_service_and_its_contract_are_sent_together(request_for):
    assert write_shipment(request_for())["ship_with"] == {
        "type": "shipping_option_code",
        "properties": {"shipping_option_code": "colissimo:home", "contract_id": 517},
    }


def test_a_pickup_point_is_sent_with_the_label(request_for):
    body = write_shipment(request_for(service_point_id="10168633"))
    assert body["to_service_point"] == {"id": "10168633"}


def test_more_parcels_than_sendcloud_takes_are_refused_before_anything_is_bought(request_for):
    parcels = request_for().parcels * 16
    with pytest.raises(RejectedError, match="at most 15 parcels"):
        write_shipment(request_for(parcels=parcels))


def _problems(specs, body, path):
    name = MERGED if path == "/shipping-options" else SHIPMENTS
    return description_of(specs, name).request_problems(path, body)


@pytest.mark.parametrize("changes", [{}, {"service_point_id": "1"}, {"contract": ""}])
def test_the_vendor_accepts_the_body_of_a_label_at_home(vendor_specs, request_for, changes):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    body = write_shipment(request_for(**changes))
    assert _problems(vendor_specs, body, "/shipments/announce") == []


@pytest.mark.parametrize("vat", ["", "FR40303265045"])
def test_the_vendor_accepts_the_body_of_a_label_abroad(vendor_specs, request_for, abroad, vat):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    body = write_shipment(request_for(recipient=msgspec.structs.replace(abroad, vat=vat)))
    assert _problems(vendor_specs, body, "/shipments/announce") == []


@pytest.mark.parametrize("code", ["", "colissimo:home"])
def test_the_vendor_accepts_the_body_of_a_quote(vendor_specs, request_for, code):
    if not vendor_specs:
        pytest.skip("set VENDOR_SPECS to the folder of the vendors' descriptions")
    body = write_quote_request(request_for(service_code=code, service_point_id="10168633"))
    assert _problems(vendor_specs, body, "/shipping-options") == []
