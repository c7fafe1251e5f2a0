"""What a session notices of a remote that changes."""

from datetime import date

import pytest

from odoo.addons.omni_base.core.adapter import Adapter
from odoo.addons.omni_base.core.documents import Item
from odoo.addons.omni_base.core.drift import Drift, Sign, level_of
from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_base.core.shape import read_shapes

from tests.pure.wire import Reply, playing

TODAY = date(2026, 11, 29)
URL = "https://remote.example/api/2026-07/orders"
HEADERS = {
    "a date of its end": ({"sunset": "Wed, 30 Jun 2027 23:59:59 GMT"}, ("sunset", "2027-06-30")),
    "a date since which it is outdated": (
        {"deprecation": "@1782864000"},
        ("deprecated", "2026-07-01"),
    ),
    "that it is outdated": ({"deprecation": "true"}, ("deprecated", "")),
    "a warning for people": ({"warning": '299 - "Use v2"'}, ("deprecated", "Use v2")),
    "the vendor's own header": ({"x-going": "See the docs"}, ("deprecated", "See the docs")),
    "another version": ({"x-version": "2026-10"}, ("version", "2026-10")),
}
SILENT = {
    "nothing": {},
    "a warning of a cache": {"warning": '110 - "Response is stale"'},
    "an end that is no date": {"sunset": "soon"},
    "an end without end": {"sunset": "@" + "9" * 40},
    "our version": {"x-version": "2026-07"},
}
DAYS = {91: None, 90: "info", 31: "info", 30: "warning", 1: "warning", 0: "bad", -400: "bad"}


class Going(Adapter):
    kind = "test"
    api_version = "2026-07"
    version_header = "x-version"
    deprecation_headers = ("x-going",)

    @classmethod
    def known_fields(cls):
        return read_shapes("[order]\n= id!")


@pytest.fixture
def drift():
    return Going(HttpSession(), {}).http.drift


def seen(drift):
    return [(sign.what, sign.words) for sign in drift.signs.values()]


def pages(count, body=b'{"id": 1}'):
    return [Item(external_id=str(number), body=body) for number in range(count)]


@pytest.mark.parametrize("what", HEADERS)
def test_a_header_that_tells_is_heard(drift, what):
    headers, expected = HEADERS[what]
    drift.hear(headers, URL)
    assert seen(drift) == [expected]


@pytest.mark.parametrize("what", SILENT)
def test_other_headers_say_nothing(drift, what):
    drift.hear(SILENT[what], URL)
    assert seen(drift) == []


def test_the_version_is_looked_at_only_where_ours_was_asked_for(drift):
    drift.hear({"x-version": "2026-10"}, "https://remote.example/oauth/token")
    assert seen(drift) == []


def test_the_same_is_noted_once_a_session(drift):
    for _call in range(3):
        drift.hear({"deprecation": "true"}, URL)
    assert seen(drift) == [("deprecated", "")]


def test_each_call_of_a_session_is_heard():
    with playing(Reply({}, headers={"Deprecation": "true"})) as wire:
        session = HttpSession()
        session.json("GET", wire.url)
    assert seen(session.drift) == [("deprecated", "")]


def test_a_refused_call_is_heard_too():
    with playing(
        Reply({}, status=400, headers={"Sunset": "Wed, 30 Jun 2027 23:59:59 GMT"})
    ) as wire:
        session = HttpSession()
        with pytest.raises(Exception, match="refuses"):
            session.json("GET", wire.url)
    assert seen(session.drift) == [("sunset", "2027-06-30")]


def test_a_header_keeps_no_secret():
    with playing(Reply({}, headers={"Warning": '299 - "bad key abcdefgh12"'})) as wire:
        session = HttpSession(secrets=["abcdefgh12"])
        session.json("GET", wire.url)
    assert "abcdefgh12" not in str(seen(session.drift))


def test_long_words_are_cut(drift):
    drift.hear({"x-going": "x" * 5000}, URL)
    assert len(seen(drift)[0][1]) == 200


def test_a_sign_names_what_was_on_its_way(drift):
    drift.resource = "order"
    drift.hear({"deprecation": "true"}, URL)
    assert next(iter(drift.signs.values())).resource == "order"


def test_the_first_body_of_a_page_is_looked_at(drift):
    drift.sample("order", pages(5, b'{"id": 1, "gift": 2}'))
    assert seen(drift) == [("unknown", "gift")]


def test_each_20th_body_is_looked_at(drift):
    drift.sample("order", [*pages(20), *pages(1, b"{}")])
    assert seen(drift) == [("missing", "id")]


def test_no_more_than_200_bodies_are_looked_at(drift):
    drift.sample("order", pages(20 * 200))
    drift.sample("order", pages(1, b"{}"))
    assert seen(drift) == []


def test_what_nobody_knows_is_not_looked_at(drift):
    drift.sample("listing", pages(1, b'{"gift": 2}'))
    assert seen(drift) == []


def test_a_remote_that_changes_all_the_time_does_not_fill_the_memory(drift):
    for number in range(100):
        drift.hear({"x-going": str(number)}, URL)
    assert len(drift.signs) == 30


@pytest.mark.parametrize("days", DAYS)
def test_an_end_is_the_worse_the_nearer_it_is(days):
    assert level_of(date.fromordinal(TODAY.toordinal() + days), TODAY) == DAYS[days]


def test_an_end_that_a_remote_announces_is_told_however_far_it_is():
    assert Sign("sunset", words="2030-01-01").level(TODAY) == "info"


def test_a_session_without_an_adapter_hears_the_usual_headers():
    drift = Drift()
    drift.hear({"sunset": "Wed, 30 Jun 2027 23:59:59 GMT"}, URL)
    assert seen(drift) == [("sunset", "2027-06-30")]
