"""A WooCommerce shop hands its keys to Odoo: approved, refused, raced for."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.support.safe_shop import *  # noqa: F403

RACERS = 8


@pytest.fixture(scope="module")
def shop(odoo, odoo_server, sandbox):
    return SimpleNamespace(
        odoo=odoo, address=f"{sandbox.url}/woocommerce", odoo_url=odoo_server.url
    )


def connect(shop, name):
    """A connection of which only the address was typed."""
    known = shop.odoo.create("omni.connection", {"name": name, "adapter_code": "woocommerce"})
    row = shop.odoo.search_read(
        "omni.credential", [("connection_id", "=", known), ("name", "=", "url")], ["id"]
    )[0]["id"]
    shop.odoo.write("omni.credential", row, {"value": shop.address})
    return known


def ask(shop, connection):
    """Press the button; return the address of the shop's page."""
    return shop.odoo.call("omni.connection", "action_ask_for_keys", [connection])["url"]


def press(shop, page, word):
    """Log in at the shop, press a button of its page and follow the browser's way back."""
    browser = requests.Session()
    browser.cookies.update(shop.odoo.session.cookies)
    log_in = browser.get(page, timeout=20)
    asked = browser.post(log_in.url, data={"username": "a", "password": "b"}, timeout=20)
    link = unescape(re.search(rf'href="([^"]*)">{word}', asked.text)[1])
    root = "{0.scheme}://{0.netloc}".format(urlsplit(page))
    return browser.get(link if "://" in link else root + link, timeout=60)


def read(shop, connection, *fields):
    return shop.odoo.search_read("omni.connection", [("id", "=", connection)], list(fields))[0]


def secrets(shop, connection):
    rows = shop.odoo.search_read(
        "omni.credential", [("connection_id", "=", connection)], ["name", "is_filled"]
    )
    return sorted(row["name"] for row in rows if row["is_filled"])


def test_who_approves_is_back_at_a_connected_shop(shop):
    connection = connect(shop, "Approved")
    back = press(shop, ask(shop, connection), "Approuver")
    assert urlsplit(back.url).path == f"/odoo/connections/{connection}"
    assert read(shop, connection, "state", "problem", "account_name") == {
        "id": connection,
        "state": "connected",
        "problem": False,
        "account_name": "Atelier Kaolin",
    }


def test_who_refuses_reads_so_and_has_no_keys(shop):
    connection = connect(shop, "Refused")
    press(shop, ask(shop, connection), "Refuser")
    told = read(shop, connection, "state", "hand_over_words")
    assert (told["state"], told["hand_over_words"]) == ("waiting", "You did not approve there.")
    assert secrets(shop, connection) == ["url"]


def test_keys_that_odoo_does_not_take_are_gone_in_the_shop(shop):
    connection = connect(shop, "Late")
    page = ask(shop, connection)
    ask(shop, connection)
    answer = press(shop, page, "Approuver")
    assert (answer.status_code, "unable to send the consumer data" in answer.text) == (401, True)


def test_of_many_that_send_keys_at_once_one_is_taken(shop):
    connection = connect(shop, "Raced")
    token = parse_qs(urlsplit(ask(shop, connection)).query)["user_id"][0]

    def send(number):
        body = {
            "user_id": token,
            "consumer_key": f"ck_{number}",
            "consumer_secret": f"cs_{number}",
            "key_permissions": "read_write",
        }
        url = f"{shop.odoo_url}/omni/keys/woocommerce"
        return requests.post(url, json=body, timeout=60).status_code

    with ThreadPoolExecutor(RACERS) as racers:
        answers = sorted(racers.map(send, range(RACERS)))
    assert answers == [200] + [403] * (RACERS - 1)


def test_no_server_wrote_a_key_into_its_log(shop, odoo_server, sandbox):
    kept = odoo_server.log_text()
    assert not re.search(r"c[ks]_[0-9a-f]{40}", kept)
