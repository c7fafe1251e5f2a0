"""A delivery is verified on its raw bytes, then says only which orders to read again."""

import base64
import hashlib
import hmac
import json

import pytest

from odoo.addons.omni_base.core.documents import Doorbell
from odoo.addons.omni_base.core.errors import RejectedError, SignatureError
from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_channel.channels.shopify.adapter import Shopify

from tests.pure.delivered import delivered

SECRET = "hush"
BIG = 820982911946154508


def adapter(**values):
    return Shopify(
        HttpSession(), {"shop": "my-shop.myshopify.com", "client_secret": SECRET, **values}
    )


def signature(body, secret=SECRET):
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def rung(topic, payload, **headers):
    """What a well signed delivery of a topic says."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    found = {
        "x-shopify-hmac-sha256": signature(body),
        "x-shopify-topic": topic,
        "x-shopify-shop-domain": "my-shop.myshopify.com",
        "x-shopify-event-id": "event-1",
        **headers,
    }
    return delivered(adapter(), found, body)


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("orders/create", {"id": BIG}),
        ("orders/updated", {"id": BIG, "admin_graphql_api_id": f"gid://shopify/Order/{BIG}"}),
        ("orders/cancelled", {"id": BIG}),
        ("orders/paid", {"id": BIG}),
        ("orders/delete", {"id": BIG}),
        ("orders/edited", {"order_edit": {"id": 5, "order_id": BIG}}),
        ("fulfillments/create", {"id": 5, "order_id": BIG}),
        ("fulfillments/update", {"id": 5, "order_id": BIG}),
        ("refunds/create", {"id": 5, "order_id": BIG}),
        ("order_transactions/create", {"id": 5, "order_id": BIG}),
    ],
)
def test_a_delivery_about_an_order_names_the_order(topic, payload):
    assert rung(topic, payload) == Doorbell(
        resource="order", external_ids=(str(BIG),), event_id="event-1"
    )


def test_a_number_that_was_rounded_on_the_way_is_taken_from_the_global_id():
    payload = {"id": 820982911946154500, "admin_graphql_api_id": f"gid://shopify/Order/{BIG}"}
    assert rung("orders/create", payload).external_ids == (str(BIG),)


@pytest.mark.parametrize("topic", ["products/create", "products/update"])
def test_a_product_that_changed_is_named(topic):
    bell = rung(topic, {"id": 5, "admin_graphql_api_id": "gid://shopify/Product/5"})
    assert (bell.resource, bell.external_ids) == ("product", ("5",))


def test_a_delivery_about_a_product_without_an_id_says_so():
    bell = rung("products/update", {"title": "Café"})
    assert (bell.external_ids, "names no product" in bell.note) == ((), True)


@pytest.mark.parametrize(
    "topic", ["products/delete", "inventory_levels/update", "carts/create", "no/such/topic"]
)
def test_a_topic_that_is_not_followed_says_so_and_reads_nothing(topic):
    bell = rung(topic, {"id": 1})
    assert bell.external_ids == ()
    assert topic in bell.note


def test_an_uninstalled_app_is_told():
    assert "uninstalled" in rung("app/uninstalled", {"id": 1}).note


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("orders/create", {}),
        ("orders/create", {"id": None}),
        ("orders/create", {"id": "../../shop"}),
        ("orders/create", {"id": {"a": 1}}),
        ("orders/create", {"id": "9" * 5000}),
        ("orders/edited", {"order_edit": None}),
        ("refunds/create", {"id": 5}),
    ],
)
def test_a_delivery_that_names_no_order_reads_nothing(topic, payload):
    bell = rung(topic, payload)
    assert bell.external_ids == ()
    assert "names no order" in bell.note


def test_a_delivery_of_another_shop_reads_nothing():
    bell = rung("orders/create", {"id": 1}, **{"x-shopify-shop-domain": "other.myshopify.com"})
    assert bell.external_ids == ()
    assert "other.myshopify.com" in bell.note


def test_the_delivery_number_stands_in_for_the_event_number():
    bell = rung(
        "orders/create", {"id": 1}, **{"x-shopify-event-id": "", "x-shopify-webhook-id": "w-1"}
    )
    assert bell.event_id == "w-1"


def test_header_names_without_the_x_are_read_too():
    body = b'{"id": 1}'
    headers = {"shopify-hmac-sha256": signature(body), "shopify-topic": "orders/create"}
    assert delivered(adapter(), headers, body).external_ids == ("1",)


NO_OBJECTS = [b"", b"id=1", b"<html>", b'{"id": ', b"[1]", b'"1"', b"\xff", b'{"id": "\xff"}']


@pytest.mark.parametrize("payload", [*NO_OBJECTS, b"[" * 100_000], ids=range(9))
def test_what_is_no_json_object_is_refused(payload):
    with pytest.raises(RejectedError, match="JSON"):
        rung("orders/create", payload)


def test_a_delivery_without_a_topic_is_refused():
    with pytest.raises(RejectedError, match="topic"):
        rung("", {"id": 1})


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"x-shopify-hmac-sha256": ""},
        {"x-shopify-hmac-sha256": "AAAA"},
        {"x-shopify-hmac-sha256": signature(b"{}", "other secret")},
        {"x-shopify-hmac-sha256": signature(b"{} ")},
        {"x-shopify-hmac-sha256": hmac.new(b"hush", b"{}", hashlib.sha256).hexdigest()},
        {"x-shopify-hmac-sha256": "é"},
    ],
)
def test_a_missing_or_wrong_signature_is_refused(given):
    with pytest.raises(SignatureError):
        delivered(adapter(), {"x-shopify-topic": "orders/create", **given}, b"{}")


@pytest.mark.parametrize("secret", ["", None])
def test_without_a_client_secret_no_delivery_is_believed(secret):
    headers = {"x-shopify-hmac-sha256": signature(b"{}", ""), "x-shopify-topic": "orders/create"}
    with pytest.raises(SignatureError):
        delivered(adapter(client_secret=secret), headers, b"{}")


def test_the_signature_is_checked_before_the_body_is_read():
    with pytest.raises(SignatureError):
        delivered(adapter(), {"x-shopify-hmac-sha256": "AAAA"}, b"<html>")
