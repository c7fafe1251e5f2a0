"""Testing the connection: whose shop it is, what the key may do, and what usually hinders."""

import re

import pytest

from odoo.addons.omni_base.core.errors import AuthError, RejectedError
from odoo.addons.omni_channel.channels.woocommerce.adapter import WooCommerce

from tests.pure.wire import Reply

from .shop import (
    KEY,
    NOT_FOUND,
    PAGE,
    SECRET,
    answer,
    order,
    params,
    path,
    read_only,
    refusal,
    shop,
    unsigned,
)

INDEX = {"name": "Caf&eacute; Zo&eacute;", "home": "https://cafe.example", "namespaces": ["wc/v3"]}


def plays(**changes):
    """A shop where all goes well, but for some routes."""
    good = {
        "": answer(INDEX),
        "GET orders": answer([{"id": 1}]),
        "GET products": answer([{"id": 1}]),
        "GET customers": answer([]),
        "POST orders/batch": answer({}),
        "POST products/batch": answer({}),
        "GET data/currencies/current": answer({"code": "EUR", "name": "Euro"}),
        "GET data": answer([]),
    } | changes

    def play(asked):
        route = path(asked)
        return good[f"{asked.method} {route}" if route else ""]

    return play


def check(script):
    with shop(script, door=None) as (woo, _wire):
        return woo.check()


def test_the_shops_name_is_told():
    assert check(plays()).name == "Café Zoé"


def test_the_shops_currency_is_told():
    assert check(plays()).currency == "EUR"


def test_a_key_that_may_do_all_misses_nothing():
    assert check(plays()).missing == ()


def test_testing_changes_nothing():
    with shop(plays(), door=None) as (woo, wire):
        woo.check()
    assert [one.json for one in wire.asked if one.method == "POST"] == [{"update": []}] * 2


def test_orders_are_asked_for_as_the_feed_does():
    with shop(plays(), door=None) as (woo, wire):
        woo.check()
    asked = next(one for one in wire.asked if path(one) == "orders")
    assert params(asked)["orderby"] == "modified"


def test_a_read_only_key_is_connected_and_said():
    found = check(plays(**{"POST orders/batch": read_only()}))
    assert (found.missing, "only reads" in found.note) == (("Read/Write",), True)


@pytest.mark.parametrize(
    ("changes", "may_write"),
    [
        ({}, True),
        ({"POST orders/batch": read_only()}, False),
        ({"POST products/batch": refusal(403, "woocommerce_rest_cannot_batch")}, True),
    ],
)
def test_a_key_that_writes_nothing_is_told_apart(changes, may_write):
    assert check(plays(**changes)).may_write is may_write


def test_a_user_who_may_not_change_products_is_said():
    refused = refusal(403, "woocommerce_rest_cannot_batch")
    assert check(plays(**{"POST products/batch": refused})).missing == ("products (Read/Write)",)


def test_a_user_who_may_not_see_products_is_said():
    refused = refusal(403, "woocommerce_rest_cannot_view")
    assert check(plays(**{"GET products": refused})).missing == ("products",)


def test_a_user_who_may_not_list_customers_is_said_of_them_alone():
    found = check(plays(**{"GET customers": refusal(403, "woocommerce_rest_cannot_view")}))
    assert ("list_users" in found.denied["customer"], found.missing) == (True, ())


@pytest.mark.parametrize("reply", [answer([]), Reply("", status=500)])
def test_who_may_list_customers_is_denied_nothing(reply):
    assert check(plays(**{"GET customers": reply})).denied == {}


def test_a_wrong_key_is_said():
    wrong = {"GET orders": unsigned(), "GET products": unsigned()}
    with pytest.raises(AuthError, match="does not accept this key"):
        check(plays(**wrong))


def test_the_shops_own_words_for_a_wrong_key_are_told():
    odd = refusal(401, "woocommerce_rest_authentication_error", 'Cl\u00e9 \\ "x" <b>non</b>')
    with pytest.raises(AuthError, match=re.escape('(Clé \\ "x" non)')):
        check(plays(**dict.fromkeys(("GET orders", "GET products", "POST orders/batch"), odd)))


def test_a_user_without_rights_is_said():
    refused = refusal(403, "woocommerce_rest_cannot_view")
    with pytest.raises(AuthError, match="neither orders nor products"):
        check(plays(**{"GET orders": refused, "GET products": refused}))


def test_a_forbidden_index_does_not_hinder():
    found = check(plays(**{"": refusal(401, "rest_not_logged_in")}))
    assert found.name == "127.0.0.1"


def test_without_the_right_for_settings_the_currency_comes_from_an_order():
    script = plays(
        **{
            "GET data/currencies/current": refusal(403, "woocommerce_rest_cannot_view"),
            "GET orders": answer([order(currency="CHF")]),
        }
    )
    assert check(script).currency == "CHF"


def test_wordpress_without_woocommerce_is_said():
    with pytest.raises(RejectedError, match="is the plugin WooCommerce active"):
        check(plays(**{"": answer({**INDEX, "namespaces": ["wp/v2"]})}))


def test_an_address_without_api_is_said():
    with pytest.raises(RejectedError, match="no WordPress REST API"):
        check(lambda _asked: NOT_FOUND)


def test_a_page_for_people_is_said():
    with pytest.raises(RejectedError, match="A page for people"):
        check(lambda _asked: PAGE)


def test_a_shop_that_moved_is_said():
    moved = Reply("", status=301, headers={"Location": "https://www.shop.example/"})
    with pytest.raises(RejectedError, match="another address"):
        check(lambda _asked: moved)


def test_a_shop_too_old_to_list_changes_is_refused():
    refused = refusal(400, "rest_invalid_param", "Invalid parameter(s): orderby")
    with pytest.raises(RejectedError):
        check(plays(**{"GET orders": refused}))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.cafe.example", "https://www.cafe.example"),
        (" https://cafe.example/ ", "https://cafe.example"),
        ("http://cafe.example", "https://cafe.example"),
        ("http://cafe.example:80/", "https://cafe.example"),
        ("https://cafe.example/boutique/", "https://cafe.example/boutique"),
        ("https://cafe.example/boutique/wp-json/wc/v3/orders", "https://cafe.example/boutique"),
        ("https://cafe.example/wp-admin/admin.php?page=wc-settings", "https://cafe.example"),
        ("https://cafe.example/index.php?rest_route=/wc/v3", "https://cafe.example"),
        ("https://cafe.example:8443", "https://cafe.example:8443"),
        ("https://café.example", "https://xn--caf-dma.example"),
        ("http://localhost:8080/wp-login.php", "http://localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_any_form_of_the_address_is_the_same_shop(typed, kept):
    assert WooCommerce.clean({"url": typed, "key": KEY, "secret": SECRET})["url"] == kept


@pytest.mark.parametrize(
    "typed", ["", "my shop", "ftp://cafe.example", "https://", "https://a:b:c"]
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(RejectedError):
        WooCommerce.clean({"url": typed, "key": KEY, "secret": SECRET})


def test_swapped_key_and_secret_are_said():
    with pytest.raises(RejectedError, match="swapped"):
        WooCommerce.clean({"url": "cafe.example", "key": SECRET, "secret": KEY})


def test_a_missing_secret_is_asked_for():
    with pytest.raises(RejectedError, match="consumer secret"):
        WooCommerce.clean({"url": "cafe.example", "key": KEY, "secret": ""})


def test_an_order_has_its_address_in_the_back_office():
    found = WooCommerce.order_url({"url": "https://cafe.example/shop"}, "7")
    assert found == "https://cafe.example/shop/wp-admin/post.php?post=7&action=edit"


def no_reading():
    return refusal(
        401,
        "woocommerce_rest_authentication_error",
        "The API key provided does not have read permissions.",
    )


def test_a_key_that_only_writes_is_told_from_a_wrong_one():
    with pytest.raises(AuthError, match="may write, but not read"):
        check(plays(**{"GET orders": no_reading(), "GET products": no_reading()}))


def test_a_wrong_key_is_not_taken_for_one_that_only_writes():
    wrong = refusal(401, "woocommerce_rest_authentication_error", "Consumer key is invalid.")
    routes = ("GET orders", "GET products", "POST orders/batch")
    with pytest.raises(AuthError, match="does not accept this key"):
        check(plays(**dict.fromkeys(routes, wrong)))
