"""What a writing call told a remote, and what came back: kept beside what comes in."""

import json

import msgspec

LARGEST = 64 * 1024
READING_METHODS = ("GET", "HEAD", "OPTIONS")


class Told(msgspec.Struct, frozen=True):
    """One writing call without its headers and its query: the log-in may be there.

    ``status``: None where no whole answer arrived; ``failure`` then says why, in marked words.
    """

    method: str
    url: str
    sent: bytes
    status: int | None = None
    answer: bytes = b""
    failure: str = ""

    def body(self, failure=""):
        """Return the call as JSON; what is larger than ``LARGEST`` is cut, and says so."""
        told = {
            "method": self.method,
            "url": self.url,
            "sent": _shown(self.sent),
            "status": self.status,
            "answer": _shown(self.answer),
        }
        if failure:
            told["failure"] = failure
        return msgspec.json.encode(told)


class Journal:
    """Hands each writing call on to ``keep(told)`` once it is over, with the secrets hidden.

    ``keep``: None until somebody wants to know.
    """

    def __init__(self, hidden):
        self._hidden = hidden
        self.keep = None

    def call(self, method, url, options, *, writes=None, brings_secret=False):
        """Return what to call with the end of this call: (answer) or (failure=…).

        ``writes``: whether it changes anything there; by default what its method promises.
        """
        if writes is None:
            writes = method.upper() not in READING_METHODS
        if self.keep is None or brings_secret or not writes:
            return _forget
        address = self._hidden.text(url.partition("?")[0])
        told = Told(method.upper(), address, self._hidden.data(_sent(options)))

        def over(answer=None, failure=""):
            status, body = (answer.status, answer.body) if answer else (None, b"")
            self.keep(msgspec.structs.replace(told, status=status, answer=body, failure=failure))

        return over


def summary_of(body):
    """Return the address and how a kept call ended, in one line; empty for anything else."""
    try:
        call = msgspec.json.decode(body, type=_Kept)
    except msgspec.DecodeError:
        return ""
    return f"{call.method} {call.url} → {call.status or call.failure}"


class _Kept(msgspec.Struct):
    method: str
    url: str
    status: int | None
    failure: str = ""


def _forget(answer=None, failure=""):
    """A call that nobody wants to know of."""


def _sent(options):
    if options.get("json") is not None:
        return json.dumps(options["json"]).encode()
    data = options.get("data") or b""
    if isinstance(data, (bytes, str)):
        return data.encode() if isinstance(data, str) else data
    return json.dumps(data, default=str).encode()


def _shown(body):
    """Return JSON as it is, anything else as a text."""
    if len(body) > LARGEST:
        start = body[:LARGEST].decode("utf-8", "replace")
        return f"{start} … ({len(body)} bytes in all)"
    try:
        msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return body.decode("utf-8", "replace")
    return msgspec.Raw(body)
