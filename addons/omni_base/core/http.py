"""The only place that talks HTTP: time-outs, one error table, redaction, one session a run."""

import logging
import math
import time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3 import exceptions as wire

from . import http_words as words
from .decoding import decoded, limited
from .drift import Drift
from .errors import AuthError, LimitReached, RejectedError, RetryableError, UnknownOutcome
from .pace import Charge, Pace
from .rate_headers import told_by
from .redaction import Redaction, WithoutQueries
from .text import _
from .told import READING_METHODS, Journal

CONNECT_SECONDS = 5
READ_SECONDS = 20
MAX_BYTES = 50 * 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "::1")

NOT_DONE_STATUSES = (408, 425, 429)
WAITING_STATUSES = (429, 503)
SUSPENDING_STATUSES = (401, 402, 403, 423)
NOT_SENT = (
    wire.NewConnectionError,
    wire.NameResolutionError,
    wire.ConnectTimeoutError,
    wire.SSLError,
    wire.ProxyError,
)

logging.getLogger("urllib3.connectionpool").addFilter(WithoutQueries())


class Answer(msgspec.Struct, frozen=True):
    """``headers`` with lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str

    def decode(self, kind: Any = Any):
        return decoded(self.body, kind)


class HttpSession:
    """One keep-alive session for one run against one remote.

    ``secrets``: values that may never appear in a message; a remote that repeats one is not
    believed: it is hidden in its answers too. ``on_call``: called before each call.
    ``journal``: hands on each call that writes, once it is over.
    ``explain(answer)``: the vendor's own words for a refusal, or "".
    ``pace``: counts each call before it is made. ``charge(method, url)``: what a call takes of it.
    ``remote_date``: the Date header of the last answer: the remote's clock, not ours.
    ``drift``: what the answers show of change.
    """

    most_bytes = MAX_BYTES

    def __init__(
        self, *, secrets=(), on_call=None, explain=None, read_seconds=READ_SECONDS, pace=None
    ):
        self.calls = 0
        self.seconds = 0.0
        self.remote_date = ""
        self.explain = explain or (lambda answer: "")
        self.pace = pace or Pace()
        self.charge = lambda method, url: Charge()
        self.hidden = Redaction(secrets)
        self.journal = Journal(self.hidden)
        self.drift = Drift()
        self._on_call = on_call or (lambda: None)
        self._read_seconds = read_seconds
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = "Omni for Odoo/19.0"
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, self._transport())

    def _transport(self):
        """A hook: return the way on which calls leave."""
        return TimedAdapter()

    def close(self):
        self._session.close()

    def hide(self, secret):
        """Keep a secret that was learnt on the way (a token) out of every message too."""
        self.hidden.add(secret)

    def json(self, method, url, *, kind: Any = Any, repeatable=None, **options):
        """Return the decoded JSON answer as ``kind``; what is no JSON is never a success."""
        answer = self.request(method, url, repeatable=repeatable, **options)
        try:
            return answer.decode(kind)
        except msgspec.ValidationError as error:
            raise RejectedError(
                _("%s answered in a form that is not known here.", self._host(url)),
                status=answer.status,
                detail=self.redact(str(error)),
            ) from None
        except msgspec.DecodeError as error:
            reason = _("%s answered with something that is not data.", self._host(url))
            raise self._unsure(method, repeatable, reason, answer.status, str(error)) from None

    def request(
        self,
        method,
        url,
        *,
        repeatable=None,
        timeout=None,
        brings_secret=False,
        charge=None,
        writes=None,
        **options,
    ):
        """Return the Answer of a 2xx; raise a RemoteError for anything else.

        ``repeatable``: whether doing it twice is harmless. Default: for reading methods only.
        ``brings_secret``: the answer is a token, which must be left in it.
        ``charge``: what the call takes of the remote's limits, where the caller knows.
        ``writes``: whether it changes anything there. Default: for all but reading methods.
        """
        self._refuse_plain_http(url)
        charge = charge or self.charge(method, url)
        self._take_turn(charge, url)
        self._on_call()
        over = self.journal.call(method, url, options, writes=writes, brings_secret=brings_secret)
        try:
            answer = self._send(method, url, timeout, options)
            answer = answer if brings_secret else self._without_secrets(answer)
            self.remote_date = answer.headers.get("date", "")
        except requests.RequestException as error:
            broken = self._broken(method, url, repeatable, error)
            over(failure=broken.reason)
            raise broken from None
        over(answer)
        self._learn(charge, answer)
        if 200 <= answer.status < 300:
            return answer
        raise self._refused(method, repeatable, answer)

    def redact(self, text):
        """Return the text without secrets; a marked sentence that holds none stays one."""
        return self.hidden.text(text)

    def _take_turn(self, charge, url):
        wait = self.pace.take(charge)
        if wait:
            raise LimitReached(words.no_room(self._host(url), math.ceil(wait)), after=wait)

    def _learn(self, charge, answer):
        self.drift.hear(answer.headers, answer.url)
        told = told_by(answer.headers)
        closed_for = retry_after(answer.headers) if answer.status in WAITING_STATUSES else None
        if told or closed_for:
            self.pace.settle(charge, told=told, closed_for=closed_for)

    def _send(self, method, url, timeout, options):
        timeout, started = timeout or self._read_seconds, time.monotonic()
        self.calls += 1
        try:
            with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, stream=True, **options
            ) as response:
                body = limited(response, self.most_bytes)
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, headers, body, url)
        finally:
            self.seconds += time.monotonic() - started

    def _without_secrets(self, answer):
        hide = self.hidden.data
        headers = {key: hide(text.encode()).decode() for key, text in answer.headers.items()}
        body = self.hidden.data(answer.body)
        return msgspec.structs.replace(answer, headers=headers, body=body)

    def _broken(self, method, url, repeatable, error):
        """No whole answer arrived."""
        host = self._host(url)
        if isinstance(error, requests.exceptions.SSLError):
            return RejectedError(words.bad_certificate(host))
        if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
            return RejectedError(_("“%s” is not a web address.", self.redact(host)))
        cause = _wire_cause(error)
        detail = self.redact(f"{type(cause).__name__}: {cause}")
        if isinstance(error, requests.ConnectTimeout) or isinstance(cause, NOT_SENT):
            return RetryableError(_("%s could not be reached.", host), detail=detail)
        if isinstance(error, requests.Timeout):
            reason = _("%s did not answer in time.", host)
        else:
            reason = _("The answer of %s broke off.", host)
        return self._unsure(method, repeatable, reason, None, detail)

    def _refused(self, method, repeatable, answer):
        """A whole answer arrived and it is no success: the one table of what that means."""
        host = self._host(answer.url)
        said = self.redact(self._explained(answer))
        more = {"status": answer.status, "detail": self.redact(_start(answer.body))}
        after = retry_after(answer.headers)
        if answer.status in NOT_DONE_STATUSES or (answer.status == 503 and after is not None):
            return RetryableError(
                words.asks_to_wait(host, answer.status, after), after=after, **more
            )
        if answer.status in SUSPENDING_STATUSES:
            reason = _("%s refuses the credentials (answer %s). %s", host, answer.status, said)
            return AuthError(reason, **more)
        if answer.status >= 500:
            reason = _("%s has a fault of its own (answer %s).", host, answer.status)
            return self._unsure(method, repeatable, reason, more["status"], more["detail"], after)
        if answer.status in range(300, 400):
            more["detail"] = self.redact(_without_query(answer.headers.get("location", "")))
            reason = _("%s sends us to another address: check the address.", host)
            return RejectedError(reason, **more)
        return RejectedError(_("%s refuses (answer %s). %s", host, answer.status, said), **more)

    def _explained(self, answer):
        try:
            return self.explain(answer) or ""
        except (msgspec.DecodeError, LookupError, TypeError, AttributeError):
            return ""

    def _unsure(self, method, repeatable, reason, status, detail="", after=None):
        if repeatable is None:
            repeatable = method.upper() in READING_METHODS
        detail = self.redact(detail)
        if repeatable:
            return RetryableError(reason, after=after, status=status, detail=detail)
        return UnknownOutcome(reason, status=status, detail=detail)

    def _host(self, url):
        return self.redact(urlsplit(url).hostname or url)

    def _refuse_plain_http(self, url):
        parts = urlsplit(url)
        if parts.scheme == "https" and parts.hostname:
            return
        if parts.scheme == "http" and parts.hostname in LOOPBACK:
            return
        raise RejectedError(
            _("Only https:// addresses are called; “%s” is not one.", self.redact(url))
        )


class TimedAdapter(HTTPAdapter):
    """Gives the connection its own, shorter time-out; ``timeout`` is the seconds to read."""

    def send(self, request, timeout=None, **options):
        read = timeout or READ_SECONDS
        return super().send(request, timeout=(min(CONNECT_SECONDS, read), read), **options)


def retry_after(headers):
    """Return the seconds that ``Retry-After`` asks for (number or date), or None."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _wire_cause(error):
    """Return the innermost reason that requests and urllib3 wrapped."""
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    return getattr(cause, "reason", None) or cause


def _without_query(url):
    return url.partition("?")[0].partition("#")[0]


def _start(body):
    return body[:500].decode("utf-8", "replace")
