"""What goes wrong between a shop and its callers: plugins, hosts, maintenance."""

import json

import pytest
import requests

from tests.sandbox_tests.woocommerce_client import Woo, refusal


def test_a_php_notice_stands_before_the_json(woo: Woo):
    woo.fault("php_notice")
    answer = woo.call("GET", "/orders")
    assert answer.status_code == 200
    assert answer.text.startswith("<br />") and answer.text.endswith("[]")


@pytest.mark.parametrize("status", [200, 403])
def test_a_security_plugin_answers_with_a_page(woo: Woo, status):
    woo.fault("security_plugin", status=status)
    answer = woo.call("GET", "/orders")
    assert answer.status_code == status
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.text)


def test_maintenance_is_a_503_page(woo: Woo):
    woo.fault("maintenance")
    answer = woo.call("GET", "/orders")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")


def test_a_success_may_have_changed_nothing(woo: Woo):
    product = woo.product("TAS-SABLE")
    woo.fault("ignored")
    answer = woo.write(f"/products/{product['id']}", {"stock_quantity": 1})
    assert (answer["stock_quantity"], woo.state()["stock"]["TAS-SABLE"]) == (1, 35)


def test_a_key_deleted_in_the_shop_is_unknown(woo: Woo):
    woo.fault("token_expired")
    assert refusal(woo.call("GET", "/orders"))[0] == 401


def test_a_hosts_limit_is_html_with_or_without_retry_after(woo: Woo):
    woo.fault("throttle", retry_after=3)
    answer = woo.call("GET", "/orders")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")


def test_a_rule_may_name_the_route(woo: Woo):
    woo.fault("status", status=500, match="GET /products")
    assert woo.call("GET", "/orders").status_code == 200
    assert woo.call("GET", "/products").status_code == 500


def test_a_vendors_own_kind_does_nothing_to_another(woo: Woo):
    woo.control("faults", {"kind": "maintenance"})
    answer = requests.get(f"{woo.url}/shopify/", timeout=5)
    assert answer.status_code == 200


def test_a_broken_body_is_refused_in_wordpress_words(woo: Woo):
    from tests.sandbox_tests.woocommerce_client import signed

    url = f"{woo.root}/orders"
    answer = requests.post(
        url,
        params=signed("POST", url, {}),
        data="{",
        headers={"Content-Type": "application/json"},
        timeout=5,
    )
    assert refusal(answer) == (400, "rest_invalid_json")


def test_a_journal_names_the_operation(woo: Woo):
    woo.read("/orders")
    calls = requests.get(f"{woo.url}/_control/calls?vendor=woocommerce", timeout=5).json()
    assert calls[-1]["operation"] == "GET /orders"
