"""Shipping options and their prices."""

import pytest

from tests.sandbox_tests.sendcloud_client import LETTER, POINT, running


@pytest.fixture(scope="module")
def caller():
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(caller):
    caller.control("reset")


def options(caller, weight="1.3", parcels=1, **changes):
    """Options by code for parcels from Lyon to Paris."""
    body = {
        "from_country_code": "FR",
        "to_country_code": "FR",
        "to_postal_code": "75011",
        "parcels": [{"weight": {"value": weight, "unit": "kg"}}] * parcels,
        "calculate_quotes": True,
        **changes,
    }
    body = {name: value for name, value in body.items() if value is not None}
    answer = caller.post("/shipping-options", body)
    assert answer.status_code == 200, answer.text
    return {option["code"]: option for option in answer.json()["data"]}


def options_with(caller, parcels):
    body = {
        "from_country_code": "FR",
        "to_country_code": "FR",
        "parcels": parcels,
        "calculate_quotes": True,
    }
    answer = caller.post("/shipping-options", body).json()["data"]
    return {option["code"]: option for option in answer}


def total(option):
    return option["quotes"][0]["price"]["total"]


def test_a_parcel_inside_france_has_seven_carriers_options_and_the_letter(caller):
    assert set(options(caller)) == {
        "colissimo:home/fr",
        "colissimo:home/signature,fr",
        "chronopost:13",
        "chronopost:18",
        POINT,
        "dpd:home/predict",
        "ups:standard",
        LETTER,
    }


def test_the_price_follows_the_weight(caller):
    light, heavy = options(caller, "0.2"), options(caller, "9")
    code = "colissimo:home/fr"
    assert (total(light[code])["value"], total(heavy[code])["value"]) == ("5.41", "22.31")


def test_the_total_is_the_sum_of_the_breakdown(caller):
    price = options(caller)["chronopost:13"]["quotes"][0]["price"]
    cents = [int(line["price"]["value"].replace(".", "")) for line in price["breakdown"]]
    assert sum(cents) == int(price["total"]["value"].replace(".", ""))


def test_the_letter_is_free(caller):
    assert total(options(caller)[LETTER]) == {"value": "0.00", "currency": "EUR"}


def test_grams_are_understood(caller):
    found = options_with(caller, [{"weight": {"value": "1300", "unit": "g"}}])
    assert found["ups:standard"]["quotes"][0]["weight"]["max"]["value"] == "3.000"


def test_corsica_costs_a_remote_surcharge(caller):
    lines = options(caller, to_postal_code="20000")["dpd:home/predict"]["quotes"][0]["price"]
    assert "remote" in {line["type"] for line in lines["breakdown"]}


def test_a_direct_contract_without_prices_comes_without_a_quote(caller):
    assert options(caller)["chronopost:18"]["quotes"] == []


def test_no_quote_comes_when_none_is_asked_for(caller):
    assert options(caller, calculate_quotes=None)["colissimo:home/fr"]["quotes"] == []


def test_no_quote_comes_without_countries(caller):
    found = options(caller, from_country_code=None, to_country_code=None)
    assert found["colissimo:home/fr"]["quotes"] == []


def test_options_too_weak_for_the_weight_are_left_out(caller):
    assert POINT not in options(caller, "27")


def test_options_too_small_for_the_parcel_are_left_out(caller):
    sides = {"length": "150", "width": "20", "height": "20", "unit": "cm"}
    found = options_with(caller, [{"weight": {"value": "1", "unit": "kg"}, "dimensions": sides}])
    assert "colissimo:home/fr" not in found
    assert "dpd:home/predict" in found


def test_only_multicollo_options_take_two_parcels(caller):
    assert set(options(caller, parcels=2)) == {
        "chronopost:13",
        "chronopost:18",
        "dpd:home/predict",
        "ups:standard",
        LETTER,
    }


def test_a_neighbouring_country_has_its_own_options(caller):
    found = options(caller, to_country_code="BE", to_postal_code="1050")
    assert set(found) == {POINT, "dpd:home/predict", "ups:standard", LETTER}


def test_overseas_departments_are_not_the_mainland(caller):
    assert set(options(caller, to_postal_code="97400")) == {LETTER}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"carrier_code": "colissimo"}, {"colissimo:home/fr", "colissimo:home/signature,fr"}),
        ({"shipping_option_code": "ups:standard"}, {"ups:standard"}),
        ({"functionalities": {"last_mile": "service_point"}}, {POINT}),
        ({"lead_time": {"lte": 24}}, {"chronopost:13", "chronopost:18"}),
        ({"contract_id": 103}, {"chronopost:18"}),
    ],
)
def test_a_filter_narrows_the_options(caller, wanted, found):
    assert set(options(caller, **wanted)) == found


def test_address_objects_are_understood(caller):
    found = options(
        caller,
        from_country_code=None,
        to_country_code=None,
        to_postal_code=None,
        from_address={"country_code": "FR"},
        to_address={"country_code": "FR", "postal_code": "75011"},
    )
    assert total(found["colissimo:home/fr"])["value"] == "10.49"


def test_address_objects_and_flat_fields_exclude_each_other(caller):
    body = {"to_address": {"country_code": "FR"}, "to_country_code": "FR"}
    assert caller.post("/shipping-options", body).status_code == 400


def test_an_unknown_contract_is_refused(caller):
    answer = caller.post("/shipping-options", {"contract_id": 9})
    assert answer.json()["errors"][0]["detail"] == "Invalid contract."


def test_relay_points_come_nearest_first(caller):
    answer = caller.get(
        "/service-points?country_code=FR&carrier_code=mondial_relay&address_postal_code=75011"
    )
    found = answer.json()["data"]["results"]
    assert found[0]["address"]["city"] == "Paris"
