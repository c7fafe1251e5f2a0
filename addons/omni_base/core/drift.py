"""Whether a remote's answers still are as we know them: what one session notices on its way.

Deprecation: https://www.rfc-editor.org/rfc/rfc9745 · Sunset: https://www.rfc-editor.org/rfc/rfc8594
Warning 299: https://www.rfc-editor.org/rfc/rfc7234#section-5.5.7
"""

import re
from datetime import date, datetime, timezone
from email.utils import parsedate_to_datetime

from msgspec import Struct

from .shape import MISSING, UNKNOWN, differences

DEPRECATED, SUNSET, VERSION, GONE, UNTIL = "deprecated", "sunset", "version", "gone", "until"
HEADERS = ("deprecation", "sunset", "warning")
LEVELS = {UNKNOWN: "info", MISSING: "warning", DEPRECATED: "warning", VERSION: "bad", GONE: "bad"}
FIRST_DAYS, LAST_DAYS = 90, 30
EACH, MOST_BODIES, MOST_SIGNS = 20, 200, 30
MOST_WORDS = 200


class Sign(Struct, frozen=True):
    """One thing that is not as it was. ``words``: the remote's own, a path, or an ISO date."""

    what: str
    resource: str = ""
    words: str = ""
    form: str = ""

    def level(self, today):
        if self.what == SUNSET:
            return level_of(date.fromisoformat(self.words), today) or "info"
        return LEVELS[self.what]


class Drift:
    """What was noticed so far, each thing once. ``resource``: what is on its way just now."""

    def __init__(self):
        self.signs = {}
        self.resource = ""
        self._shapes = {}
        self._headers = frozenset(HEADERS)
        self._vendors = ()
        self._version = ("", "")
        self._looked_at = 0

    def watch(self, adapter):
        """Learn what an adapter class knows of its remote."""
        self._shapes = adapter.known_fields()
        self._vendors = adapter.deprecation_headers
        self._headers = frozenset((*HEADERS, *adapter.deprecation_headers))
        self._version = (adapter.version_header, adapter.api_version)

    def hear(self, headers, url):
        """Look at an answer's headers (lower-case names); its version, where we named ours."""
        name, ours = self._version
        theirs = headers.get(name)
        if theirs and theirs != ours and ours in url:
            self.note(VERSION, theirs)
        if not self._headers.isdisjoint(headers):
            self._hear_warnings(headers)

    def _hear_warnings(self, headers):
        end = dated(headers.get("sunset", ""))
        if end:
            self.note(SUNSET, end)
        told = headers.get("deprecation")
        if told:
            self.note(DEPRECATED, dated(told))
        said = headers.get("warning", "")
        if said.startswith("299"):
            self.note(DEPRECATED, quoted(said))
        for name in self._vendors:
            if headers.get(name):
                self.note(DEPRECATED, headers[name])

    def sample(self, resource, items):
        """Look at the first body of a page and at each 20th; at no more than 200 a session."""
        room = MOST_BODIES - self._looked_at
        for item in items[::EACH][:room]:
            self.look_at(resource, item.body)

    def look_at(self, resource, body):
        """Compare one body (bytes or decoded) with the fields that are known of its kind."""
        shape = self._shapes.get(resource)
        if shape is None or self._looked_at >= MOST_BODIES:
            return
        self._looked_at += 1
        for one in differences(shape, body):
            self.note(one.what, one.path, one.form, resource)

    def note(self, what, words="", form="", resource=None):
        if len(self.signs) < MOST_SIGNS:
            resource = self.resource if resource is None else resource
            sign = Sign(what, resource, words[:MOST_WORDS], form)
            self.signs.setdefault((what, sign.words, resource), sign)


def level_of(end, today):
    """Return how bad it is that something ends then, or None while that is far away."""
    days = (end - today).days
    if days > FIRST_DAYS:
        return None
    if days > LAST_DAYS:
        return "info"
    return "warning" if days > 0 else "bad"


def dated(text):
    """Return the ISO date of a header (a date, or ``@`` and seconds), or an empty text."""
    try:
        if text.startswith("@"):
            return datetime.fromtimestamp(int(text[1:]), timezone.utc).date().isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def quoted(text):
    """Return what stands in the quotation marks of ``299 - "words"``."""
    found = re.search(r'"([^"]*)"', text)
    return found[1] if found else text[3:].strip(" -")
