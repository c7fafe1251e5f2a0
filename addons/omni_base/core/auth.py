"""Log-ins that several vendors share."""

import base64
import hashlib
import hmac
import time

from .errors import AuthError, SignatureError
from .text import _

RENEW_SECONDS_BEFORE_END = 60


def basic(user, password):
    """Return the header of HTTP Basic."""
    pair = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def verify_hmac(secret, body, signature, *, encoding="hex", algorithm="sha256"):
    """Raise SignatureError unless ``signature`` is the HMAC of the raw body. Fails closed."""
    if not secret or not signature:
        raise SignatureError(_("The delivery carries no signature that could be checked."))
    digest = hmac.new(secret.encode(), body, algorithm).digest()
    good = base64.b64encode(digest).decode() if encoding == "base64" else digest.hex()
    if not hmac.compare_digest(good.encode(), signature.strip().encode()):
        raise SignatureError(_("The signature of the delivery is wrong."))


def digest(body):
    """Return the sha256 of a payload as 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


class ClientCredentials:
    """OAuth 2 client credentials: one token kept until shortly before its end.

    ``memory``: a dict that lives longer than one run, or None.
    """

    def __init__(self, http, url, client_id, client_secret, *, in_body=True, memory=None):
        self._http = http
        self._url = url
        self._client = (client_id, client_secret)
        self._in_body = in_body
        self._memory = {} if memory is None else memory

    def token(self):
        if self._memory.get("until", 0) < time.time():
            self._renew()
        self._http.hide(self._memory["token"])
        return self._memory["token"]

    def _renew(self):
        data = {"grant_type": "client_credentials"}
        options = {"data": data}
        if self._in_body:
            data.update(client_id=self._client[0], client_secret=self._client[1])
        else:
            options["auth"] = self._client
        answer = self._http.json("POST", self._url, repeatable=True, brings_secret=True, **options)
        if not isinstance(answer, dict) or not answer.get("access_token"):
            raise AuthError(_("The remote gave no access token."))
        seconds = float(answer.get("expires_in") or 3600)
        self._memory["token"] = answer["access_token"]
        self._memory["until"] = time.time() + max(seconds - RENEW_SECONDS_BEFORE_END, 1)
