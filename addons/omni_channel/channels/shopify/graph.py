"""One GraphQL call: its errors as ours, and what it takes of the vendor's points.

https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits

A list can be paged through to its 25,000th object only: a longer one is asked in parts.
"""

from email.utils import parsedate_to_datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.drift import GONE
from odoo.addons.omni_base.core.errors import (
    AuthError,
    MappingError,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.core.pace import Charge, Limit, Told
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import iso

MAX_POINTS = 1000
MOST_PAGED = 20_000
WAIT_SECONDS_UNTOLD = 2.0
UNTOLD_POINTS = 50
POINTS = Limit(code="points", label=_("Points"))
OWN_FAULTS = ("INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE")
NO_LONGER_THERE = ("undefinedField", "argumentNotAccepted")
SUSPENDING = ("UNAUTHORIZED", "UNAUTHENTICATED", "SHOP_INACTIVE")


class TooCostly(RejectedError):
    """The query asks for more points than one query may; ``points`` where the remote tells them."""

    points = 0


class Denied(RejectedError):
    """The app lacks a scope for this."""


class Bucket(Struct, rename="camel"):
    maximum_available: float = 0
    currently_available: float = 0
    restore_rate: float = 0


class Cost(Struct, rename="camel"):
    requested_query_cost: float = 0
    actual_query_cost: float | None = None
    throttle_status: Bucket | None = None


class Extensions(Struct):
    cost: Cost | None = None


class Envelope(Struct):
    data: Raw = Raw(b"null")
    errors: Any = None
    extensions: Extensions | None = None


class PageInfo(Struct, rename="camel"):
    has_next_page: bool = False
    end_cursor: str | None = None


class UserError(Struct):
    """What a mutation was refused for; ``field`` is the path to what is wrong."""

    message: str
    code: str | None = None
    field: list[str] | None = None


class Graph:
    """``memory`` outlives one run: what each operation was charged, how many points there are."""

    def __init__(self, http, url, log_in, memory):
        self._http = http
        self._url = url
        self._log_in = log_in
        self._memory = memory

    def ask(self, operation, kind, *, points=None, **variables):
        """Return the ``data`` of one operation as ``kind``.

        ``points``: what it will be charged, if the caller knows; else what it cost last time.
        """
        points = points or self.last_points(operation) or UNTOLD_POINTS
        charge = Charge(POINTS.code, points)
        envelope = self._post(operation, variables, charge)
        cost = envelope.extensions.cost if envelope.extensions else None
        if cost:
            self._book(operation, charge, cost, refused=bool(envelope.errors))
        if envelope.errors:
            for name in gone_fields(envelope.errors):
                self._http.drift.note(GONE, name)
            raise refusal(operation, envelope, cost)
        return typed(envelope.data, kind)

    def remote_now(self):
        """Return the shop's own clock at the last answer as ISO text, empty where it tells none."""
        try:
            return iso(parsedate_to_datetime(self._http.remote_date))
        except (TypeError, ValueError):
            return ""

    def last_points(self, operation):
        """Return the points the last such operation was charged in advance, or 0."""
        return self._memory.get("points", {}).get(operation.name, 0)

    def most_points(self):
        """Return how many points one query may ask for and leave some for the more urgent."""
        return min(MAX_POINTS, self._http.pace.share(self._memory.get("capacity", 2 * MAX_POINTS)))

    def _post(self, operation, variables, charge):
        """A fetched token may have been revoked before its end: one refusal fetches another."""
        try:
            return self._send(operation, variables, charge)
        except AuthError as error:
            if error.status != 401 or not self._log_in.forget():
                raise
            return self._send(operation, variables, charge)

    def _send(self, operation, variables, charge):
        return self._http.json(
            "POST",
            self._url,
            kind=Envelope,
            repeatable=operation.repeatable,
            writes=operation.writes,
            charge=charge,
            headers={"X-Shopify-Access-Token": self._log_in.token()},
            json={"query": operation.text, "variables": variables},
        )

    def _book(self, operation, charge, cost, refused):
        """What is refused unread (throttled, too costly) takes no points."""
        self._memory.setdefault("points", {})[operation.name] = cost.requested_query_cost
        actual = cost.actual_query_cost
        if actual is None:
            actual = 0 if refused else cost.requested_query_cost
        bucket = told(cost.throttle_status)
        if bucket:
            self._memory["capacity"] = bucket.capacity
        self._http.pace.settle(charge, actual=actual, told=bucket)


def told(bucket):
    """Return the state of the points as the pace understands it, or None."""
    if not bucket or bucket.maximum_available <= 0 or bucket.restore_rate <= 0:
        return None
    return Told(bucket.maximum_available, bucket.currently_available, bucket.restore_rate)


def waiting(seconds):
    return RetryableError(_("Shopify asks us to slow down."), after=round(max(seconds, 0.1), 1))


def typed(data, kind):
    """Return JSON as ``kind``; MappingError for another shape."""
    try:
        return decoded(data, kind)
    except msgspec.DecodeError as error:
        raise MappingError(
            _("Shopify answered in a form that is not known here."), detail=str(error)
        ) from None


def refusal(operation, envelope, cost):
    """Return what the ``errors`` of an answer mean as one of our errors."""
    errors = envelope.errors if isinstance(envelope.errors, list) else [envelope.errors]
    codes = {code_of(error) for error in errors}
    said = " ".join(dict.fromkeys(message_of(error) for error in errors))
    if "THROTTLED" in codes:
        return waiting(seconds_to_wait(cost))
    if "MAX_COST_EXCEEDED" in codes:
        return too_costly(errors, said)
    if "ACCESS_DENIED" in codes:
        return denied(envelope, said)
    if codes & set(SUSPENDING):
        return AuthError(_("Shopify refuses the credentials. %s", said))
    if codes & set(OWN_FAULTS):
        reason = _("Shopify has a fault of its own. %s", said)
        return RetryableError(reason) if operation.repeatable else UnknownOutcome(reason)
    return RejectedError(_("Shopify refuses. %s", said))


def too_costly(errors, said):
    refused = TooCostly(_("Shopify finds the query too large. %s", said))
    told = [error.get("extensions", {}).get("cost") for error in errors if isinstance(error, dict)]
    refused.points = max((cost for cost in told if isinstance(cost, (int, float))), default=0)
    return refused


def denied(envelope, said):
    """A scope that the vendor names is a person's to grant; no answer at all is a bad log-in."""
    if "scope" in said.lower() or _has_answer(envelope.data):
        return Denied(_("The Shopify app lacks a permission. %s", said))
    return AuthError(_("Shopify refuses everything to this app. %s", said))


def _has_answer(data):
    found = decoded(data)
    return isinstance(found, dict) and any(value is not None for value in found.values())


def seconds_to_wait(cost):
    """Return how long the bucket needs for the refused query."""
    bucket = cost.throttle_status if cost else None
    if not bucket or not bucket.restore_rate:
        return WAIT_SECONDS_UNTOLD
    return (cost.requested_query_cost - bucket.currently_available) / bucket.restore_rate


def code_of(error):
    extensions = error.get("extensions") if isinstance(error, dict) else None
    return extensions.get("code") or "" if isinstance(extensions, dict) else ""


def message_of(error):
    return str(error.get("message") or "") if isinstance(error, dict) else str(error)


def gone_fields(errors):
    """Return the names of what the vendor's schema no longer has, as ``Order.note``."""
    listed = errors if isinstance(errors, list) else []
    told = [one.get("extensions") for one in listed if isinstance(one, dict)]
    return [
        f"{one.get('typeName', '?')}.{one.get('fieldName') or one.get('argumentName') or '?'}"
        for one in told
        if isinstance(one, dict) and one.get("code") in NO_LONGER_THERE
    ]


def words_of_refusal(answer):
    """Return the ``errors`` of an answer that is no success, as one text.

    Shopify writes a text, a list, or lists by field; the log-in page writes ``error_description``.
    """
    found = answer.decode()
    errors = found.get("errors") or found.get("error_description") or found.get("error") or ""
    if isinstance(errors, dict):
        return "; ".join(f"{field}: {_flat(words)}" for field, words in errors.items())
    return _flat(errors)


def _flat(words):
    if isinstance(words, list):
        return " ".join(message_of(word) for word in words)
    return str(words)
