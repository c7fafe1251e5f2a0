"""Deliveries, over every provider's own wire: who rings is believed by his signature alone."""

import json

import pytest

from odoo.addons.omni_base.core.documents import Doorbell
from odoo.addons.omni_base.core.errors import RemoteError, SignatureError

from .cases import needs
from .wire import PASSING

URL = "http://127.0.0.1:9/omni/token-of-this-connection"
MOVED = "http://localhost:9/omni/token-of-this-connection"
ELSE = "http://127.0.0.1:9/of/somebody/else"
LONGEST_ID = 200
LARGEST = 2 * 1024 * 1024
ODD_HEADERS = ("", " ", "=", "=" * 44, "é", "\xff\xfe", "\x00", "0" * 64, "x" * 100_000)
ODD_BODIES = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "an empty object": b"{}",
    "a page": b"<!DOCTYPE html><html></html>",
    "cut": b'{"id": 41, "order',
    "no text": b"\xff\xfe\x00",
    "nested without end": b'{"id":' + b"[" * 100_000,
    "a mark of order": b'\xef\xbb\xbf{"id": 41}',
    "half a letter": b'{"id": "\\ud800"}',
    "as large as a delivery may be": b'{"id": "' + b"9" * (LARGEST - 10) + b'"}',
}
ODD_VALUES = (
    None, True, 0, -1, 1.5, 1e300, "", "x", "\x00", "4 1", [], [41], {}, {"id": 41}, "9" * 5000,
    10**4000,
)  # fmt: skip


def takes_deliveries(wire):
    needs(wire, "verify_webhook", "read_webhook")


def can_be_subscribed(wire):
    needs(wire, "subscribe", "pull_missing_webhooks", "unsubscribe")


def is_believed(adapter, headers, body):
    """Whether a delivery is believed; any other exception than SignatureError is a fault."""
    try:
        adapter.verify_webhook(headers, body)
    except SignatureError as error:
        assert error.reason
        return False
    return True


def heard(adapter, headers, body):
    """The Doorbell, or the RemoteError that says why there is none; nothing else may come."""
    try:
        bell = adapter.read_webhook(headers, body)
    except RemoteError as error:
        assert error.reason
        return error
    assert isinstance(bell, Doorbell)
    assert bell.external_ids or bell.note
    return bell


def is_id(value):
    """What a database can keep and find again."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable()


def test_what_is_asked_for_is_what_rings(any_wire):
    can_be_subscribed(any_wire)
    adapter = any_wire.connect()
    assert sorted(adapter.pull_missing_webhooks(URL)) and not any_wire.rings(URL)
    assert adapter.subscribe(URL)
    assert any_wire.rings(URL) and adapter.pull_missing_webhooks(URL) == []


def test_subscribed_twice_it_rings_once(any_wire):
    can_be_subscribed(any_wire)
    any_wire.connect().subscribe(URL)
    once = any_wire.rings(URL)
    any_wire.connect().subscribe(URL)
    assert sorted(any_wire.rings(URL)) == sorted(once) and len(set(once)) == len(once)


def test_what_was_switched_off_is_missed_and_rings_again(any_wire):
    can_be_subscribed(any_wire)
    any_wire.connect().subscribe(URL)
    once = any_wire.rings(URL)
    any_wire.stop_ringing(URL)
    adapter = any_wire.connect()
    assert len(adapter.pull_missing_webhooks(URL)) == 1
    adapter.subscribe(URL)
    assert sorted(any_wire.rings(URL)) == sorted(once)
    assert adapter.pull_missing_webhooks(URL) == []


def test_where_odoo_has_moved_it_rings_there_and_not_here(any_wire):
    can_be_subscribed(any_wire)
    any_wire.connect().subscribe(URL)
    once = any_wire.rings(URL)
    any_wire.connect().subscribe(MOVED)
    assert any_wire.rings(URL) == [] and sorted(any_wire.rings(MOVED)) == sorted(once)


def test_it_can_be_told_to_ring_no_more(any_wire):
    can_be_subscribed(any_wire)
    adapter = any_wire.connect()
    adapter.subscribe(URL)
    assert adapter.unsubscribe(URL) == len(any_wire.connect().pull_missing_webhooks(URL)) > 0
    assert any_wire.rings(URL) == [] and adapter.unsubscribe(URL) == 0


def test_another_program_s_subscriptions_stay(any_wire):
    can_be_subscribed(any_wire)
    needs(any_wire, case="two_subscribers")
    any_wire.connect().subscribe(ELSE)
    once = any_wire.rings(ELSE)
    adapter = any_wire.connect()
    adapter.subscribe(URL)
    adapter.unsubscribe(URL)
    assert any_wire.rings(ELSE) == once


@pytest.mark.parametrize("trouble", PASSING)
def test_where_subscribing_broke_off_it_ends_well_the_next_time(any_wire, trouble):
    can_be_subscribed(any_wire)
    any_wire.spoil_subscribing(trouble)
    try:
        any_wire.connect().subscribe(URL)
    except RemoteError as error:
        assert error.reason
    any_wire.reset_troubles()
    adapter = any_wire.connect()
    adapter.subscribe(URL)
    assert adapter.pull_missing_webhooks(URL) == []
    assert len(set(any_wire.rings(URL))) == len(any_wire.rings(URL))


def test_a_delivery_of_the_remote_names_what_changed(any_wire):
    takes_deliveries(any_wire)
    headers, body, resource, external_id = any_wire.delivery()
    adapter = any_wire.connect()
    assert is_believed(adapter, headers, body)
    bell = adapter.read_webhook(headers, body)
    assert (bell.resource, bell.external_ids) == (resource, (external_id,))


def test_a_delivery_that_was_forged_is_not_believed(any_wire):
    takes_deliveries(any_wire)
    headers, body, _resource, _id = any_wire.delivery()
    adapter = any_wire.connect()
    for forged in (body + b" ", body[:-1], body[: len(body) // 2], b"", b"{}", b"\xff" + body):
        assert not is_believed(adapter, headers, forged)


def test_a_delivery_without_a_signature_is_not_believed(any_wire):
    takes_deliveries(any_wire)
    _headers, body, _resource, _id = any_wire.delivery()
    plain = {"content-type": "application/json"}
    assert not is_believed(any_wire.connect(), plain, body)
    assert not is_believed(any_wire.connect(), {}, body)


def test_whatever_a_header_says_the_answer_is_yes_or_no(any_wire):
    """And what is believed all the same is understood, or said not to be."""
    takes_deliveries(any_wire)
    headers, body, _resource, _id = any_wire.delivery()
    adapter = any_wire.connect()
    doubted = set()
    for name in headers:
        for odd in ODD_HEADERS:
            told = {**headers, name: odd}
            if is_believed(adapter, told, body):
                heard(adapter, told, body)
            else:
                doubted.add((name, odd))
    assert {odd for _name, odd in doubted} == set(ODD_HEADERS), "no header is the signature"


def test_signed_with_another_log_in_s_secret_it_is_not_believed(any_wire):
    takes_deliveries(any_wire)
    headers, body, _resource, _id = any_wire.delivery()
    secrets = [one.name for one in any_wire.adapter.credentials if one.secret]
    other = {**any_wire.right, **dict.fromkeys(secrets, "secret-of-another-connection")}
    assert not is_believed(any_wire.connect(other), headers, body)


@pytest.mark.parametrize("body", ODD_BODIES.values(), ids=ODD_BODIES)
def test_signed_and_odd_it_rings_for_nothing_and_is_no_traceback(any_wire, body):
    takes_deliveries(any_wire)
    adapter = any_wire.connect()
    headers = any_wire.signed(body)
    if is_believed(adapter, headers, body):
        bell = heard(adapter, headers, body)
        assert isinstance(bell, RemoteError) or bell.note


def test_signed_with_an_odd_number_it_rings_for_that_or_for_nothing(any_wire):
    """Each value of the delivery is replaced in turn, by what the remote should never say."""
    takes_deliveries(any_wire)
    _headers, body, _resource, _id = any_wire.delivery()
    adapter = any_wire.connect()
    told = json.loads(body)
    for path in _paths(told):
        for odd in ODD_VALUES:
            spoiled = json.dumps(_spoiled(told, path, odd)).encode()
            headers = any_wire.signed(spoiled)
            assert is_believed(adapter, headers, spoiled)
            bell = heard(adapter, headers, spoiled)
            if isinstance(bell, Doorbell):
                assert all(is_id(one) for one in bell.external_ids), path


def _paths(told):
    """The members of the delivery, and of the objects in it."""
    found = [(name,) for name in told]
    inner = [
        (name, key) for name, value in told.items() if isinstance(value, dict) for key in value
    ]
    return found[:40] + inner[:40]


def _spoiled(told, path, value):
    first, *rest = path
    return {**told, first: _spoiled(told[first], rest, value) if rest else value}
