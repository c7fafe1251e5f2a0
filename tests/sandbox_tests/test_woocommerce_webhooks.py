"""Webhooks: the ping that is no event, the signed ones, and how they end."""

import base64
import hashlib
import hmac
import json

from tests.sandbox_tests.shopify_client import listener
from tests.sandbox_tests.woocommerce_client import Woo, refusal

TOPIC = "X-WC-Webhook-Topic"


def events(heard):
    """[(topic, body)] of all but the pings."""
    return [(headers[TOPIC], json.loads(body)) for headers, body in heard if headers.get(TOPIC)]


def test_a_new_webhook_is_pinged_with_a_form(woo: Woo):
    with listener() as (url, heard):
        hook = woo.subscribe("order.created", url).json()
        woo.settle()
    ((headers, body),) = heard
    assert body == f"webhook_id={hook['id']}".encode()
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_an_event_is_signed_over_its_raw_body(woo: Woo):
    with listener() as (url, heard):
        woo.subscribe("order.created", url)
        order = woo.order()
        woo.settle()
    headers, body = next(row for row in heard if row[0].get(TOPIC))
    digest = hmac.new(b"hush", body, hashlib.sha256).digest()
    assert headers["X-WC-Webhook-Signature"] == base64.b64encode(digest).decode()
    assert json.loads(body)["id"] == order["id"]


def test_the_headers_name_the_event(woo: Woo):
    with listener() as (url, heard):
        hook = woo.subscribe("order.created", url).json()
        woo.order()
        woo.settle()
    headers = next(row[0] for row in heard if row[0].get(TOPIC))
    names = ("Topic", "Resource", "Event", "ID")
    found = [headers[f"X-WC-Webhook-{name}"] for name in names]
    assert found == ["order.created", "order", "created", str(hook["id"])]


def test_one_checkout_is_created_and_updated(woo: Woo):
    with listener() as (url, heard):
        woo.subscribe("order.created", url)
        woo.subscribe("order.updated", url)
        woo.order()
        woo.settle()
    assert sorted(topic for topic, _body in events(heard)) == ["order.created", "order.updated"]


def test_an_order_put_in_the_bin_is_its_number_alone(woo: Woo):
    order = woo.order()
    with listener() as (url, heard):
        woo.subscribe("order.deleted", url)
        woo.shop(f"orders/{order['id']}/trash")
        woo.settle()
    assert events(heard) == [("order.deleted", {"id": order["id"]})]


def test_an_order_deleted_for_good_rings_nobody(woo: Woo):
    order = woo.order()
    with listener() as (url, heard):
        woo.subscribe("order.deleted", url)
        woo.call("DELETE", f"/orders/{order['id']}", force="true")
        woo.settle()
    assert events(heard) == []


def test_a_refund_updates_the_order(woo: Woo):
    order = woo.order()
    with listener() as (url, heard):
        woo.subscribe("order.updated", url)
        woo.shop(f"orders/{order['id']}/refund", amount="1.00")
        woo.settle()
    ((_topic, body),) = events(heard)
    assert [row["total"] for row in body["refunds"]] == ["-1.00"]


def test_a_sold_unit_updates_the_product(woo: Woo):
    with listener() as (url, heard):
        woo.subscribe("product.updated", url)
        woo.order(("TAS-SABLE", 1))
        woo.settle()
    assert [body["stock_quantity"] for _topic, body in events(heard)] == [34]


def test_a_paused_webhook_is_silent(woo: Woo):
    with listener() as (url, heard):
        hook = woo.subscribe("order.created", url).json()
        woo.write(f"/webhooks/{hook['id']}", {"status": "paused"})
        woo.order()
        woo.settle()
    assert events(heard) == []


def test_a_failed_delivery_is_not_tried_again(woo: Woo):
    with listener(status=500) as (url, heard):
        woo.subscribe("order.created", url)
        woo.order()
        woo.settle()
    assert len(events(heard)) == 1


def fail(woo, times):
    with listener(status=500) as (url, _heard):
        hook = woo.subscribe("order.created", url).json()
        for _time in range(times):
            woo.order()
            woo.settle()
    return woo.read(f"/webhooks/{hook['id']}")["status"]


def test_six_failures_in_a_row_are_borne(woo: Woo):
    assert fail(woo, 6) == "active"


def test_the_seventh_failure_in_a_row_disables(woo: Woo):
    assert fail(woo, 7) == "disabled"


def test_a_webhook_is_active_whatever_was_asked_for(woo: Woo):
    body = {"topic": "order.created", "delivery_url": "http://127.0.0.1:9/", "secret": "x"}
    made = woo.write("/webhooks", {**body, "status": "paused"}, "POST")
    assert made["status"] == "active"


def test_the_secret_is_never_shown(woo: Woo):
    answer = woo.subscribe("order.created", "http://127.0.0.1:9/", secret="my-hidden-word")
    assert "my-hidden-word" not in answer.text


def test_an_unknown_topic_is_refused(woo: Woo):
    answer = woo.subscribe("order.painted", "http://127.0.0.1:9/")
    assert refusal(answer) == (400, "woocommerce_rest_shop_webhook_invalid_topic")


def test_a_webhook_without_address_is_refused(woo: Woo):
    answer = woo.call("POST", "/webhooks", {"topic": "order.created"})
    assert refusal(answer) == (400, "rest_missing_callback_param")


def test_a_webhook_is_deleted_only_with_force(woo: Woo):
    hook = woo.subscribe("order.created", "http://127.0.0.1:9/").json()
    place = f"/webhooks/{hook['id']}"
    assert refusal(woo.call("DELETE", place)) == (501, "woocommerce_rest_trash_not_supported")
    assert woo.call("DELETE", place, force="true").status_code == 200
    assert woo.read("/webhooks") == []
