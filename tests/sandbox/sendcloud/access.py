"""Who may call: Basic with the account's keys, or a token of the OAuth2 client credentials."""

import hmac
import secrets
import time

from tests.sandbox.sendcloud.account import PUBLIC_KEY, SECRET_KEY
from tests.sandbox.sendcloud.errors import error
from tests.sandbox.vendor import json_response

TOKEN_SECONDS = 3600


def is_allowed(request, store):
    sent = request.authorization
    if sent is None:
        return False
    if sent.type == "bearer":
        return store.tokens.get(sent.token, 0) > time.time()
    return sent.type == "basic" and _right_keys(sent.username, sent.password)


def _right_keys(public, secret):
    right_public = hmac.compare_digest((public or "").encode(), PUBLIC_KEY.encode())
    right_secret = hmac.compare_digest((secret or "").encode(), SECRET_KEY.encode())
    return right_public and right_secret


def unauthorized():
    found = error(401, "authentication_failed", "Invalid username/password.")
    headers = {"WWW-Authenticate": 'Basic realm="api"'}
    return json_response({"errors": [found]}, status=401, headers=headers)


def issue_token(request, store):
    """POST /oauth2/token with grant_type=client_credentials; keys by Basic or in the form."""
    sent = request.authorization
    public, secret = request.form.get("client_id"), request.form.get("client_secret")
    if sent is not None and sent.type == "basic":
        public, secret = sent.username, sent.password
    if not _right_keys(public, secret):
        return _oauth_error(401, "invalid_client", "Client authentication failed.")
    if request.form.get("grant_type") != "client_credentials":
        return _oauth_error(400, "unsupported_grant_type", "Only client_credentials is offered.")
    token = secrets.token_urlsafe(32)
    store.tokens[token] = time.time() + TOKEN_SECONDS
    answer = {"access_token": token, "expires_in": TOKEN_SECONDS, "scope": "api"}
    return json_response({**answer, "token_type": "bearer"})


def _oauth_error(status, name, detail):
    answer = {"error": name, "error_description": detail, "status_code": status}
    return json_response(answer, status=status)
