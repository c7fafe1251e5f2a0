"""Finding the way into a shop that nobody put in order, and what its odd answers become."""

from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest

from odoo.addons.omni_base.core.errors import (
    AuthError,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_channel.channels.woocommerce.answers import data_of
from odoo.addons.omni_channel.channels.woocommerce.rest import NoDoor
from odoo.addons.omni_channel.channels.woocommerce.signing import signature

from tests.pure.wire import Reply

from .shop import (
    NOT_FOUND,
    NOTICE,
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


def ask(shop):
    return shop.rest.get("orders", list, per_page=1)


def test_pretty_addresses_are_tried_first():
    with shop(answer([]), door=None) as (woo, wire):
        ask(woo)
    assert urlsplit(wire.asked[0].path).path == "/wp-json/wc/v3/orders"


@pytest.mark.parametrize("nothing", [NOT_FOUND, PAGE], ids=["404", "home page"])
def test_without_pretty_permalinks_the_plain_address_is_used(nothing):
    with shop(nothing, answer([]), door=None) as (woo, wire):
        ask(woo)
    assert params(wire.asked[1])["rest_route"] == "/wc/v3/orders"


def test_behind_plain_permalinks_the_address_says_that_a_key_comes_with_it():
    """WooCommerce searches these letters in the raw address, and else takes nobody's word."""
    with shop(answer([]), door="plain") as (woo, wire):
        ask(woo)
    assert "wp-json/wc/" in wire.asked[0].path


def test_the_door_that_worked_is_remembered():
    memory = {}
    with shop(NOT_FOUND, answer([]), door=None, memory=memory) as (woo, _wire):
        ask(woo)
    with shop(answer([]), door=None, memory=memory) as (woo, wire):
        ask(woo)
    assert urlsplit(wire.asked[0].path).path == "/index.php"


def test_a_refusal_of_the_api_is_no_reason_to_try_another_door():
    with shop(refusal(404, "woocommerce_rest_shop_order_invalid_id"), door=None) as (woo, _wire):
        with pytest.raises(RejectedError):
            ask(woo)
        assert woo.http.calls == 1


def test_no_api_at_all_is_said_in_words():
    with (
        shop(NOT_FOUND, NOT_FOUND, door=None) as (woo, _wire),
        pytest.raises(NoDoor, match="Enter the address of the shop's home page"),
    ):
        woo.rest.anew().get("orders", list)


@pytest.mark.parametrize(
    "away",
    [
        NOT_FOUND,
        refusal(404, "rest_no_route", "No route was found matching the URL."),
        Reply("", status=302, headers={"Location": "https://shop.example/soon"}),
    ],
    ids=["no API", "plugin off", "sent elsewhere"],
)
def test_a_known_shop_that_is_away_is_tried_again(away):
    with (
        shop(lambda _asked: away) as (woo, _wire),
        pytest.raises(RetryableError, match="not where it was") as caught,
    ):
        ask(woo)
    assert caught.value.after == 300


def test_nothing_is_written_through_a_door_that_was_not_tried():
    with shop(NOT_FOUND, answer({}), answer({}), door=None) as (woo, wire):
        woo.rest.post("orders/batch", {"update": []})
    assert [one.method for one in wire.asked] == ["GET", "GET", "POST"]


def test_a_page_instead_of_data_is_tried_again_later():
    with shop(PAGE, PAGE) as (woo, _wire), pytest.raises(RetryableError, match="not data"):
        ask(woo)


def test_a_page_with_403_is_a_firewall_and_no_wrong_key():
    page = Reply("<html>Access denied</html>", status=403)
    with shop(page) as (woo, _wire), pytest.raises(RetryableError, match="firewall"):
        ask(woo)


def test_a_cut_answer_is_tried_again_later():
    with shop(Reply(b'[{"id": 1, "tags": []')) as (woo, _wire), pytest.raises(RetryableError):
        ask(woo)


def test_a_write_with_an_answer_that_is_no_data_is_unknown():
    with shop(PAGE) as (woo, _wire), pytest.raises(UnknownOutcome):
        woo.rest.post("orders/1/notes", {})


def test_a_harmless_write_with_an_answer_that_is_no_data_is_repeated():
    with shop(PAGE) as (woo, _wire), pytest.raises(RetryableError):
        woo.rest.post("orders/batch", {}, repeatable=True)


@pytest.mark.parametrize(
    "noise", [NOTICE, NOTICE * 3, b"\xef\xbb\xbf", b"\n\n", b"Deprecated: x[] in a.php\n"]
)
def test_what_php_writes_before_the_data_is_read_over(noise):
    with shop(Reply(noise + b'[{"id": 1}]')) as (woo, _wire):
        assert ask(woo).data == [{"id": 1}]


@pytest.mark.parametrize("body", [b'[{"a": [1]', b'{"a": {"b": 1}', NOTICE + b'[{"a": [1]'])
def test_what_lies_inside_a_cut_answer_never_passes_for_the_whole(body):
    with pytest.raises(msgspec.DecodeError):
        data_of(body, list)


def test_a_shape_that_is_not_known_is_refused():
    with shop(answer({"id": 1})) as (woo, _wire), pytest.raises(RejectedError, match="form"):
        ask(woo)


def test_plain_http_is_signed_as_the_vendor_computes_it():
    with shop(answer([])) as (woo, wire):
        ask(woo)
        address = f"{wire.url}/wp-json/wc/v3/orders"
    sent = dict(parse_qsl(urlsplit(wire.asked[0].path).query))
    given = sent.pop("oauth_signature")
    assert given == signature("GET", address, sent, SECRET)


def test_a_signature_is_the_one_of_the_standard():
    """RFC 5849's normalisation, worked out with another library."""
    values = {"a": "1 é", "b[]": "x&y", "oauth_nonce": "n"}
    found = signature("GET", "http://localhost/wp-json/wc/v3/orders", values, "cs_x")
    assert found == "NHZCA6m3lspLr2kINqMULbOiI7bi5i3TguyMUC6V6fs="


def test_the_secret_is_not_sent_over_plain_http():
    with shop(answer([])) as (woo, wire):
        ask(woo)
    assert SECRET not in wire.asked[0].path


def test_each_request_has_a_signature_of_its_own():
    with shop(answer([]), answer([])) as (woo, wire):
        ask(woo)
        ask(woo)
    assert wire.asked[0].path != wire.asked[1].path


def test_a_key_that_only_reads_does_not_stop_reading():
    with (
        shop(read_only(), answer([order()])) as (woo, _wire),
        pytest.raises(RejectedError, match="read, but not write"),
    ):
        woo.rest.post("products/batch", {})


def test_a_revoked_key_is_a_wrong_key_when_writing_too():
    refused = [unsigned() for _number in range(3)]
    with shop(*refused) as (woo, _wire), pytest.raises(AuthError):
        woo.rest.post("products/batch", {})


def test_the_vendors_words_are_said_without_markup():
    with (
        shop(refusal(400, "x", "<p>Not <b>this</b> one</p>")) as (woo, _wire),
        pytest.raises(RejectedError, match="Not this one"),
    ):
        ask(woo)


def test_the_route_is_the_same_through_both_doors():
    with shop(answer([]), door="plain") as (woo, wire):
        ask(woo)
    assert path(wire.asked[0]) == "orders"
