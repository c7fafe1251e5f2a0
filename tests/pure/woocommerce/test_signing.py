"""How requests to an https shop are signed, whatever its server drops."""

from urllib.parse import parse_qsl

import pytest

from odoo.addons.omni_base.core.errors import AuthError
from odoo.addons.omni_base.core.http import Answer
from odoo.addons.omni_channel.channels.woocommerce.rest import Rest
from odoo.addons.omni_channel.channels.woocommerce.signing import signature

from .shop import KEY, SECRET


class Https:
    """A session as an adapter is given one; answers what it is told, and keeps what was asked."""

    def __init__(self, *script):
        self.script = list(script)
        self.asked = []

    def request(self, method, url, **options):
        base, _sign, query = url.partition("?")
        self.asked.append({**options, "url": base, "params": dict(parse_qsl(query))})
        answered = self.script.pop(0)
        if isinstance(answered, Exception):
            raise answered
        return answered

    def redact(self, text):
        return text


def found():

    return Answer(200, {}, b"[]", "")


def dropped():
    return AuthError("no", status=401, detail='{"code":"woocommerce_rest_cannot_view"}')


def https(*script):
    session = Https(*script)
    values = {"url": "https://shop.example", "key": KEY, "secret": SECRET}
    return Rest(session, values, {"door": "pretty"}), session


def test_https_is_signed_by_basic():
    rest, session = https(found())
    rest.get("orders", list)
    assert session.asked[0]["headers"]["Authorization"].startswith("Basic ")


def way(asked):
    """How a request to an https shop was signed."""
    if "Authorization" in asked["headers"]:
        return "basic"
    sent = {name: value for name, value in asked["params"].items() if name != "oauth_signature"}
    for scheme in ("https", "http"):
        url = asked["url"].replace("https", scheme)
        if signature("GET", url, sent, SECRET) == asked["params"]["oauth_signature"]:
            return scheme
    return "unknown"


def test_where_the_header_is_dropped_the_request_is_signed():
    rest, session = https(dropped(), found())
    rest.get("orders", list)
    assert [way(asked) for asked in session.asked] == ["basic", "https"]


def test_a_shop_that_does_not_know_its_https_takes_the_signature_of_http():
    rest, session = https(dropped(), dropped(), found())
    rest.get("orders", list)
    assert way(session.asked[2]) == "http"


def test_the_signature_that_worked_is_remembered():
    rest, session = https(dropped(), found(), found())
    rest.get("orders", list)
    rest.get("orders", list)
    assert way(session.asked[2]) == "https"


def test_a_wrong_key_stays_a_wrong_key():
    rest, _session = https(dropped(), dropped(), dropped())
    with pytest.raises(AuthError):
        rest.get("orders", list)


def test_after_a_wrong_key_basic_is_used_again():
    rest, session = https(dropped(), dropped(), dropped(), found())
    with pytest.raises(AuthError):
        rest.get("orders", list)
    rest.get("orders", list)
    assert way(session.asked[3]) == "basic"


def test_the_secret_is_never_in_an_address():
    rest, session = https(dropped(), dropped(), dropped())
    with pytest.raises(AuthError):
        rest.get("orders", list)
    assert all(SECRET not in str(asked["params"]) for asked in session.asked)


def test_a_refused_key_is_not_tried_in_other_ways():
    code = '{"code":"woocommerce_rest_authentication_error"}'
    rest, session = https(AuthError("no", status=401, detail=code))
    with pytest.raises(AuthError):
        rest.get("orders", list)
    assert len(session.asked) == 1


def test_what_everyone_may_read_is_asked_for_without_the_key():
    rest, session = https(found())
    rest.get_open("", list)
    assert (session.asked[0]["headers"], session.asked[0]["params"]) == (
        {"Accept": "application/json"},
        {},
    )


def test_a_write_has_more_time():
    rest, session = https(found(), found())
    rest.post("orders/batch", {}, list)
    assert session.asked[-1]["timeout"] == 90
