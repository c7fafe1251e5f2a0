"""Deliveries that are played again, dribbled, cut or endless: others are served meanwhile."""

import socket
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest
import requests

from tests.journey.open_shop import OpenShop, complaints, signature

SLOW_ONES = 12
TOPIC = "orders/updated"
CAME_IN = "SELECT count(*) FROM omni_payload WHERE direction = 'in'"


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database, subscribed=False)


@pytest.fixture
def log(odoo_server):
    before = len(odoo_server.log_text())
    return lambda: odoo_server.log_text()[before:]


def connect(shop, length, start=b""):
    """Begin a delivery that promises so many bytes, on a connection of its own."""
    door = urlsplit(shop.door)
    line = socket.create_connection((door.hostname, door.port), timeout=30)
    head = f"POST {door.path} HTTP/1.1\r\nHost: {door.netloc}\r\nContent-Length: {length}\r\n"
    line.sendall(f"{head}X-Shopify-Topic: {TOPIC}\r\n\r\n".encode() + start)
    return line


def chunks(total, size=64 * 1024):
    for _number in range(total // size):
        yield b"x" * size


def test_a_delivery_that_is_played_again_brings_the_state_of_now(shop):
    order = shop.place(quiet=True)
    again = {"event": "recorded", "headers": {"X-Shopify-Triggered-At": "2020-01-01T00:00:00Z"}}
    body = {"id": order["id"], "financial_status": "pending", "note": "as it was"}
    shop.deliver(TOPIC, body, **again)
    shop.settled(order)
    shop.change(order, "cancel", reason="customer")
    for _time in range(3):
        shop.deliver(TOPIC, body, **again)
    shop.settled(order)
    assert shop.sale(order, "state")["state"] == "cancel"
    assert len(shop.sales(order)) == 1


def test_a_delivery_s_words_are_not_believed_only_its_number(shop):
    order = shop.place(quiet=True)
    shop.deliver(TOPIC, {"id": order["id"], "total_price": "0.01", "email": "evil@example.org"})
    shop.settled(order)
    sale = shop.sale(order, "amount_total")
    assert f"{sale['amount_total']:.2f}" == order["total_price"]


def test_a_delivery_without_a_length_is_refused_when_it_is_too_large(shop, log):
    answer = None
    with suppress(requests.ConnectionError):  # hung up on while sending: refused too
        answer = requests.post(shop.door, data=chunks(8 * 1024 * 1024), timeout=60)
    assert answer is None or answer.status_code in (400, 401, 411, 413)
    assert complaints(log()) == []


def test_a_length_that_is_too_large_is_refused_before_its_bytes_come(shop):
    with connect(shop, 10**9) as line:
        started = time.monotonic()
        assert b" 413 " in line.recv(4096)
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("length", ["-5", "12abc", "1" * 30])
def test_a_length_that_is_none_is_no_fault(shop, log, length):
    with connect(shop, length, b"{}") as line:
        line.settimeout(5)
        try:
            told = line.recv(4096)
        except TimeoutError:
            told = b""
    assert b" 200 " not in told and b" 500 " not in told
    assert complaints(log()) == []


def test_others_are_served_while_many_dribble(shop):
    order = shop.place(quiet=True)
    with ExitStack() as lines:
        slow = [lines.enter_context(connect(shop, 1000, b"{")) for _one in range(SLOW_ONES)]
        for line in slow:
            line.sendall(b" ")
        started = time.monotonic()
        answer = shop.deliver(TOPIC, {"id": order["id"]})
        assert (answer.status_code, time.monotonic() - started < 5) == (200, True)
        assert shop.settled(order)["state"] == "done"


def test_a_delivery_that_breaks_off_leaves_nothing(shop, log):
    before = shop.sql(CAME_IN)
    connect(shop, 1000, b'{"id": 1').close()
    order = shop.place(quiet=True)
    shop.ring(order)
    shop.settled(order)
    assert int(shop.sql(CAME_IN)[0]) - int(before[0]) <= 2
    assert complaints(log()) == []


def test_a_signature_that_is_nearly_right_is_refused_and_leaves_nothing(shop):
    before = shop.sql("SELECT count(*) FROM omni_message")
    for tampered in (signature(b"{}")[:-1], signature(b"{}").lower(), "=" * 44):
        answer = shop.deliver(TOPIC, b"{}", headers={"X-Shopify-Hmac-Sha256": tampered})
        assert answer.status_code == 401
    assert shop.sql("SELECT count(*) FROM omni_message") == before
