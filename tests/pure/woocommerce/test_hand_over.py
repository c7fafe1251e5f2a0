"""The shop's page that makes a key: its address, what it sends, and where it does not work."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.hand_over import Offer
from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_channel.channels.woocommerce import hand_over
from odoo.addons.omni_channel.channels.woocommerce.adapter import WooCommerce

from tests.pure.wire import Reply, playing

from .shop import NOT_FOUND, answer

OFFER = Offer(
    token="tok-1_a",
    callback_url="https://odoo.example.com/omni/keys/woocommerce",
    return_url="https://odoo.example.com/omni/keys/woocommerce/back",
)
SENT = {
    "key_id": 1,
    "user_id": "tok-1_a",
    "consumer_key": "ck_1",
    "consumer_secret": "cs_1",
    "key_permissions": "read_write",
}


def index(home="", namespaces=("wc/v3",)):
    return answer({"name": "Shop", "home": home, "namespaces": list(namespaces)})


def page(played, typed="", offer=OFFER):
    """The page of a shop, before there is a key."""
    with playing(played) as wire:
        values = {"url": wire.url + typed, "key": "", "secret": ""}
        found = WooCommerce(HttpSession(), values).approval_page(offer)
        return found, wire.url


def query(found):
    return {name: one for name, (one,) in parse_qs(urlsplit(found.url).query).items()}


def test_the_page_is_the_shop_s():
    found, root = page(lambda _asked: index())
    assert found.url.startswith(f"{root}/wc-auth/v1/authorize?")


def test_the_page_is_asked_for_reading_and_writing():
    found, _root = page(lambda _asked: index())
    assert query(found) == {
        "app_name": "Odoo",
        "scope": "read_write",
        "user_id": "tok-1_a",
        "return_url": OFFER.return_url,
        "callback_url": OFFER.callback_url,
    }


def test_nothing_is_asked_with_a_key():
    asked_with = []

    def played(asked):
        asked_with.append(asked.headers.get("authorization") or asked.path)
        return index()

    page(played)
    assert not [one for one in asked_with if "oauth" in one or "Basic" in one]


def test_a_shop_in_a_folder_is_found_from_the_server_s_first_page():
    def played(asked):
        if asked.path.startswith("/boutique/wp-json/"):
            return index()
        if asked.path == "/":
            link = f'<http://{asked.headers["host"]}/boutique/wp-json/>; rel="https://api.w.org/"'
            return Reply("<html>", headers={"Link": link})
        return NOT_FOUND

    found, root = page(played)
    assert found.url.startswith(f"{root}/boutique/wc-auth/")


def test_the_address_is_corrected_where_it_was_that_of_a_page():
    def played(asked):
        if asked.path.startswith("/wp-json/"):
            return index()
        if asked.path in ("/", "/cart/"):
            link = f'<http://{asked.headers["host"]}/wp-json/>; rel="https://api.w.org/"'
            return Reply("<html>", headers={"Link": link})
        return NOT_FOUND

    found, root = page(played, typed="/cart")
    assert found.corrected == {"url": root}


def test_behind_plain_permalinks_it_is_said_that_it_does_not_work():
    def played(asked):
        return index() if "rest_route" in asked.path else NOT_FOUND

    with pytest.raises(RejectedError, match="permalinks are plain"):
        page(played)


def test_where_no_shop_is_it_is_said():
    with pytest.raises(RejectedError, match="no WordPress REST API"):
        page(lambda _asked: NOT_FOUND)


def test_a_wordpress_without_the_plugin_is_told():
    with pytest.raises(RejectedError, match="is the plugin WooCommerce active"):
        page(lambda _asked: index(namespaces=["wp/v2"]))


def test_a_port_that_wordpress_does_not_call_is_told_where_the_shop_is_elsewhere():
    with pytest.raises(RejectedError, match="8069"):
        hand_over.refuse_port("https://odoo.example.com:8069/x", "https://shop.example.com")


@pytest.mark.parametrize("port", ["", ":443", ":8080"])
def test_a_port_that_wordpress_calls_is_fine(port):
    hand_over.refuse_port(f"https://odoo.example.com{port}/x", "https://shop.example.com")


def test_what_the_shop_sends_is_the_key():
    handed = WooCommerce.read_handed(json.dumps(SENT).encode())
    assert (handed.token, handed.values) == ("tok-1_a", {"key": "ck_1", "secret": "cs_1"})


def test_all_that_was_wanted_was_given():
    assert WooCommerce.read_handed(json.dumps(SENT).encode()).missing == ()


@pytest.mark.parametrize("scope", ["read", "write", ""])
def test_less_than_was_wanted_is_told(scope):
    body = json.dumps({**SENT, "key_permissions": scope}).encode()
    assert WooCommerce.read_handed(body).missing == ("Read/Write",)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"user_id": 7}', b"\xff", b"[" * 9000])
def test_another_form_is_refused(body):
    with pytest.raises(RejectedError, match="not what a shop sends"):
        WooCommerce.read_handed(body)


def test_a_refused_form_is_not_repeated():
    with pytest.raises(RejectedError) as refused:
        WooCommerce.read_handed(b'{"consumer_secret": "cs_1"}')
    assert "cs_1" not in f"{refused.value}{refused.value.detail}"


@pytest.mark.parametrize(("success", "is_approved"), [("1", True), ("0", False), ("", False)])
def test_the_return_says_whether_it_was_approved(success, is_approved):
    assert WooCommerce.read_return({"success": success, "user_id": "t"}) == ("t", is_approved)
