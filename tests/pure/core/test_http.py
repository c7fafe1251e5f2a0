"""What an answer means is decided once, by a table; the remote here is a real loopback server."""

import socket
import time
from email.utils import formatdate

import pytest

from odoo.addons.omni_base.core.auth import ClientCredentials
from odoo.addons.omni_base.core.errors import (
    AuthError,
    LimitReached,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.core.http import MAX_BYTES, HttpSession
from odoo.addons.omni_base.core.text import _

from tests.pure.wire import Reply, playing

READ, WRITE = "GET", "POST"
TABLE = [
    (400, READ, RejectedError),
    (401, READ, AuthError),
    (402, READ, AuthError),
    (403, READ, AuthError),
    (404, READ, RejectedError),
    (408, WRITE, RetryableError),
    (409, WRITE, RejectedError),
    (410, READ, RejectedError),
    (422, WRITE, RejectedError),
    (423, READ, AuthError),
    (425, WRITE, RetryableError),
    (429, WRITE, RetryableError),
    (500, READ, RetryableError),
    (500, WRITE, UnknownOutcome),
    (502, READ, RetryableError),
    (502, WRITE, UnknownOutcome),
    (503, READ, RetryableError),
    (503, WRITE, UnknownOutcome),
    (504, READ, RetryableError),
    (504, WRITE, UnknownOutcome),
]


def failing(reply, method=READ, **options):
    """The error that a call with this answer raises."""
    with playing(reply) as wire:
        session = HttpSession(read_seconds=options.pop("read_seconds", 5), **options)
        with pytest.raises((RejectedError, RetryableError, AuthError, UnknownOutcome)) as caught:
            session.json(method, wire.url)
    return caught.value


@pytest.mark.parametrize(("status", "method", "kind"), TABLE)
def test_a_status_means_one_kind_of_error(status, method, kind):
    assert type(failing(Reply("no", status), method)) is kind


def test_a_write_called_repeatable_is_tried_again_after_a_fault():
    with playing(Reply("no", 500)) as wire, pytest.raises(RetryableError):
        HttpSession().request(WRITE, wire.url, repeatable=True)


def test_a_write_that_must_wait_with_503_and_a_time_was_not_done():
    assert failing(Reply("no", 503, {"Retry-After": "7"}), WRITE).after == 7


def test_retry_after_in_seconds_is_kept():
    assert failing(Reply("no", 429, {"Retry-After": "1.5"})).after == 1.5


def test_retry_after_as_a_date_is_kept_in_seconds():
    then = formatdate(time.time() + 60, usegmt=True)
    assert 55 < failing(Reply("no", 429, {"Retry-After": then})).after <= 60


def test_retry_after_in_the_past_asks_for_no_wait():
    assert failing(Reply("no", 429, {"Retry-After": formatdate(0, usegmt=True)})).after == 0


def test_retry_after_that_is_neither_is_forgotten():
    assert failing(Reply("no", 429, {"Retry-After": "soon"})).after is None


def test_a_read_without_an_answer_in_time_is_tried_again():
    assert type(failing(Reply("{}", delay=0.6), read_seconds=0.2)) is RetryableError


def test_a_write_without_an_answer_in_time_has_an_unknown_outcome():
    assert type(failing(Reply("{}", delay=0.6), WRITE, read_seconds=0.2)) is UnknownOutcome


def test_a_read_whose_answer_breaks_off_is_tried_again():
    assert type(failing(Reply('{"a": 1', cut=True))) is RetryableError


def test_a_write_whose_answer_breaks_off_has_an_unknown_outcome():
    assert type(failing(Reply('{"a": 1', cut=True), WRITE)) is UnknownOutcome


def test_a_read_answered_with_a_page_for_people_is_tried_again():
    assert type(failing(Reply("<html>Be right back</html>"))) is RetryableError


def test_a_write_answered_with_a_page_for_people_has_an_unknown_outcome():
    assert type(failing(Reply("<html>Be right back</html>"), WRITE)) is UnknownOutcome


def test_json_of_another_shape_is_refused():
    with playing(Reply([1])) as wire, pytest.raises(RejectedError):
        HttpSession().json(READ, wire.url, kind=dict)


def test_an_answer_larger_than_the_limit_is_not_read_to_its_end():
    error = failing(Reply(b" " * (MAX_BYTES + 1)))
    assert type(error) is RetryableError


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(status):
    with playing(Reply("", status, {"Location": "https://elsewhere.example/"})) as wire:
        with pytest.raises(RejectedError, match="another address"):
            HttpSession().request(READ, wire.url)
        assert len(wire.asked) == 1


def test_a_server_that_does_not_listen_can_be_tried_again_even_for_a_write():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RetryableError, match="could not be reached"):
        HttpSession().request(WRITE, f"http://127.0.0.1:{port}/")


def test_who_asks_to_wait_for_long_is_told_in_minutes():
    error = failing(Reply("no", 503, {"Retry-After": "600"}))
    assert error.reason == "127.0.0.1 asks to wait 10 min (answer 503)."


def test_a_server_without_a_certificate_is_refused():
    with playing() as wire, pytest.raises(RejectedError, match="certificate"):
        HttpSession().request(READ, wire.url.replace("http:", "https:"))


@pytest.mark.parametrize("url", ["http://shop.example/", "ftp://127.0.0.1/", "shop.example"])
def test_only_https_or_loopback_is_called(url):
    with pytest.raises(RejectedError, match="Only https"):
        HttpSession().request(READ, url)


def test_a_refused_address_is_not_counted_as_a_call():
    session = HttpSession()
    with pytest.raises(RejectedError):
        session.request(READ, "http://shop.example/")
    assert session.calls == 0


def test_calls_are_counted_and_told_before_they_are_made():
    told = []
    with playing(Reply("{}"), Reply("no", 404)) as wire:
        session = HttpSession(on_call=lambda: told.append(1))
        session.request(READ, wire.url)
        with pytest.raises(RejectedError):
            session.request(READ, wire.url)
    assert (session.calls, len(told)) == (2, 2)


def test_the_remotes_own_words_are_in_the_reason():
    error = failing(
        Reply({"why": "SKU too long"}, 422), explain=lambda answer: answer.decode()["why"]
    )
    assert "SKU too long" in str(error)


def test_a_refusal_that_cannot_be_explained_is_still_a_refusal():
    error = failing(Reply("<html>", 422), explain=lambda answer: answer.decode()["why"])
    assert type(error) is RejectedError


@pytest.mark.parametrize("status", [401, 422, 429, 500])
def test_a_secret_is_in_no_part_of_an_error(status):
    reply = Reply("no s3cret", status)
    error = failing(reply, secrets=["s3cret"], explain=lambda answer: answer.body.decode())
    assert "s3cret" not in f"{error} {error.detail} {error.reason}"


def test_a_secret_in_an_address_is_not_shown():
    session = HttpSession(secrets=["s3cret"])
    with pytest.raises(RejectedError) as caught:
        session.request(READ, "http://s3cret.example/?key=s3cret")
    assert "s3cret" not in str(caught.value)


def test_a_secret_learnt_on_the_way_is_hidden_too():
    session = HttpSession(explain=lambda answer: answer.body.decode())
    session.hide("t0ken")
    with playing(Reply("bad t0ken", 401)) as wire, pytest.raises(AuthError) as caught:
        session.request(READ, wire.url)
    assert "t0ken" not in f"{caught.value}{caught.value.detail}"


def test_a_sentence_without_secrets_can_still_be_translated():
    assert HttpSession(secrets=["s3cret"]).redact(_("The postcode is missing.")).addon == "tests"


def test_one_connection_serves_several_calls():
    with playing(Reply("{}"), Reply("{}")) as wire:
        session = HttpSession()
        session.request(READ, wire.url)
        session.request(READ, wire.url)
        assert len({asked.client for asked in wire.asked}) == 1


def test_the_remotes_clock_is_the_one_of_its_last_answer():
    session = HttpSession()
    with playing(Reply("{}", headers={"Date": "Wed, 01 Jul 2026 12:00:00 GMT"})) as wire:
        session.request(READ, wire.url)
    assert session.remote_date == "Wed, 01 Jul 2026 12:00:00 GMT"


def test_a_secret_that_the_remote_repeats_is_not_in_its_answer():
    with playing(Reply('{"said": "key-of-12-34"}', 200, {"X-Said": "key-of-12-34"})) as wire:
        answer = HttpSession(secrets=["key-of-12-34"]).request(READ, wire.url)
    assert (answer.body, answer.headers["x-said"]) == ('{"said": "•••"}'.encode(), "•••")


def test_an_answer_that_brings_a_secret_keeps_it():
    with playing(Reply('{"token": "key-of-12-34"}')) as wire:
        session = HttpSession(secrets=["key-of-12-34"])
        assert session.json(READ, wire.url, brings_secret=True) == {"token": "key-of-12-34"}


def test_a_token_that_is_renewed_to_the_same_one_is_still_a_token():
    told = Reply({"access_token": "key-of-12-34", "expires_in": 0})
    with playing(told, told) as wire:
        log_in = ClientCredentials(HttpSession(), wire.url, "id", "secret", memory={"until": 0})
        log_in.token()
        log_in._renew()
        assert log_in.token() == "key-of-12-34"


def test_a_remote_that_asked_to_wait_is_not_asked_again_before():
    with playing(Reply("no", 429, {"Retry-After": "60"})) as wire:
        session = HttpSession()
        with pytest.raises(RetryableError):
            session.request(READ, wire.url)
        with pytest.raises(LimitReached) as caught:
            session.request(READ, wire.url)
        assert len(wire.asked) == 1
    assert 59 < caught.value.after <= 60


def test_a_limit_told_in_headers_is_kept():
    told = {"RateLimit-Limit": "10", "RateLimit-Remaining": "1", "RateLimit-Reset": "30"}
    with playing(Reply("{}", headers=told)) as wire:
        session = HttpSession()
        session.request(READ, wire.url)
        with pytest.raises(LimitReached, match="is being asked as often as it allows"):
            session.request(READ, wire.url)
        assert len(wire.asked) == 1


def test_what_the_library_logs_of_a_call_has_no_key_of_the_address(caplog):
    caplog.set_level("DEBUG")
    with playing(Reply("{}")) as wire:
        HttpSession().request(READ, f"{wire.url}/orders", params={"consumer_key": "key-of-12-34"})
    assert "/orders?" in caplog.text
    assert "key-of-12-34" not in caplog.text
