"""With the vendor's discovery index at hand, its arguments hold too."""

import pytest
import requests

from tests.sandbox_tests.woocommerce_client import Woo, refusal


@pytest.fixture(autouse=True)
def described(vendor_specs):
    if not vendor_specs:
        pytest.skip("needs the published descriptions: set VENDOR_SPECS")


def test_a_type_that_only_the_index_names_is_checked(woo: Woo):
    answer = woo.call("GET", "/products", featured="perhaps")
    assert answer.json()["data"]["params"] == {"featured": "featured is not of type boolean."}


def test_words_that_only_the_index_names_are_checked(woo: Woo):
    answer = woo.call("POST", "/products", {"name": "x", "catalog_visibility": "shy"})
    assert refusal(answer) == (400, "rest_invalid_param")


def test_what_is_refused_is_a_violation(woo: Woo):
    woo.call("GET", "/products", featured="perhaps")
    (noted,) = requests.get(f"{woo.url}/_control/violations", timeout=5).json()
    assert (noted["vendor"], noted["operation"]) == ("woocommerce", "GET /products")


def test_a_newer_word_than_the_index_is_taken(woo: Woo):
    assert woo.call("GET", "/orders", orderby="modified").status_code == 200


def test_an_argument_that_nobody_knows_is_noted(woo: Woo):
    woo.read("/orders", updated_since="2026-01-01")
    (noted,) = woo.state()["ignored_arguments"]
    assert noted["arguments"] == ["updated_since"]


def test_what_the_plugin_learned_since_is_not_noted(woo: Woo):
    asked = {"modified_after": "2026-01-01T00:00:00", "dates_are_gmt": "true", "_fields": "id"}
    woo.read("/orders", **asked)
    assert woo.state()["ignored_arguments"] == []
