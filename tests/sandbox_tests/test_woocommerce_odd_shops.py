"""Shops that plugins, hosts and clocks made odd."""

import pytest
import requests

from tests.sandbox_tests.woocommerce_client import Woo, refusal


def numbers(rows):
    return [row["id"] for row in rows]


def test_a_status_that_a_plugin_hides_is_in_no_list(woo: Woo):
    woo.shop("settings", statuses={"packing": "En préparation"}, hidden_statuses=["packing"])
    woo.order(status="packing")
    assert woo.read("/orders", status="any") == []


def test_it_is_listed_by_its_name(woo: Woo):
    woo.shop("settings", statuses={"packing": "En préparation"}, hidden_statuses=["packing"])
    order = woo.order(status="packing")
    assert numbers(woo.read("/orders", status="packing")) == [order["id"]]


def test_a_time_that_the_site_s_clock_leaves_out_is_taken_for_an_hour_later(woo: Woo):
    woo.order(placed_at="2026-03-29T02:40:00Z", modified_at="2026-03-29T02:40:00Z")
    asked = {"modified_after": "2026-03-29T02:10:00", "dates_are_gmt": "true"}
    assert woo.read("/orders", **asked) == []


def test_an_hour_earlier_it_is_found(woo: Woo):
    order = woo.order(placed_at="2026-03-29T02:40:00Z", modified_at="2026-03-29T02:40:00Z")
    asked = {"modified_after": "2026-03-29T01:10:00", "dates_are_gmt": "true"}
    assert numbers(woo.read("/orders", **asked)) == [order["id"]]


@pytest.mark.parametrize(("status", "is_paid"), [("processing", False), ("completed", True)])
def test_cash_on_delivery_is_paid_when_it_is_completed(woo: Woo, status, is_paid):
    assert bool(woo.order(payment_method="cod", status=status)["date_paid"]) is is_paid


def test_wordpress_takes_a_key_for_a_password_of_its_own(woo: Woo):
    answer = requests.get(f"{woo.home}/wp-json/", auth=("ck_sandbox", "cs_sandbox"), timeout=5)
    assert refusal(answer) == (401, "invalid_username")


def test_the_index_is_open(woo: Woo):
    assert requests.get(f"{woo.home}/wp-json/", timeout=5).json()["name"] == "Atelier Kaolin"


def test_without_the_plugin_there_is_no_such_route(woo: Woo):
    woo.shop("settings", active=False)
    assert refusal(woo.call("GET", "/orders")) == (404, "rest_no_route")


def test_a_host_may_take_fewer_at_once(woo: Woo):
    woo.shop("settings", batch_limit=1)
    answer = woo.call("POST", "/products/batch", {"update": [{"id": 1}, {"id": 2}]})
    assert refusal(answer) == (413, "woocommerce_rest_request_entity_too_large")
