"""Whoever rings at the door with whatever: a clear answer, nothing imported, never a traceback."""

import zlib

import pytest
import requests

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints, deliver, signature

TOPIC = "orders/create"
NAMED = {"id": 4711, "admin_graphql_api_id": "gid://shopify/Order/4711"}
REFUSED = {
    "unsigned": {"headers": {"X-Shopify-Hmac-Sha256": None}},
    "signed with another secret": {"secret": "another"},
    "signed with an empty signature": {"headers": {"X-Shopify-Hmac-Sha256": ""}},
    "signed with no base64": {"headers": {"X-Shopify-Hmac-Sha256": "ÿÿ not base64 ÿÿ".encode()}},
    "signed by hexadecimal digits": {"headers": {"X-Shopify-Hmac-Sha256": "ab" * 32}},
}
NOT_UNDERSTOOD = {
    "no JSON": b"hello",
    "an empty body": b"",
    "an HTML page": b"<!DOCTYPE html><html><body>Hello</body></html>",
    "cut JSON": b'{"id": 4711, "admin_graphql_api_id": "gid://shop',
    "a JSON list": b"[1, 2, 3]",
    "a JSON number": b"4711",
    "null": b"null",
    "bytes that are no UTF-8": b'{"id": "\xff\xfe"}',
    "gzip that is cut": zlib.compress(b'{"id": 4711}')[:-3],
    "half a surrogate pair": b'{"id": "\\ud800"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "nesting without end": b'{"a":' * 50000 + b"1" + b"}" * 50000,
    "lists without end": b"[" * 500000,
}
NOT_JSON = ("The delivery is not JSON.", "The delivery is no JSON object.")
ODD = {
    "no id": {"name": "#1"},
    "an id that is null": {"id": None},
    "an id that is a list": {"id": [1, 2]},
    "an id that is an object": {"id": {"a": 1}},
    "an id that is false": {"id": False},
    "an id with a zero byte": {"id": "4711\x00"},
    "an id that is a word": {"id": "no number"},
    "an id with quotes": {"id": "'; DROP TABLE sale_order; --"},
    "an id that is longer than a page": {"id": "9" * 100_000},
    "an id that is a huge number": b'{"id": ' + b"9" * 4000 + b"}",
    "an id that is infinite": b'{"id": 1e999}',
    "an id that is negative": {"id": -1},
    "an id that is a fraction": {"id": 1.5},
    "an id that nobody knows": {"id": 123456789},
}


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database, subscribed=False)


@pytest.fixture
def log(odoo_server):
    """What the server logs during one test."""
    before = len(odoo_server.log_text())
    return lambda: odoo_server.log_text()[before:]


def stored(shop):
    return shop.odoo.search_count("omni.message", [("origin", "=", "webhook")])


@pytest.mark.parametrize("how", REFUSED)
def test_a_delivery_that_is_not_from_the_shop_is_refused_and_not_stored(shop, how):
    before = stored(shop)
    answer = shop.deliver(TOPIC, NAMED, **REFUSED[how])
    assert (answer.status_code, stored(shop)) == (401, before)


def test_a_refused_delivery_leaves_no_payload(shop):
    before = shop.sql("SELECT count(*) FROM omni_payload")
    shop.deliver(TOPIC, NAMED, secret="another")
    assert shop.sql("SELECT count(*) FROM omni_payload") == before


def test_a_changed_body_is_refused(shop):
    changed = {"X-Shopify-Hmac-Sha256": signature(b'{"id": 4711}')}
    assert shop.deliver(TOPIC, b'{"id": 4712}', headers=changed).status_code == 401


def test_a_body_over_2_mb_is_refused_as_too_large(shop):
    assert shop.deliver(TOPIC, b'{"a": "' + b"x" * 2_200_000 + b'"}').status_code == 413


def test_a_body_of_nearly_2_mb_is_taken(shop):
    assert shop.deliver("unknown/topic", b'{"a": "' + b"x" * 2_000_000 + b'"}').status_code == 200


@pytest.mark.parametrize("what", NOT_UNDERSTOOD)
def test_what_is_no_json_object_is_stored_as_not_understood(shop, log, what):
    answer = shop.deliver(TOPIC, NOT_UNDERSTOOD[what])
    assert (answer.status_code, complaints(log())) == (200, [])
    message = shop.office.messages(shop.connection, resource="notice")[0]
    assert (message["state"], message["severity"]) == ("ignored", "error")
    assert message["reason"] in NOT_JSON


def test_what_is_not_understood_is_told_as_a_warning(shop):
    shop.deliver(TOPIC, b"hello")
    notices = [("connection_id", "=", shop.connection), ("kind", "=", "contract")]
    found = shop.odoo.search_read("omni.notice", notices, ["text", "level"])
    assert [row["level"] for row in found] == ["warning"]
    assert "not understood" in found[0]["text"]


@pytest.mark.parametrize("what", ODD)
def test_a_signed_delivery_that_names_no_order_never_hurts(shop, log, what):
    assert shop.deliver(TOPIC, ODD[what]).status_code == 200
    shop.office.wait_until_quiet()
    assert complaints(log()) == []


def test_odd_ids_do_not_hold_up_a_good_order(shop):
    good = shop.place(quiet=True)
    for what in ODD:
        shop.deliver(TOPIC, ODD[what])
    shop.ring(good)
    assert shop.settled(good)["state"] == "done"


def test_odd_ids_end_as_ignored_with_a_reason(shop):
    shop.deliver(TOPIC, {"id": 987654321})
    unknown = {"id": 987654321, "name": "987654321"}
    message = shop.settled(unknown)
    assert (message["state"], message["reason"]) == ("ignored", "The remote no longer has it.")


def test_an_unknown_topic_is_stored_as_ignored_with_its_reason(shop):
    assert shop.deliver("customers/create", {"id": 1}, event="new").status_code == 200
    message = shop.office.messages(shop.connection, resource="notice")[0]
    assert message["state"] == "ignored"
    assert message["reason"] == "Deliveries of the topic customers/create are not followed."


def test_a_delivery_without_a_topic_is_not_understood(shop):
    answer = shop.deliver(TOPIC, NAMED, headers={"X-Shopify-Topic": None})
    message = shop.office.messages(shop.connection, resource="notice")[0]
    assert answer.status_code == 200
    assert message["reason"] == "The delivery does not name its topic."


def test_a_topic_with_odd_letters_never_hurts(shop, log):
    odd = {"X-Shopify-Topic": "orders/\u00e9\u0001".encode(), "X-Shopify-Event-Id": b"\xff\xfe"}
    assert shop.deliver(TOPIC, NAMED, headers=odd).status_code == 200
    assert complaints(log()) == []


def test_a_form_is_refused(shop):
    answer = requests.post(shop.door, data={"payload": "{}"}, timeout=30)
    assert answer.status_code == 401


def test_an_upload_of_a_file_is_refused(shop):
    answer = requests.post(shop.door, files={"file": ("a.json", b"{}")}, timeout=30)
    assert answer.status_code == 401


def test_an_unknown_address_is_not_found(shop):
    door = f"{shop.odoo.url}/omni/no-such-token"
    assert deliver(door, TOPIC, NAMED).status_code == 404


def test_an_address_with_a_zero_byte_is_not_found(shop, log):
    door = f"{shop.odoo.url}/omni/abc%00def"
    assert deliver(door, TOPIC, NAMED).status_code == 404
    assert complaints(log()) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_other_methods_are_not_allowed(shop, method):
    assert requests.request(method, shop.door, timeout=30).status_code in (404, 405)


def test_an_archived_connection_takes_nothing(shop):
    door = shop.door
    shop.odoo.write("omni.connection", shop.connection, {"active": False})
    answer = deliver(door, TOPIC, NAMED)
    shop.odoo.write("omni.connection", shop.connection, {"active": True})
    assert answer.status_code in (401, 404)


def test_the_server_s_log_names_no_secret(shop, odoo_server):
    shop.deliver(TOPIC, NAMED, secret="another")
    text = odoo_server.log_text()
    assert "sandbox-secret" not in text and "shpat_sandbox" not in text


def test_a_delivery_that_says_nothing_new_rings_once_more_only(shop):
    order = shop.place(quiet=True)
    for _time in range(3):
        shop.ring(order)
    shop.settled(order)
    assert wait(lambda: len(shop.sales(order)), "the sale order") == 1
