"""Misbehaviour on request: the effect, and what the caller sees of it."""

import time

import pytest
import requests

from tests.sandbox_tests.shopify_client import Shop

ITEM = "CAF-SID-250"


def test_a_timeout_comes_after_the_effect(shop: Shop):
    item = shop.item(ITEM)
    shop.fault("timeout", match="inventorySetQuantities", seconds=0.3)
    with pytest.raises(requests.ConnectionError):
        shop.push([(item, None, 7)])
    assert shop.stock(ITEM)["available"] == 7


def test_a_drop_before_the_effect_leaves_all_as_it_was(shop: Shop):
    item = shop.item(ITEM)
    shop.fault("drop", match="inventorySetQuantities", before=True)
    with pytest.raises(requests.ConnectionError):
        shop.push([(item, None, 7)])
    assert shop.stock(ITEM)["available"] == 60


def test_success_that_changed_nothing(shop: Shop):
    item = shop.item(ITEM)
    shop.fault("ignored", match="inventorySetQuantities")
    assert shop.push([(item, None, 7)])["userErrors"] == []
    assert shop.stock(ITEM)["available"] == 60


def test_a_cut_body_breaks_off(shop: Shop):
    shop.fault("cut")
    with pytest.raises(requests.RequestException):
        shop.ask("{ shop { name } }")


def test_a_status_with_retry_after(shop: Shop):
    shop.fault("status", status=503, retry_after=3)
    answer = shop.ask("{ shop { name } }")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")


def test_an_html_page_instead_of_json(shop: Shop):
    shop.fault("html")
    answer = shop.ask("{ shop { name } }")
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (200, "text/html")


def test_throttling_comes_in_shopifys_form(shop: Shop):
    shop.fault("throttle")
    (error,) = shop.errors("{ shop { name } }")
    assert error["extensions"]["code"] == "THROTTLED"


def test_an_expired_token_is_a_401(shop: Shop):
    shop.fault("token_expired")
    assert shop.ask("{ shop { name } }").status_code == 401


def test_latency_waits_before_it_answers(shop: Shop):
    shop.fault("latency", seconds=0.2)
    started = time.monotonic()
    shop.data("{ shop { name } }")
    assert time.monotonic() - started >= 0.2


def test_a_fault_passes_those_before_it_and_ends(shop: Shop):
    shop.fault("status", status=500, after=1, times=1)
    codes = [shop.ask("{ shop { name } }").status_code for _time in range(3)]
    assert codes == [200, 500, 200]


def test_a_fault_meets_only_its_operation(shop: Shop):
    shop.fault("status", status=500, match="GetOrders")
    assert shop.ask("query GetShop { shop { name } }").status_code == 200
    assert shop.ask("query GetOrders { shop { name } }").status_code == 500


def test_an_unknown_kind_of_fault_is_refused(shop: Shop):
    answer = requests.post(f"{shop.url}/_control/faults", json={"kind": "fire"}, timeout=5)
    assert answer.status_code == 400
