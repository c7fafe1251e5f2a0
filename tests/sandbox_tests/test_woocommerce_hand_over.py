"""The page on which a merchant approves: log-in, nonce, https, and what the application gets."""

import contextlib
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox_tests.shopify_client import bodies, listener
from tests.sandbox_tests.woocommerce_client import Woo
from tests.support.tls_front import make_certificate, tls_front

ASKED = {
    "app_name": "Omni",
    "scope": "read",
    "user_id": "tok-7",
    "return_url": "https://odoo.example.com/back",
    "callback_url": "https://odoo.example.com/keys",
}


@contextlib.contextmanager
def application(monkeypatch, folder, status=200):
    """An application that keeps what it is sent, by https: yields (address, what it heard)."""
    certificate = make_certificate(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with listener(status) as (url, heard), tls_front(urlsplit(url).port, certificate) as safe:
        yield f"{safe}/keys", heard


def merchant(woo, **asked):
    """A browser that is logged in, and the page that it sees then."""
    session = requests.Session()
    first = session.get(f"{woo.home}/wc-auth/v1/authorize", params={**ASKED, **asked}, timeout=5)
    page = session.post(first.url, data={"username": "a", "password": "b"}, timeout=5)
    return session, page


def link(page, word):
    found = re.search(rf'href="([^"]*)">{word}', page.text)
    return unescape(found[1])


def approve(woo, session, page):
    root = f"{urlsplit(woo.home).scheme}://{urlsplit(woo.home).netloc}"
    return session.get(root + link(page, "Approuver"), timeout=9, allow_redirects=False)


def refused(woo, **asked):
    asked = {name: text for name, text in {**ASKED, **asked}.items() if text}
    return requests.get(f"{woo.home}/wc-auth/v1/authorize", params=asked, timeout=5)


def test_who_is_not_logged_in_is_sent_to_the_log_in(woo: Woo):
    answer = requests.get(f"{woo.home}/wc-auth/v1/authorize", params=ASKED, timeout=5)
    assert urlsplit(answer.url).path.endswith("/wc-auth/v1/login/")


def test_an_approved_application_is_sent_keys_that_work(woo: Woo, monkeypatch, tmp_path):
    with application(monkeypatch, tmp_path) as (url, heard):
        approve(woo, *merchant(woo, callback_url=url))
    keys = bodies(heard)[0]
    found = woo.call("GET", "/orders", key=keys["consumer_key"], secret=keys["consumer_secret"])
    assert (found.status_code, keys["key_permissions"], keys["user_id"]) == (200, "read", "tok-7")


def test_the_browser_goes_back_after_that(woo: Woo, monkeypatch, tmp_path):
    with application(monkeypatch, tmp_path) as (url, _heard):
        answer = approve(woo, *merchant(woo, callback_url=url))
    assert answer.headers["Location"] == f"{ASKED['return_url']}?success=1&user_id=tok-7"


def test_keys_that_were_not_taken_are_gone(woo: Woo, monkeypatch, tmp_path):
    with application(monkeypatch, tmp_path, status=403) as (url, heard):
        answer = approve(woo, *merchant(woo, callback_url=url))
    keys = bodies(heard)[0]
    found = woo.call("GET", "/orders", key=keys["consumer_key"], secret=keys["consumer_secret"])
    assert (answer.status_code, found.status_code) == (401, 401)


def test_a_certificate_is_looked_at(woo: Woo, monkeypatch, tmp_path):
    with application(monkeypatch, tmp_path) as (url, heard):
        monkeypatch.delenv("SSL_CERT_FILE")
        answer = approve(woo, *merchant(woo, callback_url=url))
    assert (answer.status_code, heard) == (401, [])


def test_to_deny_leads_back_without_keys(woo: Woo):
    _session, page = merchant(woo)
    assert link(page, "Refuser") == f"{ASKED['return_url']}?success=0&user_id=tok-7"


def test_an_approval_without_its_nonce_is_denied(woo: Woo):
    session, _page = merchant(woo)
    answer = session.get(f"{woo.home}/wc-auth/v1/access_granted", params=ASKED, timeout=5)
    assert "Invalid nonce verification" in answer.text


def test_behind_plain_permalinks_the_page_is_not_there(woo: Woo):
    woo.shop("settings", permalinks=False)
    assert refused(woo).status_code == 404


def test_behind_plain_permalinks_the_button_leads_nowhere(woo: Woo):
    session, _page = merchant(woo)
    woo.shop("settings", permalinks=False)
    query = {**ASKED, "wc-auth-version": "1", "wc-auth-route": "authorize"}
    page = session.get(f"{woo.home}/", params=query, timeout=5)
    answer = approve(woo, session, page)
    assert (answer.status_code, "Location" in answer.headers) == (200, False)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"user_id": ""}, "Missing parameter user_id"),
        ({"scope": "all"}, "Invalid scope all"),
        ({"return_url": "https://"}, "is not a valid URL"),
        ({"callback_url": "http://127.0.0.1/keys"}, "needs to be over SSL"),
    ],
)
def test_what_is_asked_wrongly_is_denied(woo: Woo, asked, words):
    answer = refused(woo, **asked)
    assert (answer.status_code, words in answer.text) == (401, True)
