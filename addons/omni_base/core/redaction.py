"""Secrets hidden in whatever comes back from a remote, in each form that they may take there."""

import base64
import html
import json
import logging
from urllib.parse import quote, quote_plus

HIDDEN = "•••"
ENCODED_LENGTH = 6
DATA_LENGTH = 8


class Redaction:
    """Knows some secrets and hides them in texts, in data and in errors.

    In texts for people every secret is hidden. In data only what cannot be a part of something
    else: at least eight characters that are neither letters only nor digits only. A password such
    as “colissimo” would else take the carrier's name out of every answer.
    """

    def __init__(self, secrets=()):
        self._texts, self._data = [], []
        for secret in secrets:
            self.add(secret)

    def add(self, secret):
        if not secret or secret in self._texts:
            return
        forms = _forms(secret)
        self._texts = sorted({*self._texts, *forms}, key=len, reverse=True)
        if _is_distinct(secret):
            found = {*self._data, *(form.encode() for form in forms)}
            self._data = sorted(found, key=len, reverse=True)

    def text(self, text):
        """Return the text without secrets; a marked sentence that holds none stays one."""
        hidden = str(text)
        for form in self._texts:
            hidden = hidden.replace(form, HIDDEN)
        return text if hidden == text else hidden

    def data(self, body):
        """Return the bytes without the secrets that a remote has repeated in them."""
        for form in self._data:
            if form in body:
                body = body.replace(form, HIDDEN.encode())
        return body

    def error(self, error):
        """Take the secrets out of an exception, and out of those that it came from."""
        seen = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            error.args = tuple(self.text(a) if isinstance(a, str) else a for a in error.args)
            error = error.__cause__ or error.__context__


class WithoutQueries(logging.Filter):
    """What a library logs of a call, without what stands behind the address: keys may be there."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(_without_query(value) for value in record.args)
        return True


def _without_query(value):
    return f"{value.split('?')[0]}?{HIDDEN}" if isinstance(value, str) and "?" in value else value


def _is_distinct(secret):
    return len(secret) >= DATA_LENGTH and not secret.isalpha() and not secret.isdigit()


def _forms(secret):
    """Return the secret as it is, and as JSON, Python, HTML, an address or base64 would write it.

    Base64 has three, by where the secret begins in what was encoded, without the digits that its
    neighbours have a part in: so it is found in the header of a log-in by name and password too.
    """
    forms = {secret}
    if len(secret) < ENCODED_LENGTH:
        return forms
    forms |= {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    forms |= {repr(secret)[1:-1], html.escape(secret)}
    forms |= {quote(secret), quote(secret, safe=""), quote_plus(secret)}
    raw = secret.encode()
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw).decode().rstrip("=")
        spare = 1 if (offset + len(raw)) % 3 else 0
        form = encoded[(0, 2, 3)[offset] : len(encoded) - spare]
        forms |= {form, form.replace("+", "-").replace("/", "_")}
    return forms
