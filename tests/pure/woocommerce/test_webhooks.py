"""Deliveries: signed, sometimes no event at all, and asked for without doubling them."""

import base64
import hashlib
import hmac

import pytest

from odoo.addons.omni_base.core.errors import RejectedError, SignatureError, UnknownOutcome
from odoo.addons.omni_channel.channels.woocommerce.shop import webhook_secret

from tests.pure.delivered import delivered
from tests.pure.wire import Reply

from .shop import SECRET, answer, body, path, read_only, shop

URL = "https://odoo.example/omni/token"
ORDER = body(727)


def delivery(content=ORDER, topic="order.updated", secret=None, **more):
    key = (secret or webhook_secret(SECRET)).encode()
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "content-type": "application/json",
        "user-agent": "WooCommerce/9.1.2 Hookshot (WordPress/6.5)",
        "x-wc-webhook-signature": signature,
        "x-wc-webhook-topic": topic,
        "x-wc-webhook-resource": topic.split(".")[0],
        "x-wc-webhook-event": topic.split(".")[1],
        "x-wc-webhook-delivery-id": "d1",
        **more,
    }


def ring(headers, content=ORDER):
    with shop() as (woo, _wire):
        return delivered(woo, headers, content)


@pytest.mark.parametrize("topic", ["order.created", "order.updated", "order.restored"])
def test_a_delivery_names_its_order(topic):
    found = ring(delivery(topic=topic))
    assert (found.resource, found.external_ids) == ("order", ("727",))


@pytest.mark.parametrize("topic", ["product.created", "product.updated", "product.restored"])
def test_a_delivery_names_its_product(topic):
    content = b'{"id": 93, "type": "simple", "parent_id": 0}'
    found = ring(delivery(content, topic), content)
    assert (found.resource, found.external_ids) == ("product", ("93",))


def test_a_variation_rings_for_its_product():
    content = b'{"id": 23, "type": "variation", "parent_id": 22}'
    assert ring(delivery(content, "product.updated"), content).external_ids == ("22",)


def test_a_deleted_order_is_only_a_number():
    content = b'{"id": 727}'
    assert ring(delivery(content, "order.deleted"), content).external_ids == ("727",)


def test_a_number_without_end_names_no_order():
    content = b'{"id": "' + b"9" * 5000 + b'"}'
    found = ring(delivery(content), content)
    assert (found.external_ids, "does not name" in found.note) == ((), True)


def test_a_wrong_signature_is_refused():
    with pytest.raises(SignatureError):
        ring(delivery(secret="another"))


def test_the_consumer_secret_itself_is_not_what_signs():
    with pytest.raises(SignatureError):
        ring(delivery(secret=SECRET))


def test_changed_bytes_are_refused():
    with pytest.raises(SignatureError):
        ring(delivery(), ORDER + b" ")


@pytest.mark.parametrize("content", [b"webhook_id=14", b""])
def test_the_first_delivery_is_no_event(content):
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "WooCommerce/9.1.2 Hookshot (WordPress/6.5)",
    }
    found = ring(headers, content)
    assert (found.external_ids, bool(found.note)) == ((), True)


def test_an_order_as_a_form_is_not_believed():
    with pytest.raises(SignatureError):
        ring({"content-type": "application/x-www-form-urlencoded"}, b"webhook_id=14&id=727")


def test_a_signed_delivery_is_checked_even_if_it_looks_like_the_first():
    with pytest.raises(SignatureError):
        ring({"x-wc-webhook-signature": "x"}, b"webhook_id=14")


def test_other_topics_are_noted():
    found = ring(delivery(topic="coupon.updated"))
    assert (found.external_ids, "coupon.updated" in found.note) == ((), True)


def test_deliveries_of_one_second_have_numbers_of_their_own():
    other = body(728)
    assert ring(delivery()).event_id != ring(delivery(other), other).event_id


def test_a_delivery_that_came_twice_has_the_same_number():
    assert ring(delivery()).event_id == ring(delivery()).event_id


@pytest.mark.parametrize("content", [b"<html>", b"[]", b"\xff\xfe"])
def test_a_signed_delivery_that_is_no_order_is_refused(content):
    with pytest.raises(RejectedError):
        ring(delivery(content), content)


def test_an_order_in_the_form_of_old_shops_is_found():
    content = b'{"order": {"id": 727}}'
    assert ring(delivery(content), content).external_ids == ("727",)


def hook(number, topic="order.updated", url=URL, status="active"):
    return {"id": number, "topic": topic, "delivery_url": url, "status": status, "name": "x"}


TOPICS = (
    "order.created",
    "order.updated",
    "order.deleted",
    "order.restored",
    "product.created",
    "product.updated",
    "product.deleted",
    "product.restored",
)
ALL = [hook(number, topic) for number, topic in enumerate(TOPICS, start=1)]


def subscribe(found, told=None, wanted=()):
    def play(asked):
        return answer(found if asked.method == "GET" else told or {})

    with shop(play) as (woo, wire):
        woo.wanted = frozenset(wanted)
        return woo.subscribe(URL), wire


def test_every_topic_is_asked_for():
    _said, wire = subscribe([])
    assert tuple(asked.json["create"][0]["topic"] for asked in wire.asked[1:]) == TOPICS


def test_customers_are_asked_for_where_somebody_wants_them():
    _said, wire = subscribe(ALL, wanted=["customer"])
    made = [asked.json["create"][0]["topic"] for asked in wire.asked[2:]]
    assert made == ["customer.created", "customer.updated", "customer.deleted"]


def test_customers_that_nobody_wants_any_more_ring_no_more():
    _said, wire = subscribe([*ALL, hook(9, "customer.updated")])
    assert wire.asked[1].json["delete"] == [9]


@pytest.mark.parametrize("topic", ["customer.created", "customer.updated", "customer.deleted"])
def test_a_delivery_names_its_customer(topic):
    content = b'{"id": 25}'
    found = ring(delivery(content, topic), content)
    assert (found.resource, found.external_ids) == ("customer", ("25",))


def test_each_is_made_by_a_call_of_its_own():
    _said, wire = subscribe([])
    assert {len(asked.json["create"]) for asked in wire.asked[1:]} == {1}


def test_one_that_was_made_without_an_answer_is_found():
    replies = [answer(ALL[1:]), answer({}), Reply("", status=504), answer(ALL)]
    with shop(*replies) as (woo, _wire):
        assert "now sends" in str(woo.subscribe(URL))


def test_one_that_was_not_made_is_said():
    replies = [answer(ALL[1:]), answer({}), Reply("", status=504), answer(ALL[1:])]
    with shop(*replies) as (woo, _wire), pytest.raises(UnknownOutcome):
        woo.subscribe(URL)


def test_deliveries_are_signed_with_what_need_not_be_typed():
    _said, wire = subscribe([])
    assert wire.asked[1].json["create"][0]["secret"] == webhook_secret(SECRET)


def test_asking_again_makes_nothing_new():
    _said, wire = subscribe(ALL)
    assert [asked.json for asked in wire.asked[1:]] == [
        {"update": wire.asked[1].json["update"], "delete": []}
    ]


def test_a_delivery_that_was_switched_off_is_switched_on():
    said, wire = subscribe([*ALL[1:], {**ALL[0], "status": "disabled"}])
    states = [one["status"] for one in wire.asked[1].json["update"]]
    assert (states, "switched on" in said) == (["active"] * len(TOPICS), True)


def test_deliveries_to_our_old_address_are_moved():
    moved = [{**one, "delivery_url": "https://old.example/omni/token"} for one in ALL]
    _said, wire = subscribe(moved)
    assert {one["delivery_url"] for one in wire.asked[1].json["update"]} == {URL}


def test_doubled_deliveries_are_removed():
    _said, wire = subscribe([*ALL, hook(9)])
    assert wire.asked[1].json["delete"] == [9]


def test_deliveries_to_others_are_left_alone():
    other = hook(9, url="https://other.example/hook")
    _said, wire = subscribe([other, *ALL])
    sent = wire.asked[1].json
    assert 9 not in sent["delete"] + [one["id"] for one in sent["update"]]


def test_an_error_hidden_in_a_success_is_said():
    refused = {"create": [{"id": 0, "error": {"code": "x", "message": "URL invalid"}}]}
    with pytest.raises(RejectedError, match="URL invalid"):
        subscribe([], refused)


def test_a_key_that_only_reads_cannot_ask_for_deliveries():
    with (
        shop(answer([]), read_only(), answer([])) as (woo, wire),
        pytest.raises(RejectedError, match="read, but not write"),
    ):
        woo.subscribe(URL)
    assert path(wire.asked[1]) == "webhooks/batch"


def test_the_secret_of_deliveries_is_kept_out_of_messages():
    with shop() as (woo, _wire):
        assert webhook_secret(SECRET) not in woo.http.redact(webhook_secret(SECRET))
