"""What people type as shop and log-in, and whom the remote says they are."""

import pytest

from odoo.addons.omni_base.core.errors import AuthError, RejectedError
from odoo.addons.omni_channel.channels.shopify.adapter import Shopify
from odoo.addons.omni_channel.channels.shopify.tables import SCOPES

from tests.pure.wire import Reply

from .shop import SECRET, TOKEN, answer, fault, shop

SHOP = {
    "id": "gid://shopify/Shop/42",
    "name": "Atelier",
    "myshopifyDomain": "my-shop.myshopify.com",
    "currencyCode": "EUR",
}


def account(*scopes):
    granted = [{"handle": scope} for scope in scopes]
    return answer({"shop": SHOP, "currentAppInstallation": {"accessScopes": granted}})


def token(name="shpat_fetched"):
    return Reply({"access_token": name, "expires_in": 86399, "scope": "read_orders"})


def cleaned(**values):
    return Shopify.clean({"shop": "my-shop", "token": TOKEN, **values})


@pytest.mark.parametrize(
    "typed",
    [
        "my-shop",
        " My-Shop ",
        "my-shop.myshopify.com",
        "my-shop.myshopify.com/",
        "https://my-shop.myshopify.com",
        "https://my-shop.myshopify.com/admin",
        "https://my-shop.myshopify.com/admin/orders?status=open",
        "http://my-shop.myshopify.com",
        "https://admin.shopify.com/store/my-shop",
        "admin.shopify.com/store/my-shop/orders",
    ],
)
def test_a_shop_is_known_however_it_is_typed(typed):
    assert cleaned(shop=typed)["shop"] == "my-shop.myshopify.com"


@pytest.mark.parametrize(
    "typed",
    ["http://127.0.0.1:8070/shopify", "http://localhost:8070/shopify/", "http://127.0.0.1:8070"],
)
def test_a_shop_on_this_machine_is_taken_as_it_is(typed):
    assert cleaned(shop=typed)["shop"] == typed.rstrip("/")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://www.example.com",
        "my shop",
        "my_shop",
        "-shop",
        "https://admin.shopify.com/",
        "https://my-shop.myshopify.com.evil.example",
        "https://evil.example/my-shop.myshopify.com",
    ],
)
def test_what_is_no_shop_is_refused_with_what_to_enter(typed):
    with pytest.raises(RejectedError, match=r"before \.myshopify\.com"):
        cleaned(shop=typed)


@pytest.mark.parametrize(
    "login",
    [
        {"token": "shpat_x"},
        {"token": "shpat_x", "client_secret": "s"},
        {"token": "", "client_id": "i", "client_secret": "s"},
        {"token": "shpat_x", "client_id": "i", "client_secret": "s"},
    ],
)
def test_a_log_in_that_can_work_is_accepted(login):
    assert cleaned(**login)["shop"] == "my-shop.myshopify.com"


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ({"token": ""}, "Enter an Admin API access token"),
        ({"token": "", "client_secret": "s"}, "Enter an Admin API access token"),
        ({"token": "", "client_id": "i"}, "also needs the client secret"),
        ({"token": "shpss_x"}, "is the client secret"),
        ({"client_secret": "shpat_x"}, "is the access token"),
    ],
)
def test_a_log_in_that_cannot_work_is_refused_with_what_to_enter(login, sentence):
    with pytest.raises(RejectedError, match=sentence):
        cleaned(**login)


def test_a_connection_says_which_shop_it_is():
    with shop(account(*SCOPES)) as (adapter, _wire):
        found = adapter.check()
    assert (found.name, found.external_id, found.currency) == ("Atelier", "42", "EUR")
    assert found.url == "https://my-shop.myshopify.com"


def test_all_permissions_are_there():
    with shop(account(*SCOPES)) as (adapter, _wire):
        assert adapter.check().missing == ()


def test_a_missing_permission_is_named():
    with shop(account(*(scope for scope in SCOPES if scope != "write_inventory"))) as (adapter, _w):
        assert adapter.check().missing == ("write_inventory",)


def test_who_may_write_may_read():
    granted = [scope for scope in SCOPES if scope != "read_inventory"]
    with shop(account(*granted)) as (adapter, _wire):
        assert adapter.check().missing == ()


def test_a_connection_without_client_secret_says_what_that_means():
    with shop(account(*SCOPES), client_secret="") as (adapter, _wire):
        assert "client secret" in adapter.check().note


def test_an_entered_token_is_sent_with_each_call():
    with shop(account(*SCOPES)) as (adapter, wire):
        adapter.check()
    assert wire.asked[0].headers["x-shopify-access-token"] == TOKEN


def test_the_calls_name_the_version_they_are_written_for():
    with shop(account(*SCOPES)) as (adapter, wire):
        adapter.check()
    assert wire.asked[0].path == "/shopify/admin/api/2026-07/graphql.json"


def test_a_token_is_fetched_with_client_id_and_secret():
    with shop(token(), account(*SCOPES), token="", client_id="id") as (adapter, wire):
        adapter.check()
    assert wire.asked[0].path == "/shopify/admin/oauth/access_token"
    assert wire.asked[1].headers["x-shopify-access-token"] == "shpat_fetched"


def test_a_fetched_token_is_kept_between_runs():
    memory = {}
    with shop(token(), account(), token="", client_id="id", memory=memory) as (adapter, _wire):
        adapter.check()
    with shop(account(), token="", client_id="id", memory=memory) as (adapter, wire):
        adapter.check()
    assert len(wire.asked) == 1


def test_a_fetched_token_that_was_revoked_is_fetched_again():
    no = Reply({"errors": "[API] Invalid API key or access token"}, 401)
    script = (token("shpat_old"), no, token("shpat_new"), account())
    with shop(*script, token="", client_id="id") as (adapter, wire):
        adapter.check()
    assert wire.asked[-1].headers["x-shopify-access-token"] == "shpat_new"


def test_a_wrong_token_is_a_refused_log_in_with_the_shops_words():
    no = Reply({"errors": "[API] Invalid API key or access token (unrecognized login)"}, 401)
    with shop(no) as (adapter, _wire), pytest.raises(AuthError, match="Invalid API key"):
        adapter.check()


def test_a_wrong_client_secret_is_not_tried_again():
    no = Reply({"error": "invalid_client", "error_description": "Bad secret"}, 400)
    with shop(no, token="", client_id="id") as (adapter, wire):
        with pytest.raises(AuthError, match="Bad secret"):
            adapter.check()
        assert len(wire.asked) == 1


def test_an_app_that_may_do_nothing_is_a_refused_log_in():
    no = fault("ACCESS_DENIED", "This app is not approved.", data={"shop": None})
    with shop(no) as (adapter, _wire), pytest.raises(AuthError, match="not approved"):
        adapter.check()


def test_no_secret_is_in_a_refusal():
    no = Reply({"errors": f"bad {TOKEN} {SECRET}"}, 401)
    with shop(no) as (adapter, _wire), pytest.raises(AuthError) as caught:
        adapter.check()
    assert TOKEN not in f"{caught.value}{caught.value.detail}"
    assert SECRET not in f"{caught.value}{caught.value.detail}"


@pytest.mark.parametrize(
    ("values", "address"),
    [
        (
            {"shop": "my-shop.myshopify.com"},
            "https://admin.shopify.com/store/my-shop/orders/7",
        ),
        ({"shop": "http://127.0.0.1:8070/shopify"}, ""),
        ({}, ""),
    ],
)
def test_an_order_has_an_address_in_the_back_office(values, address):
    assert Shopify.order_url(values, "7") == address
