"""Log-ins and signatures that several vendors share."""

import base64
import hashlib
import hmac

import pytest

from odoo.addons.omni_base.core.auth import ClientCredentials, basic, digest, verify_hmac
from odoo.addons.omni_base.core.errors import AuthError, SignatureError
from odoo.addons.omni_base.core.http import HttpSession

from tests.pure.wire import Reply, playing

BODY = b'{"id": 1}'


def signed(secret=b"key", body=BODY):
    return hmac.new(secret, body, hashlib.sha256)


def test_a_good_signature_in_hexadecimal_is_accepted():
    verify_hmac("key", BODY, signed().hexdigest())


def test_a_good_signature_in_base64_is_accepted():
    good = base64.b64encode(signed().digest()).decode()
    verify_hmac("key", BODY, good, encoding="base64")


@pytest.mark.parametrize(
    ("secret", "body", "signature"),
    [
        ("key", BODY, ""),
        ("key", BODY, None),
        ("", BODY, "abc"),
        (None, BODY, "abc"),
        ("key", BODY, "é"),
        ("key", BODY + b" ", signed().hexdigest()),
        ("other", BODY, signed().hexdigest()),
    ],
)
def test_any_other_signature_is_refused(secret, body, signature):
    with pytest.raises(SignatureError):
        verify_hmac(secret, body, signature)


def test_basic_joins_user_and_password():
    assert basic("ann", "pass") == {"Authorization": "Basic YW5uOnBhc3M="}


def test_a_digest_is_64_hexadecimal_digits():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def token(name="t1", seconds=3600):
    return Reply({"access_token": name, "expires_in": seconds})


def test_a_token_is_fetched_once_and_kept():
    memory = {}
    with playing(token()) as wire:
        for _again in range(2):
            login = ClientCredentials(HttpSession(), wire.url, "id", "secret", memory=memory)
            assert login.token() == "t1"
        assert len(wire.asked) == 1


def test_a_token_is_fetched_with_id_and_secret_in_the_body():
    with playing(token()) as wire:
        ClientCredentials(HttpSession(), wire.url, "id", "secret").token()
        body = wire.asked[0].body.decode()
    assert body == "grant_type=client_credentials&client_id=id&client_secret=secret"


def test_a_token_that_ends_is_fetched_again():
    memory = {}
    with playing(token("t1"), token("t2")) as wire:
        login = ClientCredentials(HttpSession(), wire.url, "id", "secret", memory=memory)
        login.token()
        memory["until"] = 0
        assert login.token() == "t2"


def test_an_answer_without_a_token_is_a_refused_log_in():
    with playing(Reply({"error": "no"})) as wire, pytest.raises(AuthError):
        ClientCredentials(HttpSession(), wire.url, "id", "secret").token()


def test_a_fetched_token_is_never_shown():
    with playing(token("t0ken")) as wire:
        session = HttpSession()
        ClientCredentials(session, wire.url, "id", "secret").token()
    assert session.redact("the t0ken") == "the •••"
