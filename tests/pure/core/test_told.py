"""What a writing call told is handed on once it is over."""

import contextlib
import json

import pytest

from odoo.addons.omni_base.core.errors import RemoteError
from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_base.core.told import LARGEST, Told, summary_of

from tests.pure.wire import Reply, playing


def told_by(*replies, method="POST", **options):
    """Make one call and return what was handed on of it."""
    found = []
    with playing(*replies) as wire:
        session = HttpSession(secrets=["s3cret-of-the-shop"])
        session.journal.keep = found.append
        with contextlib.suppress(RemoteError):
            session.request(method, wire.url + "/things?key=1", **options)
    return found


def test_a_writing_call_is_handed_on_with_its_answer():
    (told,) = told_by(Reply({"id": 7}), json={"name": "Cup"})
    content = json.loads(told.body())
    assert (content["sent"], content["answer"]) == ({"name": "Cup"}, {"id": 7})


def test_a_reading_call_is_not():
    assert not told_by(Reply({"id": 7}), method="GET")


def test_a_call_that_says_that_it_only_reads_is_not():
    assert not told_by(Reply({"id": 7}), writes=False)


def test_a_call_that_brings_a_token_is_not():
    assert not told_by(Reply({"token": "t"}), brings_secret=True)


def test_its_address_has_no_query():
    (told,) = told_by(Reply({}))
    assert told.url.endswith("/things")


@pytest.mark.parametrize("where", ["sent", "answer"])
def test_the_secrets_are_hidden(where):
    content = {"key": "s3cret-of-the-shop"}
    (told,) = told_by(Reply(content), json=content)
    assert "s3cret" not in json.dumps(json.loads(told.body())[where])


def test_an_answer_that_broke_off_is_a_failure():
    (told,) = told_by(Reply(b"{}", cut=True))
    assert told.status is None
    assert told.failure


def test_what_is_no_json_is_a_text():
    told = Told("POST", "https://shop.example", b"a=1", 500, b"<html>")
    assert json.loads(told.body())["answer"] == "<html>"


def test_what_is_too_large_is_cut():
    told = Told("POST", "https://shop.example", b"1" * (LARGEST + 1))
    assert len(json.loads(told.body())["sent"]) < LARGEST + 50


def test_the_summary_names_what_went_wrong_where_nothing_came_back():
    told = Told("POST", "https://shop.example/x", b"")
    assert summary_of(told.body("No answer.")) == "POST https://shop.example/x → No answer."


def test_a_payload_that_is_no_call_has_no_summary():
    assert summary_of(b'{"reference": "WH/OUT/1"}') == ""
